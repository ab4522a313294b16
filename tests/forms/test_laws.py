"""Laws of every form, on registers and ledgers drawn by lot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.core.escalation import decide
from futoko_cli.core.kinds import Kind
from futoko_cli.core.ledger import CentreDay, Contact, How, Ledger
from futoko_cli.core.measures import Facts, measure
from futoko_cli.core.register import Register
from futoko_cli.forms import assessment, case_meeting, met, monthly, quick, shared, unseen
from futoko_cli.forms.case import Case, ledgers_by_child
from futoko_cli.forms.dates import month_of
from futoko_cli.forms.field import Value
from tests.core.counting import rule
from tests.core.drawn import registers
from tests.forms.casebook import POLICY, case_of, ledger

MODULES = (monthly, quick, case_meeting, assessment, unseen)
KINDS_OF = {"text": str, "number": int, "date": date, "check": bool, "sign": str}


def last_day(register: Register) -> date:
    """The as-of date."""
    return date.fromordinal(int(register.days[-1]))


class Drawn(NamedTuple):
    """A case that tells of itself what a failure needs: the child's days and the ledger's rows."""

    case: Case

    def __repr__(self) -> str:
        """Its days, not its policy."""
        register, row = self.case.assessment.register, self.case.result.index
        days = [
            f"{date.fromordinal(d)} {Kind(k).id}"
            for d, k in zip(register.days.tolist(), register.kinds[row].tolist(), strict=True)
        ]
        told = [*self.case.ledger.contacts, *self.case.ledger.centre_days]
        return f"{self.case.month or self.case.day} {days} {told}"


@st.composite
def cases(draw: st.DrawFn) -> Drawn:
    """The first child of a register, its contacts and days at a centre; the form is on the last month."""
    register = draw(registers())
    end = last_day(register)
    days = st.integers(0, 120).map(lambda back: end - timedelta(days=back))
    keys = st.sampled_from([pupil.key for pupil in register.pupils])
    contacts = st.builds(
        Contact, days, keys, st.sampled_from(How), st.just("担任"), st.sampled_from([None, True, False])
    )
    centre = st.builds(CentreDay, days, keys, st.just("教室"), st.booleans())
    told = ledger(*draw(st.lists(contacts, max_size=8)), *draw(st.lists(centre, max_size=8)))
    return Drawn(case_of(register, end, told, month=draw(st.sampled_from(["", month_of(end)]))))


def numbers(values: dict[str, Value], prefix: str) -> list[int]:
    """Months in order, blank ones as 0, then the total."""
    names = [f"{prefix}_{m}月" for m in shared.MONTHS]
    return [int(values[name] or 0) for name in [*names, f"{prefix}_累計"]]  # type: ignore[arg-type]  # numbers


@given(cases())
def test_months_sum_to_the_total(drawn: Drawn) -> None:
    """And the total is what the run counted."""
    case = drawn.case
    *months, total = numbers(monthly.values(case), "欠席日数")
    assert sum(months) == total == case.result.days["absent"]


@given(cases())
def test_centre_days_are_part_of_the_absences(drawn: Drawn) -> None:
    """通級 ≤ 欠席 in every month; blank months are the same."""
    case = drawn.case
    found = monthly.values(case)
    for centre, absent in zip(numbers(found, "通級日数"), numbers(found, "欠席日数"), strict=True):
        assert centre <= absent
    assert all((found[f"通級日数_{m}月"] is None) == (found[f"欠席日数_{m}月"] is None) for m in shared.MONTHS)


@given(cases(), st.integers(0, 60))
def test_a_call_is_no_meeting(drawn: Drawn, back: int) -> None:
    """A telephone call never changes 最終現認日, whatever its row says."""
    case = drawn.case
    call = Contact(case.day - timedelta(days=back), case.key, How.CALL, "担任", met=True)
    more = replace(case, ledger=replace(case.ledger, contacts=(*case.ledger.contacts, call)))
    assert met.last_met(more) == met.last_met(case)


@given(cases())
def test_the_clock_is_that_of_the_stages(drawn: Drawn) -> None:
    """会えていない授業日数 and 連続欠席日数 are the numbers that the policy judges by."""
    case = drawn.case
    register = case.assessment.register
    judged = measure(register, POLICY, rule("unseen"), Facts(seen=case.ledger.seen_days()))
    found = unseen.values(case)
    assert found["会えていない授業日数"] == judged.last_values()[case.result.index]
    assert found["連続欠席日数"] == case.result.current


@given(cases())
def test_every_field_and_only_those(drawn: Drawn) -> None:
    """In the form's order; each value is of its field's kind; no blank text."""
    case = drawn.case
    for module in MODULES:
        found = module.values(case)
        assert list(found) == [field.name for field in module.FORM.fields]
        for field in module.FORM.fields:
            value = found[field.name]
            assert value is None or type(value) is KINDS_OF[field.kind], field.name
            assert value != ""


@given(cases())
def test_a_child_s_part_of_the_ledger_says_the_same(drawn: Drawn) -> None:
    """The other children's rows change nothing."""
    case = drawn.case
    own = ledgers_by_child(case.ledger, [case.key])[case.key]
    for module in MODULES:
        assert module.values(replace(case, ledger=own)) == module.values(case)


@given(registers(), st.data())
def test_what_comes_later_changes_nothing(register: Register, data: st.DataObject) -> None:
    """A report on an earlier month is the same, whether the register has gone on or ended there."""
    at = data.draw(st.integers(0, len(register.days) - 1))
    month = month_of(date.fromordinal(int(register.days[at])))
    until = max(j for j, day in enumerate(register.days.tolist()) if month_of(date.fromordinal(day)) == month)
    short = replace(register, days=register.days[: until + 1], kinds=register.kinds[:, : until + 1])
    now, then = (case_of(r, last_day(r), Ledger(), month=month) for r in (register, short))
    for name, value in monthly.values(then).items():
        assert monthly.values(now)[name] == value, name
    assert then.result.days == decide(short, POLICY)[0].days
