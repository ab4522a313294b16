"""The screen of ``futoko report``: what was written, what a person still has to write, who is left out and why."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from futoko_cli.issuing.months import title_of
from futoko_cli.issuing.outbox import Outcome
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import long_date, short_date
from futoko_cli.terminal.problems import add_problems, tally
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, ERROR, GOOD, WARNING, is_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from rich.console import Console

    from futoko_cli.core.model import Pupil
    from futoko_cli.issuing.record import Batch, Progress, Row

_WORDS: Final = {
    Outcome.WRITTEN: "書きました",
    Outcome.PLANNED: "書く予定",
    Outcome.UNCHANGED: "変わりなし",
    Outcome.KEPT: "手で直した様式（そのまま）",
    Outcome.ISSUED: "発行ずみ（そのまま）",
    Outcome.OUTDATED: "内容が変わったが書きかえていない",
    Outcome.EDITED: "手で直してあり書きかえていない",
    Outcome.UNKNOWN: "控えがなく書きかえていない",
    Outcome.OTHER: "別の児童生徒の様式があり書きかえていない",
    Outcome.FAILED: "書けなかった",
}
#: Boxes that the settings can fill for every form.
_SETTINGS: Final = ("学校名", "校長名", "記入者")
_FEW: Final = 2  # from so many forms on, what all of them lack is said once


def show_report(
    batch: Batch, console: Console, *, masked: bool = False, problems: bool = True, everyone: bool = False
) -> None:
    """Print the whole screen; with ``problems`` False they are only counted; ``everyone``: nobody is only counted."""
    mask = Mask.of(batch.job.assessment, masked=masked, files=batch.theirs)
    screen = Screen(console.width)
    _heading(screen, batch, mask)
    _outcomes(screen, batch)
    for issue in batch.issues:
        if issue.code == "form-month-partial":
            screen.para(("注意  ", WARNING), issue.message, issue.hint, hang=6)
    _thrown_away(screen, batch, mask)
    _to_write(screen, batch, mask)
    _left_out(screen, batch, mask, everyone=everyone)
    issues = [mask.issue(i) for i in (*batch.issues, *batch.job.assessment.issues) if i.code != "form-month-partial"]
    if problems:
        add_problems(screen, issues)
    elif issues:
        screen.title("問題", f" {tally(issues)}")
    _files(screen, batch, mask)
    _next(screen, batch)
    screen.show(console)


def _heading(screen: Screen, batch: Batch, mask: Mask) -> None:
    assessment = batch.job.assessment
    month = f"  {batch.month[:4]}年{title_of(batch.month)}分" if batch.month else ""
    school = batch.job.school.name or assessment.school_name
    screen.para((f"{batch.form.title}{month}", BOLD), f"  {school}" if school else "")
    policy = assessment.policy
    screen.para(
        ("基準  ", DIM),
        policy.title,
        (f"（{policy.id}・{policy.edition}版）", DIM),
        f"  {long_date(assessment.as_of)}までの出席簿",
        hang=6,
    )
    ledger = f"  台帳 {mask.text(assessment.ledger.file)}" if assessment.ledger else "  台帳なし"
    screen.para(("様式  ", DIM), mask.text(batch.job.template_label), ledger, hang=6)
    if assessment.selected:
        screen.para(("対象  ", DIM), mask.text(assessment.selected), hang=6)


def _outcomes(screen: Screen, batch: Batch) -> None:
    screen.blank()
    if batch.job.dry_run:
        screen.para(("ためしに調べました（--dry-run）。何も書いていません。", WARNING))
    if not batch.rows:
        screen.para((f"{batch.form.title}を作る児童生徒はいません。", GOOD))
        return
    for outcome, word in _WORDS.items():
        if count := len(batch.having(outcome)):
            style = ERROR if outcome.refused else GOOD if outcome is Outcome.WRITTEN else BOLD
            screen.para((f"{word} {count}人", style))


def _thrown_away(screen: Screen, batch: Batch, mask: Mask) -> None:
    """Each file of a person that was written over, and where it is kept."""
    if not batch.copies:
        return
    word = "書きかえます" if batch.job.dry_run else "書きかえました"
    screen.title("手で直した内容", f" {len(batch.copies)}件  新しい内容に{word}。もとは次の名前で残します。")
    for file, copy in batch.copies.items():
        screen.para(f"{mask.text(file)}  → ", mask.text(copy), indent=1, hang=5)


def _to_write(screen: Screen, batch: Batch, mask: Mask) -> None:
    """Every child's form: counts, due date, and the boxes that wait for a person."""
    if not batch.rows:
        return
    common = _common(batch)
    screen.title("手で書く欄" if any(row.to_write for row in batch.rows) else "作った様式")
    if common:
        screen.para(("全員  ", BOLD), "、".join(common), indent=1, hang=7)
    if in_settings := [label for label in _SETTINGS if any(label in row.to_write for row in batch.rows)]:
        screen.dim(f"{'・'.join(in_settings)}は、設定（futoko.toml の [school]）に書いておけます。", indent=1)
    for row in batch.rows:
        _child(screen, batch, row, mask, common)


