"""The command line as a promise: Japanese words, exit codes, one result on stdout, whole files or none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from futoko_cli.cli import make_app
from tests.command import NAMES, REGISTER, futoko, register

ENGLISH = re.compile(
    r"Usage|Options|Arguments|Commands|Show this message|required|Error|Try |Missing|Invalid|No such|default:"
)


def calls() -> list[tuple[str, ...]]:
    """Every command and group of the live app."""
    root = typer.main.get_command(make_app())
    found: list[tuple[str, ...]] = [()]

    def walk(command: object, path: tuple[str, ...]) -> None:
        for name, inner in getattr(command, "commands", {}).items():
            found.append((*path, name))
            walk(inner, (*path, name))

    walk(root, ())
    return found


@pytest.mark.parametrize("words", calls(), ids=" ".join)
def test_help_is_japanese(words: tuple[str, ...], tmp_path: Path) -> None:
    """--help of every command: no English of the library's own, every option explained."""
    said = futoko(*words, "--help", cwd=tmp_path)
    assert said.code == 0
    assert said.err == ""
    assert said.out.startswith("使い方: futoko")
    assert not ENGLISH.search(said.out)
    for line in said.out.splitlines():
        if line.lstrip().startswith("-"):
            assert re.search(r"[ぁ-んァ-ヶ一-龥]", line), line


def test_the_commands_of_the_contract_are_there() -> None:
    """scan, explain, inspect and policy keep their names."""
    assert {("scan",), ("explain",), ("inspect",), ("policy", "list"), ("policy", "show"), ("policy", "check")} <= set(
        calls()
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["scan", "--polcy", "otaru", "x.csv"], "--polcy というオプションはありません。"),
        (["scan"], "読み込むファイルが指定されていません。"),
        (["explain", "x.csv"], "--pupil がありません。"),
        (["scan", "x.csv", "--as-of", "きのう"], "--as-of の「きのう」は日付として読めません。"),
        (["scan", "x.csv", "--as-of", "2025-02-30"], "--as-of の「2025-02-30」は日付として読めません。"),
        (["scan", "x.csv", "--school-year", "令和7"], "--school-year の「令和7」は数ではありません。"),
        (["scan", "x.csv", "--policy"], "--policy のあとに値がありません。"),
        (["scan", "x.csv", "--json=1"], "--json に値は付けられません。"),
        (["scam"], "「scam」というコマンドはありません。"),
        (["policy", "shwo"], "「shwo」というコマンドはありません。"),
        (["policy", "show", "otaru", "okinawa"], "余分な引数があります: okinawa"),
        (["scan", "x.csv", "--json", "--csv"], "--json と --csv は一緒に使えません。"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_told_in_japanese(words: list[str], says: str, tmp_path: Path) -> None:
    """What is wrong and what to do, on stderr; exit code 2; nothing on stdout."""
    register(tmp_path, name="x.csv")
    said = futoko(*words, cwd=tmp_path)
    assert said.code == 2
    assert says in said.err
    assert said.raw == b""
    assert not ENGLISH.search(said.err)
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("words", "near"), [(["scam"], "scan"), (["policy", "shwo"], "show"), (["scan", "--polcy", "a", "b"], "--policy")]
)
def test_a_word_nearly_right_is_suggested(words: list[str], near: str, tmp_path: Path) -> None:
    """もしかして."""
    assert re.search(rf"もしかして: .*{near}", futoko(*words, cwd=tmp_path).err)


def test_no_words_at_all_is_a_call_for_help(tmp_path: Path) -> None:
    """``futoko`` alone shows the commands."""
    assert "コマンド:" in futoko(cwd=tmp_path).out


def test_exit_0_and_10(tmp_path: Path) -> None:
    """Done is 0 even with active stages; 10 only where --exit-code asks for it and a stage is active."""
    file = register(tmp_path)
    assert futoko("scan", file, cwd=tmp_path).code == 0
    assert futoko("scan", file, "--exit-code", cwd=tmp_path).code == 10
    calm = register(tmp_path, REGISTER.replace("欠(頭痛)", "").replace("欠", ""), "1-1 4月 静か.csv")
    assert futoko("scan", calm, "--exit-code", cwd=tmp_path).code == 0


