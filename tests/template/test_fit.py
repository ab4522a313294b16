"""Whether a text fits its box: the last letter that fits, and one more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.splice.fit import Overflow, Room, box_too_small, capacity, line_starts, overflow
from futoko_cli.splice.fonts import digit_pixels, face, widths
from tests.template.fabricate import box, template

MINCHO = widths(face("ＭＳ 明朝"))
#: Letters that break differently: kanji, kana, marks, small kana, words, spaces, line breaks, 𠮷, a direction mark.
TEXT = st.text(alphabet="学校行。、（」ゃー〜aiW1. 　\n𠮷\u200f", max_size=120)


def test_one_line_holds_what_fits_and_not_one_letter_more() -> None:
    """A box of 9 letters takes 9, and says of 10 that one is over."""
    made, target = box(width=20.5, size=11)  # 20.5 digits of 7 pixels and a margin of 5: 111 points
    letters, lines = capacity(made, target)
    assert (letters, lines) == (9, 1)
    assert overflow(made, target, "あ" * 9) is None
    assert overflow(made, target, "あ" * 10) == Overflow(1, 1, 1)


def test_a_merged_box_holds_its_lines_and_not_one_letter_more() -> None:
    """Three rows of 30 points in 10.5 pt are 7 lines; the letter that begins an eighth is over."""
    made, target = box("B2:D4", width=10, height=30, size=10.5, text_wrap=True)
    letters, lines = capacity(made, target)
    assert (letters, lines) == (15, 7)
    assert overflow(made, target, "あ" * letters * lines) is None
    assert overflow(made, target, "あ" * (letters * lines + 1)) == Overflow(8, 7, 1)


def test_line_breaks_are_lines() -> None:
    """Seven short lines fill seven lines, an eighth has no room."""
    made, target = box("B2:D4", width=10, height=30, size=10.5, text_wrap=True)
    assert overflow(made, target, "\n".join("一二三四五六七")) is None
    assert overflow(made, target, "\n".join("一二三四五六七八")) == Overflow(8, 7, 1)


def test_a_row_that_excel_fits_by_itself_grows() -> None:
    """One cell, wrapped, its row without a height: any text has room; with a height it has not."""
    assert overflow(*box(text_wrap=True), "あ" * 500) is None
    fixed = overflow(*box(text_wrap=True, height=30), "あ" * 500)
    assert fixed is not None
    assert fixed.lines_there == 2


def test_a_merged_row_never_grows() -> None:
    """Excel leaves the heights of merged rows alone."""
    assert overflow(*box("B2:C2", text_wrap=True), "あ" * 100) is not None


def test_half_width_letters_take_half_the_room() -> None:
    """19 half-width katakana stand where 9½ full-width letters do."""
    made, target = box(width=20.5)
    assert overflow(made, target, "ｱ" * 19) is None
    assert overflow(made, target, "ｱ" * 20) == Overflow(1, 1, 1)


def test_shrinking_helps_until_it_cannot_be_read() -> None:
    """縮小して全体を表示: 18 letters at 6 points, the 19th would be smaller."""
    made, target = box(width=20.5, shrink=True)
    assert overflow(made, target, "あ" * 18) is None
    assert overflow(made, target, "あ" * 19) is not None


def test_letters_below_each_other() -> None:
    """縦書き: the height is the length of the line."""
    made, target = box("B2:B4", width=3, height=30, rotation=270, size=10)
    letters, lines = capacity(made, target)
    assert (letters, lines) == (7, 1)
    assert overflow(made, target, "あ" * 7) is None
    assert overflow(made, target, "あ" * 8) is not None


def test_text_turned_by_ninety_degrees() -> None:
    """Two lines of eight letters in a box 30 points wide and 90 high."""
    made, target = box("B2:B4", width=5, height=30, rotation=90, size=10, text_wrap=True)
    assert capacity(made, target) == (8, 2)
    assert overflow(made, target, "あ" * 16) is None
    assert overflow(made, target, "あ" * 17) == Overflow(3, 2, 1)


def test_an_indent_takes_room() -> None:
    """One step of indent: a letter less."""
    plain, indented = capacity(*box(width=20.5))[0], capacity(*box(width=20.5, indent=2))[0]
    assert indented == plain - 1


@pytest.mark.parametrize(("width", "fits"), [(3.0, False), (15.0, False), (17.0, True)])
def test_a_date_is_shown_whole_or_as_hashes(width: float, fits: bool) -> None:
    """令和10年12月31日 needs 8 letters' room; a narrower cell shows ####, however high it is."""
    made, target = box("B2", width=width, height=60, num_format='ggge"年"m"月"d"日"', text_wrap=True)
    found = overflow(made, target, date(2028, 12, 31))
    assert (found is None) == fits


def test_a_number_in_a_narrow_cell() -> None:
    """Two digits in a cell of two fit, three do not."""
    made, target = box(width=2.0, size=8)
    assert overflow(made, target, 31) is None
    assert overflow(made, target, 200) is not None