def _common(batch: Batch) -> list[str]:
    """Boxes that every form lacks, in the form's order."""
    if len(batch.rows) < _FEW:
        return []
    first, *others = [row.to_write for row in batch.rows]
    return [label for label in first if all(label in other for other in others)]


def _child(screen: Screen, batch: Batch, row: Row, mask: Mask, common: list[str]) -> None:
    chosen = row.chosen
    parts = [_name(row.pupil, mask)]
    months = chosen.result.absent_by_month
    if batch.month:
        parts.append(f"{title_of(batch.month)} {months.get(batch.month, 0)}日・累計 {sum(months.values())}日")
    else:
        parts.append(f"{short_date(chosen.when)}  累計 {sum(months.values())}日")
    if row.continued is not None:
        parts.append("継続" if row.continued else "新規")
    if chosen.due:
        parts.append(f"期限 {short_date(chosen.due)}")
    word = (f"  {_WORDS[row.outcome]}", ERROR) if row.outcome.refused else ""
    screen.para("  ".join(parts), word, indent=1, hang=5)
    rest = [label for label in row.to_write if label not in common]
    if rest:
        screen.para("、".join(rest), indent=5)
    if chosen.errors:
        screen.para(("出席簿か台帳に直すところがあります。", ERROR), mask.issue(chosen.errors[0]).message, indent=5)


def _name(pupil: Pupil, mask: Mask) -> str:
    name = mask.name(pupil)
    return f"{mask.key(pupil)} {name}" if name else mask.key(pupil)


def _left_out(screen: Screen, batch: Batch, mask: Mask, *, everyone: bool) -> None:
    if not batch.left_out:
        return
    screen.title("作らない児童生徒", f" {len(batch.left_out)}人")
    past = sum(left.over for left in batch.left_out)
    folded = past > _FEW and not everyone
    for left in batch.left_out:
        if not (folded and left.over):
            screen.para(f"{_name(left.pupil, mask)}  {left.reason}", indent=1, hang=5)
    if folded:
        screen.para(
            f"{past}人は、段階に達しましたが、今は当たりません。-v を付けると1人ずつ示します。", indent=1, hang=5
        )


def _files(screen: Screen, batch: Batch, mask: Mask) -> None:
    if not batch.rows:
        return
    screen.title("ファイル")
    screen.para(("場所  ", DIM), mask.text(str(batch.folder)), indent=1, hang=7)
    names = [mask.text(row.path.name) for row in batch.rows]
    shown = names if len(names) <= _FEW else [names[0], f"… {names[-1]}", f"（{len(names)}件）"]
    screen.para(("様式  ", DIM), "、".join(shown[:2]) + "".join(shown[2:]), indent=1, hang=7)
    if batch.listed:
        screen.para(("一覧  ", DIM), mask.text(batch.listed.name), indent=1, hang=7)
    for word, paths in (("下書き", batch.drafts), ("プレビュー", batch.previews)):
        if paths:
            screen.para((f"{word}  ", DIM), f"{len(paths)}件", indent=1, hang=7)


def _next(screen: Screen, batch: Batch) -> None:
    if not batch.rows:
        return
    screen.blank()
    if batch.job.dry_run:
        screen.para(("次に  ", DIM), "--dry-run を外して、もう一度実行します。", hang=6)
        return
    if any(row.to_write for row in batch.rows):
        text = "様式を開いて、手で書く欄を書きます。"
    else:
        text = "様式を開いて、内容を確かめます。"
    if batch.month:
        text += "書いた内容は消えず、(6) のほかは次の月の様式に引き継がれます。"
    screen.para(("次に  ", DIM), text, hang=6)
    duties = {row.chosen.duty for row in batch.rows if row.chosen.duty}
    mails = "、".join(sorted({duty.mail for duty in duties if duty.mail}))
    phones = "、".join(sorted({duty.phone for duty in duties if duty.phone}))
    if mails and not batch.drafts:
        screen.para(f"送り先は {mails} です。--eml を付けると、メールの下書きを作ります。", indent=6)
    elif batch.drafts:
        screen.para("下書き（.eml）を開き、宛先と添付を確かめてから送ります。", indent=6)
    if phones:
        screen.para(f"送った後に電話します（{phones}）。", indent=6)


@contextmanager
def progress_bar(stream: TextIO, title: str, *, quiet: bool) -> Iterator[Progress | None]:
    """A bar on a terminal; nothing where no person looks."""
    if quiet or not is_terminal(stream):
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    from futoko_cli.terminal.style import make_console

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=make_console(stream), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
