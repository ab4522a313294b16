"""Workbooks made by hand, part by part, so that a test can say exactly what stands in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="'
    '[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="14"/><xf numFmtId="49"/></cellXfs></styleSheet>'
)
PLAIN, ERA, DATE, TEXT = range(4)  # the styles above


def relationships(links: Mapping[str, tuple[str, str]]) -> str:
    """``id → (kind, target)`` as a part."""
    rows = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, (kind, to) in links.items())
    return f'{HEAD}<Relationships xmlns="{RELS}">{rows}</Relationships>'


def sheet(data: str, after: str = "", before: str = "", *, uri: str = MAIN) -> str:
    """A worksheet part around what stands in sheetData (or around a whole ``<sheetData/>``)."""
    data = data if data.startswith("<sheetData") else f"<sheetData>{data}</sheetData>"
    return f'{HEAD}<worksheet xmlns="{uri}" xmlns:r="{OFFICE}">{before}{data}{after}</worksheet>'


def parts(
    sheets: Mapping[str, str | bytes],
    names: Mapping[str, str] | None = None,
    *,
    book: str = "",
    more: Mapping[str, str | bytes] | None = None,
    kind: str = SHEET_TYPE,
) -> dict[str, str | bytes]:
    """The parts of a workbook: sheets by title, names → what they refer to, ``book`` after the names."""
    listed = "".join(
        f'<sheet name="{escape(t, {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>' for n, t in enumerate(sheets, 1)
    )
    defined = "".join(f'<definedName name="{name}">{escape(to)}</definedName>' for name, to in (names or {}).items())
    links = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    links["rId90"] = ("styles", "styles.xml")
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        f"{f'<definedNames>{defined}</definedNames>' if defined else ''}{book}</workbook>",
        "xl/_rels/workbook.xml.rels": relationships(links),
        "xl/styles.xml": STYLES,
    }
    found |= {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)}
    return found | dict(more or {})


def zipped(content: Mapping[str, str | bytes]) -> bytes:
    """The parts as a file, all of one fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in content.items():
            info = zipfile.ZipInfo(name, (2024, 4, 1, 8, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, part)
    return out.getvalue()


def workbook(data: str, names: Mapping[str, str] | None = None, after: str = "", before: str = "") -> bytes:
    """A workbook of one sheet 様式."""
    return zipped(parts({"様式": sheet(data, after, before)}, names))


def part(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    """One part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def differing(before: bytes, after: bytes) -> list[str]:
    """Names of the parts that differ; both files list the same parts in the same order, and are sound."""
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as two:
        assert two.testzip() is None
        assert one.namelist() == two.namelist()
        return [name for name in one.namelist() if one.read(name) != two.read(name)]