@pytest.mark.parametrize("command", [["scan"], ["explain", "--pupil", "1-1-01"], ["inspect"]], ids=lambda c: c[0])
def test_exit_1_where_a_problem_remains(command: list[str], tmp_path: Path) -> None:
    """An unknown mark: done, but an error remains; it outranks 10."""
    file = register(tmp_path, REGISTER.replace("遅", "×"))
    assert futoko(*command, file, cwd=tmp_path).code == 1
    if command == ["scan"]:
        assert futoko(*command, file, "--exit-code", cwd=tmp_path).code == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--policy", "nowhere"],
        ["--policy", "none.toml"],
        ["--marks", "none.toml"],
        ["--calendar", "none.csv"],
        ["--calendar", "1-1 4月.csv"],
    ],
    ids=" ".join,
)
def test_exit_3_for_policy_and_settings(words: list[str], tmp_path: Path) -> None:
    """A policy, marks or calendar file that is not there or wrong."""
    said = futoko("scan", register(tmp_path), *words, cwd=tmp_path)
    assert (said.code, said.raw) == (3, b"")
    assert said.err.startswith("エラー: ")


def test_exit_3_for_a_wrong_futoko_toml(tmp_path: Path) -> None:
    """An unknown key is named with its file."""
    (tmp_path / "futoko.toml").write_text('[school]\nnmae = "架空小学校"\n', encoding="utf-8")
    said = futoko("scan", register(tmp_path), cwd=tmp_path)
    assert said.code == 3
    assert "nmae" in said.err


