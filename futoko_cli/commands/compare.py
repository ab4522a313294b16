"""``futoko policy compare``: the same registers under two policies (対応基準の比較)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated

import typer

from futoko_cli.commands.assessing import AssessOptions, assessed
from futoko_cli.commands.options import (
    AsOf,
    Calendar,
    ClassName,
    Files,
    Grade,
    InputOptions,
    Ledger,
    PartOptions,
    ShowOptions,
)
from futoko_cli.commands.shared_options import with_options

First = Annotated[str, typer.Argument(metavar="A", help="今の対応基準。付属の id、または .toml ファイル。")]
Second = Annotated[str, typer.Argument(metavar="B", help="比べる対応基準。付属の id、または .toml ファイル。")]


@dataclass(frozen=True, kw_only=True)
class CompareOptions(ShowOptions, InputOptions):
    """What ``policy compare`` can be told: all about counting but the policy, which it takes twice."""

    as_of: AsOf = None
    calendar: Calendar = None
    ledger: Ledger = None
    grade: Grade = None
    class_name: ClassName = None


@dataclass(frozen=True, kw_only=True)
class _Counting(AssessOptions, PartOptions):
    """The same options with the first policy in its place."""


@with_options(CompareOptions)
def compare_policies(a: First, b: Second, files: Files, *, options: CompareOptions) -> None:
    """2つの対応基準で、だれがいつ、なぜ、どの段階に達するかの違いを示します。"""
    from futoko_cli.commands import showing
    from futoko_cli.core.two_policies import hold_together
    from futoko_cli.pipeline.again import judged_by
    from futoko_cli.settings.policy_file import load_policy

    other = load_policy(b)  # its mistakes come before a long reading
    given = {each.name: getattr(options, each.name) for each in fields(options)}
    one, _, _ = assessed(files, _Counting(policy=a, **given))
    two = judged_by(other, one)
    pairs, alone = hold_together(one.policy, two.policy, one.pupils, two.pupils)
    masked, output, force = options.masked, options.output, options.force
    if options.as_json:
        from futoko_cli.reports.two_policies import compare_result

        showing.write_json(compare_result(one, two, pairs, alone, masked=masked), output, force=force)
    else:
        from futoko_cli.terminal.comparing import show_comparison

        problems = not options.quiet
        showing.screen(
            lambda c: show_comparison(one, two, (pairs, alone), c, masked=masked, problems=problems),
            output,
            no_color=options.no_color,
            force=force,
        )
    if (options.as_json or output) and not options.quiet:
        showing.tell_problems(one, masked=masked)
    raise typer.Exit(showing.exit_code(one, findings=False))
