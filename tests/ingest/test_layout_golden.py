"""Golden files: each layout and each trap as a text grid, and beside it what must be read from it.

``pytest --update-golden`` writes the expected texts anew; read the diff before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from futoko_cli.ingest.layouts import LAYOUTS
from tests.ingest.grids import dump, parse, read

FOLDER = Path(__file__).parent / "golden"
INPUTS = sorted(FOLDER.glob("*.grid"))
each = pytest.mark.parametrize("path", INPUTS, ids=[path.stem for path in INPUTS])


@each
def test_what_is_read_is_what_is_expected(path: Path, update_golden: bool) -> None:
    """Class, month, children, marks with their cells, closed days and problems are exactly those of the text."""
    expected = path.with_suffix(".expected")
    found = dump(read(parse(path.read_text(encoding="utf-8"))))
    if update_golden:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@each
def test_a_mutation_changes_what_is_read(path: Path) -> None:
    """The change that the file names makes a difference: the expected text would not pass for it."""
    text = path.read_text(encoding="utf-8")
    old, new = parse(text).change
    body = text[: text.index("#change")]
    assert old
    assert body.count(old) == 1, "the mutation must name one place"
    mutated = dump(read(parse(body.replace(old, new))))
    assert mutated != path.with_suffix(".expected").read_text(encoding="utf-8")


def test_every_expected_text_has_its_input() -> None:
    """Nothing lies about that no test reads."""
    assert {path.stem for path in FOLDER.glob("*.expected")} == {path.stem for path in INPUTS}
    assert len(list(FOLDER.iterdir())) == 2 * len(INPUTS)


def test_every_layout_has_a_golden_file() -> None:
    """A to F: each layout's name stands in some expected text, the refused one by its problem."""
    texts = "".join(path.with_suffix(".expected").read_text(encoding="utf-8") for path in INPUTS)
    for layout in LAYOUTS:
        assert f"[{layout.NAME}]" in texts or f"layout-{layout.NAME}" in texts, layout.NAME
