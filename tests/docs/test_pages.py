"""The pages hang together: links lead somewhere, names exist, the README's two commands have their form."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from futoko_cli.core.issues import CATALOGUE
from futoko_cli.core.kinds import Kind
from futoko_cli.core.policy import MEASURES
from futoko_cli.reports.wording import FORMS
from futoko_cli.settings.policy_file import load_policy, shipped

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "sample_data" / "README.md"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
#: Paths of somebody's machine; system paths such as /usr/bin/env are none.
_MACHINE = re.compile(r"(?<![\w.:/])/(?:work|tmp|home|root|Users|opt|mnt)/\w")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_resolve(page: Path) -> None:
    """Every link to a file of the repository finds it."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    missing = [target for target in _LINK.findall(text) if not (page.parent / target).exists()]
    assert not missing


def test_readme_has_two_commands_on_top() -> None:
    """The first installs and scans the sample, the second installs and tests; each is one line of one sh block."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert len(blocks) == 2
    first, second = blocks
    assert first.count("\n") == second.count("\n") == 1
    assert first.startswith("python3 -m venv .venv && .venv/bin/pip install -q . && ")
    assert first.endswith(".venv/bin/futoko scan sample_data/attendance.xlsx\n")
    assert second.startswith("python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && ")
    assert second.endswith(".venv/bin/python -m pytest -n auto\n")


def test_ci_runs_the_commands_of_the_readme() -> None:
    """The script of CI takes the commands out of the README; it holds no copy of them."""
    script = ROOT / ".ci" / "run"
    if not script.exists():
        pytest.skip("a source distribution ships without it")
    text = script.read_text(encoding="utf-8")
    assert "README.md" in text
    assert "```sh" in text
    assert "sample_data/attendance.xlsx" not in text


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_a_machine() -> None:
    """No path of the machine on which something was written stands in a file, tests left aside."""
    found = []
    for path in _tracked():
        if path.is_relative_to(ROOT / "tests"):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in _MACHINE.finditer(text)]
    assert not found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_issue_codes_of_pages_exist(page: Path) -> None:
    """A code in a page is one of the catalogue."""
    heads = {code.split("-")[0] for code in CATALOGUE} - {"class", "day", "month"}
    named = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", page.read_text(encoding="utf-8"))
    others = {"day-sheet", "class-month-grid", "pupil-year", "long-list", "case-meeting"}
    assert not [code for code in named if code.split("-")[0] in heads and code not in {*CATALOGUE, *others}]


@pytest.mark.parametrize(
    "word",
    [*(kind.id for kind in Kind if kind != Kind.NO_SCHOOL), *MEASURES, *FORMS],
)
def test_every_domain_word_is_in_the_glossary(word: str) -> None:
    """Kinds of day, measures and forms stand in the glossary by their identifier."""
    assert f"`{word}`" in GLOSSARY


@pytest.mark.parametrize("policy", shipped())
def test_every_stage_of_a_shipped_policy_is_in_the_glossary(policy: str) -> None:
    """Each stage stands there with its label and its id."""
    for stage in load_policy(policy).stages:
        assert f"| `{policy}` | {stage.label} | `{stage.id}` |" in GLOSSARY


def test_every_key_of_futoko_toml_is_documented() -> None:
    """docs/config.md shows a file that the reader takes, and names every environment variable of the code."""
    from futoko_cli.settings.config import parse_config

    page = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    config = parse_config(example[1], ROOT / "futoko.toml")
    assert config.school_year == 2025
    assert config.previous_year == {"1-1-07": 35}
    assert (config.principal, config.writer, config.contact) == (
        "森　一郎",
        "教頭　川端　花",
        "教頭　川端　花（00-0000-0000）",
    )
    assert (config.ledger, config.report_folder) == (ROOT / "支援台帳.xlsx", ROOT / "報告")
    assert config.templates == {"monthly": ROOT / "様式" / "報告書.xlsx"}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "futoko_cli").rglob("*.py"))
    for variable in set(re.findall(r"FUTOKO_[A-Z]+", code)):
        assert f"`{variable}`" in page


def test_every_word_of_the_calendar_file_is_documented() -> None:
    """docs/calendar.md names every 区分 the reader takes."""
    from futoko_cli.ingest.calendar_file import _EFFECTS

    page = (ROOT / "docs" / "calendar.md").read_text(encoding="utf-8")
    assert not [word for word in _EFFECTS if word not in page]


def test_the_limits_of_the_safety_page_are_those_of_the_code() -> None:
    """docs/safety.md gives each limit as it stands in guard."""
    from futoko_cli.ingest import guard

    page = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
    megabyte = 1024 * 1024
    for limit in (guard.MAX_FILE, guard.MAX_PART, guard.MAX_UNZIPPED, guard.MAX_TEXT):
        assert f"{limit // megabyte} MB" in page
    for count in (guard.MAX_MEMBERS, guard.MAX_SHEETS, guard.MAX_MERGES):
        assert f"{count:,}" in page
    for cells in (guard.MAX_CELLS, guard.MAX_GRID):
        assert f"{cells // 1_000_000} million" in page
    assert f"{guard.MAX_TAG // 1024} KB" in page
