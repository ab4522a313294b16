"""Policies (対応基準) on the screen: every number with its source, page and the day it was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.core.kinds import LABELS
from futoko_cli.core.policy import Group
from futoko_cli.reports.wording import definitions, duty_text
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, stage_style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from futoko_cli.core.kinds import Kind
    from futoko_cli.core.policy import Cite, Condition, Policy, Stage

_JOINED: Final = {"any": "次のどれか", "all": "次のすべて"}


def _labels(kinds: Iterable[Kind]) -> str:
    return "・".join(LABELS[kind] for kind in kinds)


def narrowing(condition: Condition, policy: Policy) -> list[str]:
    """What a condition counts otherwise than its policy does, in words; most have nothing."""
    words = []
    if condition.kinds != policy.absent:
        words.append(f"数える日は{_labels(condition.kinds)}だけ")
    if condition.leave_out_runs is not None:
        words.append(f"{condition.leave_out_runs}日以上の連続欠席は除く")
    if condition.reasons is not None:
        words.append(f"理由のない欠席と、理由に{'・'.join(condition.reasons)}とある欠席だけ")
    if condition.weights:
        words.append("、".join(f"{LABELS[kind]}は{weight}日" for kind, weight in condition.weights))
    return words


def _cite(screen: Screen, cite: Cite, indent: int) -> None:
    screen.dim(f"出典 {cite.text}（{cite.checked_on} 確認）", indent=indent, hang=indent + 5)


def _rule(screen: Screen, group: Group, policy: Policy, indent: int) -> None:
    if len(group.members) > 1:
        screen.para(f"{_JOINED[group.match]}：", indent=indent)
    for member in group.members:
        if isinstance(member, Group):
            _rule(screen, member, policy, indent + 2)
            continue
        notes = "".join(f"（{words}）" for words in narrowing(member, policy))
        screen.para("・", (member.text, BOLD), notes, indent=indent, hang=indent + 2)
        _cite(screen, member.cite, indent + 2)


def _stage(screen: Screen, policy: Policy, stage: Stage, number: int) -> None:
    screen.blank()
    screen.para((f"【段階{number} {stage.label}】", stage_style(policy, stage)), f" {stage.id}")
    screen.para("条件", indent=2)
    _rule(screen, stage.rule, policy, 4)
    if stage.duties:
        screen.para("すること", indent=2)
    for duty in stage.duties:
        screen.para(f"・{duty_text(duty)}", indent=4, hang=6)
        _cite(screen, duty.cite, 6)
    if stage.note:
        screen.para(f"注 {stage.note}", indent=2, hang=5)


def policy_screen(policy: Policy, width: int) -> Screen:
    """One policy in full, in lines of at most ``width`` cells."""
    screen = Screen(width)
    screen.para((policy.title, BOLD), f"（{policy.id}）")
    screen.para(f"{policy.issuer}　版 {policy.edition}　{policy.checked_on} 確認")
    screen.title("数え方")
    words = definitions(policy)
    screen.para(f"連続 {words['consecutive']}", indent=2, hang=7)
    screen.para(f"断続 {words['cumulative']}", indent=2, hang=7)
    screen.para(f"欠席に数える日：{_labels(policy.absent)}", indent=2, hang=4)
    screen.para(f"数えず連続も切らない日：{_labels(policy.skipped) or 'なし'}", indent=2, hang=4)
    for number, stage in enumerate(policy.stages, 1):
        _stage(screen, policy, stage, number)
    return screen


def list_screen(policies: Iterable[Policy], width: int) -> Screen:
    """The shipped policies, a few lines each."""
    screen = Screen(width)
    for policy in policies:
        screen.blank()
        screen.para((policy.id, BOLD), f"  {policy.title}")
        screen.para(f"{policy.issuer}　版 {policy.edition}　{policy.checked_on} 確認", indent=2)
        stages = " → ".join(stage.label for stage in policy.stages)
        screen.para(f"段階：{stages}", indent=2, hang=8)
    return screen


def checked_screen(policies: Iterable[tuple[str, Policy]], width: int) -> Screen:
    """One line for each policy file without a mistake."""
    screen = Screen(width)
    for name, policy in policies:
        conditions = sum(len(stage.conditions) for stage in policy.stages)
        duties = sum(len(stage.duties) for stage in policy.stages)
        counts = f"段階{len(policy.stages)}、条件{conditions}、すること{duties}"
        screen.para(f"{name}: 正しく書かれています（{policy.title}、{counts}）。", hang=2)
    return screen
