"""Why a workbook cannot be filled (使えない様式), in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from xml.parsers import expat  # a DOCTYPE is refused wherever it is used

from futoko_cli.errors import TemplateError
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.splice.tags import EncodingError

RESAVE: Final = "Excel で開き、「Excel ブック (.xlsx)」で保存し直してください。"
UNLOCK: Final = "Excel で開き、「ファイル」→「情報」→「ブックの保護」でパスワードを外して保存し直してください。"
REPORT: Final = "様式の元のファイルを使うか、Excel で開いて保存し直してから、もう一度実行してください。"


def refused(label: str, why: str, hint: str = RESAVE) -> TemplateError:
    """``why`` continues the sentence that the file's name begins."""
    return TemplateError(f"{label} {why}", hint)


def broken(label: str) -> TemplateError:
    """The package or one of its parts is damaged."""
    return refused(label, "は壊れているか、途中で切れています。", REPORT)


def unproven(label: str, where: str) -> TemplateError:
    """The result is not what was asked for: nothing is handed out."""
    return refused(
        label, f"に書き込んだ結果を確かめたところ、{where}が元と違っていました。書き込みを中止しました。", REPORT
    )


@contextmanager
def as_template(label: str) -> Iterator[None]:
    """Turn what readers of packages raise into a refusal of the template."""
    try:
        yield
    except FileProblem as problem:
        issue = problem.issue
        hint = UNLOCK if issue.code == "file-encrypted" else RESAVE
        if issue.code == "file-too-large":
            hint = "様式のシートだけを新しいブックに写して保存し直してください。"
        raise TemplateError(issue.message, hint) from None
    except EncodingError:
        raise refused(label, "の中の XML は、UTF-8 ではない文字コードで書かれています。") from None
    except (expat.ExpatError, UnicodeError, ValueError, OverflowError, MemoryError, RecursionError):
        raise broken(label) from None
