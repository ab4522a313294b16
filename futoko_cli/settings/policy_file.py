"""Policy files (対応基準): TOML in, ``Policy`` out, strictly. The format is described in docs/policy.md."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Final, cast

from futoko_cli.core.kinds import ABSENCES, SKIPPED
from futoko_cli.core.policy import FORM_IDS, ClosedRule, DueRule, Duty, Group, MonthRule, Policy, Stage
from futoko_cli.errors import ConfigError
from futoko_cli.settings.conditions import Defaults, cite, kinds, member
from futoko_cli.settings.strict import Mistake, Table, finish, meant, parse, read_toml

FORMAT: Final = 1
MONTHS: Final = ("absent", "holding", "active", "reached")
CLOSED: Final = ("before", "after", "same")
#: Due rules, and from…to where a ``day`` goes with them.
DUE: Final[dict[str, tuple[int, int] | None]] = {
    "same_day": None,
    "school_days_later": (1, 60),
    "day_of_next_month": (1, 31),
    "closing_day": None,
    "end_of_month": None,
}
#: Due rules that name a day in every month.
_EACH_MONTH: Final = ("day_of_next_month", "end_of_month")
_ID: Final = re.compile(r"[a-z][a-z0-9_-]*")


def _folder() -> Path:
    return Path(str(resources.files("futoko_cli"))) / "policies"


def shipped() -> list[str]:
    """Ids of the policies that come with the program, e.g. ``otaru``."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def load_policy(ref: str, base: Path | None = None) -> Policy:
    """A policy by the id of a shipped one, or by the path of a .toml file (relative to ``base``).

    Raises ConfigError: no such policy, unreadable file, or any mistake in it.
    """
    if ref in shipped():
        return parse_policy((_folder() / f"{ref}.toml").read_text(encoding="utf-8"), f"policies/{ref}.toml")
    path = (base or Path()) / ref
    if not ref.endswith(".toml") and not path.is_file():
        message = f"「{ref}」という対応基準はありません。{meant(ref, shipped())}"
        raise ConfigError(message, f"付属の対応基準: {' '.join(shipped())}。自作のものは .toml ファイルを指定します。")
    policy = parse_policy(read_toml(path, f"対応基準のファイル {ref}"), ref)
    if policy.id in shipped() and path.resolve().parent != _folder().resolve():
        message = f"{ref} の id「{policy.id}」は付属の対応基準と同じです。結果を取りちがえます。"
        raise ConfigError(message, "id を別の名前に変えます。")
    return policy


def parse_policy(text: str, origin: str) -> Policy:
    """One policy from TOML text; ``origin`` names the file in messages.

    Raises ConfigError that lists every mistake with its path and the allowed words.
    """
    mistakes: list[Mistake] = []
    policy = _policy(Table(parse(text, origin), "", mistakes), origin)
    finish(origin, mistakes)
    return policy


def _policy(top: Table, origin: str) -> Policy:
    top.whole("format", FORMAT, FORMAT)
    title, checked_on = top.text("title"), top.day("checked_on")
    counts = top.table("counts") or Table({}, "counts", top.mistakes)
    absent = kinds(counts, "absent", ABSENCES)
    skipped = kinds(counts, "skipped", SKIPPED, empty=True)
    for kind in absent:
        if kind in skipped:
            counts.wrong("skipped", f"「{kind.id}」が absent と skipped の両方にあります。")
    defaults = Defaults(title, checked_on, absent)
    policy = Policy(
        id=_id(top, {}),
        title=title,
        issuer=top.text("issuer"),
        edition=top.text("edition"),
        checked_on=checked_on,
        stages=_stages(top, defaults),
        absent=absent,
        skipped=skipped,
        consecutive_text=counts.text("consecutive_text", ""),
        cumulative_text=counts.text("cumulative_text", ""),
        origin=origin,
    )
    counts.close()
    top.close()
    return policy


def _id(table: Table, taken: dict[str, str]) -> str:
    """An id that is no stage's before it; ``taken`` maps each id to its path."""
    word = table.text("id")
    if not word:
        return word
    if not _ID.fullmatch(word):
        table.wrong("id", f"「{word}」は id にできません。英小文字で始め、英小文字・数字・_・- だけを使います。")
    elif word in taken:
        table.wrong("id", f"「{word}」は {taken[word]} と同じです。")
    taken.setdefault(word, table.at("id"))
    return word


def _stages(top: Table, defaults: Defaults) -> tuple[Stage, ...]:
    taken: dict[str, str] = {}
    stages = []
    for table in top.tables("stages"):
        members = tuple(member(each, defaults) for each in table.tables("conditions"))
        match = table.word("match", ("any", "all"), None if len(members) > 1 else "any")
        stages.append(
            Stage(
                id=_id(table, taken),
                label=table.text("label"),
                rule=Group("all" if match == "all" else "any", members),
                duties=tuple(_duty(each, defaults) for each in table.tables("duties", needed=False)),
                note=table.text("note", ""),
            )
        )
        table.close()
    return tuple(stages)


def _duty(table: Table, defaults: Defaults) -> Duty:
    due = table.word("due", DUE)
    span = DUE[due]
    day = 0
    if span:
        day = table.whole("day", *span)
    elif table.has("day") and table.data.get("due") == due:
        table.wrong("day", f'「day」は due = "{due}" には使えません。')
    duty = Duty(
        what=table.text("what"),
        to=table.text("to", ""),
        form=table.word("form", ("", *FORM_IDS), ""),
        due=cast("DueRule", due),
        day=day,
        monthly=table.flag("monthly"),
        cite=cite(table, defaults),
        months=cast("MonthRule", table.word("months", MONTHS, "absent")),
        closed=cast("ClosedRule", table.word("closed", CLOSED, "before")),
        mail=table.text("mail", ""),
        phone=table.text("phone", ""),
    )
    if duty.monthly and duty.due not in _EACH_MONTH:
        words = "・".join(_EACH_MONTH)
        table.wrong("due", f"monthly = true の行では {words} のどちらかにします。ほかの期限は月ごとに定まりません。")
    if table.has("months") and not duty.monthly:
        table.wrong("months", "「months」は monthly = true の行だけに書きます。")
    table.close()
    return duty
