"""Problems (問題) for people: one heading per kind of problem, then where, then what to do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from futoko_cli.core.issues import CATALOGUE
from futoko_cli.reports.masking import Mask
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, ERROR, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from futoko_cli.core.issues import Issue

_WORDS: Final = {"error": "エラー", "warning": "注意", "info": "参考"}
_STYLES: Final = {"error": ERROR, "warning": WARNING, "info": BOLD}
_ORDER: Final = tuple(_WORDS)
_SUBJECTS: Final = 5  # of one code; unknown marks are all named
_PLACES: Final = 3
#: Codes of which every subject is listed: each needs its own answer.
_ALL_NAMED: Final = ("mark-unknown", "mark-struck")


def add_uncounted(screen: Screen, issues: Iterable[Issue], then: str) -> None:
    """That errors remain, of the registers and of the ledger; ``then``: what may change when they are put right."""
    wrong = [issue.code.startswith("ledger-") for issue in issues if issue.severity == "error"]
    if not wrong:
        return
    screen.blank()
    if not all(wrong):
        screen.para(("数えていない記号やシートがあります。", ERROR), then)
    if any(wrong):
        screen.para(("支援台帳に、使っていないセルがあります。", ERROR), "futoko ledger check で見ます。")


def tally(issues: Iterable[Issue]) -> str:
    """``エラー 2種類13か所・注意 1種類1か所``; empty without problems."""
    codes: dict[str, set[str]] = defaultdict(set)
    places: dict[str, int] = defaultdict(int)
    for issue in issues:
        codes[issue.severity].add(issue.code)
        places[issue.severity] += 1
    return "・".join(f"{_WORDS[s]} {len(codes[s])}種類{places[s]}か所" for s in _ORDER if s in places)


def _places(issues: Sequence[Issue]) -> str:
    """The first places, a file's name once: ``r7.xlsx「1-1 4月」F12・G3「1-1 5月」C4、ほか 9か所``."""
    sheets: dict[str, dict[str, list[str]]] = {}
    for issue in issues[:_PLACES]:
        cells = sheets.setdefault(issue.file, {}).setdefault(issue.sheet, [])
        if issue.cell and issue.cell not in cells:
            cells.append(issue.cell)
    named = (
        file + "".join(_in_sheet(sheet, cells) for sheet, cells in inside.items()) for file, inside in sheets.items()
    )
    shown = "、".join(place for place in map(str.strip, named) if place)
    rest = len(issues) - _PLACES
    return f"{shown}、ほか {rest}か所" if rest > 0 and shown else shown


def _in_sheet(sheet: str, cells: Sequence[str]) -> str:
    """``「1-1 4月」F12・G3``; cells of a file without sheets behind a blank."""
    return (f"「{sheet}」" if sheet else " " if cells else "") + "・".join(cells)


def _subject(screen: Screen, issues: Sequence[Issue], *, hint: bool) -> None:
    """One subject of a code: a single finding in its own sentence, several by subject and places."""
    first, places = issues[0], _places(issues)
    if first.code in _ALL_NAMED and first.subject:
        screen.para((f"「{first.subject}」", BOLD), f" {len(issues)}か所  ", (places, DIM), indent=3, hang=5)
    elif len(issues) == 1:
        screen.para(f"{first.message}  ", (places, DIM), indent=3, hang=5)
    else:
        name = f"{first.subject}  " if first.subject else ""
        screen.para((name, BOLD), f"{len(issues)}か所  ", (places, DIM), indent=3, hang=5)
        screen.dim(f"例: {first.message}", indent=5)
    if hint and first.hint:
        screen.para(f"直し方: {first.hint}", indent=5, hang=13)


def _code(screen: Screen, code: str, severity: str, issues: Sequence[Issue]) -> None:
    kind = CATALOGUE[code]
    subjects: dict[str, list[Issue]] = {}
    for issue in issues:
        subjects.setdefault(issue.subject, []).append(issue)
    groups = sorted(subjects.values(), key=len, reverse=True)
    several = len(issues) > 1
    screen.para(
        (_WORDS[severity], _STYLES[severity]),
        (f" {kind.title}", BOLD),
        f" {len(issues)}か所 " if several else "",
        f" {kind.meaning}" if several else "",
        indent=1,
        hang=3,
    )
    hints = {issue.hint for issue in issues}
    shown = groups if code in _ALL_NAMED else groups[:_SUBJECTS]
    for group in shown:
        _subject(screen, group, hint=len(hints) > 1)
    rest = groups[len(shown) :]
    if rest:
        screen.dim(f"ほか {sum(map(len, rest))}か所", indent=3)
    if len(hints) == 1 and (hint := hints.pop()):
        screen.para(f"直し方: {hint}", indent=3, hang=11)


def _each(screen: Screen, code: str, severity: str, issues: Sequence[Issue]) -> None:
    """Every finding of a code in its own sentence with its own cell; a hint that holds for several stands once below."""
    screen.para((_WORDS[severity], _STYLES[severity]), (f" {CATALOGUE[code].title}", BOLD), indent=1, hang=3)
    by_hint: dict[str, list[Issue]] = {}
    for issue in issues:
        by_hint.setdefault(issue.hint, []).append(issue)
    for hint, group in by_hint.items():
        for issue in group:
            screen.para((f"{_places([issue])}  ", DIM), issue.message, indent=3, hang=5)
        if hint:
            screen.para(f"直し方: {hint}", indent=5, hang=13)


def add_problems(screen: Screen, issues: Iterable[Issue], *, title: str = "問題", every: bool = False) -> None:
    """All problems on a screen, errors before warnings before remarks; nothing where there are none.

    ``every``: each finding on a line of its own, none summed up.
    """
    found = list(issues)
    if not found:
        return
    screen.title(title, f" {tally(found)}")
    by_kind: dict[tuple[str, str], list[Issue]] = {}
    for issue in found:
        by_kind.setdefault((issue.severity, issue.code), []).append(issue)
    for severity in _ORDER:
        codes = [(code, group) for (grave, code), group in by_kind.items() if grave == severity]
        for code, group in sorted(codes, key=lambda item: len(item[1]), reverse=True):
            (_each if every else _code)(screen, code, severity, group)


def show_problems(issues: Iterable[Issue], console: Console, *, masked: bool = False, mask: Mask | None = None) -> None:
    """Problems on their own (usually on stderr); ``mask`` knows the children's names where there is one."""
    mask = mask or Mask(masked=masked)
    screen = Screen(console.width)
    add_problems(screen, [mask.issue(issue) for issue in issues])
    if screen.lines:
        screen.show(console)
