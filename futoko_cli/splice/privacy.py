"""What a workbook gives away beside its form (個人情報・組織の情報): who made it, on which computer, from which files.

A template goes to every school and each filled copy to the board; whatever stands in its properties goes along.
"""

from __future__ import annotations

import re
import zlib
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from futoko_cli.ingest.guard import FileProblem
from futoko_cli.ingest.markup import plain
from futoko_cli.ingest.parts import read_parts
from futoko_cli.splice.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from futoko_cli.ingest.archive import Archive

_SHOWN: Final = 60  # letters of a found text that are repeated
_PROPERTIES: Final = {
    "docprops/core.xml": {
        "creator": "作成者",
        "lastModifiedBy": "最終更新者",
        "description": "コメント",
        "keywords": "タグ",
    },
    "docprops/app.xml": {"Company": "会社名", "Manager": "管理者", "HyperlinkBase": "ハイパーリンクの基点"},
}
#: A path that names a computer's user, drive or server.
_PATH: Final = re.compile(
    r"""(?<![A-Za-z0-9])(?:[A-Za-z]:\\|[A-Za-z]:/(?!/)|\\\\[\w.-]+\\|file:///?|/(?:Users|home|mnt|Volumes)/)[^"'<>|\r\n]{0,200}"""
)
#: What programs, and Excel's own ドキュメント検査, write in place of a person.
_NOBODY: Final = frozenset({"作成者", "author", "openpyxl", "xlsxwriter", "apache poi", "unknown"})
_WORKBOOK_USER: Final = re.compile(r'<(?:\w+:)?fileSharing\s[^<>]*?\buserName="([^"]*)"')


_UNLINK: Final = "Excel の［データ］→［リンクの編集］か［クエリと接続］で取り除いてください。"
_SAVE: Final = "名前の出ないフォルダー（C:\\様式 など）に保存し直すと、そのフォルダーに変わります。"


class Leak(NamedTuple):
    """One thing that a workbook gives away: the part that holds it, a sentence, and how to be rid of it."""

    part: str
    sentence: str
    hint: str = "Excel の［ファイル］→［情報］→［ドキュメント検査］で消せます。"


def leaks(data: bytes, label: str) -> list[Leak]:
    """Everything a workbook gives away, in the order of its parts; no cell is looked at.

    Raises:
        FileProblem: it is no workbook, or damaged.

    """
    package = Package(data, label)
    archive = package.archive
    found = [*_hidden_sheets(archive)]
    for name in archive.members:
        if name.endswith((".xml", ".rels", ".vml")):
            found += _of_part(name, _text(archive, name))
        elif name.startswith("docprops/thumbnail."):
            found.append(
                Leak(
                    name, "先頭のページの縮小画像があります。作ったときに入っていた氏名などが写っていることがあります。"
                )
            )
    return [leak._replace(part=package.spelled(leak.part)) for leak in dict.fromkeys(found)]


def _text(archive: Archive, name: str) -> str:
    """A part as text; one that cannot be read gives nothing away to us."""
    try:
        return plain(archive.read(name), archive.file).decode("utf-8", "replace")
    except (FileProblem, zlib.error):
        return ""


def _of_part(name: str, xml: str) -> Iterator[Leak]:
    for tag, label in _PROPERTIES.get(name, {}).items():
        for text in _elements(xml, tag):
            if text.casefold() in _NOBODY:
                continue
            yield Leak(name, f"{label}に「{text}」とあります。")
    if name == "docprops/custom.xml":
        for text in re.findall(r'<(?:\w+:)?property\s[^<>]*?\bname="([^"]*)"', xml):
            yield Leak(name, f"ユーザー設定のプロパティ「{_cut(text)}」があります。")
    elif name.startswith("xl/externallinks/_rels/"):
        for text in re.findall(r'\bTarget="([^"]*)"', xml):
            yield Leak(name, f"別のブック「{_cut(text)}」を参照しています。", _UNLINK)
        return
    elif name == "xl/connections.xml":
        for text in re.findall(r'<(?:\w+:)?connection\s[^<>]*?\bname="([^"]*)"', xml):
            yield Leak(name, f"外部データへの接続「{_cut(text)}」があります。", _UNLINK)
    elif name.startswith("xl/comments"):
        for text in _elements(xml, "author"):
            if not text.startswith("tc=") and text.casefold() not in _NOBODY:  # tc=: a threaded comment's own number
                yield Leak(name, f"コメントの作成者に「{text}」とあります。")
    elif name.startswith("xl/persons/"):
        for text in re.findall(r'\bdisplayName="([^"]*)"', xml):
            yield Leak(name, f"コメントの作成者に「{_cut(text)}」とあります。")
    elif name == "xl/revisions/usernames.xml":
        yield Leak(name, "ブックを共有した人の名前の記録があります。")
    elif name.startswith("docmetadata/"):
        yield Leak(name, "組織の秘密度ラベルがあります。")
    for text in _WORKBOOK_USER.findall(xml):
        yield Leak(name, f"書き込みを予約した人「{_cut(text)}」の名前があります。")
    if not name.startswith("xl/worksheets/sheet") and name != "xl/sharedstrings.xml":  # what people typed is the form
        for match in _PATH.finditer(xml):
            yield Leak(name, f"ファイルの場所「{_cut(match[0])}」が残っています。", _SAVE)


def _hidden_sheets(archive: Archive) -> Iterator[Leak]:
    for sheet in read_parts(archive).sheets:
        if not sheet.visible:
            yield Leak(sheet.path, f"隠れているシート「{_cut(sheet.name)}」があります。")


def _elements(xml: str, tag: str) -> Iterator[str]:
    for text in re.findall(rf"<(?:[\w.-]+:)?{tag}(?:\s[^<>]*)?>([^<]*)<", xml):
        if text.strip():
            yield _cut(text.strip())


def _cut(text: str) -> str:
    plain_text = unescape(text)
    return plain_text if len(plain_text) <= _SHOWN else plain_text[: _SHOWN - 1] + "…"
