"""Totals printed at the right: compared with the cells they sum, and never used in their place."""

from __future__ import annotations

import pytest

from tests.ingest.grids import parse, read

DAYS = "|".join(str(n) for n in range(1, 31))


def differ(labels: str, cells: str, printed: str, *, above: str = "", look: str = "") -> list[str]:
    """Cells of totals that differ; ``cells`` are the child's days from the 1st on."""
    marks = "|".join((cells.split("|") + [""] * 30)[:30])
    lines = ["#sheet 1-1", "令和7年度 4月 1年1組", *([f"||{'|' * 29}|{above}"] if above else [])]
    lines += [f"番号|氏名|{DAYS}|{labels}", f"1|春野　空|{marks}|{printed}", "2|夏川　海"]
    found = read(parse("\n".join(lines).replace("|", "\t") + look))
    return [issue.cell for issue in found.issues if issue.code == "total-differs"]


@pytest.mark.parametrize(
    ("label", "cells", "right"),
    [
        ("欠席", "欠|病|事|教|遅|停", 4),
        ("欠席日数", "欠|病|出|ICT", 3),
        ("遅刻", "遅|チソ|早", 2),
        ("早退", "遅|チソ|早", 2),
        ("病欠", "欠|病|病", 2),
        ("事故欠", "欠|事|無", 2),
        ("出停・忌引", "停|忌|忌|欠", 3),
        ("出停", "停|学閉|忌", 2),
        ("忌引", "停|忌", 1),
    ],
)
def test_a_total_is_what_its_cells_say(label: str, cells: str, right: int) -> None:
    """The right number passes; one more or one less is named by its cell."""
    row = 3
    assert differ(label, cells, str(right)) == []
    assert differ(label, cells, str(right + 1)) == [f"AG{row}"]
    assert differ(label, cells, str(right - 1)) == [f"AG{row}"]


def test_several_totals() -> None:
    """Only the wrong one of three."""
    assert differ("欠席|遅刻|早退", "欠|遅|早", "1|2|1") == ["AH3"]


def test_blank_and_written_totals_are_passed_over() -> None:
    """A blank cell and a text are no number."""
    assert differ("欠席|遅刻", "欠|遅", "|なし") == []


def test_other_columns_are_no_totals() -> None:
    """出席日数, 備考 and what nobody knows."""
    assert differ("備考|授業日数|評定", "欠", "9|9|9") == []


def test_an_unknown_mark_excuses_the_row() -> None:
    """× may be an absence: the total cannot be checked."""
    assert differ("欠席", "欠|×", "2") == []


def test_running_totals_are_no_month_s_totals() -> None:
    """累計 beside 月計: only the month's own column is compared."""
    assert differ("月計|累計", "欠", "1|9", above="欠席|欠席") == []
    assert differ("欠席|欠席", "欠", "2|9", above="月計|累計") == ["AG4"]


def test_a_merged_heading_over_the_totals() -> None:
    """累計 over two columns, 欠席 and 遅刻 below it: neither is compared."""
    assert differ("欠席|欠席|遅刻", "欠", "1|9|9", above="|累計", look="\n#merge AH2:AI2") == []


def test_the_same_label_twice_is_compared_once() -> None:
    """Two columns 欠席 without anything above: the first is the month's."""
    assert differ("欠席|欠席", "欠", "1|9") == []
