"""Lines of Japanese text: never too wide, never torn where Japanese is not torn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from futoko_cli.terminal.wrap import clean, cut, pad, wrap

TEXTS = st.text(alphabet="あ日、。（）「」ァー7ab -　・〓ｶ", max_size=60)


def lines_of(text: str, width: int, indent: int = 0, hang: int | None = None) -> list[str]:
    """Wrapped lines as plain text."""
    return ["".join(piece for piece, _ in line) for line in wrap([(text, "")], width, indent, hang)]


@given(TEXTS, st.integers(12, 40), st.integers(0, 4), st.integers(0, 6))
def test_no_line_too_wide_and_nothing_lost(text: str, width: int, indent: int, hang: int) -> None:
    """Whatever the text: each line fits, and only spaces may be missing."""
    lines = lines_of(text, width, indent, hang)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_short_text_stays() -> None:
    """What fits stands on one line."""
    assert lines_of("欠席 7日", 20, indent=2) == ["  欠席 7日"]


def test_no_closing_mark_at_the_start() -> None:
    """、 and 」 stay with the letter before them, （ with the one behind it."""
    assert lines_of("一二三四五、六", 11) == ["一二三四", "五、六"]
    assert lines_of("一二三四（五）", 11) == ["一二三四", "（五）"]


def test_number_stays_with_its_unit() -> None:
    """7日以上 is not torn behind the 7."""
    assert lines_of("一二三四12日目", 11) == ["一二三四", "12日目"]


def test_breaks_behind_a_comma_near_the_end() -> None:
    """A line ends at a space or behind 、 where one stands near its end."""
    assert lines_of("一二三四、五六七八", 14) == ["一二三四、", "五六七八"]


def test_styles_survive() -> None:
    """Each piece keeps its style on both lines."""
    assert wrap([("一二三", "bold"), ("四五六", "dim")], 8) == [
        [("", ""), ("一二三", "bold"), ("四", "dim")],
        [("", ""), ("五六", "dim")],
    ]


def test_long_word_is_cut() -> None:
    """A word wider than the line is broken letter by letter."""
    assert lines_of("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("山田\n太郎", "山田 太郎"),
        ("\x1b[31m赤", "?[31m赤"),
        ("a\u202eb", "a?b"),
        ("\udce3.xlsx", "?.xlsx"),
        ("山\t田\r\n", "山 田 "),
    ],
)
def test_clean(text: str, shown: str) -> None:
    """A name or a file cannot move the cursor, turn the text round or break the encoding."""
    assert clean(text) == shown


def test_pad_and_cut_count_cells() -> None:
    """Both count full-width letters as two."""
    assert pad("山田", 6) == "山田  "
    assert pad("山田太郎", 6) == "山田太郎"
    assert cut("山田太郎", 8) == "山田太郎"
    assert cut("山田太郎左衛門", 8) == "山田太～"