def test_exit_5_where_nothing_can_be_read(tmp_path: Path) -> None:
    """No such file, a picture, an empty folder."""
    (tmp_path / "絵.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (tmp_path / "空").mkdir()
    for name in ("ない.xlsx", "絵.xlsx", "空"):
        said = futoko("scan", name, cwd=tmp_path)
        assert (said.code, said.raw) == (5, b""), name
        assert "Traceback" not in said.err


def test_one_bad_file_does_not_hide_a_good_one(tmp_path: Path) -> None:
    """The good one is counted, the bad one is an error that remains."""
    (tmp_path / "絵.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    said = futoko("scan", register(tmp_path), "絵.xlsx", "--json", cwd=tmp_path)
    assert said.code == 1
    assert len(said.data["pupils"]) == 2


@pytest.mark.parametrize("form", [["--json"], ["--csv"], []], ids=["json", "csv", "screen"])
def test_an_output_is_whole_and_never_overwritten(form: list[str], tmp_path: Path) -> None:
    """-o writes a whole file; a second time it needs --force; no temporary file stays."""
    file, out = register(tmp_path), tmp_path / "結果.txt"
    said = futoko("scan", file, *form, "-o", out, cwd=tmp_path)
    assert (said.code, said.raw) == (0, b"")
    written = out.read_bytes()
    assert written
    out.write_text("前の結果", encoding="utf-8")
    again = futoko("scan", file, *form, "-o", out, cwd=tmp_path)
    assert again.code == 6
    assert "--force" in again.err
    assert out.read_text(encoding="utf-8") == "前の結果"
    assert futoko("scan", file, *form, "-o", out, "--force", cwd=tmp_path).code == 0
    assert out.read_bytes() == written
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([file.name, out.name])


def test_exit_6_where_an_output_cannot_be_written(tmp_path: Path) -> None:
    """A folder that is not there, a folder in the output's place."""
    file = register(tmp_path)
    (tmp_path / "先").mkdir()
    assert futoko("scan", file, "-o", tmp_path / "ない" / "x.csv", cwd=tmp_path).code == 6
    assert futoko("scan", file, "-o", tmp_path / "先", "--force", cwd=tmp_path).code == 6
    assert [path.name for path in (tmp_path / "先").iterdir()] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([file.name, "先"])


def test_an_input_is_never_the_output(tmp_path: Path) -> None:
    """-o onto the register itself is refused even with --force, and the register is as before."""
    file = register(tmp_path)
    before = file.read_bytes()
    said = futoko("scan", file, "--csv", "-o", file, "--force", cwd=tmp_path)
    assert said.code in (2, 6)
    assert file.read_bytes() == before


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_result_on_stdout_problems_on_stderr(form: str, tmp_path: Path) -> None:
    """What a program reads holds no word for people; -q keeps stderr quiet."""
    file = register(tmp_path, REGISTER.replace("遅", "×"))
    said = futoko("scan", file, form, cwd=tmp_path)
    assert "分からない記号" in said.err
    assert "【問題】" not in said.out
    if form == "--json":
        assert [i["code"] for i in said.data["issues"] if i["severity"] == "error"] == ["mark-unknown"]
    assert futoko("scan", file, form, "-q", cwd=tmp_path).err == ""


def test_verbose_names_the_files_on_stderr(tmp_path: Path) -> None:
    """-v."""
    said = futoko("scan", register(tmp_path), "--json", "-v", cwd=tmp_path)
    assert "読んでいます: 1-1 4月.csv" in said.err
    assert said.data["command"] == "scan"


@pytest.mark.parametrize(
    "words", [["scan"], ["explain", "--pupil", "1-1-01"], ["inspect"], ["scan", "--csv"]], ids=" ".join
)
def test_a_cp932_pipe(words: list[str], tmp_path: Path) -> None:
    """Redirected on Windows: every byte is CP932 (CSV: its own encoding), also with 髙 and 𠮷 in a name."""
    file = register(tmp_path, REGISTER.replace("春野", "𠮷髙"))
    said = futoko(words[0], file, *words[1:], cwd=tmp_path, encoding="cp932")
    assert said.code == 0, said.err
    text = said.raw.decode("utf-8-sig" if "--csv" in words else "cp932")
    assert "髙" in text or words == ["inspect"]


def test_json_in_a_cp932_pipe_is_ascii(tmp_path: Path) -> None:
    """Nothing is lost: escapes give the same data."""
    file = register(tmp_path, REGISTER.replace("春野", "𠮷髙"))
    said = futoko("scan", file, "--json", cwd=tmp_path, encoding="cp932")
    assert said.raw.isascii()
    assert said.data["pupils"][0]["name"] == "𠮷髙　空"
    assert said.data == futoko("scan", file, "--json", cwd=tmp_path).data


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {}])
def test_no_colour_codes_in_a_pipe(env: dict[str, str], tmp_path: Path) -> None:
    """NO_COLOR stands above all else; a pipe gets no codes anyway."""
    said = futoko("scan", register(tmp_path), "--no-color", cwd=tmp_path, env=env)
    assert b"\x1b" not in said.raw


MASKED = [
    ["scan"],
    ["scan", "--json"],
    ["scan", "--csv"],
    ["explain", "--pupil", "1-1-01"],
    ["explain", "--pupil", "1-1-01", "--json"],
    ["inspect"],
    ["inspect", "--json"],
]


@pytest.mark.parametrize("words", MASKED, ids=" ".join)
def test_a_masked_result_holds_no_name(words: list[str], tmp_path: Path) -> None:
    """No name and no reason, not in the result, not among the problems, not of the file."""
    trouble = REGISTER.replace("遅", "×").replace("2,夏川　海", "1,夏川　海")
    file = register(tmp_path, trouble, "1-1 4月 春野空.csv")
    said = futoko(words[0], file, *words[1:], "--masked", cwd=tmp_path)
    both = "".join((said.raw.decode("utf-8-sig") + said.err).split())
    assert said.raw
    for name in NAMES:
        assert name not in both
    plain = futoko(words[0], file, *words[1:], cwd=tmp_path)
    assert any(name in plain.raw.decode("utf-8-sig") + plain.err for name in NAMES)


