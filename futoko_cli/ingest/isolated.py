"""The parent's side of ``child``: start it, bound its time, turn its answer or its death into sheets or a problem."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from futoko_cli.core.model import a1
from futoko_cli.ingest.cells import clipped, far_cell
from futoko_cli.ingest.child import unpack
from futoko_cli.ingest.guard import FileProblem, too_large, unreadable
from futoko_cli.ingest.raw import RawSheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from futoko_cli.core.issues import Issue

_SECONDS: Final = 60  # on the clock
_ROOT: Final = str(Path(__file__).parents[2])
#: ``-P`` and the explicit path: a csv.py beside the registers must not be imported.
_PROGRAM: Final = "import sys; sys.path.append(sys.argv[1]); from futoko_cli.ingest.child import main; main()"


class Isolated:
    """One .xls or .ods already read, every sheet as plain values."""

    def __init__(self, data: bytes, file: str) -> None:
        """Read the whole workbook in a child process.

        Raises:
            FileProblem: damaged, too large, or the child did not come back.

        """
        self._file = file
        answer = _ask(data, file)
        if answer.get("error") == "large":
            raise too_large(file, "は、シートの広さの合計が大きすぎます。")
        self._sheets: list[dict[str, Any]] = answer["sheets"]

    def sheets(self) -> Iterator[RawSheet | Issue]:
        """Every sheet in order, or the problem that stands in its place."""
        for told in self._sheets:
            name = told["name"]
            try:
                if far := told.get("far"):
                    raise far_cell(self._file, name, a1(*far))
                if "rows" not in told:
                    raise unreadable(self._file, "は壊れていて読めません。", sheet=name)
                rows: list[list[object]] = [[unpack(v) if isinstance(v, list) else v for v in r] for r in told["rows"]]
                ranges = [((r0, c0), (r1, c1)) for (r0, c0), (r1, c1) in told["merges"]]
                yield RawSheet(name, told["visible"], rows, clipped(ranges, rows, self._file, name))
            except FileProblem as problem:
                yield problem.issue


def _ask(data: bytes, file: str) -> dict[str, Any]:
    command = [sys.executable, "-P", "-c", _PROGRAM, _ROOT]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter, our own words
            command, input=data, capture_output=True, timeout=_SECONDS, check=False, creationflags=flags
        )
    except subprocess.TimeoutExpired:
        raise unreadable(file, f"を {_SECONDS} 秒かけても読めません。") from None
    except OSError:
        raise unreadable(file, "を読むためのプロセスを起動できません。") from None
    if done.returncode:
        raise unreadable(file, "は壊れているか、読むには大きすぎます。")
    answer: dict[str, Any] = json.loads(done.stdout.decode("utf-8", "surrogatepass"))
    return answer
