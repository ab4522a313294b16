"""The ledger beside the registers: who is in only one of them, and who is called otherwise."""

from __future__ import annotations

from pathlib import Path

from futoko_cli.core.ledger import Ledger
from futoko_cli.core.model import ClassId, Pupil
from futoko_cli.ledger.roll_call import compare, unlisted, without_others
from tests.ledger.books import read

CLASS = ClassId(1, "1")
SORA = Pupil("1-1-07", CLASS, 7, "髙野　空")
UMI = Pupil("1-1-08", CLASS, 8, "夏川　海")


def _ledger(folder: Path, *children: tuple[str, str], contacts: tuple[str, ...] = ()) -> Ledger:
    sheets = {
        "児童生徒": [["キー", "氏名"], *children],
        "連絡・訪問": [["日付", "キー", "方法"], *(("6/18", key, "電話") for key in contacts)],
    }
    ledger, issues = read(folder, sheets)
    assert issues == []
    return ledger


def _told(ledger: Ledger, *pupils: Pupil) -> list[tuple[str, str, str, str]]:
    found = compare(ledger, pupils)
    return [(issue.code, issue.severity, issue.sheet, issue.cell) for issue in found]


def test_everybody_is_in_both(tmp_path: Path) -> None:
    """Same keys, same names but for blanks and 髙: nothing to say."""
    assert _told(_ledger(tmp_path, ("1-1-07", "高野 空"), ("1-1-08", "夏川海")), SORA, UMI) == []


def test_a_key_that_no_register_has(tmp_path: Path) -> None:
    """Each sheet that has the child is named with its cells; one finding a sheet, not one a row."""
    ledger = _ledger(tmp_path, ("1-1-09", "秋山"), contacts=("1-1-09", "1-1-07", "1-1-9"))
    assert _told(ledger, SORA)[:2] == [
        ("ledger-pupil-unknown", "error", "児童生徒", "A2"),
        ("ledger-pupil-unknown", "error", "連絡・訪問", "B2"),
    ]
    message = compare(ledger, [SORA])[1].message
    assert "1-1-09" in message
    assert "B2・B4" in message


def test_a_class_whose_register_was_not_read_is_a_remark(tmp_path: Path) -> None:
    """One class's register beside the whole school's ledger: no error for the other classes."""
    ledger = _ledger(tmp_path, ("1-1-07", "高野空"), ("1-2-01", "秋山"), ("1-2-02", "冬木"))
    assert _told(ledger, SORA) == [("ledger-pupil-unknown", "info", "児童生徒", "A3")]


def test_another_name_under_the_key(tmp_path: Path) -> None:
    """Named with both names, which a masked screen leaves out; a blank name says nothing."""
    ledger = _ledger(tmp_path, ("1-1-07", "春野　空"), ("1-1-08", ""))
    assert _told(ledger, SORA, UMI) == [("ledger-name-differs", "error", "児童生徒", "A2")]
    (issue,) = compare(ledger, [SORA, UMI])
    assert "春野" in issue.message
    assert "野" not in issue.masked().message


def test_a_key_that_went_over_to_another_child_has_no_rows(tmp_path: Path) -> None:
    """春野's row and call are not 髙野's, who has the key now; 夏川's stay, and where all fit, nothing is copied."""
    ledger = _ledger(tmp_path, ("1-1-07", "春野　空"), ("1-1-08", "夏川海"), contacts=("1-1-07", "1-1-08"))
    left = without_others(ledger, [SORA, UMI])
    assert list(left.children) == ["1-1-08"]
    assert [row.key for row in left.contacts] == ["1-1-08"]
    assert left.withheld == {"1-1-07"}
    assert without_others(left, [SORA, UMI]) is left


def test_children_not_yet_in_the_ledger(tmp_path: Path) -> None:
    """One remark with their number and the command that adds them."""
    ledger = _ledger(tmp_path, ("1-1-07", "髙野空"))
    assert _told(ledger, SORA, UMI) == [("ledger-pupil-missing", "info", "", "")]
    (issue,) = compare(ledger, [SORA, UMI])
    assert "1人" in issue.message
    assert "futoko ledger sync" in issue.hint


def test_a_name_in_place_of_a_number_is_masked(tmp_path: Path) -> None:
    """The key of a child without a number holds its name."""
    (issue, _) = compare(_ledger(tmp_path, ("1-1-春野空", "")), [SORA])
    assert "春野空" in issue.message
    assert "春野空" not in issue.masked().message + issue.subject


def test_without_registers_the_own_list_is_asked(tmp_path: Path) -> None:
    """A contact of a child that 児童生徒 does not have: a warning."""
    ledger = _ledger(tmp_path, ("1-1-07", "高野"), contacts=("1-1-07", "1-1-70"))
    found = unlisted(ledger)
    assert [(issue.code, issue.severity, issue.cell) for issue in found] == [("ledger-pupil-unknown", "warning", "B3")]
    assert "児童生徒のシートにいません" in found[0].message