def test_a_reader_who_leaves_is_no_failure(tmp_path: Path) -> None:
    """``futoko scan … | head -1``: no traceback, nothing on stderr."""
    import subprocess
    import sys

    from tests.command import ROOT

    many = "\n".join([*REGISTER.splitlines()[:2], *(f"{n},児{n}号" + "," * 8 + "欠,欠,欠" for n in range(1, 1500))])
    file = register(tmp_path, many)
    with subprocess.Popen(
        [sys.executable, "-m", "futoko_cli", "scan", str(file), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "FUTOKO_TODAY": "2025-04-18", "PATH": ""},
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read().decode()
        process.wait(60)
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
    assert "エラー" not in said


def test_today_can_be_set(tmp_path: Path) -> None:
    """FUTOKO_TODAY: what lies after it is not read; a word that is no day is wrong usage."""
    file = register(tmp_path)
    then = futoko("scan", file, "--json", cwd=tmp_path, env={"FUTOKO_TODAY": "2025-04-09"}).data
    assert (then["as_of"], then["pupils"][0]["consecutive"]["current"]) == ("2025-04-09", 2)
    now = futoko("scan", file, "--json", cwd=tmp_path).data
    assert (now["as_of"], now["pupils"][0]["days"]["absent"]) == ("2025-04-16", 7)
    wrong = futoko("scan", file, cwd=tmp_path, env={"FUTOKO_TODAY": "きょう"})
    assert wrong.code == 2
    assert "FUTOKO_TODAY" in wrong.err


@pytest.mark.parametrize(
    ("day", "inside"), [("2025-03-31", False), ("2025-04-01", True), ("2026-03-31", True), ("2026-04-01", False)]
)
def test_as_of_lies_in_the_school_year(day: str, inside: bool, tmp_path: Path) -> None:
    """4/1 and 3/31 are the first and the last day."""
    said = futoko("scan", register(tmp_path), "--as-of", day, cwd=tmp_path)
    assert (said.code != 2) == inside
    if not inside:
        assert "2025-04-01 から 2026-03-31" in said.err


def test_options_stand_above_the_environment_and_that_above_the_file(tmp_path: Path) -> None:
    """--policy, FUTOKO_POLICY, futoko.toml, built in."""
    file = register(tmp_path)

    def policy(*words: str, env: dict[str, str] | None = None) -> str:
        return str(futoko("scan", file, "--json", *words, cwd=tmp_path, env=env).data["policy"]["id"])

    assert policy() == "otaru"
    (tmp_path / "futoko.toml").write_text('[policy]\nid = "okinawa"\n', encoding="utf-8")
    assert policy() == "okinawa"
    assert policy(env={"FUTOKO_POLICY": "national"}) == "national"
    assert policy("--policy", "otaru", env={"FUTOKO_POLICY": "national"}) == "otaru"


def test_version(tmp_path: Path) -> None:
    """The program and a number."""
    assert re.fullmatch(r"futoko \d+\.\d+\.\d+\n", futoko("--version", cwd=tmp_path).out)


def test_a_grade_and_a_class(tmp_path: Path) -> None:
    """--grade and --class narrow the result; a class nobody read is wrong usage that names those read."""
    file = register(tmp_path)
    for words in (["--grade", "1"], ["--class", "1-1"], ["--class", "1年1組"], ["--class", "１"]):
        assert len(futoko("scan", file, "--json", *words, cwd=tmp_path).data["pupils"]) == 2
    said = futoko("scan", file, "--class", "1-2", cwd=tmp_path)
    assert said.code == 2
    assert "読んだ学級: 1-1" in said.err


def test_a_class_in_full_width(tmp_path: Path) -> None:
    """--class １年１組 is --class 1-1, as in a register's title."""
    assert futoko("scan", register(tmp_path), "--class", "１年１組", cwd=tmp_path).code == 0


def test_a_pupil_nobody_has(tmp_path: Path) -> None:
    """A key that is not there: wrong usage, told without a traceback."""
    said = futoko("explain", register(tmp_path), "--pupil", "1-1-99", cwd=tmp_path)
    assert (said.code, said.raw) == (2, b"")
    assert "1-1-99" in said.err
