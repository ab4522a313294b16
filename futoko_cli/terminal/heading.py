"""The first lines of a screen, and the lines that say what a stage is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from futoko_cli.reports.wording import duty_parts, long_date, year_title
from futoko_cli.terminal.style import BOLD, DIM
from futoko_cli.terminal.wrap import pad

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment, PupilResult
    from futoko_cli.core.policy import Stage
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen


def add_heading(screen: Screen, assessment: Assessment, mask: Mask) -> None:
    """School, year, as-of date, policy, what was read."""
    policy = assessment.policy
    school = (f"{assessment.school_name}  ", BOLD) if assessment.school_name else ""
    as_of = (f"集計日 {long_date(assessment.as_of)}", BOLD)
    if assessment.sources or assessment.pupils or assessment.totals:
        screen.para(school, f"{year_title(assessment.school_year)}  ", as_of)
    else:  # nothing was counted: neither year nor day stands anywhere
        screen.para(school, ("出席簿を読めませんでした", BOLD))
    screen.para(("基準  ", DIM), policy.title, (f"（{policy.id}・{policy.edition}版）", DIM), hang=6)
    sheets = len({(s.file, s.sheet) for s in assessment.sources})
    pupils = len(assessment.pupils) + len(assessment.totals)
    days = f"  授業日 {assessment.school_days}日" if assessment.school_days else ""
    read = f"{assessment.files_read}ファイル・{sheets}シート  児童生徒 {pupils}人{days}"
    screen.para(("読取  ", DIM), read, hang=6)
    if assessment.selected:
        screen.para(("対象  ", DIM), mask.text(assessment.selected), hang=6)


def counts(result: PupilResult) -> str:
    """``連続 7日・累計 12日`` and what else needs a look."""
    longest = f"（最長 {result.longest}日）" if result.longest > max(result.current, 1) else ""
    text = f"連続 {result.current}日{longest}・累計 {result.days['absent']}日"
    if unentered := result.days.get("unentered", 0):
        text += f"以上  未入力 {unentered}日"
    return text


def add_duties(screen: Screen, stage: Stage, indent: int) -> None:
    """What the stage obliges to, one duty a line, and its note."""
    hang = indent + 10
    rows = [duty_parts(duty) for duty in stage.duties]
    what, to, due = (max((cell_len(row[i]) for row in rows), default=0) for i in range(3))
    aligned = hang + what + to + due + 7 <= screen.width
    for n, (row, duty) in enumerate(zip(rows, stage.duties, strict=True)):
        head = ("すること  ", DIM) if n == 0 else " " * 10
        cells = [pad(row[0], what), pad(row[1], to)] if aligned else [row[0], row[1]]
        words = [*(c for c in cells if c), row[2] + ("*" if duty.cite.decision else ""), row[3]]
        screen.para(head, f"・{'  '.join(words)}", indent=indent, hang=hang + 2)
    if any(duty.cite.decision for duty in stage.duties):
        screen.dim("* 資料に期限の記載がなく、futokoの設定です。", indent=hang)
    if stage.note:
        screen.para(("注        ", DIM), stage.note, indent=indent, hang=hang)
