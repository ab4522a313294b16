"""Columns between the days, merged marks, and what a grid that nobody can read says of itself."""

from __future__ import annotations

import pytest

from tests.ingest.grids import parse, read, read_text

DAYS = "|".join(str(n) for n in range(1, 31))


def test_a_mark_merged_over_days_is_a_range() -> None:
    """病 over 4…14 November: the weekend inside means nothing, and the printed total may leave it out."""
    blank = "|" * 10
    lines = [
        "#sheet 1-1",
        "令和7年度 11月 1年1組",
        f"番号|氏名|{DAYS}|欠席",
        f"1|春野　空||||病{blank}{'|' * 17}9",
        "2|夏川　海||||病|||||||||||||||||||||||||||1",
    ]
    text = "\n".join(lines).replace("|", "\t")
    found = read(parse(text + "\n#merge F3:P3\n#merge F4:F5"))
    marks = found.drafts[0].rows[0].marks
    assert len(marks) == 11
    assert all(mark.ranged for mark in marks)
    assert not any(mark.ranged for mark in found.drafts[0].rows[1].marks)
    assert [issue.code for issue in found.issues] == []


def test_more_than_the_merged_days_is_a_false_total() -> None:
    """12 printed beside 11 merged days cannot be right."""
    text = "\n".join(
        ["#sheet 1-1", "令和7年度 11月 1年1組", f"番号|氏名|{DAYS}|欠席", f"1|春野　空||||病{'|' * 27}12"]
    ).replace("|", "\t")
    found = read(parse(text + "\n#merge F3:P3"))
    assert [issue.code for issue in found.issues] == ["total-differs"]


def doubled(below: str = "", *rows: str) -> list[tuple[str, str, str]]:
    """A grid with a second column for each of ten days; ``below`` stands under each pair of columns."""
    heading = "番号|氏名|" + "|".join(f"{n}|" for n in range(1, 11))
    lines = [heading, *(["||" + "|".join([below] * 10)] if below else []), *rows]
    found = read_text("令和7年度 11月 1年1組", *lines)
    return [(issue.code, issue.severity, issue.cell) for issue in found.issues]


@pytest.mark.parametrize("pair", ["前|後", "午前|午後", "AM|PM", "ＡＭ|ＰＭ", "朝|帰"])
def test_half_days_are_refused(pair: str) -> None:
    """Two columns a day: named, and not counted."""
    found = doubled(pair, "1|春野　空||欠", "2|夏川　海")
    assert found == [("layout-per-period", "error", "C3")]


def test_marks_in_columns_without_a_day_are_told() -> None:
    """A second column without any heading: the last one too."""
    assert doubled("", "1|春野　空||欠||欠", "2|夏川　海|欠") == [("column-unread", "error", "D3")]
    assert doubled("", f"1|春野　空{'|' * 20}欠", "2|夏川　海|欠") == [("column-unread", "error", "V3")]
    assert doubled("", "1|春野　空|欠", "2|夏川　海|欠") == []


def test_a_reason_beside_each_day_is_a_warning() -> None:
    """理由 is no mark; a mark of the table in it is an error all the same."""
    assert doubled("出欠|理由", "1|春野　空|欠|頭痛", "2|夏川　海") == [("column-unread", "warning", "D4")]
    assert doubled("出欠|理由", "1|春野　空||欠", "2|夏川　海") == [("column-unread", "error", "D4")]


def test_numbers_between_the_days_are_part_totals() -> None:
    """小計 after the tenth: no mark."""
    days = "|".join(str(n) for n in range(1, 11))
    found = read_text("令和7年度 11月 1年1組", f"番号|氏名|{days}|小計|11|12", f"1|春野　空|欠{'|' * 10}1||欠")
    assert found.issues == []
    assert len(found.drafts[0].rows[0].marks) == 2


def test_a_grid_of_nobody_says_what_is_wrong() -> None:
    """A labelled column of names without a name in it: its column is named."""
    found = read_text("令和7年度 11月 1年1組", f"番号|氏名|{DAYS}", "|合計|欠")
    assert [issue.code for issue in found.issues] == ["row-unread"]
    assert "B列" in found.issues[0].message
