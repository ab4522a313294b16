"""The check of a form's workbook: each finding with a workbook that has exactly that fault."""

from __future__ import annotations

from typing import Any

import pytest

from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.check import check_template, likely_form, nearest, usable
from futoko_cli.forms.date_parts import part_names
from futoko_cli.forms.finding import Finding
from futoko_cli.splice.template import open_template
from tests.template.fabricate import spoiled, template, workbook

NAME = {"児童生徒氏名": "様式!$A$1"}
WIDE = {"A:H": 20.0}


def findings(names: dict[str, str], form: str = "monthly", **more: Any) -> list[Finding]:  # noqa: ANN401  as workbook
    """What is said of a workbook that binds these names besides the child's, fields left out aside."""
    made = template({**NAME, **names}, columns=WIDE, **more)
    return [f for f in check_template(FORMS[form], made) if f.code != "template-field-unbound"]


def test_only_the_name_is_enough() -> None:
    """A workbook that binds the child's name and nothing else is used; the rest are notes."""
    found = check_template(FORMS["monthly"], template(NAME, columns=WIDE))
    assert usable(found)
    assert {f.severity for f in found} == {"note"}
    unbound = {f.field for f in found if f.code == "template-field-unbound"}
    assert "欠席日数_04月" in unbound
    assert "児童生徒キー" not in unbound  # the name says who it is


def test_the_key_alone_is_enough_too() -> None:
    """整理番号 tells the child as well."""
    assert usable(check_template(FORMS["quick"], template({"児童生徒キー": "様式!$A$1"})))


def test_neither_name_nor_key_is_an_error() -> None:
    """A form that does not say whom it is about cannot be used."""
    found = check_template(FORMS["quick"], template({"報告日": "様式!$A$1"}))
    assert [f.code for f in found if f.severity == "error"] == ["template-child"]


def test_one_of_two_ways_to_say_it_is_enough() -> None:
    """性別 in one cell, or a ring around 男 or 女; 学年・組 in one cell or two; a date whole or in parts."""
    names = {"性別": "様式!$B$2", "学年": "様式!$C$2", "組": "様式!$D$2", "生年月日_年": "様式!$E$2"}
    found = check_template(FORMS["monthly"], template({**NAME, **names}))
    unbound = {f.field for f in found if f.code == "template-field-unbound"}
    assert unbound.isdisjoint({"性別", "性別_男", "性別_女", "学年", "生年月日"})
    assert {"新規継続", "新規", "継続"} <= unbound


@pytest.mark.parametrize(
    ("refers", "word"),
    [
        ("様式!$B$2,様式!$B$3", "2つ以上"),
        ("様式!$B$2:$C$3", "2つ以上"),
        ("様式!#REF!", "削除"),
        ('"文字"', "数式や値"),
    ],
)
def test_a_field_that_is_no_single_cell_is_an_error(refers: str, word: str) -> None:
    """A field's name that points to two cells, a deleted cell or a value cannot be filled."""
    data = spoiled(
        workbook({**NAME, "学年": "様式!$B$2"}), {"xl/workbook.xml": ("様式!$B$2", refers.replace('"', "&quot;"))}
    )
    found = check_template(FORMS["monthly"], open_template(data, "様式.xlsx"))
    (grave,) = [f for f in found if f.severity == "error"]
    assert (grave.code, grave.field) == ("template-name-broken", "学年")
    assert word in grave.sentence


def test_a_name_that_no_field_has_is_a_warning_with_the_nearest() -> None:
    """欠席日数_4月 was meant to be 欠席日数_04月."""
    (found,) = findings({"欠席日数_4月": "様式!$B$2"})
    assert (found.severity, found.code, found.sheet, found.cell) == ("warning", "template-name-unknown", "様式", "B2")
    assert "「欠席日数_04月」のこと" in found.hint


def test_a_name_like_no_field_is_named_without_a_guess() -> None:
    """文書番号 belongs to nobody here."""
    (found,) = findings({"文書番号": "様式!$B$2"})
    assert found.severity == "warning"
    assert "のこと" not in found.hint.partition("。")[0]


def test_a_list_of_the_office_s_own_is_only_a_note() -> None:
    """A range behind a drop-down list has a name too; it is none of ours."""
    (found,) = findings({"選択肢": "様式!$H$1:$H$9"})
    assert (found.severity, found.code) == ("note", "template-name-other")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("児童生徒指名", "児童生徒氏名"),
        ("フリガナ　", "フリガナ"),
        ("ﾌﾘｶﾞﾅ", "フリガナ"),
        ("保護者の氏名", "保護者氏名"),
    ],
)
def test_names_written_a_little_otherwise(wrong: str, right: str) -> None:
    """A wrong kanji, a space, half-width katakana, one letter more."""
    assert nearest(wrong, {"児童生徒氏名", "フリガナ", "保護者氏名", "現住所"}) == right


def test_parts_of_a_date_are_names_too() -> None:
    """報告年月_年 and 報告年月_月 are filled, 学年_年 is not: 学年 is no date."""
    assert findings({"報告年月_年": "様式!$B$2", "報告年月_月": "様式!$C$2"}) == []
    assert [f.code for f in findings({"学年_年": "様式!$B$2"})] == ["template-name-unknown"]
    assert "生年月日_曜日" in part_names(FORMS["monthly"])


def test_two_fields_on_one_cell() -> None:
    """One would overwrite the other."""
    (found,) = findings({"学年": "様式!$B$2", "組": "様式!$B$2"})
    assert (found.severity, found.code, found.cell) == ("error", "template-cell-doubled", "B2")
    assert "「学年」" in found.sentence
    assert "「組」" in found.sentence


