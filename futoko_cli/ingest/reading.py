"""Files in, drafts out (読み取り): each sheet to the one layout that claims it; nothing hides anything else."""

from __future__ import annotations

import filecmp
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import ABSENCES, Kind
from futoko_cli.core.school_calendar import school_year_of
from futoko_cli.ingest.columns import role_of
from futoko_cli.ingest.drafts import Draft, Extract, Page, TotalsDraft, YearNeededError
from futoko_cli.ingest.layouts import LAYOUTS, per_period
from futoko_cli.ingest.legend import learn
from futoko_cli.ingest.marks import MarkTable
from futoko_cli.ingest.rolling import years_of
from futoko_cli.ingest.workbook import FileProblem, open_book

_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")


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


def list_files(paths: Iterable[Path]) -> list[tuple[Path, str, bool]]:
    """Path, label for people, and whether it repeats an earlier file; folders give the registers in them."""
    flat: list[Path] = []
    for path in paths:
        if path.is_dir():
            flat.extend(
                sorted(
                    p for p in path.iterdir() if p.suffix.lower() in _SUFFIXES and not p.name.startswith(("~$", "."))
                )
            )
        else:
            flat.append(path)
    once = list({p.absolute(): p for p in flat}.values())
    names = [p.name for p in once]
    result: list[tuple[Path, str, bool]] = []
    for path in once:
        label = path.name if names.count(path.name) == 1 else path.as_posix()
        result.append((path, label, any(_same(path, p) for p, _, doubled in result if not doubled)))
    return result


def _same(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size and filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def read_files(
    paths: Sequence[Path], table: MarkTable, school_year: int | None, today: int, password: str | None = None
) -> Iterator[str | Reading]:
    """Yield each file's label before it is read (for a progress bar), then the ``Reading``."""
    reading = Reading()
    waiting: list[Claim] = []
    for path, label, doubled in list_files(paths):
        yield label
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
        for sheet in book.sheets():
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
            else:
                page = Page(label, path.stem, sheet, table, school_year, None, today)
                claims.append(_claim(page, reading))
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
    return claims[0] if claims else Claim(page, None)


def _extract_book(claims: list[Claim], reading: Reading, waiting: list[Claim]) -> None:
    legend, clashes = learn(row for c in claims if c.layout is None for row in c.page.rows)
    if legend:
        for claim in claims:
            claim.page.table = claim.page.table.overlaid(legend)
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
    del clashes
    for _, extract in _with_shared_legend(extracts):
        _keep(extract, reading)


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


def _read_waiting(waiting: list[Claim], reading: Reading, today: int) -> None:
    """Sheets that name no year: the year of the other sheets, else this year, said so."""
    years = years_of(reading.drafts)
    assumed = not years
    year = max(years) if years else school_year_of(today)
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
