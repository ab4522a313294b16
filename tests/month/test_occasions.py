"""速報 and 協議シート of the sample school: what was sent is not made again, what was held is still written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import ROOT, futoko
from tests.month.paper import named

SAMPLE = ROOT / "sample_data"
TODAY = {"FUTOKO_TODAY": "2025-11-17"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both forms for everybody who is due one."""
    folder = tmp_path_factory.mktemp("made")
    for form in ("quick", "case-meeting"):
        said = futoko("report", form, "attendance.xlsx", "-o", folder, cwd=SAMPLE, env=TODAY)
        assert said.code == 0, said.err
    return folder


def test_only_what_is_still_to_be_sent(made: Path) -> None:
    """5-1-08 and 6-2-16 are recorded as 済; 4-2-23 and 6-1-23 are not."""
    assert sorted(path.name for path in (made / "速報").glob("*.xlsx")) == [
        "速報_4-2-23_2025-11-06.xlsx",
        "速報_6-1-23_2025-11-13.xlsx",
    ]


def test_a_meeting_that_was_held_has_its_sheet(made: Path) -> None:
    """The meetings of 9/29 and 11/10 are recorded as 済, and written down with the counts of their day."""
    september = made / "協議シート" / "協議シート_5-1-08_2025-09-29.xlsx"
    assert named(september, "欠席日数_累計", "欠席日数_09月", "欠席日数_10月") == [6, 6, None]
    november = made / "協議シート" / "協議シート_6-1-23_2025-11-10.xlsx"
    assert named(november, "欠席日数_累計", "欠席日数_11月") == [4, 4]
