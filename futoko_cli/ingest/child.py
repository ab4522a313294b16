"""Reads one .xls or .ods in a process of its own (子プロセス), because a damaged one can hang or kill its reader.

``python -m futoko_cli.ingest.child``: the file on standard input, JSON on standard output. Started by ``isolated``.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Final

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from futoko_cli.ingest.guard import MAX_CELLS, MAX_GRID, MAX_SHEETS, MAX_TEXT

MEMORY: Final = 2 * 1024 * 1024 * 1024  # bytes of address space
SECONDS: Final = 60  # of processor time


def limit_resources() -> None:
    """Cap memory and time where the platform can (not Windows; there only the clock of the parent counts)."""
    try:
        import resource
    except ImportError:
        return
    for kind, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(OSError, ValueError):  # macOS knows some of these by name only
            resource.setrlimit(kind, (allowed, hard))


def _pack(value: object) -> object:
    """A cell as JSON: dates and times become a pair of kind and text."""
    match value:
        case datetime():
            return ["datetime", value.isoformat()]
        case date():
            return ["date", value.isoformat()]
        case time():
            return ["time", value.isoformat()]
        case timedelta():
            return ["seconds", value.total_seconds()]
        case _:
            return value


def unpack(value: object) -> object:
    """The cell that ``_pack`` packed."""
    match value:
        case ["datetime", str(text)]:
            return datetime.fromisoformat(text)
        case ["date", str(text)]:
            return date.fromisoformat(text)
        case ["time", str(text)]:
            return time.fromisoformat(text)
        case ["seconds", float(seconds)]:
            return timedelta(seconds=seconds)
        case _:
            return value


def _sheet(sheet: CalamineSheet, *, visible: bool) -> tuple[dict[str, object], int]:
    """One sheet, or the corner that makes it too large; and the cells of its grid."""
    row, col = sheet.end or (0, 0)
    area = (row + 1) * (col + 1)
    told: dict[str, object] = {"name": sheet.name, "visible": visible}
    if area > MAX_CELLS:
        return told | {"far": [row, col]}, 0
    rows = [[_pack(value) for value in line] for line in sheet.to_python(skip_empty_area=False)]
    return told | {"rows": rows, "merges": sheet.merged_cell_ranges or []}, area


def read(data: bytes) -> str:
    """All sheets of a workbook as JSON, no longer than the limits allow."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    large = json.dumps({"error": "large"})
    if len(book.sheets_metadata) > MAX_SHEETS:
        return large
    sheets: list[str] = []
    cells = text = 0
    for index, meta in enumerate(book.sheets_metadata):
        visible = meta.visible == SheetVisibleEnum.Visible
        try:
            told, area = _sheet(book.get_sheet_by_index(index), visible=visible)
        except Exception:  # noqa: BLE001  one bad sheet of many; whatever it was, the parent says so
            told, area = {"name": meta.name, "visible": visible}, 0
        sheets.append(json.dumps(told, ensure_ascii=False))
        cells, text = cells + area, text + len(sheets[-1])
        if cells > MAX_GRID or text > MAX_TEXT:
            return large
    return f'{{"sheets": [{", ".join(sheets)}]}}'


def main() -> None:
    """Read standard input, answer on standard output."""
    data = sys.stdin.buffer.read()
    limit_resources()
    sys.stdout.buffer.write(read(data).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
