"""What a row's cells say together (行の中の決まり): one ◎, years before, dates in their order, roles of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from futoko_cli.core.ledger import At, Role
from futoko_cli.ledger.sheets import EARLIER, FACTOR
from futoko_cli.ledger.table import Row, Table

Values = dict[str, Any]


def as_it_is(_table: Table, _row: Row, values: Values) -> Values:
    """A sheet whose columns are its record's fields."""
    return values


def _child(_table: Table, _row: Row, values: Values) -> Values:
    """Columns 幼, 小1 … as one mapping."""
    earlier = {name.removeprefix(EARLIER): values.pop(name) for name in list(values) if name.startswith(EARLIER)}
    return {**values, "earlier": MappingProxyType(earlier)}


def _causes(table: Table, row: Row, values: Values) -> Values:
    """The signs of all factors as the one ◎ and the ○; two ◎ are none."""
    signs = {name.removeprefix(FACTOR): values.pop(name) for name in list(values) if name.startswith(FACTOR)}
    mains = [name for name, sign in signs.items() if sign == "◎"]
    if len(mains) > 1:
        cells = "・".join(row.cells[FACTOR + name] for name in mains)
        table.issue(
            "ledger-value",
            row.cells[FACTOR + mains[1]],
            f"◎が{len(mains)}つあります（{cells}）。◎はどれも使っていません。",
            "主なもの1つだけを◎にし、ほかは○にしてください。",
            subject="◎",
        )
    others = tuple(name for name, sign in signs.items() if sign == "○")
    return {**values, "main": mains[0] if len(mains) == 1 else "", "others": others}


def _application(table: Table, row: Row, values: Values) -> Values | None:
    """決定日 before 受付日 cannot be: nothing is credited by such a row."""
    received, decided = values.get("received"), values.get("decided")
    if received is None or decided is None or received <= decided:
        return values
    table.issue(
        "ledger-value",
        row.cells["decided"],
        f"決定日（{decided:%Y/%m/%d}）が受付日（{received:%Y/%m/%d}）より前です。この行は使っていません。",
        "どちらかの日付を直してください。",
        subject="決定日",
    )
    return None


def _centre_day(_table: Table, row: Row, values: Values) -> Values | None:
    """Whether the child was met that day hangs on ICT: a wrong cell there leaves the row out."""
    return None if "ict" in row.wrong else {"ict": False, **values}


#: What joins the cells of a row, by part of the ledger.
JOINED: Final[Mapping[str, Callable[[Table, Row, Values], Values | None]]] = MappingProxyType(
    {"children": _child, "causes": _causes, "applications": _application, "centre_days": _centre_day}
)


def doubled(table: Table, row: Row, first: Row) -> None:
    """A row for what another row already says."""
    names = [column.heading for column in table.kind.columns if column.field in table.kind.unique]
    table.issue(
        "ledger-doubled",
        row.at.cell,
        f"{'と'.join(names)}が {first.at.cell} の行と同じです。{first.at.cell} の行だけを使っています。",
        "1つの行にまとめるか、まちがいを直してください。",
    )


def with_roles(meetings: Mapping[At, Any], table: Table, rows: list[Row]) -> dict[At, Any]:
    """The meetings with the rows of 役割分担 that have their day and child; a row without a meeting is named."""
    held = {(meeting.day, meeting.key): at for at, meeting in meetings.items()}
    roles: dict[At, list[Role]] = {}
    for row in rows:
        if not row.usable:
            continue
        at = held.get((row.values["day"], row.values["key"]))
        if at is None:
            table.issue(
                "ledger-value",
                row.at.cell,
                "同じ日付とキーの行が、ケース会議のシートにありません。この行は使っていません。",
                "会議の行を書くか、日付とキーを会議の行とそろえてください。",
                subject="会議",
            )
            continue
        unit, goal, progress = (str(row.values.get(name, "")) for name in Role._fields)
        roles.setdefault(at, []).append(Role(unit, goal, progress))
    return {at: replace(meeting, roles=tuple(roles.get(at, ()))) for at, meeting in meetings.items()}
