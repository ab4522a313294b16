"""Layout D (様式D): a long list, one row a child and day: 日付, 学年・組, 番号, 氏名, 区分, 理由."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Mark
from futoko_cli.ingest.columns import NOT_A_PUPIL
from futoko_cli.ingest.dates import ImpossibleDateError, date_span, serial_day
from futoko_cli.ingest.drafts import Draft, DraftRow, Extract, Page, YearNeededError
from futoko_cli.ingest.grid_rows import unknown_mark
from futoko_cli.ingest.headings import Place, class_in, class_name, combine
from futoko_cli.ingest.list_columns import Columns, dated_list, header_columns
from futoko_cli.ingest.marks import Reading, combined
from futoko_cli.ingest.wording import digits, plain, same_name, squeezed, whole, written

NAME: Final = "long-list"
_HEADER_ROWS = 20
_LONGEST_SPAN = 366


def identify(page: Page) -> Columns | None:
    """The header row of a list: a date, a kind, and somebody; a list below a grid is the grid's own."""
    grid = page.headers[0].row if page.headers else len(page.rows)
    for index, row in enumerate(page.rows[: min(_HEADER_ROWS, grid)]):
        columns = header_columns(row, index)
        if dated_list(columns):
            return columns
    return None


def extract(page: Page, columns: Columns) -> Extract:
    """All rows as marks of children, one draft for the sheet."""
    result = Extract()
    title = "\n".join(" ".join(plain(v) for v in row if v != "") for row in page.rows[: columns.row])
    place = combine(title, page.sheet.name, page.stem)
    children: dict[tuple[object, ...], DraftRow] = {}
    latest: dict[tuple[int, int], int] = {}  # where the mark of a child and day stands among the child's marks
    for index in range(columns.row + 1, len(page.rows)):
        line = page.rows[index]
        if any(v != "" for v in line):
            _line(page, columns, place, index, children, latest, result)
    if not children:
        result.issues.append(page.issue("sheet-empty", "一覧に行がありません。", row=columns.row, col=0))
        return result
    result.drafts.append(
        Draft(
            page.file,
            page.sheet.name,
            NAME,
            None,
            None,
            (),
            list(children.values()),
            whole_year=True,
            header_row=columns.row,
            name_col=columns.at.get("name", -1),
        )
    )
    return result


def _line(
    page: Page,
    columns: Columns,
    place: Place,
    index: int,
    children: dict[tuple[object, ...], DraftRow],
    latest: dict[tuple[int, int], int],
    result: Extract,
) -> None:
    line = page.rows[index]
    heading = page.rows[columns.row]
    if all(columns.value(line, role) == columns.value(heading, role) for role in columns.at):
        return  # the heading again, as on a printed page
    name = str(columns.value(line, "name")).strip()
    if "given" in columns.at and "surname" in columns.at:
        name = f"{name}　{str(columns.value(line, 'given')).strip()}".strip()
    number = whole(columns.value(line, "number"))
    kind_value = columns.value(line, "kind")
    if number is None and (not name or NOT_A_PUPIL.match(squeezed(name))):
        if plain(kind_value):
            result.issues.append(
                page.issue(
                    "row-unread",
                    f"{index + 1} 行目は、だれの記録か分かりません。数えていません。",
                    "氏名か番号を入れてください。",
                    row=index,
                    col=columns.at["kind"],
                )
            )
        return
    grade, klass = _class(columns, line, place)
    if klass is None:
        klass = "？"
        if not any(i.code == "class-unknown" for i in result.issues):
            dated = serial_day(columns.value(line, "class")) is not None
            result.issues.append(
                page.issue(
                    "class-unknown",
                    "学級の列が日付になっているため、学級を「？」として数えています。"
                    if dated
                    else "学級の列がないか空のため、学級を「？」として数えています。",
                    "Excel が 1-1 を1月1日に変えています。列の表示形式を「文字列」にして入れ直してください。"
                    if dated
                    else "学年・組の列を入れてください。",
                    row=index,
                    col=columns.at["class"] if dated else 0,
                )
            )
    child = children.setdefault(
        (grade, klass, number, same_name(name)),
        DraftRow(number, name, index, columns.at.get("name", 0), grade=grade, class_name=klass),
    )
    reading = _reading(page, columns, line)
    span = _span(page, columns, line, place, index, result)
    if span is None:
        return
    if reading.kind < 0:
        result.issues.append(
            page.issue(
                "row-unread",
                f"{index + 1} 行目は日付がありますが、区分が空です。数えていません。",
                "区分を入れてください。",
                row=index,
                col=columns.at["kind"],
            )
        )
        return
    _add(
        page,
        child,
        Mark(span[0], reading.kind, written(kind_value), reading.reason, index, columns.at["kind"]),
        span,
        reading,
        latest,
        result,
    )


