"""Laws of comparing, for registers drawn at random; and no file is so spoiled that more than a message comes of it."""

from __future__ import annotations

import contextlib
import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from futoko_cli.core.changes import compare
from futoko_cli.core.snapshot import Snapshot
from futoko_cli.errors import FutokoError
from futoko_cli.reports.previous import read_previous
from futoko_cli.reports.snapshot import snapshot_text
from tests.changes.registers import run

LETTERS = st.text("出欠病遅停未外", min_size=1, max_size=15)
REGISTERS = st.builds(
    lambda lines, upto: run(*(f"子{n} 4/7- {letters}" for n, letters in enumerate(lines)), upto=upto),
    st.lists(LETTERS, min_size=1, max_size=4),
    st.sampled_from(["4/11", "4/18", "4/25"]),
)


def reread(snapshot: Snapshot) -> Snapshot:
    """Written and read again."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.json")
        path.write_text(snapshot_text(snapshot), encoding="utf-8")
        return read_previous(path)


@settings(max_examples=60, deadline=None)
@given(REGISTERS)
def test_nothing_changed_since_itself(snapshot: Snapshot) -> None:
    """compare(x, x) is empty, also after x was written and read."""
    assert compare(snapshot, snapshot).nothing
    kept = reread(snapshot)
    assert kept == snapshot
    assert compare(kept, snapshot).nothing


@settings(max_examples=100, deadline=None)
@given(REGISTERS, REGISTERS)
def test_corrections_mirror(one: Snapshot, other: Snapshot) -> None:
    """What was corrected from a to b is corrected back from b to a."""
    there, back = compare(one, other), compare(other, one)
    assert [(c.key, c.day, c.before, c.after) for c in there.days] == [
        (c.key, c.day, c.after, c.before) for c in back.days
    ]
    turned = {"new": "gone", "gone": "new"}
    assert {(turned[c.turn], c.key) for c in there.pupils} == {(c.turn, c.key) for c in back.pupils}


@settings(max_examples=100, deadline=None)
@given(REGISTERS, REGISTERS)
def test_no_correction_behind_the_earlier_day(one: Snapshot, other: Snapshot) -> None:
    """Whatever was drawn, only days that both runs had counted are corrected."""
    assert all(c.day <= min(one.as_of, other.as_of) for c in compare(one, other).days)


@settings(max_examples=150, deadline=None)
@given(REGISTERS, st.randoms(use_true_random=False))
def test_a_spoiled_file_is_read_or_refused(snapshot: Snapshot, dice: random.Random) -> None:
    """Letters lost, doubled, exchanged: a snapshot, or a message."""
    text = list(snapshot_text(snapshot))
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(text))
        text[at : at + dice.randint(0, 3)] = dice.choice(['"', "[", "]", "{", "}", "9", "-1", "null", "\\ud800", ","])
    with TemporaryDirectory() as folder, contextlib.suppress(FutokoError):
        path = Path(folder, "a.json")
        path.write_text("".join(text), encoding="utf-8")
        compare(read_previous(path), snapshot)


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        max_leaves=8,
    )
)
def test_any_other_json_is_refused(content: object) -> None:
    """Whatever JSON says, with and without the keys of ours around it."""
    heads = [content, {"futoko_snapshot_version": 1, "pupils": content, "places": content}]
    heads += [{"futoko_result_version": 1, "command": "scan", "pupils": content, "as_of": content}]
    for head in heads:
        with TemporaryDirectory() as folder:
            path = Path(folder, "a.json")
            path.write_text(json.dumps(head), encoding="utf-8")
            refused = False
            try:
                read_previous(path)
            except FutokoError:
                refused = True
            assert refused
