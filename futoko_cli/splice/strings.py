"""Shared strings (共有文字列): the few that named cells hold, read in one pass."""

from __future__ import annotations

from futoko_cli.splice.escape import unescaped
from futoko_cli.splice.tags import local, parse, parser_for


def shared_strings(xml: bytes, wanted: frozenset[int]) -> dict[int, str]:
    """Texts by index; furigana is no part of a text."""
    found: dict[int, str] = {}
    pieces: list[str] = []
    index = -1
    phonetic = 0
    reading = False

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal index, phonetic, reading
        tag = local(name)
        if tag == "si":
            index += 1
            pieces.clear()
        elif tag == "rPh":
            phonetic += 1
        reading = tag == "t" and not phonetic and index in wanted

    def end(name: str) -> None:
        nonlocal phonetic, reading
        reading = False
        tag = local(name)
        if tag == "rPh":
            phonetic -= 1
        elif tag == "si" and index in wanted:
            found[index] = unescaped("".join(pieces))

    def text(data: str) -> None:
        if reading:
            pieces.append(data)

    parser = parser_for(xml)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parse(parser, xml)
    return found