def _class(columns: Columns, line: Sequence[object], place: Place) -> tuple[int | None, str | None]:
    grade_text = digits(plain(columns.value(line, "grade")))
    own_grade, own_class = (
        class_in(grade_text) if grade_text and not grade_text.isdigit() else (whole(grade_text), None)
    )
    if serial_day(columns.value(line, "class")) is not None:
        return own_grade, None  # Excel turned 1-1 into a date
    text = plain(columns.value(line, "class"))
    grade, name = class_in(text) if text else (None, None)
    if text and name is None:
        name = class_name(text) or None
    known = place.class_id
    grade = grade if grade is not None else own_grade
    name = name or own_class
    if name is None and known is not None:
        return (grade if grade is not None else known.grade), known.name
    return (grade if grade is not None or text else place.grade), name


def _reading(page: Page, columns: Columns, line: Sequence[object]) -> Reading:
    reading = page.table.read(columns.value(line, "kind"))
    reason = plain(columns.value(line, "reason")) or plain(columns.value(line, "note"))
    return reading._replace(reason="・".join(t for t in (reading.reason, reason) if t)) if reason else reading


def _end(columns: Columns, line: Sequence[object], year: int | None) -> tuple[int, int] | None:
    """The cell of 終了日; None where it is blank. Raises ImpossibleDateError where it holds no date (継続中)."""
    value = columns.value(line, "last")
    end = date_span(value, year)
    if end is None and plain(value):
        raise ImpossibleDateError(plain(value))
    return end


def _span(
    page: Page, columns: Columns, line: Sequence[object], place: Place, index: int, result: Extract
) -> tuple[int, int] | None:
    role = "date" if "date" in columns.at else "first"
    col = columns.at[role]
    value = columns.value(line, role)
    year = place.school_year if place.school_year is not None else page.school_year
    year = year if year is not None else page.fallback_year
    try:
        span = date_span(value, year)
        end = _end(columns, line, year)
    except LookupError:
        raise YearNeededError from None
    except ImpossibleDateError as error:
        result.issues.append(
            page.issue(
                "date-impossible",
                f"「{error}」は日付として読めないか、暦にない日付です。数えていません。",
                "日付を直してください。",
                row=index,
                col=col,
            )
        )
        return None
    if span is None:
        if plain(columns.value(line, "kind")):
            result.issues.append(
                page.issue(
                    "date-impossible",
                    f"「{plain(value)}」は日付として読めません。数えていません。"
                    if plain(value)
                    else "日付が空です。数えていません。",
                    "日付を 2025/5/7 のように書いてください。",
                    row=index,
                    col=col,
                )
            )
        return None
    last = end[1] if end else span[1]
    if last < span[0] or last - span[0] > _LONGEST_SPAN:
        result.issues.append(
            page.issue(
                "date-impossible",
                "期間の終わりが始まりより前か、1年を超えています。数えていません。",
                "期間を直してください。",
                row=index,
                col=columns.at.get("last", col),
            )
        )
        return None
    return span[0], last


def _add(
    page: Page,
    child: DraftRow,
    mark: Mark,
    span: tuple[int, int],
    reading: Reading,
    latest: dict[tuple[int, int], int],
    result: Extract,
) -> None:
    if reading.kind == Kind.UNKNOWN:
        result.issues.append(unknown_mark(page, mark, conflict=reading.conflict))
    position = latest.get((id(child), mark.day), -1)
    if position >= 0 and child.marks[position].kind != mark.kind and span[0] == span[1]:
        same_day = child.marks[position]
        both = combined((same_day.kind, mark.kind))
        if both.kind not in (Kind.UNKNOWN, -1):
            child.marks[position] = same_day._replace(
                kind=both.kind,
                text=f"{same_day.text}・{mark.text}",
                reason="・".join(reason for reason in (same_day.reason, mark.reason) if reason),
            )
            return
    ranged = span[0] != span[1]
    for day in range(span[0], span[1] + 1):
        latest[id(child), day] = len(child.marks)
        child.marks.append(mark._replace(day=day, ranged=ranged))
