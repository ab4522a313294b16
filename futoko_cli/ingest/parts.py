"""The map of a workbook package (部品の一覧): which part is which sheet, the strings, the styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from xml.parsers import expat  # a DOCTYPE is refused before

from futoko_cli.ingest.guard import MAX_SHEETS, too_large, unreadable
from futoko_cli.ingest.markup import broken, plain

if TYPE_CHECKING:
    from futoko_cli.ingest.archive import Archive

_MAX_INDEX: Final = 8 * 1024 * 1024  # bytes of workbook.xml or a list of relationships
_HIDDEN: Final = frozenset({"hidden", "veryHidden"})


class SheetPart(NamedTuple):
    """One worksheet: its name as people see it, and where it lies."""

    name: str
    visible: bool
    path: str


class Parts(NamedTuple):
    """Where everything of one workbook lies; ``strings`` and ``styles`` may be missing (empty)."""

    sheets: list[SheetPart]
    strings: str
    styles: str
    is_1904: bool


def read_parts(archive: Archive) -> Parts:
    """Follow the relationships from the package to the workbook to its sheets.

    Chart sheets and old macro sheets are left out: they have no cells.

    Raises:
        FileProblem: not a workbook (a Word file, .xlsb, …), too many sheets, or damaged.

    """
    book = _workbook_path(archive)
    links = _links(archive, book)
    tags = _tags(archive, book)
    sheets = [attributes for name, attributes in tags if name == "sheet"]
    if len(sheets) > MAX_SHEETS:
        raise too_large(archive.file, f"にはシートが {len(sheets):,} 枚あります。")
    found: list[SheetPart] = []
    for attributes in sheets:
        link = attributes.get("r:id") or next((v for k, v in attributes.items() if k.endswith(":id")), "")
        kind, path = links.get(link, ("", ""))
        if kind == "worksheet" and path in archive:
            found.append(SheetPart(attributes.get("name", ""), attributes.get("state") not in _HIDDEN, path))
        elif kind in {"worksheet", ""}:
            raise broken(archive.file)
    by_kind = {kind: path for kind, path in links.values() if path in archive}
    strings, styles = by_kind.get("sharedStrings", ""), by_kind.get("styles", "")
    wanted = [sheet.path.lower() for sheet in found] + [path for path in (strings, styles) if path]
    if len(set(wanted)) < len(wanted):
        raise unreadable(archive.file, "の2つのシートが同じ中身を指しています。")
    archive.check(wanted)
    is_1904 = any(name == "workbookPr" and a.get("date1904") in {"1", "true"} for name, a in tags)
    return Parts(found, strings, styles, is_1904)


def _workbook_path(archive: Archive) -> str:
    """The main part of the package; other kinds of package are named and refused."""
    if "xl/workbook.xml" in archive:
        return "xl/workbook.xml"
    links = _links(archive, "") if "_rels/.rels" in archive else {}
    path = next((path for kind, path in links.values() if kind == "officeDocument"), "xl/workbook.xml")
    if path.endswith(".bin"):
        raise unreadable(archive.file, "はバイナリ ブック (.xlsb) です。")
    if path in archive and "/workbook" in f"/{path.lower()}":
        return path
    export = "出席簿を Excel (.xlsx) か CSV で書き出し直してください。"
    for folder, what in (("word/", "Word 文書"), ("ppt/", "PowerPoint"), ("index/", "Numbers の書類")):
        if any(name.startswith(folder) for name in archive.members):
            raise unreadable(archive.file, f"は{what}です。", export)
    raise unreadable(
        archive.file, "の中に Excel のブックが見つかりません。", "ZIP ならば展開してから指定してください。"
    )


def _links(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Relationships of ``part``: id → (last word of the type, path in the package)."""
    folder, _, name = part.rpartition("/")
    base = f"{folder}/" if folder else ""
    found: dict[str, tuple[str, str]] = {}
    for tag, attributes in _tags(archive, f"{base}_rels/{name}.rels"):
        if tag != "Relationship" or attributes.get("TargetMode") == "External":
            continue
        target = attributes.get("Target", "").replace("\\", "/")
        path = _joined("", target[1:]) if target.startswith("/") else _joined(base, target)
        if path not in archive and target in archive:
            path = target  # some writers begin at the root without saying so
        found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)
    return found


def _joined(base: str, target: str) -> str:
    if "." not in target.partition("/")[0] and "/." not in target:
        return base + target
    steps: list[str] = []
    for step in (base + target).split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)


def _tags(archive: Archive, part: str) -> list[tuple[str, dict[str, str]]]:
    """Every start tag of a small part: name without prefix, attributes."""
    member = archive.members.get(part.lower())
    if member is not None and member.size > _MAX_INDEX:
        raise too_large(archive.file, "は、シートの一覧が大きすぎます。")
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    try:
        parser.Parse(plain(archive.read(part), archive.file), True)  # noqa: FBT003  expat takes it by position only
    except expat.ExpatError:
        raise broken(archive.file) from None
    return [(name.rpartition(":")[2] if ":" in name else name, attributes) for name, attributes in found]
