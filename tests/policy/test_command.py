"""``futoko policy``: what the screen and the JSON say, and what a broken file does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from futoko_cli.commands.policy import app
from futoko_cli.errors import ConfigError
from futoko_cli.settings.policy_file import load_policy, shipped

HERE = Path(__file__).parent
SAMPLE = str(HERE / "every_key.toml")


def run(*words: str) -> str:
    """Stdout of ``futoko policy`` with these words; what stops the command is raised."""
    result = CliRunner().invoke(app, words, env={"COLUMNS": None})
    if result.exception:
        raise result.exception
    return result.stdout


def flat(text: str) -> str:
    """Text without its line breaks and spaces."""
    return "".join(text.split())


@pytest.mark.parametrize("ref", [*shipped(), SAMPLE])
def test_show_gives_every_number_with_its_source_page_and_day(ref: str) -> None:
    """Each condition stands beside its document, page and the day it was checked."""
    shown, policy = flat(run("show", ref)), load_policy(ref)
    for stage in policy.stages:
        assert flat(stage.label) in shown
        for condition in stage.conditions:
            after = shown[shown.index(flat(condition.text)) :]
            assert flat(condition.cite.text) in after
            assert f"（{condition.cite.checked_on}確認）" in after
        for duty in stage.duties:
            after = shown[shown.index(flat(duty.what)) :]
            assert flat(duty.cite.text) in after


@pytest.mark.parametrize("words", [["list"], *(["show", ref] for ref in [*shipped(), SAMPLE])])
def test_screens_fit_eighty_columns(words: list[str]) -> None:
    """No line is wider than 80 cells, wide characters counted as two."""
    assert max(cell_len(line) for line in run(*words).splitlines()) <= 80  # the terminal


def test_show_tells_what_a_condition_counts_otherwise() -> None:
    """Kinds, long runs, reasons and weights of a condition are said in words."""
    shown = flat(run("show", SAMPLE))
    for words in (
        "数える日は欠席だけ",
        "7日以上の連続欠席は除く",
        "理由に頭痛・腹痛とある欠席だけ",
        "遅刻は1/2日、欠席は1日",
        "直近20授業日の",
        "次のすべて：次のどれか：・連続欠席7日を超える（終業式の日）",
    ):
        assert words in shown


def test_show_says_when_nothing_is_skipped(tmp_path: Path) -> None:
    """A policy may let every other day end a run; the screen then says that no day is skipped."""
    text = (HERE / "every_key.toml").read_text(encoding="utf-8")
    (tmp_path / "p.toml").write_text(text.replace('skipped = ["suspended"]', "skipped = []"), encoding="utf-8")
    assert "数えず連続も切らない日：なし" in run("show", str(tmp_path / "p.toml"))


def test_list_names_every_shipped_policy() -> None:
    """Id, title, edition and the stages from mild to grave."""
    shown = flat(run("list"))
    for ref in shipped():
        policy = load_policy(ref)
        for words in (ref, policy.title, policy.issuer, f"版{policy.edition}", policy.stages[-1].label):
            assert flat(words) in shown


def test_list_as_json_has_its_keys() -> None:
    """The envelope, and the head of each policy."""
    whole = json.loads(run("list", "--json"))
    assert (whole["futoko_result_version"], whole["command"]) == (1, "policy list")
    assert [policy["id"] for policy in whole["policies"]] == shipped()
    otaru = whole["policies"][-1]
    assert sorted(otaru) == ["checked_on", "edition", "id", "issuer", "stages", "title"]
    assert otaru["stages"][0] == {"id": "early", "label": "連続3日目の対応"}


def test_show_as_json_has_every_key_of_the_file() -> None:
    """The JSON speaks in the words of the file, groups inside groups included."""
    whole = json.loads(run("show", SAMPLE, "--json"))
    assert (whole["futoko_result_version"], whole["command"]) == (1, "policy show")
    policy = whole["policy"]
    assert policy["counts"] == {
        "absent": ["absent", "absent_sick"],
        "skipped": ["suspended"],
        "consecutive_text": "連続の数え方です。",
        "cumulative_text": "断続の数え方です。",
    }
    first, second = policy["stages"]
    assert first["conditions"][0] == {
        "measure": "cumulative",
        "at_least": 10,
        "kinds": ["absent"],
        "window": {"school_days": 20},
        "leave_out_runs": 7,
        "reasons": ["頭痛", "腹痛"],
        "weights": {},
        "on": [],
        "source": "別の資料",
        "page": "3",
        "checked_on": "2025-04-01",
        "decision": False,
    }
    assert first["conditions"][1]["more_than"] == "15/2"
    assert first["conditions"][1]["weights"] == {"late": "1/2", "absent": 1}
    assert first["duties"] == [
        {
            "what": "報告",
            "to": "教育委員会",
            "form": "monthly",
            "due": "day_of_next_month",
            "day": 5,
            "monthly": True,
            "months": "reached",
            "closed": "after",
            "mail": "board@example.jp",
            "phone": "00-0000-0000",
            "source": "見本の対応基準",
            "page": "5",
            "checked_on": "2026-11-22",
            "decision": False,
        }
    ]
    nested = second["conditions"][0]["any"]
    assert (second["match"], nested[0]["on"], nested[1]["all"][0]["at_least"]) == ("all", ["終業式"], "1/3")
    assert second["duties"][0]["day"] == 3  # of the sample


def test_json_survives_a_cp932_pipe() -> None:
    """A redirected stdout on Japanese Windows is cp932: the JSON is escaped there and loses nothing."""
    program = "from futoko_cli.commands.policy import app; app(['show', 'otaru', '--json'])"
    result = subprocess.run(  # our own interpreter, our own words
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "cp932", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert json.loads(result.stdout.decode("cp932")) == json.loads(run("show", "otaru", "--json"))


def test_help_loads_no_heavy_library() -> None:
    """The command's module alone, as ``futoko --help`` needs it, loads neither numpy nor rich's tables."""
    program = (
        "import sys, futoko_cli.commands.policy; print(sorted({'numpy', 'futoko_cli.core.policy'} & set(sys.modules)))"
    )
    result = subprocess.run(  # our own interpreter, our own words
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert result.stdout.strip() == "[]"


def test_check_tells_of_right_and_wrong_files_in_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    """Right files are named on stdout; the mistakes of all wrong ones come in one message."""
    with pytest.raises(ConfigError) as caught:
        app(
            ["check", SAMPLE, str(HERE / "broken" / "measure_unknown.toml"), "otara", "okinawa"],
            standalone_mode=False,
        )
    out = flat(capsys.readouterr().out)
    assert f"{SAMPLE}:正しく書かれています（見本の対応基準、段階2、条件6、すること2）" in out
    assert "okinawa:正しく" in out
    assert "measure_unknown" not in out
    assert "「cumulative」の書きまちがい" in caught.value.message
    assert "「otaru」の書きまちがい" in caught.value.message
    assert "month_absences" in caught.value.hint


def test_check_of_right_files_stays_quiet_about_mistakes() -> None:
    """Every shipped policy passes its own check."""
    assert run("check", *shipped()).count("正しく書かれています") == len(shipped())
