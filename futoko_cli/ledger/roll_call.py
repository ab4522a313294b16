"""The ledger beside the registers (台帳と出席簿の突き合わせ): who is in only one of them, and who is called otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from futoko_cli.core.issues import Issue, Severity
from futoko_cli.core.ledger import At, Child, Ledger
from futoko_cli.core.model import Pupil
from futoko_cli.ingest.wording import same_name
from futoko_cli.ledger.keys import class_of_key, name_in

_SHOWN: Final = 5  # cells that one finding lists


def compare(ledger: Ledger, pupils: Sequence[Pupil]) -> list[Issue]:
    """What does not fit between the ledger and the children of the registers that were read.

    A class whose register was not read cannot be judged: its rows are one remark.
    """
    by_key = {pupil.key: pupil for pupil in pupils}
    classes = {pupil.class_id.label for pupil in pupils}
    unread: dict[str, list[At]] = {}
    issues: list[Issue] = []
    for key, rows in _rows_by_key(ledger).items():
        if key in by_key:
            continue
        if class_of_key(key) not in classes:
            unread.setdefault(class_of_key(key), []).extend(rows)
            continue
        issues.extend(_unknown(ledger, key, rows, "読んだ出席簿", "その学級の出席簿を確かめてください"))
    issues.extend(_class_unread(ledger, label, rows) for label, rows in unread.items())
    issues.extend(_names(ledger, by_key))
    missing = [pupil for pupil in pupils if pupil.key not in ledger.children]
    if missing:
        issues.append(
            Issue(
                "ledger-pupil-missing",
                f"出席簿の児童生徒のうち {len(missing)}人が、支援台帳の児童生徒のシートにいません。",
                "futoko ledger sync で、キーと氏名を台帳の下に足せます。",
                ledger.file,
            )
        )
    return issues


def without_others(ledger: Ledger, pupils: Sequence[Pupil]) -> Ledger:
    """The ledger without the rows of keys that it gives to another child than the registers do.

    A key goes over to another child when numbers or classes change: no form may then say of the one what was written
    of the other. ``compare`` names each such key.
    """
    others = {key for key, _, _ in _called_otherwise(ledger, {pupil.key: pupil for pupil in pupils})}
    if not others:
        return ledger

    def kept(rows: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(row for row in rows if row.key not in others)

    return replace(
        ledger,
        children=MappingProxyType({row.key: row for row in kept(ledger.children.values())}),
        contacts=kept(ledger.contacts),
        causes=MappingProxyType({row.key: row for row in kept(ledger.causes.values())}),
        months=kept(ledger.months),
        meetings=kept(ledger.meetings),
        concerns=kept(ledger.concerns),
        applications=kept(ledger.applications),
        centre_days=kept(ledger.centre_days),
        actions=kept(ledger.actions),
        withheld=frozenset(others),
    )


def unlisted(ledger: Ledger) -> list[Issue]:
    """Rows whose key the ledger's own 児童生徒 does not have: the one check that needs no register."""
    return [
        issue
        for key, rows in _rows_by_key(ledger).items()
        if key not in ledger.children
        for issue in _unknown(ledger, key, rows, "児童生徒のシート", "児童生徒のシートに行を足してください", "warning")
    ]


def _rows_by_key(ledger: Ledger) -> dict[str, list[At]]:
    """Places of all rows by the child's key."""
    found: dict[str, list[At]] = {}
    for row in ledger.rows():
        found.setdefault(row.key, []).append(row.at)
    return found


def _unknown(
    ledger: Ledger, key: str, rows: Sequence[At], where: str, what_to_do: str, grave: Severity | None = None
) -> Iterator[Issue]:
    """One finding for each sheet that has the child."""
    by_sheet: dict[str, list[At]] = {}
    for at in rows:
        by_sheet.setdefault(at.sheet, []).append(at)
    for sheet, places in by_sheet.items():
        yield Issue(
            "ledger-pupil-unknown",
            f"キー {key} の児童生徒は、{where}にいません（{_cells(places)}）。",
            f"キーを直すか、{what_to_do}。",
            ledger.file,
            sheet,
            places[0].cell,
            "" if name_in(key) else key,
            name_in(key),
            grave,
        )


def _class_unread(ledger: Ledger, label: str, rows: Sequence[At]) -> Issue:
    sheets = "・".join(dict.fromkeys(at.sheet for at in rows))
    return Issue(
        "ledger-pupil-unknown",
        f"{label} の出席簿を読んでいないため、{len(rows)}行（{sheets}）の児童生徒を確かめていません。",
        f"{label} という学級がなければ、キーを直してください。",
        ledger.file,
        rows[0].sheet,
        rows[0].cell,
        label,
        grave="info",
    )


def _called_otherwise(ledger: Ledger, by_key: dict[str, Pupil]) -> Iterator[tuple[str, Child, Pupil]]:
    """Same key, another name: compared as rows of registers are, without blanks and variant characters."""
    for key, child in ledger.children.items():
        pupil = by_key.get(key)
        if pupil and child.name and pupil.name and same_name(child.name) != same_name(pupil.name):
            yield key, child, pupil


def _names(ledger: Ledger, by_key: dict[str, Pupil]) -> Iterator[Issue]:
    for key, child, pupil in _called_otherwise(ledger, by_key):
        yield Issue(
            "ledger-name-differs",
            f"{key} の氏名が、支援台帳では「{child.name}」、出席簿では「{pupil.name}」です。"
            "台帳のこのキーの行は、どのシートのものも使いません。",
            "別の児童生徒ならキーを、同じ児童生徒（改姓など）なら台帳の氏名を直してください。",
            ledger.file,
            child.at.sheet,
            child.at.cell,
            "" if name_in(key) else key,
            (child.name, pupil.name, *name_in(key)),
        )


def _cells(places: Sequence[At]) -> str:
    shown = "・".join(at.cell for at in places[:_SHOWN])
    rest = len(places) - _SHOWN
    return f"{shown}、ほか {rest}行" if rest > 0 else shown
