"""The strict loader: what a right file becomes, and one broken file for each mistake."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import futoko_cli
from futoko_cli.core.kinds import ABSENCES, SKIPPED, Kind
from futoko_cli.core.policy import Cite, Condition, Duty, Group, Policy, Stage, Window
from futoko_cli.errors import ConfigError, ExitCode
from futoko_cli.settings.policy_file import load_policy, parse_policy, shipped

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.toml"))
CHECKED = date(2026, 11, 22)
TITLE = "見本の対応基準"
ABSENT = (Kind.ABSENT, Kind.ABSENT_SICK)


def cite(page: str) -> Cite:
    """A cite of the sample's own document."""
    return Cite(TITLE, page, CHECKED, decision=not page)


def condition(measure: str, comparison: str, threshold: int | str, page: str, **more: object) -> Condition:
    """A condition of the sample: its kinds are those that the file's top counts."""
    whole = {"kinds": ABSENT, **more}
    return Condition(measure, comparison, Fraction(threshold), cite(page), **whole)  # type: ignore[arg-type]


EVERY_KEY = Policy(
    id="every-key",
    title=TITLE,
    issuer="見本市教育委員会",
    edition="2025-04",
    checked_on=CHECKED,
    absent=ABSENT,
    skipped=(Kind.SUSPENDED,),
    consecutive_text="連続の数え方です。",
    cumulative_text="断続の数え方です。",
    origin="every_key.toml",
    stages=(
        Stage(
            "first",
            "はじめ",
            Group(
                "any",
                (
                    Condition(
                        "cumulative",
                        "at_least",
                        Fraction(10),
                        Cite("別の資料", "3", date(2025, 4, 1)),
                        kinds=(Kind.ABSENT,),
                        window=Window("school_days", 20),
                        leave_out_runs=7,
                        reasons=("頭痛", "腹痛"),
                    ),
                    condition(
                        "weighted",
                        "more_than",
                        "15/2",
                        "4",
                        window=Window("term"),
                        weights=((Kind.LATE, Fraction(1, 2)), (Kind.ABSENT, Fraction(1))),
                    ),
                ),
            ),
            (
                Duty(
                    *("報告", "教育委員会", "monthly", "day_of_next_month", 5),
                    monthly=True,
                    cite=cite("5"),
                    months="reached",
                    closed="after",
                    mail="board@example.jp",
                    phone="00-0000-0000",
                ),
            ),
            "注記です。",
        ),
        Stage(
            "second",
            "つぎ",
            Group(
                "all",
                (
                    Group(
                        "any",
                        (
                            condition("consecutive", "more_than", 7, "6", on=("終業式",)),
                            Group(
                                "all",
                                (
                                    condition("month_rate", "at_least", "1/3", "7"),
                                    condition("late_early", "at_least", 3, "7", window=Window("month")),
                                ),
                            ),
                        ),
                    ),
                    condition("present_days", "at_most", 0, ""),
                ),
            ),
            (Duty("相談", "", "", "school_days_later", 3, monthly=False, cite=cite("")),),
        ),
    ),
)

SMALL = """
format = 1
id = "small"
title = "小さな基準"
issuer = "見本市"
edition = "1"
checked_on = 2026-11-22
[[stages]]
id = "early"
label = "はじめ"
[[stages.conditions]]
measure = "consecutive"
at_least = 3
page = "1"
"""


def said(error: ConfigError) -> str:
    """Everything that the person gets to read."""
    return f"{error.message}\n{error.hint}"


def test_every_key_of_a_file_reaches_the_policy() -> None:
    """A file that uses every key becomes exactly the records written out above."""
    assert load_policy("every_key.toml", HERE) == EVERY_KEY


def test_what_a_file_leaves_out_has_its_default() -> None:
    """Absences, skipped days, source and date of a condition come from the house or the file's top."""
    policy = parse_policy(SMALL, "small.toml")
    assert (policy.absent, policy.skipped) == (ABSENCES, SKIPPED)
    (only,) = policy.stages[0].conditions
    assert only == Condition("consecutive", "at_least", Fraction(3), Cite("小さな基準", "1", CHECKED))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_file_is_refused_with_its_mistakes(path: Path) -> None:
    """Each broken file is refused: file, path, bad word and allowed words are named, no other mistake."""
    text = path.read_text(encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_policy(str(path))
    assert caught.value.exit_code == ExitCode.CONFIG
    assert caught.value.message.startswith(str(path))
    for fragment in re.findall(r"^# expect: (.+)$", text, re.MULTILINE):
        assert fragment in said(caught.value)
    (count,) = re.findall(r"^# mistakes: (.+)$", text, re.MULTILINE)
    if count != "syntax":
        assert f"直すところが{count}か所" in caught.value.message
        assert len(caught.value.message.splitlines()) == int(count) + 1


def test_a_broken_file_stands_for_each_kind_of_mistake() -> None:
    """Nobody lost the fixtures: a directory without files would make the test above pass on nothing."""
    assert len(BROKEN) >= 80  # as many as were written


def test_policy_of_a_wrong_id_names_the_near_one() -> None:
    """A slip in the id of a shipped policy is answered with the right id and the list of all."""
    with pytest.raises(ConfigError, match="otara") as caught:
        load_policy("otara")
    assert "「otaru」の書きまちがい" in caught.value.message
    assert all(ref in caught.value.hint for ref in shipped())


def test_missing_file_is_named() -> None:
    """A path to no file is a configuration mistake, not a crash."""
    with pytest.raises(ConfigError, match=r"nothing\.toml がありません"):
        load_policy("nothing.toml", HERE)


def test_directory_is_no_policy(tmp_path: Path) -> None:
    """A folder named like a policy file cannot be opened, and the message says so."""
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(ConfigError, match=r"folder\.toml を開けません"):
        load_policy("folder.toml", tmp_path)


def test_file_without_the_ending_is_read_too(tmp_path: Path) -> None:
    """A file that exists is read whatever its name ends in."""
    (tmp_path / "policy.txt").write_text(SMALL, encoding="utf-8")
    assert load_policy("policy.txt", tmp_path).id == "small"


def test_file_of_another_encoding_is_explained(tmp_path: Path) -> None:
    """An editor that saved cp932 is the likely cause; the hint says how to save."""
    (tmp_path / "p.toml").write_bytes(SMALL.encode("cp932"))
    with pytest.raises(ConfigError, match="UTF-8") as caught:
        load_policy("p.toml", tmp_path)
    assert "メモ帳" in caught.value.hint


def test_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    """Notepad puts a mark before the text and CR LF after each line."""
    (tmp_path / "p.toml").write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load_policy("p.toml", tmp_path).id == "small"


def test_own_file_must_not_take_a_shipped_id(tmp_path: Path) -> None:
    """A copy of a shipped policy needs an id of its own, or two results could not be told apart."""
    (tmp_path / "p.toml").write_text(SMALL.replace('"small"', '"otaru"'), encoding="utf-8")
    with pytest.raises(ConfigError, match="「otaru」は付属の対応基準と同じ"):
        load_policy("p.toml", tmp_path)


def test_shipped_file_may_be_named_by_its_path() -> None:
    """The shipped file itself is no clash with its own id."""
    path = Path(futoko_cli.__file__).parent / "policies" / "otaru.toml"
    assert load_policy(str(path)).stages == load_policy("otaru").stages
