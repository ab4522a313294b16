"""Invented assessments for the tests of screens and files: registers in notation, decided by the core."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction

from rich.console import Console

from futoko_cli.core.escalation import decide
from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Assessment, ClassId, Mark, MarkAt, Pupil, Source, TotalsRow
from futoko_cli.core.policy import Cite, Condition, Duty, Group, Policy, Stage
from futoko_cli.core.register import Register
from tests.notation import page

CHECKED = date(2025, 4, 1)
FILE = "令和7年度 出席簿.xlsx"
_TEXTS = {
    Kind.ABSENT: "／",
    Kind.ABSENT_SICK: "病",
    Kind.ABSENT_OTHER: "事",
    Kind.CREDITED: "教",
    Kind.LATE: "チ",
    Kind.EARLY_LEAVE: "ソ",
}


def cite(number: str, *, decision: bool = False) -> Cite:
    """A page of the invented manual."""
    return Cite("見本市不登校対応マニュアル", number, CHECKED, decision)


def condition(measure: str, threshold: int | Fraction, *, more_than: bool = False) -> Condition:
    """A condition of p.12."""
    return Condition(measure, "more_than" if more_than else "at_least", Fraction(threshold), cite("12"))


def policy() -> Policy:
    """Three stages: 連続3, 連続7 または 断続10, 連続30 かつ 会えていない30."""
    early = Stage(
        "early",
        "初期対応",
        Group("any", (condition("consecutive", 3),)),
        (Duty("家庭への連絡", "保護者", "", "same_day", 0, monthly=False, cite=cite("11", decision=True)),),
    )
    report = Stage(
        "report",
        "速報",
        Group("any", (condition("consecutive", 7), condition("cumulative", 10))),
        (
            Duty(
                "速報（メールの後に電話）", "教育支援センター", "quick", "same_day", 0, monthly=False, cite=cite("12")
            ),
            Duty("欠席状況報告書", "市教育委員会", "monthly", "day_of_next_month", 5, monthly=True, cite=cite("12")),
        ),
        "報告書は欠席が続く間、毎月出します。",
    )
    unseen = Stage(
        "unseen",
        "現認できないまま30日",
        Group("all", (condition("consecutive", 30), condition("unseen", 30))),
        (Duty("連絡票", "こども家庭センター", "unseen", "same_day", 0, monthly=False, cite=cite("13")),),
    )
    return Policy(
        "mihon", "見本市不登校対応マニュアル", "見本市教育委員会", "2025-04-01", CHECKED, (early, report, unseen)
    )


def with_marks(register: Register, source: Source, reasons: dict[tuple[int, int], str] | None = None) -> Register:
    """The register with a cell for every mark: row 5 on, column D for the 1st of a month."""
    marks: dict[tuple[int, int], MarkAt] = {}
    for i in range(len(register.pupils)):
        for j, day in enumerate(register.days.tolist()):
            kind = Kind(int(register.kinds[i, j]))
            if kind not in _TEXTS:
                continue
            when = date.fromordinal(day)
            reason = (reasons or {}).get((i, j), "")
            text = _TEXTS[kind] + (f"({reason})" if reason else "")
            sheet = source._replace(sheet=f"1-1 {when.month}月", month=f"{when.year}-{when.month:02}")
            marks[i, j] = MarkAt(Mark(day, int(kind), text, reason, i + 4, when.day + 2), sheet)
    return replace(register, marks=marks)


def source(month: int = 4) -> Source:
    """One month's sheet of class 1-1."""
    year = 2025 + (month < 4)
    return Source(FILE, f"1-1 {month}月", "class-month-grid", "1-1", f"{year}-{month:02}", 35, 3, 2, 3, 33)


