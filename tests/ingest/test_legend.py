"""凡例: what a sheet prints about its own marks, in one cell or many, either way round."""

from __future__ import annotations

import pytest

from futoko_cli.core.kinds import LABELS
from futoko_cli.ingest.legend import entries, learn


def learned(*rows: str) -> str:
    """``×欠席 △遅刻`` from rows whose cells are parted by ``|``; clashes behind a ``!``."""
    found, clashes = learn([row.split("|") for row in rows])
    told = [f"{mark}{LABELS[kind]}" for mark, kind in sorted(found.items())]
    return " ".join([*told, *(f"!{mark}" for mark in clashes)])


@pytest.mark.parametrize(
    "row",
    [
        "凡例　×：欠席　△：遅刻",
        "×:欠席、△:遅刻",
        "記号の意味|×：欠席|△：遅刻",
        "×＝欠席　△＝遅刻",
        "×…欠席　△…遅刻",
        "凡例|×→欠席|△→遅刻",
        "「×」：欠席、「△」：遅刻",
        "欠席：×　遅刻：△",
        "凡例 欠席(×) 遅刻(△)",
        "【凡例】×欠席 △遅刻",
        "凡例|×|欠席|△|遅刻",
    ],
)
def test_one_line_in_many_shapes(row: str) -> None:
    """The same two marks however the legend is set."""
    assert learned(row) == "×欠席 △遅刻"


def test_one_mark_a_row_below_the_label() -> None:
    """A heading 凡例, then a mark and its word in two cells, row by row."""
    assert learned("凡例", "×|欠席", "△|遅刻", "－|出席停止") == "-出席停止 ×欠席 △遅刻"


def test_a_legend_far_below_its_label_is_none() -> None:
    """Sixteen rows later a mark beside a word is a child's row, not a legend."""
    assert learned("凡例", *[""] * 16, "×|欠席") == ""


def test_without_a_label_two_cells_say_nothing() -> None:
    """× beside 欠席 may be anything."""
    assert learned("×|欠席") == ""


@pytest.mark.parametrize(
    "row",
    ["欠席 3 遅刻 1", "4月の欠席者：2名", "担任：春野　空", "5月7日：遠足", "欠席率＝5.2", "備考：通院のため遅刻"],
)
def test_other_lines_teach_nothing(row: str) -> None:
    """Statistics, names, events and remarks are no legend."""
    assert learned(row) == ""


def test_two_meanings_of_one_mark_are_none() -> None:
    """×：欠席 in one place, ×：遅刻 in another: named, and × stays unknown."""
    assert learned("凡例 ×：欠席 △：早退", "凡例 ×：遅刻") == "△早退 !×"


def test_the_same_meaning_twice_is_one() -> None:
    """A legend above and below."""
    assert learned("凡例 ×：欠席", "凡例 ×：欠席") == "×欠席"


def test_a_legend_with_two_words_for_one_mark() -> None:
    """遅刻・早退 is one meaning."""
    assert [LABELS[kind] for _, kind in entries("◇：遅刻・早退")] == ["遅刻・早退"]


def test_katakana_marks() -> None:
    """ﾃ：出停 and キ：忌引 in half and full width."""
    assert learned("凡例　ﾃ：出席停止　キ：忌引") == "キ忌引 テ出席停止"
