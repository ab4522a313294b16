"""Every layout and every trap: the program against the plain loop, pupil by pupil."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.truth.grid_cases import CLOSED, FILES, HEADERS, MARKED, MIXED, TITLES
from tests.truth.other_cases import CARDS, DAYS, LISTS
from tests.truth.pair_cases import PAIRS
from tests.truth.run import differences, scan

if TYPE_CHECKING:
    from pathlib import Path

    from tests.truth.cases import Case

ALL = (*FILES, *TITLES, *HEADERS, *MARKED, *CLOSED, *MIXED, *CARDS, *LISTS, *DAYS, *PAIRS)


@pytest.mark.parametrize("case", ALL, ids=[case.id for case in ALL])
def test_every_pupil_is_counted_as_by_hand(case: Case, tmp_path: Path) -> None:
    """Counts, months, runs and the dates of the stages are exactly those of the plain loop."""
    school = case.school()
    paths, options = case.write(school, tmp_path)
    assert differences(scan(paths, *options), school, only_marked=case.only_marked) == []


def test_ids_are_unique() -> None:
    """No case hides another."""
    assert len({case.id for case in ALL}) == len(ALL)
