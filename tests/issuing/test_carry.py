"""What stays as last month, box by box: a table of who said what, and the law that a hand edit is never lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.field import Value
from futoko_cli.issuing.carry import Earlier, Merged, lasting, merge, previous_values
from futoko_cli.issuing.journal import Entry
from futoko_cli.issuing.plain import Read, plain, value_of

FORM = FORMS["monthly"]
#: Every box of the form, blank.
BLANK: dict[str, Read] = {field.name: None for field in FORM.fields}


def own(**said: Value) -> dict[str, Value]:
    """What register, ledger and settings say."""
    return {**{field.name: None for field in FORM.fields}, **said}


def issued(merged: Merged, **typed: Read) -> Earlier:
    """Last month's workbook: as it was issued, with what a person typed since."""
    entry = Entry("様式.xlsx", "form", "a", "a", fields=merged.notes)
    values: dict[str, Read] = {**BLANK, **merged.values, **typed}
    return Earlier("様式.xlsx", "2025-05", values, entry, untouched=not typed)


def first(**said: Value) -> Merged:
    """The first month: nothing came before."""
    return merge(FORM, own(**said), None, BLANK)


def next_month(before: Earlier, **said: Value) -> Merged:
    """The month after."""
    return merge(FORM, own(**said), before, BLANK)


def test_nobody_touched_anything() -> None:
    """The ledger's own words, unchanged."""
    merged = next_month(issued(first(総合所見="台帳の所見")), 総合所見="台帳の所見")
    assert merged.values["総合所見"] == "台帳の所見"
    assert merged.unused == ()


def test_the_ledger_was_rewritten() -> None:
    """No hand in the form: the ledger's new words."""
    assert next_month(issued(first(総合所見="古い")), 総合所見="新しい").values["総合所見"] == "新しい"


def test_the_ledger_is_blank_now() -> None:
    """Nothing in the ledger: the form may stay as last month, for as many months as nobody writes."""
    may = next_month(issued(first(総合所見="四月の所見")))
    assert may.values["総合所見"] == "四月の所見"
    assert next_month(issued(may)).values["総合所見"] == "四月の所見"
    assert next_month(issued(may), 総合所見="台帳").values["総合所見"] == "台帳"


def test_a_hand_edit_wins() -> None:
    """Typed over what the ledger said: it stays, in the months after too, without a warning."""
    june = next_month(issued(first(総合所見="台帳"), 総合所見="手で直した"), 総合所見="台帳")
    assert june.values["総合所見"] == "手で直した"
    assert june.unused == ()
    july = next_month(issued(june), 総合所見="台帳")
    assert july.values["総合所見"] == "手で直した"


def test_hand_and_ledger_both_changed() -> None:
    """The hand goes first, and the box is named."""
    june = next_month(issued(first(総合所見="台帳"), 総合所見="手"), 総合所見="台帳の新しい記入")
    assert june.values["総合所見"] == "手"
    assert june.unused == ("総合所見",)


def test_the_ledger_changes_later() -> None:
    """A month after the hand edit the ledger is rewritten: now it goes first; blanked, it does not."""
    june = next_month(issued(first(総合所見="台帳"), 総合所見="手"), 総合所見="台帳")
    assert next_month(issued(june), 総合所見="新しい台帳").values["総合所見"] == "新しい台帳"
    assert next_month(issued(june)).values["総合所見"] == "手"


def test_ledger_and_hand_say_the_same() -> None:
    """A teacher who writes the same into both is not warned."""
    june = next_month(issued(first(総合所見="台帳"), 総合所見="同じ文"), 総合所見="同じ文")
    assert june.values["総合所見"] == "同じ文"
    assert june.unused == ()


def test_a_box_emptied_by_hand() -> None:
    """What a person struck out does not come back from the ledger."""
    assert next_month(issued(first(家庭環境="台帳"), 家庭環境=None), 家庭環境="台帳").values["家庭環境"] is None


def test_factors_are_taken_together() -> None:
    """The ledger moves ◎ elsewhere: the old ◎ goes, for (3) has one ◎."""
    may = issued(first(要因_友人関係="◎", 要因_学業の不振="○"))
    june = next_month(may, 要因_不安抑うつ="◎")
    signs = {name: value for name, value in june.values.items() if name.startswith("要因_") and value}
    assert signs == {"要因_不安抑うつ": "◎"}


def test_a_factor_marked_by_hand() -> None:
    """One ○ by hand: all of (3) is the person's, none of it the ledger's."""
    may = issued(first(要因_友人関係="◎"), 要因_不安抑うつ="○")
    june = next_month(may, 要因_友人関係="○", 要因_学業の不振="◎")
    signs = {name: value for name, value in june.values.items() if name.startswith("要因_") and value}
    assert signs == {"要因_友人関係": "◎", "要因_不安抑うつ": "○"}
    assert june.unused == ("要因",)


