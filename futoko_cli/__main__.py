"""``python -m futoko_cli`` and the console command ``futoko``."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code; results are flushed before."""
    # A run is short and makes many small records that all live to its end: collecting them only costs time.
    gc.disable()
    # numpy's BLAS starts a thread per core on import; nothing here multiplies matrices.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from futoko_cli.cli import run

    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    # nothing is left to close: taking the records apart one by one would cost a tenth of the run
    os._exit(code)


if __name__ == "__main__":
    main()
