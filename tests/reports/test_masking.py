"""Leaving names out."""

from __future__ import annotations

import pytest

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, Mark, Pupil
from futoko_cli.reports.masking import HIDDEN, Mask, bare_mark

CLASS = ClassId(1, "1")
PUPILS = (
    Pupil("1-1-01", CLASS, 1, "山田 太郎"),
    Pupil("1-1-02", CLASS, 2, "山田 太郎左"),
    Pupil("1-1-林", CLASS, None, "林"),
    Pupil("1-1-04", CLASS, 4, "12"),
    Pupil("1-1-05", CLASS, 5, ""),
)
MASK = Mask(masked=True, pupils=PUPILS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("山田 太郎の票", f"{HIDDEN}の票"),
        ("山田　太郎左.xlsx", f"{HIDDEN}.xlsx"),
        ("山田太郎", HIDDEN),
        ("1-1 12月", "1-1 12月"),
        ("山田小学校", "山田小学校"),
    ],
)
def test_text(text: str, shown: str) -> None:
    """Names in any spacing, the longer one first; numbers and surnames elsewhere stay."""
    assert MASK.text(text) == shown


def test_keys_without_number() -> None:
    """A key that holds a name shows the place in the register."""
    assert [MASK.key(p) for p in PUPILS[:3]] == ["1-1-01", "1-1-02", "1-1-#3"]


def test_unmasked_changes_nothing() -> None:
    """Without --masked everything passes."""
    plain = Mask(masked=False, pupils=PUPILS)
    issue = Issue("row-unread", "山田 太郎", names=("山田 太郎",))
    assert plain.issue(issue) is issue
    assert plain.text("山田 太郎") == "山田 太郎"
    assert plain.key(PUPILS[2]) == "1-1-林"
    assert plain.name(PUPILS[0]) == "山田 太郎"


@pytest.mark.parametrize(
    ("text", "reason", "shown"),
    [
        ("欠席(頭痛)", "頭痛", "欠席"),
        ("／", "頭痛", "／"),
        ("欠席 頭痛", "頭痛", "欠席"),
        ("おなかが痛いので休み", "", "欠席"),
        ("(欠)", "", "(欠)"),
    ],
)
def test_marks(text: str, reason: str, shown: str) -> None:
    """A masked mark never tells the reason, however it was written."""
    mark = Mark(1, int(Kind.ABSENT), text, reason, 0, 0)
    assert MASK.mark(mark) == shown
    assert MASK.reason(mark) is None
    assert Mask(masked=False).mark(mark) == text


def test_bare_mark() -> None:
    """Brackets of both widths."""
    assert bare_mark("出停（インフルエンザ）") == "出停"
    assert bare_mark("チ") == "チ"