def test_boxes_that_are_not_ticked_say_nothing() -> None:
    """A row of 月次 without agencies: last month's ticks stay."""
    may = issued(first(連携_登校支援室=True, 連携_その他=False))
    june = next_month(may, 連携_登校支援室=False, 連携_こども家庭課=False, 連携_その他=False)
    assert june.values["連携_登校支援室"] is True


@pytest.mark.parametrize("tick", [True, "☑", "✓", "○", 1])
def test_a_tick_in_any_spelling(tick: Read) -> None:
    """☑, ✓, ○ and TRUE are one tick."""
    assert value_of(tick, "check") is True
    ticked: Read = True
    assert plain(tick, "check") == plain(ticked, "check")
    assert value_of("☐", "check") is False


def test_this_months_boxes_are_never_carried() -> None:
    """(6), the counts and 現認 are of their month alone."""
    typed: dict[str, Read] = {
        "今月の状況": "五月",
        "何を行うか": "面談",
        "欠席日数_05月": 99,
        "現認者": "担任",
        "電話連絡回数": 3,
    }
    june = next_month(issued(first(), **typed))
    assert all(june.values[name] is None for name in typed)


def test_facts_typed_by_hand_stay() -> None:
    """記入者, 保護者氏名 and the ○ of 性別, typed where nobody knew them, stay until ledger or settings know them."""
    may = issued(
        first(), 記入者="担任 一", 保護者氏名="保護者 二", 性別_男="○", 生年月日=date(2012, 5, 6), 前年度欠席日数=4
    )
    june = next_month(may)
    assert june.values["記入者"] == "担任 一"
    assert june.values["保護者氏名"] == "保護者 二"
    assert june.values["性別_男"] == "○"
    assert june.values["生年月日"] == date(2012, 5, 6)
    assert june.values["前年度欠席日数"] == 4
    assert next_month(issued(june), 記入者="設定 三").values["記入者"] == "設定 三"


def test_the_same_words_two_months_running() -> None:
    """(6) that says what last month's said is named; one new letter, and it is not."""
    may = issued(first(今月の状況="家で過ごす"))
    assert next_month(may, 今月の状況="家で過ごす").same == ("今月の状況",)
    assert next_month(may, 今月の状況="家で過ごす。").same == ()


def test_a_workbook_without_a_journal() -> None:
    """Nobody knows what was issued: what differs from the ledger counts as a person's, and is told."""
    may = Earlier("昔の様式.xlsx", "2025-05", {**BLANK, "総合所見": "前任者の所見"})
    june = next_month(may, 総合所見="台帳", 家庭環境="台帳の家庭")
    assert june.values["総合所見"] == "前任者の所見"
    assert june.unused == ("総合所見",)
    assert june.values["家庭環境"] == "台帳の家庭"


def test_what_the_template_has_printed_is_no_answer() -> None:
    """A hint that stands in the empty box is never taken for what a person wrote."""
    blank = {**BLANK, "総合所見": "（ここに書く）"}
    may = issued(merge(FORM, own(), None, blank), 総合所見="（ここに書く）")
    assert merge(FORM, own(総合所見="台帳"), may, blank).values["総合所見"] == "台帳"
    assert previous_values(FORM, may, blank) == {}


def test_excel_saved_it_without_an_edit() -> None:
    """Line ends, trailing blanks, 8.0 for 8 and a serial for a date are Excel's, not a person's."""
    said: dict[str, Value] = {
        "総合所見": "一行\n二行",
        "前年度欠席日数": 8,
        "生年月日": date(2012, 5, 6),
        "連携_その他": True,
    }
    saved: dict[str, Read] = {
        "総合所見": "一行 \r\n二行\n",
        "前年度欠席日数": 8.0,
        "生年月日": 41035,
        "連携_その他": "☑",
    }
    june = next_month(issued(first(**said), **saved), **{**said, "総合所見": "新しい"})
    assert june.values["総合所見"] == "新しい"
    assert june.values["連携_その他"] is True


@given(st.sampled_from([f.name for f in lasting(FORM) if f.kind == "text"]), st.text(min_size=1), st.text(), st.text())
def test_law_a_hand_edit_is_never_lost(name: str, hand: str, ledger: str, later: str) -> None:
    """Whatever the ledger said then and says now, the next form holds what a person typed into the last one."""
    kind = FORM.named()[name].kind
    if plain(hand, kind) in ("", plain(ledger, kind)):
        return
    before = issued(first(**{name: ledger or None}), **{name: hand})
    assert plain(next_month(before, **{name: later or None}).values[name], kind) == plain(hand, kind)
