"""docs/policy.md: its examples are read by the loader, and it names every word the loader knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from futoko_cli.core.policy import FORM_IDS, MEASURES
from futoko_cli.settings.conditions import CEREMONIES, COMPARISONS, KINDS, OPTIONS, WINDOWS
from futoko_cli.settings.policy_file import CLOSED, DUE, MONTHS, parse_policy, shipped

PAGE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
WHOLE, PART = EXAMPLES
SCHEMA_KEYS = re.findall(
    r"\w+",
    "format id title issuer edition checked_on counts absent skipped consecutive_text cumulative_text stages label "
    "match note conditions measure on page source decision any all duties what to form due day monthly months closed mail phone",
)


def test_the_worked_example_is_a_right_policy() -> None:
    """Somebody who copies the example has a file that passes the check."""
    policy = parse_policy(WHOLE, "docs/policy.md")
    assert [stage.id for stage in policy.stages] == ["early", "report"]


def test_the_group_example_is_a_right_stage() -> None:
    """The example of a group, put below the worked one, is read as a tree."""
    stage = parse_policy(WHOLE + PART, "docs/policy.md").stages[-1]
    assert stage.rule.match == "all"
    assert [condition.measure for condition in stage.conditions] == ["consecutive", "cumulative", "unseen"]


@pytest.mark.parametrize(
    "word",
    dict.fromkeys(
        [*MEASURES, *COMPARISONS, *KINDS, *WINDOWS, *DUE, *FORM_IDS, *MONTHS, *CLOSED, *SCHEMA_KEYS, *shipped()]
        + [key for keys in OPTIONS.values() for key in keys]
    ),
)
def test_every_word_is_documented(word: str) -> None:
    """Each key and each allowed word stands on the page as code."""
    assert re.search(rf'[`\[."]{word}[`\]"]', PAGE)


@pytest.mark.parametrize("name", CEREMONIES)
def test_every_named_day_is_documented(name: str) -> None:
    """Each name of a day that ``on`` takes stands on the page."""
    assert name in PAGE


@pytest.mark.parametrize(("measure", "options"), OPTIONS.items())
def test_the_table_of_measures_says_what_narrows_each(measure: str, options: tuple[str, ...]) -> None:
    """The third column of the table is what the loader allows, no more and no less."""
    (row,) = re.findall(rf"^\| `{measure}` \|.*\| (.*) \|$", PAGE, re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", row)) == sorted(options)
