"""Workbook packages written by hand, so that a test can say anything a file could say."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


def worksheet(cells: str, tail: str = "", head: str = "") -> str:
    """A worksheet part around rows (``<row>…``) or bare cells."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}">{head}<sheetData>{cells}</sheetData>{tail}</worksheet>'


def zipped(parts: Sequence[tuple[str, bytes | str]], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts; two of one name are allowed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # two parts of one name are the point of one test
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


def workbook_parts(
    sheets: Mapping[str, str | bytes], *, strings: str = "", styles: str = ""
) -> list[tuple[str, bytes | str]]:
    """The parts of a small .xlsx: sheet name → worksheet part."""
    listed = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{i}" Type="{LINK}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="s" Type="{LINK}/sharedStrings" Target="sharedStrings.xml"/>' if strings else ""
    links += f'<Relationship Id="f" Type="{LINK}/styles" Target="styles.xml"/>' if styles else ""
    root = f'<Relationship Id="b" Type="{LINK}/officeDocument" Target="xl/workbook.xml"/>'
    parts: list[tuple[str, bytes | str]] = [
        ("_rels/.rels", f'<Relationships xmlns="{LINKS}">{root}</Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{LINKS}">{links}</Relationships>'),
    ]
    parts += [("xl/sharedStrings.xml", strings)] if strings else []
    parts += [("xl/styles.xml", styles)] if styles else []
    parts += [(f"xl/worksheets/sheet{i}.xml", sheet) for i, sheet in enumerate(sheets.values(), 1)]
    return parts


def workbook(sheets: Mapping[str, str | bytes], *, strings: str = "", styles: str = "") -> bytes:
    """A small .xlsx as bytes."""
    return zipped(workbook_parts(sheets, strings=strings, styles=styles))


def text_cell(ref: str, text: str) -> str:
    """A cell with its text in place."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


#: One harmless sheet, to show that a bad one beside it does not stop the reading.
GOOD: Final = worksheet(f'<row r="1">{text_cell("A1", "番号")}{text_cell("B1", "氏名")}</row>')
