"""Files in, drafts out (読み取り): each sheet to the one layout that claims it; nothing hides anything else."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Final

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import ABSENCES, Kind
from futoko_cli.core.school_calendar import school_year_of
from futoko_cli.ingest.calendar_file import is_calendar
from futoko_cli.ingest.columns import role_of
from futoko_cli.ingest.drafts import Draft, Extract, Page, TotalsDraft, YearNeededError
from futoko_cli.ingest.guard import MAX_FILE, unreadable
from futoko_cli.ingest.layouts import LAYOUTS, per_period
from futoko_cli.ingest.legend import learn
from futoko_cli.ingest.marks import MarkTable
from futoko_cli.ingest.own_files import holds_issued, is_ledger, is_own_table
from futoko_cli.ingest.rolling import years_of
from futoko_cli.ingest.workbook import FileProblem, open_book

#: What a folder gives; a .txt is read only where it is named itself.
SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
#: Names that only workbooks bear; what a text under such a name holds is read where it is a register all the same.
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
FIRST_YEAR, LAST_YEAR = 2000, 2099
_FEW, _SHARE = 3, 0.05  # days that are no slip of the pen


@dataclass(slots=True)
class Claim:
    """A sheet and the layout that claims it (None: no layout does)."""

    page: Page
    layout: ModuleType | None
    found: object = None


@dataclass(slots=True)
class Reading:
    """Everything read: drafts of every year, totals, problems, and how many files could be opened."""

    drafts: list[Draft] = field(default_factory=list)
    totals: list[TotalsDraft] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    files: int = 0
    labels: list[str] = field(default_factory=list)  # every file that was to be read, in order


def registers_in(folder: Path) -> list[Path]:
    """Files of a folder and the folders below it that can be registers.

    Hidden ones and Excel's own are none, nor is anything beside the journal of issued forms.
    """
    found: list[Path] = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if holds_issued(names):
            continue
        found.extend(
            Path(where, name) for name in names if name.lower().endswith(SUFFIXES) and not name.startswith(("~$", "."))
        )
    return sorted(found)


def list_files(paths: Iterable[Path]) -> list[tuple[Path, str, bool]]:
    """Path, label for people, and whether it repeats an earlier file; folders give the registers in them."""
    inside: dict[Path, tuple[Path, str]] = {}  # by absolute path: the path, and what tells it from its namesakes
    for path in paths:
        if path.is_dir():
            for file in registers_in(path):
                inside.setdefault(file.absolute(), (file, file.relative_to(path).as_posix()))
        else:
            inside.setdefault(path.absolute(), (path, path.as_posix()))
    names = Counter(path.name for path, _ in inside.values())
    longer = Counter(name for _, name in inside.values())
    sizes = Counter(size for path, _ in inside.values() if (size := _size(path)) is not None)
    seen: set[tuple[int, bytes]] = set()
    result: list[tuple[Path, str, bool]] = []
    for path, name in inside.values():
        label = path.name if names[path.name] == 1 else name if longer[name] == 1 else path.as_posix()
        size = _size(path)
        digest = _digest(path) if size is not None and sizes[size] > 1 else None
        content = (size, digest) if size is not None and digest is not None else None
        result.append((path, label, content in seen))
        if content is not None:
            seen.add(content)
    return result


def _size(path: Path) -> int | None:
    """Bytes of an ordinary file that is small enough to be read."""
    try:
        return path.stat().st_size if path.is_file() and path.stat().st_size <= MAX_FILE else None
    except (OSError, ValueError):
        return None


def _digest(path: Path) -> bytes | None:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").digest()
    except OSError:
        return None


def same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, through links too."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def read_files(
    paths: Sequence[Path],
    table: MarkTable,
    school_year: int | None,
    today: int,
    password: str | None = None,
    settings: Sequence[Path] = (),
) -> Iterator[str | Reading]:
    """Yield each file's label before it is read (for a progress bar), then the ``Reading``.

    ``settings`` are files that the run reads as calendar, marks and the like: a folder does not give them as registers.
    """
    reading = Reading()
    waiting: list[Claim] = []
    for path in paths:
        if path.is_dir() and not registers_in(path):
            reading.labels.append(path.name or str(path))
            reading.issues.append(
                Issue(
                    "register-missing",
                    "このフォルダーに出席簿のファイルがありません。",
                    f"フォルダーから読むのは {' '.join(SUFFIXES)} です。下のフォルダーも見ます。",
                    path.name or str(path),
                )
            )
    for path, label, doubled in list_files(paths):
        reading.labels.append(label)
        yield label
        if path not in paths and any(same_file(path, setting) for setting in settings):
            reading.issues.append(
                Issue("file-skipped", "設定のファイルなので、出席簿として読んでいません。", "", label)
            )
            continue
        if doubled:
            reading.issues.append(
                Issue("file-doubled", "同じ内容のファイルがもう1つあります。1回だけ読みました。", "", label)
            )
            continue
        _read_book(path, label, table, school_year, today, password, reading, waiting)
    if waiting:
        _read_waiting(waiting, reading, today)
    yield reading


def _read_book(
    path: Path,
    label: str,
    table: MarkTable,
    school_year: int | None,
    today: int,
    password: str | None,
    reading: Reading,
    waiting: list[Claim],
) -> None:
    try:
        book = open_book(path, label, password)
        claims: list[Claim] = []
        sheets = list(book.sheets())
        if is_ledger(sheet.name for sheet in sheets if not isinstance(sheet, Issue)):
            reading.issues.append(
                Issue(
                    "file-skipped",
                    "支援台帳なので、出席簿として読んでいません。",
                    "台帳として使うには --ledger で渡します。",
                    label,
                )
            )
            return
        for sheet in sheets:
            if isinstance(sheet, Issue):
                reading.issues.append(sheet)
            elif not sheet.visible:
                reading.issues.append(
                    Issue(
                        "sheet-hidden",
                        "隠しシートは読んでいません。",
                        "数えるには、Excelで再表示してください。",
                        label,
                        sheet.name,
                    )
                )
            elif not any(value != "" for row in sheet.rows for value in row):
                reading.issues.append(Issue("sheet-empty", "何も書かれていないシートです。", "", label, sheet.name))
            elif is_own_table(sheet.rows):
                reading.issues.append(
                    Issue("file-skipped", "futokoの結果の表なので、出席簿として読んでいません。", "", label, sheet.name)
                )
            else:
                page = Page(label, path.stem, sheet, table, school_year, None, today)
                claims.append(_claim(page, reading))
        if book.kind == "csv" and path.suffix.lower() in _WORKBOOKS and claims and not any(c.found for c in claims):
            raise unreadable(label, "は Excel のブックではなく、ただの文字のファイルです。")
    except FileProblem as problem:
        reading.issues.append(problem.issue)
        return
    reading.files += 1
    _extract_book(claims, reading, waiting)


def _claim(page: Page, reading: Reading) -> Claim:
    """Ask every layout; two that claim the same sheet are a reported ambiguity, not a guess."""
    claims = [Claim(page, layout, found) for layout in LAYOUTS if (found := layout.identify(page))]
    refusal = [c for c in claims if c.layout is per_period]
    claims = refusal or claims
    if len(claims) > 1:
        names = "・".join(c.layout.NAME for c in claims if c.layout)
        reading.issues.append(
            page.issue(
                "layout-ambiguous",
                f"2つの様式（{names}）に合うため、読んでいません。",
                "1つのシートに1つの表だけを置いてください。",
            )
        )
        return Claim(page, None, "ambiguous")
    if not claims and is_calendar(page.rows):
        reading.issues.append(
            page.issue(
                "file-skipped",
                "暦の表なので、出席簿として読んでいません。",
                "暦として使うには --calendar で渡します。",
            )
        )
        return Claim(page, None, "calendar")
    return claims[0] if claims else Claim(page, None)


def _extract_book(claims: list[Claim], reading: Reading, waiting: list[Claim]) -> None:
    covers = [c for c in claims if c.layout is None and c.found is None]
    legend, clashes = learn(row for c in covers for row in (*c.page.rows, []))
    clashes = [mark for c in covers[:1] for mark in clashes if mark not in c.page.table.fixed]
    reading.issues.extend(_legend_clash(covers, mark) for mark in clashes)
    if legend or clashes:
        for claim in claims:
            claim.page.table = _without(claim.page.table, clashes).overlaid(legend)
    known = any(c.layout for c in claims)
    extracts: list[tuple[Claim, Extract]] = []
    for claim in claims:
        if claim.layout is None:
            if claim.found is None:
                reading.issues.append(_unclaimed(claim.page, alone=not known, legend=bool(learn(claim.page.rows)[0])))
            continue
        try:
            extracts.append((claim, claim.layout.extract(claim.page, claim.found)))
        except YearNeededError:
            waiting.append(claim)
    for _, extract in _with_shared_legend(extracts):
        _keep(extract, reading)


def _legend_clash(covers: Sequence[Claim], mark: str) -> Issue:
    """A mark with two meanings on the sheets beside the registers; named where it first stands."""
    place = next((c for c in covers if mark in (found := learn(c.page.rows))[0] or mark in found[1]), covers[0])
    return place.page.issue(
        "mark-conflict",
        f"凡例に「{mark}」の意味が2つあります。この記号は数えていません。",
        "凡例の意味を1つに直すか、--marks で決めてください。",
        subject=mark,
    )


def _without(table: MarkTable, marks: Sequence[str]) -> MarkTable:
    """The table in which these marks mean nothing any more."""
    if not any(mark in table.meanings for mark in marks):
        return table
    return MarkTable({mark: kind for mark, kind in table.meanings.items() if mark not in marks}, table.fixed)


def _with_shared_legend(extracts: list[tuple[Claim, Extract]]) -> Iterator[tuple[Claim, Extract]]:
    """Sheets without a legend whose marks are unknown are read again by the legends of the same book."""
    shared: dict[str, Kind] = {}
    clashing: set[str] = set()
    for _, extract in extracts:
        for mark, kind in extract.legend.items():
            if shared.setdefault(mark, kind) != kind:
                clashing.add(mark)
    shared = {mark: kind for mark, kind in shared.items() if mark not in clashing}
    for claim, extract in extracts:
        unknown = any(issue.code == "mark-unknown" for issue in extract.issues)
        if not extract.legend and unknown and shared and claim.layout is not None:
            claim.page.table = claim.page.table.overlaid(shared)
            yield claim, claim.layout.extract(claim.page, claim.found)
        else:
            yield claim, extract


def _keep(extract: Extract, reading: Reading) -> None:
    reading.drafts.extend(extract.drafts)
    reading.totals.extend(extract.totals)
    reading.issues.extend(extract.issues)


def _unclaimed(page: Page, *, alone: bool, legend: bool) -> Issue:
    """A sheet that no layout claims: an error where it looks like a register or is all there is."""
    cells = [value for row in page.rows for value in row if isinstance(value, str) and value]
    named = any(role_of(value) in ("name", "number") for value in cells)
    marked = sum(page.table.read(value).kind in ABSENCES for value in cells if len(value) < 3) > 2
    if named and marked and not legend:
        return page.issue(
            "header-not-found",
            "日にちの並ぶ見出し行が見つからないため、読んでいません。",
            "1〜31 の日にちを1行に並べるか、日付・氏名・区分の列を作ってください。",
        )
    grave = "error" if alone and not legend else "info"
    return page.issue(
        "layout-unknown",
        "出席簿の様式と合わないため、読んでいません。",
        "出席簿なら、見出しの行を確かめてください。" if grave == "error" else "",
        grave=grave,
    )


def likely_year(years: Mapping[int, int], today: int) -> int | None:
    """The school year to count: the latest with a fair share of the days; a year to come only where all are.

    One mistyped year among many rows must not put the others aside, and last year's sheets beside this
    year's first weeks must not either.
    """
    known = {year: count for year, count in years.items() if FIRST_YEAR <= year <= LAST_YEAR}
    past = {year: count for year, count in known.items() if year <= school_year_of(today)} or known
    if not past:
        return None
    most = max(past.values())
    return max(year for year, count in past.items() if count == most or count >= max(_FEW, most * _SHARE))


def _read_waiting(waiting: list[Claim], reading: Reading, today: int) -> None:
    """Sheets that name no year: the year of the other sheets, else this year, said so."""
    years = years_of(reading.drafts)
    assumed = not years
    year = likely_year(years, today) or school_year_of(today)
    extracts: list[tuple[Claim, Extract]] = []
    for claim in waiting:
        claim.page.fallback_year = year
        if claim.layout is not None:
            extracts.append((claim, claim.layout.extract(claim.page, claim.found)))
    for claim, extract in _with_shared_legend(extracts):
        _keep(extract, reading)
        if assumed:
            reading.issues.append(
                claim.page.issue(
                    "year-assumed",
                    f"年度の記載がないため、{year}年度として読みました。",
                    f"--school-year {year} のように年度を付けてください。",
                    subject=str(year),
                )
            )
