"""Results that travel (集計ファイル): what a school mails to the board instead of its registers.

Counts, problems and the keys of a few children; no name. The file carries its version and a digest of its content: a
change on the way, by accident or by hand, is found. The digest is no signature: who wants to deceive can work it out
anew; only a file with a password proves that somebody who knows it wrote the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from futoko_cli.district.locked import is_locked, lock, unlock
from futoko_cli.district.plain import from_plain, to_plain
from futoko_cli.district.result import FIGURES, RESULT_VERSION, Run, SchoolResult
from futoko_cli.errors import InputError

VERSION_KEY: Final = "futoko_export_version"
EXPORT_VERSION: Final = RESULT_VERSION
_LARGEST: Final = 200 * 1024 * 1024  # bytes: some thousand schools
_AGAIN: Final = "学校に、もう一度書き出して送ってもらってください（futoko scan … --export）。"


def export_bytes(schools: Iterable[SchoolResult], password: str | None = None) -> bytes:
    """The file of one or more schools, behind a password where one is given. Raises UsageError (library missing)."""
    plain = [to_plain(_nameless(school)) for school in schools]
    content = {VERSION_KEY: EXPORT_VERSION, "figures": list(FIGURES), "sha256": _digest(plain), "schools": plain}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    data = text.encode("utf-8", "backslashreplace")
    return data if password is None else lock(data, password)


def _nameless(school: SchoolResult) -> SchoolResult:
    return replace(school, children=tuple(replace(child, name="") for child in school.children))


def _digest(schools: object) -> str:
    """sha256 of the content, however it is spaced."""
    text = json.dumps(schools, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_export(path: Path, password: str | None = None) -> tuple[SchoolResult, ...]:
    """The schools in a file. Raises InputError that says why it is not used: never in part."""
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError("大きすぎるため、開いていません。", "futoko の集計ファイルかどうかを確かめてください。")
        data = path.read_bytes()
    except OSError:
        raise InputError("開けません。", "ファイルの場所と、読めるかを確かめてください。") from None
    content = _parsed(unlock(data, password) if is_locked(data) else data)
    version = content[VERSION_KEY]
    if type(version) is not int or version > EXPORT_VERSION:
        raise InputError("より新しい futoko で書き出されています。", "この futoko を新しくしてください。")
    if version < EXPORT_VERSION:
        raise InputError("古い futoko で書き出されています。", _AGAIN)
    if content.get("sha256") != _digest(content.get("schools")):
        raise InputError("書き出した後に中身が変わっています。", _AGAIN)
    try:
        if content.get("figures") != list(FIGURES):
            raise InputError("数の並びが違います。", _AGAIN)
        return tuple(from_plain(each) for each in content["schools"])
    except (ValueError, TypeError, RecursionError):
        raise InputError("数の書き方が合いません。", _AGAIN) from None


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        cut = data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b'{\n "futoko_export')
        said = "途中で切れています。" if cut else "futoko の集計ファイルではありません。"
        raise InputError(said, _AGAIN) from None
    if not isinstance(content, dict) or VERSION_KEY not in content:
        raise InputError("futoko の集計ファイルではありません。", _AGAIN)
    return content


def merge(paths: Sequence[Path], password: str | None = None) -> Run:
    """The schools of many files as one run; a file that cannot be used is a row that says why.

    A school that stands in two files is counted once: as its file with the newest day says.
    """
    rows: list[SchoolResult] = []
    notes: list[str] = []
    sources: dict[tuple[str, int], list[tuple[Path, SchoolResult]]] = {}
    for path in dict.fromkeys(paths):
        try:
            schools = read_export(path, password)
        except InputError as error:
            rows.append(SchoolResult(path.name, outcome="failed", error=error.message, hint=error.hint))
            continue
        for school in schools:
            sources.setdefault(_identity(school), []).append((path, school))
    for given in sources.values():
        newest = max(school.as_of for _, school in given)
        kept = [(path, school) for path, school in given if school.as_of == newest]
        first, school = kept[0]
        if any(other != school for _, other in kept):
            files = "・".join(path.name for path, _ in kept)
            said = f"この学校の、同じ日までの違う集計ファイルが{len(kept)}つあります（{files}）。"
            rows.append(
                SchoolResult(
                    school.folder, school.name, school.code, "failed", said, "正しいほうだけを渡してください。"
                )
            )
            continue
        rows.append(school)
        notes += [
            f"{path.name}: {school.title} は {first.name} にもあるため、使っていません。"
            for path, _ in given
            if path != first
        ]
    return Run(tuple(sorted(rows, key=lambda row: row.folder)), notes=tuple(notes))


def _identity(school: SchoolResult) -> tuple[str, int]:
    """The same school in two files: by its code, else its name; one that has neither, only by the very same registers."""
    return school.code or school.name or " ".join((school.folder, *school.inputs)), school.school_year
