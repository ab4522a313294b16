"""Every ``$ futoko …`` in README and docs is run, and prints what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.update_examples import Example, agree, blocks, examples, pages, place, renewed, run

ROOT = Path(__file__).parents[2]
SHOWN = [
    pytest.param(call, id=f"{page.relative_to(ROOT)}-{block}-{number}")
    for page in pages()
    for block, calls in enumerate(blocks(page), 1)
    for number, call in enumerate(calls, 1)
]


@pytest.mark.parametrize("call", SHOWN)
def test_example_prints_what_the_page_shows(call: Example) -> None:
    """Line by line; ``...`` stands for lines left out."""
    with place(call.folder):
        printed = run(call.command)
    assert agree(call.lines, printed), "\n".join(
        ["run: python scripts/update_examples.py", f"$ {call.command}", *printed]
    )


def test_readmes_have_examples() -> None:
    """Both front pages show a screen."""
    assert all(blocks(page) for page in pages() if page.name.startswith("README"))


def test_a_block_holds_calls_with_their_output() -> None:
    """Two calls of one block are told apart; a block of another program is left alone."""
    calls = examples("$ futoko a\nx\n$ futoko b\n")
    assert [(call.command, call.lines) for call in calls] == [("futoko a", ["x"]), ("futoko b", [])]
    assert examples("$ ls\nx\n") == []


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (["a", "b", "c"], True),
        (["a", "b"], False),
        (["a", "..."], True),
        (["...", "c"], True),
        (["...", "b", "..."], True),
        (["b", "..."], False),
        (["a", "...", "d"], False),
    ],
)
def test_lines_left_out(shown: list[str], expected: bool) -> None:
    """``...`` stands for any number of lines and for nothing else."""
    assert agree(shown, ["a", "b", "c"]) is expected


def test_a_stale_block_keeps_what_it_left_out() -> None:
    """Parts are found again by their first and last line; otherwise all is shown."""
    printed = ["head", "from", "new", "to", "tail"]
    assert renewed(["...", "from", "old", "to", "..."], printed) == ["...", "from", "new", "to", "..."]
    assert renewed(["...", "gone", "..."], printed) == printed
