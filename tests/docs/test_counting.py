"""docs/counting.md: its worked examples are computed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from futoko_cli.core.escalation import decide
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import PupilResult
from futoko_cli.settings.policy_file import load_policy
from tests.notation import page

PAGE = (Path(__file__).parents[2] / "docs" / "counting.md").read_text(encoding="utf-8")
COUNTS = re.findall(r"^\| `(太郎 [^`]+)` \| (\d+) \| (\d+) \|", PAGE, re.MULTILINE)
STAGES = re.findall(r"^\| `(太郎 [^`]+)` \| ([^|\d]*|[\d/ ]+) \| ([^|\d]*|[\d/ ]+) \| [^|\n]*\|$", PAGE, re.MULTILINE)
STAGES = [row for row in STAGES if "/" in row[1]]


def decided(line: str) -> PupilResult:
    """The one child of a line, by the policy of the examples."""
    return decide(page(line), load_policy("otaru"))[0]


def test_there_are_examples() -> None:
    """Both tables are found."""
    assert len(COUNTS) > 8
    assert len(STAGES) > 4


@pytest.mark.parametrize(("line", "run", "total"), COUNTS)
def test_run_and_total(line: str, run: str, total: str) -> None:
    """連続 and 累計 on the last day of the line."""
    result = decided(line)
    assert (result.current, result.days["absent"]) == (int(run), int(total))


@pytest.mark.parametrize(("line", "early", "report"), STAGES)
def test_days_on_which_stages_are_reached(line: str, early: str, report: str) -> None:
    """Every rising edge of both stages."""
    reached = {state.stage.id: state.reached_on for state in decided(line).stages}
    for name, shown in (("early", early), ("report", report)):
        assert " ".join(f"{day.month}/{day.day}" for day in reached[name]) == shown.strip(" –")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind < Kind.NO_SCHOOL])
def test_every_kind_of_day_is_in_the_table(kind: Kind) -> None:
    """The table of kinds leaves none out."""
    assert f"`{kind.id}`" in PAGE
