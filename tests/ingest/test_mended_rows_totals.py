"""Totals only: a child without a number is no furigana."""

from __future__ import annotations

from tests.ingest.grids import read_text


def test_a_child_without_a_number_keeps_its_totals() -> None:
    """A name with counts is a child; furigana, 平均 and 合計 are none."""
    found = read_text(
        "令和7年度 1年1組 欠席",
        "番号|氏名|4月|5月|6月|合計",
        "1|春野　空|1|2|0|3",
        "|はるの　そら",
        "|夏川　海|4|5|1|10",
        "|合計|5|7|1|13",
        "|平均|2|3|1|6",
    )
    assert [(row.row.name, row.total) for row in found.totals] == [("春野　空", 3), ("夏川　海", 10)]
