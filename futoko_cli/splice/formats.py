"""What a cell's style shows (表示形式): date, number or text; and which styles are check-box cells (Excel 2024)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from xml.parsers import expat  # noqa: F401  parts are parsed through tags, which refuses a DOCTYPE

from futoko_cli.splice.model import Shows
from futoko_cli.splice.tags import elements

_DATE_IDS: Final = frozenset({14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_NUMBER_IDS: Final = frozenset({*range(1, 14), *range(18, 22), 32, 33, *range(37, 49)})
_ASIDE: Final = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|am/pm|a/p|general|g/標準', re.IGNORECASE | re.DOTALL)
_LETTERS: Final = re.compile(r"([ymdhsgear])\1*|[0#?]", re.IGNORECASE)
_EXPONENT: Final = re.compile(r"(?<=[0#?.])e[+-]", re.IGNORECASE)
_CHECKBOX: Final = "{C7286773-470A-42A8-94C5-96B5CB345126}"


class Style(NamedTuple):
    """One cell style (cellXfs)."""

    shows: Shows
    checkbox: bool


def read_styles(styles: bytes | None, bags: bytes | None) -> tuple[Style, ...]:
    """All cell styles of a workbook by index. ``bags``: the part that says what a style's extra feature is."""
    if styles is None:
        return ()
    codes: dict[int, str] = {}
    found: list[list[object]] = []
    features = _checkbox_features(bags) if bags is not None else frozenset()
    inside = False
    for depth, name, attributes in elements(styles):
        if depth == 2:
            inside = name == "cellXfs"
        elif name == "numFmt" and depth == 3:
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif inside and depth == 3 and name == "xf":
            found.append([_number(attributes.get("numFmtId")), False])
        elif inside and found and name == "xfComplement":
            found[-1][1] = _number(attributes.get("i")) in features
    return tuple(Style(shows_of(int(str(number)), codes), bool(box)) for number, box in found)


def _number(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch("[0-9]{1,9}", text) else 0


def shows_of(number: int, codes: dict[int, str]) -> Shows:
    """What a number format shows."""
    if number in codes:
        return shows_of_code(codes[number])
    if number in _DATE_IDS:
        return "date"
    if number in _NUMBER_IDS:
        return "number"
    return "text" if number == 49 else "general"


def shows_of_code(code: str) -> Shows:
    """What a custom format shows: judged by its first section, without literals, colours and conditions."""
    plain = _ASIDE.sub(lambda found: "\0" if found[0][0] in '"\\_*' else "", code)
    first = _EXPONENT.sub("", plain.partition(";")[0])
    tokens = [found[0].lower() for found in _LETTERS.finditer(first)]
    letters = [token for token in tokens if token[0] not in "0#?"]
    for place, token in enumerate(letters):
        if token[0] in "ydge" or (token[0] == "a" and len(token) >= 3) or (token[0] == "r" and len(token) <= 2):
            return "date"
        if token[0] == "m" and not _minutes(letters, place):
            return "date"
    if tokens:
        return "number"
    return "text" if "@" in first else "general"


def _minutes(letters: list[str], place: int) -> bool:
    """``m`` beside hours or seconds counts minutes, not months."""
    before = letters[place - 1][0] if place else ""
    after = letters[place + 1][0] if place + 1 < len(letters) else ""
    return len(letters[place]) <= 2 and (before == "h" or after == "s")


def _checkbox_features(bags: bytes) -> frozenset[int]:
    """Which complements of a style make a check-box: complement → controls → cell control → bag of type Checkbox."""
    types: list[str] = []
    links: list[dict[str, list[int]]] = []
    key = ""
    for depth, name, attributes, text in _texts(bags):
        if depth == 2 and name == "bag":
            types.append(attributes.get("type", ""))
            links.append({})
        elif links and name in {"a", "bagId"}:
            key = attributes.get("k", key)
            if name == "bagId" and text.strip().isascii() and text.strip().isdigit():
                links[-1].setdefault(key, []).append(int(text.strip()[:9]))
    mapped = next(
        (link.get("MappedFeaturePropertyBags", []) for link in links if "MappedFeaturePropertyBags" in link), []
    )
    return frozenset(place for place, bag in enumerate(mapped) if _is_checkbox(bag, types, links, 4))


def _is_checkbox(bag: int, types: list[str], links: list[dict[str, list[int]]], steps: int) -> bool:
    if not 0 <= bag < len(types) or not steps:
        return False
    if types[bag] == "Checkbox":
        return True
    wanted = {"XFComplement": "XFControls", "XFControls": "CellControl"}.get(types[bag], "")
    return any(_is_checkbox(other, types, links, steps - 1) for other in links[bag].get(wanted, []))


def _texts(xml: bytes) -> list[tuple[int, str, dict[str, str], str]]:
    """Every element of a small part with the text that follows its start tag."""
    from futoko_cli.splice.tags import local, parse, parser_for

    found: list[tuple[int, str, dict[str, str], str]] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        found.append((depth, local(name), attributes, ""))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def text(data: str) -> None:
        if found:
            found[-1] = (*found[-1][:3], found[-1][3] + data)

    parser = parser_for(xml)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parse(parser, xml)
    return found
