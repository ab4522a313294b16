"""Limits on what is opened (安全のための上限), and the one exception that stops the reading of one file.

A register comes from outside: a few kilobytes can ask a parser for terabytes. Everything here is decided from what a
file says about itself, before any parser sees it. The figures lie far above a real register: a whole school in one
workbook is 216 sheets, 400,000 cells and 10 MB of XML.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final

from futoko_cli.core.issues import Issue

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE: Final = 50 * 1024 * 1024  # bytes on disk
MAX_MEMBERS: Final = 10_000  # parts of a package
MAX_PART: Final = 64 * 1024 * 1024  # bytes of one part, unzipped
MAX_UNZIPPED: Final = 256 * 1024 * 1024  # bytes of all XML parts, unzipped
MAX_RATIO: Final = 200  # unzipped ÷ zipped; real workbooks reach 28
RATIO_FROM: Final = 1024 * 1024  # smaller parts may have any ratio
MAX_SHEETS: Final = 2_000
MAX_CELLS: Final = 3_000_000  # grid of one sheet: last row × last column
MAX_GRID: Final = 20_000_000  # grids of all sheets of a file
MAX_TEXT: Final = 256 * 1024 * 1024  # bytes of text that all cells of a file make
MAX_MERGES: Final = 100_000  # merged ranges of one sheet
MAX_TAG: Final = 16 * 1024  # bytes of one XML tag: attributes cost quadratic time in some parsers

RESAVE: Final = "Excel で開き、「Excel ブック (.xlsx)」で保存し直してください。"
SMALLER: Final = "出席簿のシートだけを新しいブックに写して保存し直してください。"


class FileProblem(Exception):  # noqa: N818  not an error of the program: a finding about one file
    """One file cannot be read; ``issue`` says why and what to do. The other files are still counted."""

    def __init__(self, issue: Issue) -> None:
        """Keep the finding."""
        super().__init__(issue.message)
        self.issue = issue


def unreadable(file: str, why: str, hint: str = RESAVE, sheet: str = "") -> FileProblem:
    """``file-unreadable``: ``why`` continues the sentence that the file's name begins."""
    return _problem("file-unreadable", file, why, hint, sheet)


def too_large(file: str, why: str, hint: str = SMALLER, sheet: str = "", cell: str = "") -> FileProblem:
    """``file-too-large``: a limit of this module is passed."""
    return _problem("file-too-large", file, why, hint, sheet, cell)


def encrypted(file: str, why: str = "にはパスワードがかかっています。", hint: str = "") -> FileProblem:
    """``file-encrypted``: it needs a password, or another one."""
    hint = hint or "パスワードを外して保存し直すか、--password-file でパスワードのファイルを渡してください。"
    return _problem("file-encrypted", file, why, hint)


def _problem(code: str, file: str, why: str, hint: str, sheet: str = "", cell: str = "") -> FileProblem:
    where = f"{file} の「{sheet}」" if sheet else f"{file} "
    return FileProblem(Issue(code, where + why, hint, file=file, sheet=sheet, cell=cell, subject=file))


def read_bytes(path: Path, file: str) -> bytes:
    """The whole file, read once and closed at once.

    Raises:
        FileProblem: missing, a folder, not allowed, not an ordinary file, empty, or larger than ``MAX_FILE``.

    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise unreadable(file, "はフォルダーです。", "中の出席簿のファイルを指定してください。")
        if not stat.S_ISREG(status.st_mode):
            raise unreadable(file, "は普通のファイルではありません。", "出席簿のファイルを指定してください。")
        if status.st_size > MAX_FILE:
            raise _file_too_large(file)
        with path.open("rb") as handle:
            data = handle.read(status.st_size + 1)
    except FileNotFoundError:
        raise unreadable(file, "が見つかりません。", "ファイルの名前と場所を確かめてください。") from None
    except PermissionError:
        hint = "Excel で開いているときは閉じてください。そうでなければ、読み取りの権限を確かめてください。"
        raise unreadable(file, "を開く許可がありません。", hint) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        hint = "ファイルを手元のフォルダーに写してから、もう一度実行してください。"
        raise unreadable(file, f"を読み込めません ({reason})。", hint) from None
    if len(data) != status.st_size:
        raise unreadable(file, "は、読んでいる間に変わりました。", "書き込みが終わってから、もう一度実行してください。")
    if not data:
        raise unreadable(file, "は空のファイルです (0 バイト)。", "元のファイルをもう一度写してください。")
    return data


def _file_too_large(file: str) -> FileProblem:
    limit = MAX_FILE // (1024 * 1024)
    return too_large(file, f"は {limit} MB を超えています。", "写真や図を除くか、" + SMALLER)
