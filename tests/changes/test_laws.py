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
from futoko_cli.reports.changes_json import with_changes
from futoko_cli.reports.previous import read_previous
from futoko_cli.reports.result_json import dump, scan_result
from futoko_cli.reports.snapshot import snapshot_of, snapshot_text
from futoko_cli.terminal.scan import show_scan
from tests.changes.registers import run
from tests.terminal.fabricate import assess, console

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
@given(st.sampled_from(["snapshot", "scan --json"]), st.randoms(use_true_random=False))
def test_a_spoiled_file_is_shown_or_refused(kind: str, dice: random.Random) -> None:
    """Letters lost, doubled, exchanged: what changed on the screen and in JSON, or a message."""
    whole = assess("太郎 4/7- 欠*3 出 4/14- 未*2", "花子 4/7- 遅 欠*4", upto="4/18")
    now = snapshot_of(whole)
    text = list(snapshot_text(now) if kind == "snapshot" else dump(scan_result(whole)))
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(text))
        text[at : at + dice.randint(0, 3)] = dice.choice(['"', "[", "]", "9", "-1", "null", "\\ud800", ",", "1", "x"])
    with TemporaryDirectory() as folder, contextlib.suppress(FutokoError):
        path = Path(folder, "a.json")
        path.write_text("".join(text), encoding="utf-8")
        changes = compare(read_previous(path), now)
        for masked in (False, True):
            target, _ = console()
            show_scan(whole, target, masked=masked, changes=changes)
            dump(with_changes({}, changes, whole, masked=masked))


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
