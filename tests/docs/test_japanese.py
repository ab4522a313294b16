"""The Japanese pages are whole: each is found from the front page, and leaves out no problem, column, mark word or form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from futoko_cli.core.issues import CATALOGUE
from futoko_cli.core.policy import MEASURES
from futoko_cli.errors import ExitCode
from futoko_cli.ingest.calendar_file import _EFFECTS
from futoko_cli.ledger.sheets import SHEETS, Sheet
from futoko_cli.reports.wording import FORMS
from futoko_cli.settings.policy_file import parse_policy
from scripts.japanese_pages import exit_table, ledger_tables, problems_table
from scripts.make_docs import between

ROOT = Path(__file__).parents[2]
JAPANESE = ROOT / "docs" / "ja"
FRONT = (ROOT / "README.ja.md").read_text(encoding="utf-8")
PAGES = sorted(JAPANESE.glob("*.md"))
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def text_of(name: str) -> str:
    """One of the pages."""
    return (JAPANESE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_front_page_leads_to_every_page(page: Path) -> None:
    """A teacher finds every page from README.ja.md."""
    assert f"](docs/ja/{page.name})" in FRONT


def test_front_page_leads_to_japanese_only() -> None:
    """No link of README.ja.md ends on an English page."""
    linked = {target for target in _LINK.findall(FRONT) if target.endswith(".md")}
    assert not {target for target in linked if not target.startswith("docs/ja/")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_stay_among_themselves(page: Path) -> None:
    """A Japanese page links to Japanese pages."""
    linked = {target for target in _LINK.findall(text_of(page.name)) if target.endswith(".md")}
    assert {target for target in linked if "/" in target} <= {"../../README.ja.md"}


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_is_explained(code: str) -> None:
    """Each title of the screen has one row with its meaning."""
    known = CATALOGUE[code]
    rows = [line for line in text_of("errors.md").splitlines() if line.endswith(f"| `{code}` |")]
    assert len(rows) == 1
    assert f"| {known.title} | {known.meaning} |" in rows[0]


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_explained(code: ExitCode) -> None:
    """Each exit code has its row."""
    assert f"\n| {int(code)} | " in text_of("errors.md")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_every_column_of_the_ledger_is_there(sheet: Sheet) -> None:
    """Below the heading of its sheet; key and name, which every sheet has, stand on top."""
    head, _, below = text_of("ledger-columns.md").partition(f"\n## {sheet.title}\n")
    section = below.partition("\n## ")[0]
    for column in sheet.columns:
        row = next((line for line in section.splitlines() if f"［{column.heading}］" in line), None)
        if row is None:
            assert column.heading in {"キー", "氏名"}
            assert f"［{column.heading}］" in head.partition("\n## ")[0]
        else:
            assert ("**必ず**" in row) == column.needed


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_named(form: str) -> None:
    """Each form stands on the pages about forms and about reports."""
    for name in ("forms.md", "report.md"):
        assert f"`{form}`" in text_of(name)


def test_every_word_of_the_calendar_file_is_there() -> None:
    """calendar.md names every 区分 the reader takes."""
    page = text_of("calendar.md")
    assert not [word for word in _EFFECTS if word not in page]


def test_the_example_of_futoko_toml_is_one() -> None:
    """config.md shows a file that the reader takes."""
    from futoko_cli.settings.config import parse_config

    example = re.search(r"```toml\n(.*?)```", text_of("config.md"), re.DOTALL)
    assert example is not None
    config = parse_config(example[1], ROOT / "futoko.toml")
    assert config.previous_year == {"1-1-07": 35}


def test_the_example_of_a_policy_is_one() -> None:
    """policy.md shows a file that the reader takes, and every measure it knows."""
    page = text_of("policy.md")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    assert [stage.label for stage in parse_policy(example[1], "docs/ja/policy.md").stages] == [
        "早期対応",
        "教育委員会への報告",
    ]
    assert not [measure for measure in MEASURES if f"`{measure}`" not in page]


def test_a_stale_table_is_noticed() -> None:
    """What is written between the marks is what make_docs would write, and another text is replaced."""
    page = text_of("errors.md")
    spoilt = page.replace(problems_table(), "| 何もない |")
    assert spoilt != page
    assert between(spoilt, "problems", problems_table()) == page
    assert exit_table() in page
    assert ledger_tables() in text_of("ledger-columns.md")


def test_windows_needs_no_folder_of_futoko() -> None:
    """After the start no command depends on the folder it is called from."""
    start, _, rest = FRONT.partition("## はじめて数える")
    assert "py -m pip install" in start
    assert "py -m futoko_cli" in start
    assert not re.search(r"\.venv|Scripts\\", FRONT)
    assert "pip install" not in rest
