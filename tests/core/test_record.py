"""出欠の記録: sums that must add up, transfers, closures. Children are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.core.credit import Attended, credits_of
from futoko_cli.core.filling import fill_register
from futoko_cli.core.kinds import Kind
from futoko_cli.core.ledger import Application, CentreDay
from futoko_cli.core.model import ClassId
from futoko_cli.core.record import AttendanceRecord, Figures, closed_grades, figures_of, records_of
from futoko_cli.core.record_columns import COLUMNS
from futoko_cli.core.register import Register
from tests.core.sheets import at, calendar, fill, roll, says, sheet
from tests.notation import day_of, page


def test_the_columns_of_the_form() -> None:
    """Titles of 指導要録 in their order."""
    assert list(COLUMNS.values()) == [
        "授業日数",
        "出席停止・忌引等の日数",
        "出席しなければならない日数",
        "欠席日数",
        "出席日数",
        "備考",
    ]


def _records(register: Register, as_of: str = "3/31", credited: int = 0) -> tuple[AttendanceRecord, ...]:
    """Records of a page; the first absences of the first child are credited, so many."""
    days = [date.fromordinal(int(day)) for day, kind in zip(register.days, register.kinds[0], strict=True) if kind == 6]
    rows = [Attended(CentreDay(day, "1-1-01", "みどり")) for day in days[:credited]]
    approved = [Application("1-1-01", "みどり", "公的機関", date(2025, 4, 1), date(2025, 4, 1), "承認")]
    found = credits_of(register, approved if credited else [], rows, day_of(as_of))
    return records_of(register, found, day_of(as_of))


def _row(line: str, credited: int = 0) -> tuple[int, ...]:
    """授業日数, 出停・忌引等, 出席しなければならない日数, 欠席日数, 出席日数 of one line from 4/1 on."""
    figures = _records(page(line), credited=credited)[0].figures
    return figures.school, figures.suspended, figures.must, figures.absent, figures.present


@pytest.mark.parametrize(
    ("line", "credited", "expected"),
    [
        ("太郎 4/1- 出*10", 0, (10, 0, 10, 0, 10)),
        ("太郎 4/1- 出*6 欠病事 出", 0, (10, 0, 10, 3, 7)),
        ("太郎 4/1- 出*6 停忌閉 欠", 0, (10, 3, 7, 1, 6)),
        ("太郎 4/1- 出*6 遅早両別公", 0, (11, 0, 11, 0, 11)),
        ("太郎 4/1- 外*4 出*6", 0, (6, 0, 6, 0, 6)),
        ("太郎 4/1- 出*5 欠*5", 3, (10, 0, 10, 2, 8)),
        ("太郎 4/1- 出*5 欠*5", 5, (10, 0, 10, 0, 10)),
        ("太郎 4/1- 出*5 教*5", 0, (10, 0, 10, 5, 5)),
    ],
)
def test_the_five_numbers(line: str, credited: int, expected: tuple[int, ...]) -> None:
    """By hand. A mark of 出席扱い without an approval stays an absence."""
    assert _row(line, credited) == expected


def test_a_row_that_adds_up_has_no_fault() -> None:
    """Every kind of day but 未入力."""
    (record,) = _records(page("太郎 4/1- 出欠病事教Ｉ遅早両別公停忌閉外"))
    assert record.faults == ()
    assert record.figures.survey_days == record.figures.absences + 3


def test_days_not_entered_are_a_fault() -> None:
    """One is enough: nobody knows whether the child was there."""
    (record,) = _records(page("太郎 4/1- 出*5 未"))
    assert record.faults == ("未入力の日が 1日あります",)


def test_numbers_that_cannot_be_are_faults() -> None:
    """More 出席扱い than absences; sums that do not add up."""
    more = Figures(school=10, absences=2, credited=3, at_school=8)
    assert more.faults() == ("出席扱い 3日が、出席簿の欠席 2日より多くなっています",)
    wrong = Figures(school=10, absences=2, at_school=7)
    assert wrong.faults() == ("出席日数 8日が、出席した日 7日と出席扱い 0日の和と合いません",)


def test_figures_of_a_month() -> None:
    """The days of May alone, 出席扱い among them."""
    register = page("太郎 4/30- 欠 5/1- 欠 5/30- 欠 6/2- 欠")
    rows = [Attended(CentreDay(day_of(day), "1-1-01", "みどり")) for day in ("4/30", "5/1", "6/2")]
    approved = [Application("1-1-01", "みどり", "公的機関", date(2025, 4, 1), None, "承認")]
    found = credits_of(register, approved, rows, day_of("6/2"))
    may = (register.days >= at("5/1")) & (register.days <= at("5/31"))
    (figures,) = figures_of(register, found, may)
    assert (figures.school, figures.absences, figures.credited, figures.absent) == (20, 2, 1, 1)


def test_transfers_in_the_remark() -> None:
    """On the day that the cell names, also where it is no school day; 授業日数 are those of the span."""
    lines = ("太郎 6/16入", "花子 5/12転", "三郎 5/12転 6/16入", "四郎 6/15入", "五郎 7/1転")
    register, _ = fill(sheet("4/1〜7/18", *lines), upto="6/30")
    joined, left, back, weekend, later = records_of(register, (), day_of("6/30"))
    assert [r.remark for r in (joined, left)] == ["6月16日転入", "5月12日転出"]
    assert back.remark == "5月12日転出・6月16日転入"
    assert weekend.remark == "6月15日転入"
    assert later.remark == ""
    assert joined.figures.school == weekend.figures.school == 11
    assert left.figures.school == 26
    assert back.figures.school == 37
    assert not any(record.dateless for record in (joined, left, back, weekend, later))


def test_struck_off_the_register() -> None:
    """除籍 ends the child's time as 転出 does, and keeps its word; a day that two sheets name is said once."""
    whole = roll(sheet("4/1〜4/30", "太郎 4/15転"), sheet("5/1〜5/30", "太郎 4/15転"))
    for block in whole.blocks:
        block.rows[0].marks[0] = block.rows[0].marks[0]._replace(text="除籍")
    register, _ = fill_register(whole, calendar(), at("5/30"))
    (record,) = records_of(register, (), day_of("5/30"))
    assert record.remark == "4月15日除籍"
    assert record.figures.school == 10


