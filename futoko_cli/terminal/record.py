"""The screen of ``futoko record``: 出欠の記録, a line a child, class by class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.reports.masking import Mask
from futoko_cli.reports.record_rows import check_text, numbers, titles_of
from futoko_cli.terminal.heading import add_heading
from futoko_cli.terminal.own_problems import add_own_problems
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, ERROR
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from rich.console import Console

    from futoko_cli.core.model import Assessment
    from futoko_cli.core.record import AttendanceRecord

_NAME: Final = 16
_NUMBER: Final = 6
_SHORT: Final = ("授業", "停忌等", "要出席", "欠席", "出席", "うち扱")


def show_record(
    assessment: Assessment,
    records: Sequence[AttendanceRecord],
    console: Console,
    titles: Mapping[str, str],
    *,
    masked: bool = False,
    problems: bool = True,
) -> None:
    """Print the whole screen."""
    mask = Mask.of(assessment, masked=masked)
    screen = Screen(console.width)
    add_heading(screen, assessment, mask)
    width = max((cell_len(mask.key(each.pupil)) for each in records), default=0)
    for class_id in dict.fromkeys(each.pupil.class_id for each in records):
        screen.title(class_id.title)
        room = " " * (width + 2 + (0 if mask.masked else _NAME + 2))
        screen.para((room + "".join(_right(word) for word in _SHORT), DIM), indent=1)
        for each in records:
            if each.pupil.class_id == class_id:
                _child(screen, each, mask, width)
    _notes(screen, assessment, records, titles)
    if problems:
        add_own_problems(screen, assessment.issues, mask, ("credit-", "record-", "centre-"))
    screen.show(console)


def _right(text: str) -> str:
    return " " * max(0, _NUMBER + 1 - cell_len(text)) + text


def _child(screen: Screen, record: AttendanceRecord, mask: Mask, width: int) -> None:
    name = mask.name(record.pupil)
    who = pad(mask.key(record.pupil), width) + "  "
    if name is not None:
        who += pad(cut(name, _NAME), _NAME) + "  "
    credited = record.figures.credited
    line = [*map(str, numbers(record.figures)), str(credited) if credited else ""]
    wrong = check_text(record)
    screen.para((who, BOLD), ("".join(map(_right, line)), ERROR if record.faults else ""), indent=1)
    indent = width + 3
    for words in mask.text(record.remark).split("\n") if record.remark else ():
        screen.para(words, indent=indent)
    if wrong:
        screen.para((f"※ {wrong}", ERROR), indent=indent, hang=indent + 3)


def _notes(
    screen: Screen, assessment: Assessment, records: Sequence[AttendanceRecord], titles: Mapping[str, str]
) -> None:
    """What the columns are, and what was left out."""
    words = titles_of(titles)[:5]
    screen.blank()
    screen.dim(f"列: {'・'.join(words)}・うち出席扱い（内数）", hang=4)
    screen.dim(
        f"{words[0]} − {words[1]} ＝ {words[2]}、{words[2]} − {words[3]} ＝ {words[4]}。出席扱いは{words[4]}に入ります。",
        hang=2,
    )
    screen.dim("出席簿の欠席と出席扱いの内わけは --csv・--json・-o の .xlsx にあります。", hang=2)
    day = assessment.as_of
    if (day.month, day.day) < (3, 1) or day.month > 3:
        screen.dim(f"年度の途中（{day.month}/{day.day}）までの数です。", hang=2)
    wrong = sum(bool(each.faults) for each in records)
    if wrong:
        screen.para((f"写せない行が {wrong}人あります（※）。", ERROR))
