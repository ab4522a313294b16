"""XML parts brought to one spelling (表記をそろえる): UTF-8, no prefix, no comment, no entity, no endless tag.

Only bytes are searched here; nothing is parsed. What leaves this module can be cut with plain searches: every ``<``
begins a tag, and no name carries a prefix.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from futoko_cli.ingest.guard import MAX_TAG, too_large, unreadable

if TYPE_CHECKING:
    from futoko_cli.ingest.guard import FileProblem

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^<>]*?\sencoding\s*=\s*["']([\w.-]{1,40})["']""")
_PREFIX: Final = re.compile(rb"<([A-Za-z_][\w.-]{0,40}):(?:worksheet|sst|styleSheet)[\s>/]")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_KNOWN: Final = frozenset(
    {"shift_jis", "windows-31j", "cp932", "ms932", "euc-jp", "utf-16", "iso-8859-1", "windows-1252"}
)
_CUT: Final = "は壊れているか、途中で切れています。"


def plain(xml: bytes, file: str, sheet: str = "") -> bytes:
    """``xml`` without comments, CDATA and prefix, in UTF-8; usually the very same bytes.

    Raises:
        FileProblem: a DOCTYPE or entity (XML bombs need one), an unknown encoding, a comment without end.

    """
    if xml.startswith(_UTF16) or b"\0" in xml:
        xml = _decoded(xml, "utf-16", file, sheet)
    elif (found := _DECLARED.match(xml, 0, 256)) and found[1].lower() not in {b"utf-8", b"us-ascii"}:
        xml = _decoded(xml, found[1].decode().lower(), file, sheet)
    start = xml.find(b"?>") + 2 if xml.startswith((b"<?xml", b"\xef\xbb\xbf<?xml")) else 0
    # single bytes are found a hundred times faster than pairs, and most sheets have neither
    if (xml.find(b"!", start) >= 0 and b"<!" in xml) or (xml.find(b"?", start) >= 0 and xml.find(b"<?", start) >= 0):
        xml, start = _without_asides(xml[start:], file, sheet), 0
    if found := _PREFIX.match(xml, xml.find(b"<", start)):
        name = found[1] + b":"
        xml = xml.replace(b"<" + name, b"<").replace(b"</" + name, b"</")
    return xml


def check_tags(xml: bytes, file: str) -> None:
    """Refuse a tag longer than ``MAX_TAG``; text between tags may have any length.

    Raises:
        FileProblem: some tag has thousands of attributes.

    """
    if len(xml) <= MAX_TAG:
        return
    pieces = xml.split(b">")
    if max(map(len, pieces)) > MAX_TAG and any(len(p) - max(p.find(b"<"), 0) > MAX_TAG for p in pieces if b"<" in p):
        raise too_large(file, "の中に、異常に長いタグがあります。")


def section(xml: bytes, name: bytes) -> bytes:
    """The first ``<name>…</name>`` of a plain part, or nothing."""
    start, end = xml.find(b"<" + name), xml.find(b"</" + name + b">")
    return xml[start : end + len(name) + 3] if 0 <= start < end else b""


def broken(file: str, sheet: str = "") -> FileProblem:
    """The part ends too early or is not XML."""
    return unreadable(file, _CUT, sheet=sheet)


def _decoded(xml: bytes, encoding: str, file: str, sheet: str) -> bytes:
    """Other encodings are allowed by the standard, and hide tags from a search in bytes."""
    if encoding == "utf-16" and not xml.startswith(_UTF16[:2]):
        encoding = "utf-16-be" if xml.startswith(b"\0") else "utf-16-le"
    elif encoding not in _KNOWN:
        raise unreadable(file, "の文字コードが分かりません。", sheet=sheet)
    try:
        text = xml.decode(encoding)
    except UnicodeDecodeError:
        raise broken(file, sheet) from None
    if "\0" in text:
        raise broken(file, sheet)
    return text[text.find("?>") + 2 :].encode() if "?>" in text[:256] else text.lstrip("\ufeff").encode()


def _without_asides(xml: bytes, file: str, sheet: str) -> bytes:
    """Drop comments and processing instructions, spell CDATA as text; one pass, linear in any input."""
    out: list[bytes] = []
    at = 0
    bang, ask = xml.find(b"<!"), xml.find(b"<?")
    while bang >= 0 or ask >= 0:
        here = min(i for i in (bang, ask) if i >= 0)
        out.append(xml[at:here])
        if here == ask:
            opening, closing = b"<?", b"?>"
        elif xml.startswith(b"<!--", here):
            opening, closing = b"<!--", b"-->"
        elif xml.startswith(b"<![CDATA[", here):
            opening, closing = b"<![CDATA[", b"]]>"
        else:
            raise unreadable(file, "には、Excel が書かない宣言 (DOCTYPE) があります。", sheet=sheet)
        end = xml.find(closing, here + len(opening))
        if end < 0:
            raise broken(file, sheet)
        if opening == b"<![CDATA[":
            inner = xml[here + len(opening) : end]
            out.append(inner.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;"))
        at = end + len(closing)
        if 0 <= bang < at:
            bang = xml.find(b"<!", at)
        if 0 <= ask < at:
            ask = xml.find(b"<?", at)
    out.append(xml[at:])
    return b"".join(out)