def test_a_transfer_without_its_day() -> None:
    """Outside the school for a while, and no cell says since when: to be asked, never guessed."""
    (record,) = _records(page("太郎 4/1- 外*5 出"))
    assert record.dateless
    assert record.remark == ""


def test_transfer_and_credit_stand_on_lines_of_their_own() -> None:
    """First the transfer, then 出席扱い."""
    register, _ = fill(sheet("4/1〜4/30", "太郎 4/8入 4/9欠 4/10欠"), upto="4/30")
    (record,) = _records(register, "4/30", credited=2)
    assert record.remark == "4月8日転入\n出席扱い 2日（教育支援センター「みどり」2日）"


def test_the_whole_grade_closed_is_no_school_day_and_a_class_is() -> None:
    """学年閉鎖 of the calendar lies outside 授業日数; 学級閉鎖 is a school day of 出停・忌引等."""
    week = sheet("4/7〜4/11", "太郎", "花子", "次郎 4/11欠")
    found = []
    for rule in (says("4/8", "closure", "1"), says("4/8", "closure", "1-1")):
        register, _ = fill(week, upto="4/11", rules=(says("4/1〜4/6", "closed"), rule))
        figures = records_of(register, (), day_of("4/11"))[0].figures
        found.append((figures.school, figures.suspended, figures.must))
    assert found == [(4, 0, 4), (5, 1, 4)]


def test_every_class_of_a_grade_closed() -> None:
    """Told with the number of classes; a grade of which one class was open, and a class without a grade, are not."""
    register = page("太郎 4/1- 閉出", "花子 4/1- 閉閉", "次郎 4/1- 閉出")
    first, second, third = register.pupils
    rooms = (first, replace(second, class_id=ClassId(1, "2")), replace(third, class_id=ClassId(None, "なかよし")))
    assert closed_grades(replace(register, pupils=rooms)) == {(1, day_of("4/1")): 2}
    assert closed_grades(register) == {(1, day_of("4/1")): 1, (1, day_of("4/2")): 1}


_KINDS = st.lists(st.lists(st.integers(0, Kind.NO_SCHOOL), min_size=12, max_size=12), min_size=1, max_size=4)


@given(_KINDS, st.integers(0, 12))
def test_any_register_adds_up(rows: list[list[int]], credited: int) -> None:
    """A law: whatever the days are, the sums hold, and 出席扱い moves days from 欠席 to 出席 and changes nothing else."""
    lines = page(*(f"子{n} 4/1- 出*12" for n in range(len(rows))))
    register = replace(lines, kinds=np.array(rows, dtype=np.uint8))
    plain, moved = _records(register), _records(register, credited=credited)
    for before, after in zip(plain, moved, strict=True):
        one, two = before.figures, after.figures
        assert one.school - one.suspended == one.must == two.must
        assert two.must - two.absent == two.present
        assert two.absent + two.credited == one.absences == two.absences
        assert two.present - two.credited == one.present
        assert [fault for fault in after.faults if "未入力" not in fault] == []
        assert bool(after.faults) == (one.unentered > 0)
