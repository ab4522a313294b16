"""``python -m futoko_cli`` and the console command ``futoko``."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A run is short and makes many small records that all live to its end: collecting them only costs time.
    gc.disable()
    # numpy's BLAS starts a thread per core on import; nothing here multiplies matrices.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from futoko_cli.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
