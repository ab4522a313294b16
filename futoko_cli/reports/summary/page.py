"""summary.html: one page that holds everything it needs (1枚のページ): no network, no script, no outside font.

It is opened from a folder, printed on A4, or looked at on a phone. Every text in it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from futoko_cli.core.summary import SCHOOL, THRESHOLDS, YEAR, Group
from futoko_cli.reports.summary.heat import child_calendar, legend
from futoko_cli.reports.summary.looks import heading
from futoko_cli.reports.summary.style import CSS, policy
from futoko_cli.reports.summary.svg import Bar, bar_chart
from futoko_cli.reports.summary.words import (
    behind_text,
    over_title,
    percent,
    rate_text,
    remarks,
    signs_rule,
    signs_text,
    span_title,
    trends,
    value_text,
)

if TYPE_CHECKING:
    from futoko_cli.reports.summary.figures import Figures

_COLUMNS = {"enrolled": "在籍", "absent": "欠席", "": "欠席率", "late": "遅刻", "early_leave": "早退"}
_COLUMNS |= {"separate_room": "別室登校", "skipped": "出停・忌引等", "30": over_title(30)}


def make_page(figures: Figures) -> str:
    """The whole page."""
    title, note = (figures.mask.text(text) for text in heading(figures))
    body = "".join(_sections(figures)) if figures.groups else "<p>集計できる授業日がありません。</p>"
    warning = "" if figures.shared else '<p class="quiet strong">【取扱注意】</p>'
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy())}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n"
        f'{warning}<h1>{escape(title)}</h1><p class="quiet">{escape(note)}</p>\n{body}</body>\n</html>\n'
    )


def _sections(figures: Figures) -> Iterator[str]:
    month = figures.month
    yield _keys(figures)
    for beside, text in trends(figures):
        yield f"<p>{escape(beside)}　{escape(text)}</p>"
    yield _stages(figures)
    yield '<h2>グラフ</h2><div class="charts">'
    yield _counts_chart(figures)
    grades = [group for group in figures.groups if group.kind != "class"]
    classes = [group for group in figures.groups if group.kind == "class"]
    for name, groups in (("学年", grades), ("学級", classes)):
        bars = [_rate_bar(figures, figures.mask.text(g.label), g, month) for g in groups]
        yield bar_chart(f"{name}ごとの欠席率（{span_title(month)}）", bars)
    bars = [_rate_bar(figures, span_title(span), SCHOOL, span) for span in figures.summary.weekdays]
    yield bar_chart("曜日ごとの欠席率（年度の初めから）", bars)
    yield "</div>"
    yield f"<h2>学年・学級（{span_title(month)}）</h2>"
    yield _table(figures, [(figures.mask.text(g.label), g, month) for g in figures.groups])
    yield "<h2>月ごと（全体）</h2>"
    yield _table(figures, [(span_title(span), SCHOOL, span) for span in (*figures.summary.months, YEAR)])
    yield from _children(figures)
    yield "<h2>見方</h2>"
    yield from (f'<p class="quiet">・{escape(sentence)}</p>' for sentence in remarks(figures))


def _keys(figures: Figures) -> str:
    """The key figures of the month."""
    month = figures.month
    rate = figures.rate(SCHOOL, month)

    def of(key: str) -> str:
        return value_text(figures.value(SCHOOL, month, key))

    why = behind_text(figures, SCHOOL, month)
    shown = [
        ("在籍", of("enrolled"), "人"),
        ("授業日", str(figures.summary.of(SCHOOL, month).dates), "日"),
        ("欠席", of("absent"), f"日（{of('touched:absent')}人）"),
        ("欠席率", rate_text(figures, SCHOOL, month), ""),
        ("出席率", percent(1 - rate) if rate is not None else rate_text(figures, SCHOOL, month), ""),
        ("遅刻・早退", of("late_early"), "回"),
        *((f"年{over_title(least)}", of(str(least)), "人") for least in THRESHOLDS),
    ]
    boxes = "".join(
        f"<div><dt>{escape(title)}</dt><dd>{escape(value)} <small>{escape(unit)}</small></dd></div>"
        for title, value, unit in shown
    )
    return f'<dl class="keys">{boxes}</dl>' + (f'<p class="strong">{escape(why)}</p>' if why else "")


def _stages(figures: Figures) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(stage.label)}</th>'
        + "".join(
            f"<td>{value_text(figures.value(SCHOOL, figures.month, f'{what}:{stage.id}'))}</td>"
            for what in ("active", "reached")
        )
        + "</tr>"
        for stage in reversed(figures.stages)
    )
    head = "<thead><tr><th>段階</th><th>いま当たる（人）</th><th>今月達した（人）</th></tr></thead>"
    return f'<h2>段階</h2><div class="scroll"><table>{head}<tbody>{rows}</tbody></table></div>'


def _counts_chart(figures: Figures) -> str:
    bars = []
    for span in figures.summary.months:
        value = figures.value(SCHOOL, span, "absent")
        bars.append(Bar(span_title(span), value, value_text(value), span == figures.month))
    return bar_chart("月ごとの欠席（延べ日数）", bars)


def _rate_bar(figures: Figures, label: str, group: Group, span: str) -> Bar:
    rate = figures.rate(group, span)
    text = rate_text(figures, group, span)
    return Bar(label, None if rate is None else float(rate), text, group == SCHOOL and label == group.label)


def _table(figures: Figures, rows: Sequence[tuple[str, Group, str]]) -> str:
    lines = []
    for label, group, span in rows:
        cells = "".join(
            f"<td>{value_text(figures.value(group, span, key)) if key else rate_text(figures, group, span)}</td>"
            for key in _COLUMNS
        )
        strong = (
            ' class="sum"' if span == YEAR or (group.kind != "class" and span == figures.month == rows[0][2]) else ""
        )
        why = escape(behind_text(figures, group, span))
        lines.append(f'<tr{strong}><th scope="row">{escape(label)}</th>{cells}<td class="text">{why}</td></tr>')
    head = "".join(f"<th>{title}</th>" for title in ("", *_COLUMNS.values(), "備考"))
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'


def _children(figures: Figures) -> Iterator[str]:
    """Whom to watch, and the days of everybody who was away, late or left early in the month."""
    if figures.shared:
        return
    mask = figures.mask
    yield f"<h2>要注意　{len(figures.watch)}人</h2>"
    head = "".join(f"<th>{title}</th>" for title in ("児童生徒", "今月", "累計", "連続", "理由"))
    rows = []
    for child in figures.watch:
        pupil, result = child.result.pupil, child.result
        who = "　".join(filter(None, (mask.key(pupil), mask.name(pupil))))
        numbers = "".join(f"<td>{n}</td>" for n in (child.absent, result.days["absent"], result.current))
        rows.append(
            f'<tr><th scope="row">{escape(who)}</th>{numbers}<td class="text">{escape(signs_text(child))}</td></tr>'
        )
    yield f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    yield f'<p class="quiet">{escape(signs_rule())}</p>'
    listed = [child for child in figures.children if child.concerns_month or child.signs]
    yield f"<h2>日ごとの表　{len(listed)}人</h2>"
    yield f'<p class="quiet">{span_title(figures.month)}に欠席・遅刻・早退のあった児童生徒と、要注意の児童生徒です。</p>'
    yield legend()
    yield from (child_calendar(figures, child) for child in listed)