def test_a_formula_is_left_alone() -> None:
    """A total that the sheet works out itself stays a formula; that is said."""
    (found,) = findings({"欠席日数_累計": "様式!$B$2"}, cells={"B2": "=1+1"})
    assert (found.severity, found.code) == ("warning", "template-formula")


@pytest.mark.parametrize(
    ("field", "look", "severity", "code"),
    [
        ("生年月日", {}, "note", "template-date-text"),
        ("生年月日", {"num_format": "yyyy/m/d"}, "", ""),
        ("欠席日数_04月", {"num_format": "@"}, "warning", "template-number-text"),
        ("欠席日数_04月", {"num_format": "yyyy/m/d"}, "warning", "template-number-date"),
        ("欠席日数_04月", {"num_format": "0"}, "", ""),
        ("総合所見", {"num_format": "@"}, "", ""),
        ("連携_登校支援室", {}, "note", "template-check-text"),
    ],
)
def test_formats_of_cells(field: str, look: dict[str, Any], severity: str, code: str) -> None:
    """Dates want a date format, numbers none of text, a tick a box: what each cell will show instead is said."""
    found = findings({field: "様式!$B$2"}, formats={"B2": look}) if look else findings({field: "様式!$B$2"})
    assert [(f.severity, f.code) for f in found] == ([(severity, code)] if code else [])


def test_check_boxes_are_for_ticks() -> None:
    """A tick on a check-box cell is right; a text there is not, and is said."""
    assert findings({"連携_登校支援室": "様式!$B$2"}, boxes=("B2",)) == []
    (found,) = findings({"総合所見": "様式!$B$2"}, boxes=("B2",))
    assert (found.severity, found.code) == ("warning", "template-box")


@pytest.mark.parametrize(
    ("field", "look", "width", "word"),
    [
        ("総合所見", {"font_size": 40}, 4.0, "1字も"),
        ("生年月日", {"num_format": 'ggge"年"m"月"d"日"'}, 8.0, "日付が枠に"),
        ("生年月日", {"num_format": 'ggge"年"m"月"d"日"'}, 18.0, ""),
        ("欠席日数_累計", {"num_format": "0"}, 2.0, "数が枠に"),
        ("欠席日数_04月", {"num_format": "0"}, 2.0, ""),
    ],
)
def test_areas_too_small(field: str, look: dict[str, Any], width: float, word: str) -> None:
    """A box that cannot show one letter, one date, one number of three figures is named."""
    look = {"font_name": "ＭＳ 明朝", **look}
    made = template({**NAME, field: "様式!$J$2"}, formats={"J2": look}, columns={**WIDE, "J:J": width})
    small = [f for f in check_template(FORMS["monthly"], made) if f.code == "template-area-small"]
    assert len(small) == (1 if word else 0)
    assert all(word in f.sentence and f.severity == "warning" for f in small)


@pytest.mark.parametrize("text", ["架空市1丁目", "現住所", "年 組 番 氏名"])
def test_a_cell_that_holds_words_already(text: str) -> None:
    """A printed label, or a form that was used before: what stands there is not repeated on the screen."""
    (found,) = findings({"現住所": "様式!$B$2"}, cells={"B2": text})
    assert (found.severity, found.code) == ("warning", "template-cell-text")
    assert text not in found.sentence + found.hint


@pytest.mark.parametrize("text", ["令和　　年　　月　　日", "（　　　　）", "○○", 7])
def test_a_cell_printed_for_filling_in(text: object) -> None:
    """Blanks between 年 and 月, brackets, circles, a number: only a note."""
    (found,) = findings({"現住所": "様式!$B$2"}, cells={"B2": text})
    assert (found.severity, found.code) == ("note", "template-cell-filled")


@pytest.mark.parametrize(("cell", "far"), [("$H$12", False), ("$Z$9", True), ("$B$99", True)])
def test_a_cell_far_from_everything(cell: str, far: bool) -> None:
    """Z99 of a form that ends at C9 is most likely a slip of the pen."""
    found = findings({"現住所": f"様式!{cell}"}, cells={"A9": "現住所", "C9": "備考"})
    assert [(f.severity, f.code) for f in found] == ([("note", "template-cell-far")] if far else [])


def test_an_author_is_a_warning_with_its_part() -> None:
    """Who made the workbook goes to the board with every form."""
    found = findings({}, properties={"author": "山川 架空"})
    assert {(f.severity, f.code) for f in found} == {("warning", "template-privacy")}
    assert ["作成者" in f.sentence or "最終更新者" in f.sentence for f in found] == [True, True]
    assert all("docProps/core.xml" in f.sentence for f in found)


def test_paper_that_is_not_a4_and_sheets_too_wide() -> None:
    """No paper set, and ten columns of 20 digits on one page: two notes."""
    codes = [(f.severity, f.code) for f in findings({}, a4=False)]
    assert codes == [("note", "template-page")] * 1
    wide = template({**NAME, "学年": "様式!$H$9"}, columns=WIDE, cells={"H9": "x"})
    notes = [f.sentence for f in check_template(FORMS["quick"], wide) if f.code == "template-page"]
    assert notes == ["横が用紙1枚に収まりません。"]


def test_gravest_first() -> None:
    """Errors stand before warnings, warnings before notes."""
    found = check_template(FORMS["monthly"], template({"文書番号": "様式!$B$2"}))
    severities = [f.severity for f in found]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert severities[:2] == ["error", "warning"]


def test_the_form_that_most_names_belong_to() -> None:
    """依頼事項 and 経過 are of the 連絡票; a name of every form decides nothing; no name, no form."""
    form = likely_form(template({**NAME, "依頼事項": "様式!$B$1", "経過": "様式!$B$2"}))
    assert form is FORMS["unseen"]
    assert likely_form(template({"文書番号": "様式!$A$1"})) is None