def test_a_date_where_no_date_is_shown_is_measured_as_words() -> None:
    """It is written as 令和7年6月1日, which may be broken into lines."""
    made, target = box("B2:B5", width=8, height=15, text_wrap=True)
    assert overflow(made, target, date(2025, 6, 1)) is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"width": 1.0}, "1字も入りません"),
        ({"height": 8.0}, "1行も入りません"),
        ({"width": 3.0, "height": 12.0}, ""),
    ],
)
def test_boxes_too_small_for_anything(more: dict[str, Any], says: str) -> None:
    """A box narrower than a letter or lower than a line is named; one that holds a letter is not."""
    sentence = box_too_small(*box(**more))
    assert (says in sentence) if says else not sentence


def test_a_hidden_column() -> None:
    """A column of width nought holds nothing."""
    assert "非表示" in box_too_small(*box(width=0))


def test_a_mark_never_begins_a_line() -> None:
    """。 takes the letter before it to the next line; a word is not torn; what is longer than a line is."""
    room = Room(5, 9, wraps=True)
    assert _lines("あいうえお。か", room) == ["あいうえ", "お。か"]
    assert _lines("あいう（えお", room) == ["あいう（え", "お"]
    assert _lines("あいうえ（お", room) == ["あいうえ", "（お"]
    assert _lines("あいうえTeams", room) == ["あいうえ", "Teams"]
    assert _lines("TeamsTeamsT", room) == ["TeamsTeams", "T"]


def _lines(text: str, room: Room) -> list[str]:
    starts = line_starts(text, room, MINCHO)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@given(TEXT, TEXT, st.floats(0.5, 30))
def test_longer_text_never_needs_fewer_lines(text: str, more: str, line: float) -> None:
    """What is added at the end changes no line before, and takes none away."""
    room = Room(line, 9, wraps=True)
    assert len(line_starts(text + more, room, MINCHO)) >= len(line_starts(text, room, MINCHO))


@given(TEXT, st.floats(0.5, 30), st.floats(0, 5))
def test_a_wider_box_never_needs_more_lines_for_plain_words(text: str, line: float, wider: float) -> None:
    """Of letters that may be broken anywhere, a wider line holds more."""
    plain = "".join(c for c in text if c in "学校行\n")
    narrow, wide = Room(line, 9, wraps=True), Room(line + wider, 9, wraps=True)
    assert len(line_starts(plain, wide, MINCHO)) <= len(line_starts(plain, narrow, MINCHO))


@given(TEXT, st.floats(1, 30))
def test_every_letter_stands_on_one_line(text: str, line: float) -> None:
    """Lines begin one behind the other, and none but a single letter is wider than its box."""
    starts = line_starts(text, Room(line, 9, wraps=True), MINCHO)
    assert starts == sorted(set(starts)) or "\n" in text
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        shown = text[begin:end].strip("\n ")
        assert sum(MINCHO[c] for c in shown) <= line + 1e-6 or len(shown.rstrip("\u200f")) == 1


@pytest.mark.parametrize(
    ("font", "size", "pixels"),
    [("Calibri", 11, 7), ("ＭＳ Ｐゴシック", 11, 8), ("MS PGothic", 11, 8), ("游ゴシック", 11, 8), ("ＭＳ 明朝", 9, 6)],
)
def test_the_unit_of_column_widths(font: str, size: float, pixels: int) -> None:
    """The widest digit of the workbook's own font, in pixels, as Excel has it."""
    assert digit_pixels(font, size) == pixels


#: Lines that LibreOffice breaks TEXT_SEEN into, with the font at hand (Noto Sans CJK JP): size, columns of 19.5 pt → lines.
TEXT_SEEN = (
    "本人は、毎朝8時ごろに起きて登校の準備をするが、玄関から先へは進めない日が続いている。「学校へ行きたい気持ちはある」と"
    "話しており、担任のAdachi先生とはMicrosoft Teamsで週に2回ほど話している（6月12日から）。"
    "コンピューターを使った学習には、とても意欲的に取り組んでいる。"
)


@pytest.mark.parametrize(
    ("size", "columns", "lines"),
    [(9, 5, 14), (9, 9, 8), (9, 17, 4), (10.5, 5, 16), (10.5, 9, 9), (10.5, 17, 5), (12, 9, 12), (12, 17, 5)],
)
def test_lines_as_libreoffice_breaks_them(size: float, columns: int, lines: int) -> None:
    """Never more than one line away from what was printed."""
    room = Room((columns * 19.5 - 3) / size, 99, wraps=True)
    assert abs(len(line_starts(TEXT_SEEN, room, widths(face("Noto Sans CJK JP")))) - lines) <= 1


def test_a_formula_is_never_too_long() -> None:
    """Nothing is written over it, so nothing can be too long."""
    made = template({"学年": "様式!$C$3"}, cells={"C3": "=1+1"})
    assert overflow(made, made.targets["学年"][0], "あ" * 50) is None


def test_a_style_that_is_not_there_is_the_plain_one() -> None:
    """A cell without any format is measured at the workbook's own font."""
    made = template({"学年": "様式!$C$3"})
    assert capacity(made, made.targets["学年"][0]) == (4, 1)