def assess(
    *lines: str,
    rules: Policy | None = None,
    names: tuple[str, ...] = (),
    issues: tuple[Issue, ...] = (),
    totals: tuple[TotalsRow, ...] = (),
    reason: str = "",
    upto: str | None = None,
) -> Assessment:
    """An assessment of register lines (tests.notation); ``names`` replace the lines' names, which have no spaces.

    ``reason`` is written into every marked cell.
    """
    rules = rules or policy()
    register = page(*lines, upto=upto) if lines else replace(page("誰か 4/7- 出"), pupils=())
    if not lines:
        register = replace(register, kinds=register.kinds[:0])
    if names:
        pupils = tuple(replace(p, name=n) for p, n in zip(register.pupils, names, strict=True))
        register = replace(register, pupils=pupils)
    every = {(i, j): reason for i in range(len(lines)) for j in range(len(register.days))} if reason else None
    register = with_marks(register, source(), every)
    return Assessment(
        policy=rules,
        school_year=2025,
        as_of=date.fromordinal(int(register.days[-1])),
        school_name="見本市立第一中学校",
        calendar_origin="平日から祝日を除いた日（暦のファイルなし）",
        sources=tuple(source(m) for m in (4, 5, 6, 7)),
        pupils=tuple(decide(register, rules)),
        totals=totals,
        issues=issues,
        register=register,
        files_read=1,
        school_days=len(register.days),
        inputs=(FILE,),
    )


def nameless(whole: Assessment, name: str) -> Assessment:
    """The assessment with its first child without a number: the name stands in the key."""
    first = replace(whole.pupils[0].pupil, key=f"1-1-{name}", number=None, name=name)
    register = replace(whole.register, pupils=(first, *whole.register.pupils[1:]))
    return replace(whole, pupils=(replace(whole.pupils[0], pupil=first), *whole.pupils[1:]), register=register)


def school(count: int = 3, issues: tuple[Issue, ...] = ()) -> Assessment:
    """A class with children in every stage, and quiet ones; more flagged children for a larger ``count``."""
    lines = [
        "山田 4/7- 欠*3 出 遅 5/12- 欠*2 病 欠*9 6/2- 欠*33",
        "鈴木 4/7- 病*2 出 早 6/2- 欠 6/16- 停*3 出*3 7/4- 教*3 欠*6",
        "佐藤 4/7- 出 7/10- 欠*5",
        "高橋 4/7- 出 7/9- 欠*2 別 欠*2",
        "田中 4/7- 外*5 出 6/30- 未*2 欠 6/9- 事*8 出",
        "伊藤 4/7- 出 両 公 7/2- 忌*3",
    ]
    names = [
        "山田 太郎",
        "鈴木 花子",
        "佐藤 次郎左衛門之助",
        "高橋 ジョゼフィーヌ・アレクサンドラ・マリー",
        "田中 未来",
        "𠮷田 﨑子",
    ]
    for n in range(count - 3):
        lines.append(f"子{n} 4/7- 欠*{n % 12 + 3} 6/2- 欠*{n % 5 + 3} 7/4- 出 欠*{n % 4 + 4}")
        names.append(f"見本 {n}子")
    return assess(*lines, names=tuple(names), issues=issues, upto="7/16")


def unknown_marks(count: int = 12) -> tuple[Issue, ...]:
    """Problems of each severity, unknown marks first."""
    hint = '記号のファイルの [marks] に "△" = "late" のように1行足してください。'
    marks = tuple(
        Issue(
            "mark-unknown",
            f"記号「△」の意味が決まっていません（4/{n}）。",
            hint,
            FILE,
            f"1-1 {4 + n % 3}月",
            f"F{n + 5}",
            "△",
        )
        for n in range(1, count + 1)
    )
    return (
        Issue("sheet-empty", "シートに児童生徒の名前がありません。", "", FILE, "1-1 8月"),
        Issue(
            "pupil-number-differs",
            "山田 太郎 の番号が 3 と 4 で違います。",
            "番号の正しいほうにそろえてください。",
            FILE,
            "1-1 5月",
            "B7",
            "1-1",
            ("山田 太郎",),
        ),
        *marks,
        Issue(
            "mark-unknown",
            "記号「×」の意味が決まっていません（4/9）。",
            hint.replace("△", "×"),
            FILE,
            "1-1 4月",
            "K9",
            "×",
        ),
    )


def totals_row(name: str = "小林 秋", absent: int = 21) -> TotalsRow:
    """A child of a sheet with totals only."""
    pupil = Pupil("1-2-09", ClassId(1, "2"), 9, name)
    sheet = source()._replace(layout="totals", sheet="合計", class_name="1-2", month=None)
    return TotalsRow(pupil, sheet, "F12", {"2025-04": 4, "2025-05": absent - 4}, absent)


def console(width: int = 80) -> tuple[Console, io.StringIO]:
    """A console on a string, piped as far as it knows."""
    from futoko_cli.terminal.style import make_console  # rich is loaded on demand everywhere

    stream = io.StringIO()
    return make_console(stream, width=width), stream
