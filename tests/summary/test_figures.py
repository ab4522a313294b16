"""What may be shown: everything among colleagues, nothing small with --share, and rates that tell no hidden day."""

from __future__ import annotations

from fractions import Fraction

import pytest

from futoko_cli.core.issues import Issue
from futoko_cli.core.summary import SCHOOL, YEAR, Group
from futoko_cli.reports.summary.figures import HIDDEN, Figures, figures_of
from futoko_cli.reports.summary.words import (
    behind_text,
    change_text,
    percent,
    rate_text,
    remarks,
    signs_text,
    span_title,
    trends,
)
from tests.summary.invent import school, with_totals, year_before

ONE = Group("class", 1, "1")
#: A class where many were away, and ``停`` on the days of a few.
BUSY = tuple(f"児{n} 4/{7 + n % 5}- 欠欠" for n in range(10))


def busy(kept_away: int, days: int) -> Figures:
    """30 children, 10 of them away for 2 days, ``kept_away`` of them for ``days`` days of 出席停止; shared."""
    others = tuple(f"他{n} 4/14- 停*{days}" if n < kept_away else f"他{n} 4/1- 出" for n in range(20))
    return figures_of(school({(1, "1"): (*BUSY, *others)}, upto="4/30"), shared=True)


def test_among_colleagues_everything_is_shown() -> None:
    """Every group has every month, all children the weekdays too; rates are exact."""
    figures = figures_of(school())
    assert figures.spans(ONE) == (YEAR, "2025-04", "2025-05")
    assert figures.spans(SCHOOL)[-1] == "fri"
    assert figures.value(ONE, "2025-04", "absent") == 3
    assert figures.rate(ONE, "2025-04") == Fraction(3, 77)
    assert not figures.rate_hidden(ONE, "2025-04")


def test_shared_small_numbers_and_their_rates_are_hidden() -> None:
    """青木 alone was away in May: neither days nor rate of 1年1組."""
    figures = figures_of(school(), shared=True)
    assert figures.value(ONE, "2025-05", "absent") is None
    assert figures.rate(ONE, "2025-05") is None
    assert figures.rate_hidden(ONE, "2025-05")
    assert rate_text(figures, ONE, "2025-05") == HIDDEN
    assert figures.children == figures.watch == ()


def test_a_shared_rate_that_tells_nothing_is_rounded_and_shown() -> None:
    """One day of 出席停止 more or less moves 20 of 629 days by less than 0.1%."""
    figures = busy(1, 1)
    assert figures.value(SCHOOL, YEAR, "skipped") is None
    assert figures.rate(SCHOOL, YEAR) == Fraction(32, 1000)  # 20 ÷ (630 - 1) = 3.18%


def test_a_shared_rate_that_would_tell_hidden_days_is_hidden() -> None:
    """4 children kept away for 10 days: 20 ÷ 590 is 3.4%, which 1 day less or 80 days less would not give."""
    figures = busy(4, 10)
    assert figures.rate(SCHOOL, YEAR) is None
    assert figures.rate_hidden(SCHOOL, YEAR)


def test_where_nobody_was_kept_away_the_rate_is_shown() -> None:
    """No 出席停止, so nothing hidden behind the rate."""
    assert busy(0, 1).rate(SCHOOL, YEAR) == Fraction(32, 1000)  # 20 ÷ 630 = 3.17%


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (None, "－"),
        (Fraction(0), "0.0%"),
        (Fraction(1, 2000), "0.1%"),
        (Fraction(49, 100_000), "0.0%"),
        (Fraction(1), "100.0%"),
        (Fraction(-1, 100), "-1.0%"),
        (Fraction(-1, 100_000), "0.0%"),
    ],
)
def test_rates_are_rounded_half_up(rate: Fraction | None, text: str) -> None:
    """0.05% is 0.1%, a little less is 0.0%; no minus before 0.0%."""
    assert percent(rate) == text


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (Fraction(3, 100), Fraction(2, 100), "+1.0ポイント"),
        (Fraction(2, 100), Fraction(3, 100), "-1.0ポイント"),
        (Fraction(2, 100), Fraction(2, 100), "±0.0ポイント"),
        (None, Fraction(2, 100), ""),
        (Fraction(2, 100), None, ""),
    ],
)
def test_a_change_is_told_in_points(now: Fraction | None, before: Fraction | None, text: str) -> None:
    """With its sign; nothing where one of the two is missing."""
    assert change_text(now, before) == text


def test_the_month_is_told_beside_the_month_before() -> None:
    """April 6 ÷ 140, May 3 ÷ 30; April itself stands beside nothing."""
    assert trends(figures_of(school())) == [("前の月（4月）", "欠席率 4.3% → 今月は +5.7ポイント")]
    assert trends(figures_of(school(upto="4/30"))) == []


def test_the_same_month_a_year_before() -> None:
    """The year before, 4 of May's 6 days; a register without that month says so."""
    now = school()
    before = year_before({(1, "1"): ("青木 5/1- 欠*4",)})
    assert trends(figures_of(now, last_year=before))[1] == (
        "前年度の同じ月（2024年5月）",
        "欠席率 66.7% → 今月は -56.7ポイント",
    )
    assert trends(figures_of(now, last_year=now))[1][1] == "前年度の出席簿に、この月の授業日がありません。"


def test_remarks_say_what_a_reader_must_know() -> None:
    """Days not entered, classes behind, children known by totals only; with --share what the star means."""
    late = Issue("class-not-entered", "1年1組 は…", "", subject="1-1")
    figures = figures_of(with_totals(school(issues=(late,))))
    told = "\n".join(remarks(figures))
    assert "［下限］" in told
    assert "未入力 延べ2日、入力の遅れ 1-1" in told
    assert "合計だけの出席簿の 1人" in told
    assert HIDDEN not in told
    assert behind_text(figures, ONE, "2025-05") == "［下限］入力の遅れ 1-1"
    shared = figures_of(school(), shared=True)
    assert HIDDEN in "\n".join(remarks(shared))
    assert behind_text(shared, SCHOOL, "2025-05") == "［下限］未入力あり"
    whole = remarks(figures_of(school(upto="4/30")))
    assert not any("下限" in sentence for sentence in whole)


def test_signs_in_words() -> None:
    """Each reason why a child is to be watched."""
    lines = ("青木 4/28- 欠*4", "井上 5/1- 欠欠", "上田 5/1- 両両", "江口 4/1- 出")
    figures = figures_of(school({(1, "1"): lines}, upto="5/2", previous_year={"1-1-02": 31, "1-1-04": 30}))
    assert [signs_text(child) for child in figures.watch] == [
        "［初期対応］（5/1に達した）",
        "あと1日の欠席で次の段階、予兆: 前年度の欠席 31日・いま連続 2日（2日以上）",
        "予兆: 遅刻・早退 4回（前の月 0回）",
        "前年度の欠席 30日（30日以上）",
    ]


def test_spans_in_words() -> None:
    """A month, a weekday, the year."""
    assert [span_title(span) for span in ("2026-01", "mon", YEAR)] == ["1月", "月曜", "年度計"]
