"""docs/ledger.md names every sheet and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from futoko_cli.ledger.sheets import SHEETS, Sheet

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", SHEETS, ids=lambda kind: kind.title)
def test_the_page_has_every_column(kind: Sheet) -> None:
    """Below the sheet's heading, each column with its other headings; needed ones are marked."""
    section = PAGE.partition(f"### {kind.title}\n")[2].partition("\n### ")[0]
    for column in kind.columns:
        row = next(
            (
                line
                for line in section.splitlines()
                if line.startswith("|") and column.heading in line.split("|")[1].split()
            ),
            None,
        )
        assert row is not None
        assert ("**needed**" in row) == column.needed
        assert all(other in row for other in (*column.same, *column.means) if column.holds != "sign")
