"""``futoko template`` as a person calls it: what is printed, what is written, how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from futoko_cli import cli
from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.shipped import shipped_file
from tests.template.fabricate import workbook

GOOD = workbook({"児童生徒氏名": "様式!$A$1", "報告日": "様式!$B$1"}, columns={"A:H": 20})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with nothing set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FUTOKO_CONFIG", raising=False)
    return tmp_path


def call(*words: object) -> int:
    """Exit code of ``futoko template WORDS…``."""
    return cli.run(["template", *map(str, words)])


def test_the_list_shows_every_form_and_whose_workbook_is_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shipped ones, and one of the school's own from futoko.toml."""
    Path(folder, "futoko.toml").write_text('[templates]\nquick = "私の速報.xlsx"\n', encoding="utf-8")
    assert call("list") == 0
    out = capsys.readouterr().out
    assert all(form_id in out for form_id in FORMS)
    assert "私の速報.xlsx（futoko.toml、見つかりません）" in out
    assert "欠席状況報告書.xlsx（付属）" in out
    Path(folder, "私の速報.xlsx").write_bytes(GOOD)
    assert call("list") == 0
    assert "私の速報.xlsx（futoko.toml）" in capsys.readouterr().out
    assert call("list", "--json") == 0
    forms = {form["id"]: form for form in json.loads(capsys.readouterr().out)["forms"]}
    assert forms["quick"]["template"].endswith("私の速報.xlsx")
    assert forms["monthly"]["template"] is None
    assert forms["monthly"]["field_count"] == len(FORMS["monthly"].fields)


def test_the_names_of_a_form(capsys: pytest.CaptureFixture[str]) -> None:
    """Every name of the form, with what is written there, on the screen and as JSON."""
    assert call("list", "--fields", "quick") == 0
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("報告日 ")).split() == ["報告日", "日付", "出席簿", "報告日"]
    assert call("list", "--fields", "quick", "--json") == 0
    fields = json.loads(capsys.readouterr().out)["fields"]
    assert [field["name"] for field in fields] == list(FORMS["quick"].named())
    assert call("list", "--fields", "slow") == 2
    assert "monthly" in capsys.readouterr().err


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_screen(
    width: int, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All screens keep to 80 and to 120 columns, and say in words what colours say."""
    monkeypatch.setenv("COLUMNS", str(width))
    bad = workbook(
        {"学年": "様式!$B$2", "組": "様式!$B$2", "長い名前" * 12: "様式!$B$4"}, properties={"author": "架空" * 30}
    )
    Path(folder, "悪い.xlsx").write_bytes(bad)
    for form_id in FORMS:
        call("list", "--fields", form_id)
    call("list")
    call("check", "悪い.xlsx")
    out = capsys.readouterr().out
    assert max(map(cell_len, out.splitlines())) <= width
    for word in ("エラー", "注意", "参考", "使えません"):
        assert word in out


def test_a_check_says_how_it_ends(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook that serves: 0, the form found by its names. One that does not: 4. Both at once: 4, both shown."""
    Path(folder, "良い.xlsx").write_bytes(GOOD)
    Path(folder, "悪い.xlsx").write_bytes(workbook({"報告日": "様式!$B$1"}))
    assert call("check", "良い.xlsx") == 0
    out = capsys.readouterr().out
    assert "速報（quick）。名前がいちばん多く合う様式として調べました" in out
    assert "結果：使えます" in out
    assert call("check", "良い.xlsx", "--form", "monthly") == 0
    assert "欠席状況報告書（monthly）" in capsys.readouterr().out
    assert call("check", "良い.xlsx", "悪い.xlsx") == 4
    out = capsys.readouterr().out
    assert out.index("使えます") < out.index("使えません")


def test_a_check_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every finding with code, severity and place."""
    Path(folder, "悪い.xlsx").write_bytes(workbook({"報告日": "様式!$B$1"}))
    assert call("check", "悪い.xlsx", "--form", "quick", "--json") == 4
    (checked,) = json.loads(capsys.readouterr().out)["templates"]
    assert (checked["file"], checked["form"], checked["form_guessed"], checked["usable"]) == (
        "悪い.xlsx",
        "quick",
        False,
        False,
    )
    assert checked["findings"][0]["code"] == "template-child"
    assert {"severity", "code", "field", "sheet", "cell", "message", "hint"} == set(checked["findings"][0])


@pytest.mark.parametrize(
    ("name", "data"),
    [("ない.xlsx", None), ("空.xlsx", b""), ("文.xlsx", b"Not a workbook"), ("無名.xlsx", workbook({}))],
)
def test_files_that_are_no_forms(
    name: str, data: bytes | None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Missing, empty, no workbook, without any name: told in a sentence, exit code 4."""
    if data is not None:
        Path(folder, name).write_bytes(data)
    assert call("check", name) == 4
    out = capsys.readouterr().out
    assert "エラー" in out
    assert "使えません" in out


@pytest.mark.parametrize("form_id", FORMS)
def test_a_shipped_form_is_written_out_and_checks_clean(
    form_id: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Export, then check: usable, nothing to warn of; a second export needs --force."""
    assert call("export", form_id) == 0
    file = FORMS[form_id].file
    assert Path(folder, file).read_bytes() == shipped_file(form_id).read_bytes()
    assert call("export", form_id) == 6
    assert call("export", form_id, "--force") == 0
    capsys.readouterr()
    assert call("check", file, "--json") == 0
    (checked,) = json.loads(capsys.readouterr().out)["templates"]
    assert checked["form"] == form_id
    assert [f for f in checked["findings"] if f["severity"] != "note"] == []


def test_binding_writes_a_new_workbook(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The names stand where they were asked for; the source is as it was, whatever --force says."""
    source = Path(folder, "用紙.xlsx")
    source.write_bytes(workbook({}, columns={"A:H": 20}))
    before = source.read_bytes()
    names = ("--name", "児童生徒氏名=様式!B3", "--name", "報告日_年=C3")
    assert call("bind", "用紙.xlsx", "--form", "quick", *names, "-o", "速報.xlsx") == 0
    out = capsys.readouterr().out
    assert "様式!B3" in out
    assert "様式!C3" in out
    assert call("check", "速報.xlsx") == 0
    assert call("bind", "用紙.xlsx", "--form", "quick", *names, "-o", "用紙.xlsx", "--force") == 6
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--name", "児童生徒指名=B3", "-o", "新.xlsx"), "「児童生徒氏名」のこと"),
        (("--name", "児童生徒氏名", "-o", "新.xlsx"), "読めません"),
        (("--name", "学年=B3", "--name", "学年=B4", "-o", "新.xlsx"), "2回"),
        (("--name", "学年=B3", "-o", "新.xlsm"), "拡張子"),
    ],
)
def test_calls_that_are_off(
    words: tuple[str, ...], says: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A field that is not there, no cell, a field twice, another kind of file: exit code 2, nothing written."""
    Path(folder, "用紙.xlsx").write_bytes(GOOD)
    assert call("bind", "用紙.xlsx", "--form", "quick", *words) == 2
    assert says in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["用紙.xlsx"]


def test_binding_tells_what_will_not_work(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell too small for its field is said at once."""
    Path(folder, "用紙.xlsx").write_bytes(workbook({}, columns={"A:H": 0.6}))
    assert call("bind", "用紙.xlsx", "--form", "quick", "--name", "児童生徒氏名=B3", "-o", "新.xlsx") == 0
    assert "1字も入りません" in capsys.readouterr().out


def test_a_template_of_the_school_s_own_comes_first(folder: Path) -> None:
    """Option before futoko.toml before the shipped one; a file that is not there is an error."""
    from futoko_cli.errors import TemplateError
    from futoko_cli.forms.shipped import template_file

    one, two = Path(folder, "一.xlsx"), Path(folder, "二.xlsx")
    shutil.copy(shipped_file("quick"), one)
    shutil.copy(shipped_file("quick"), two)
    assert template_file("quick", {"quick": two}, one) == one
    assert template_file("quick", {"quick": two}, None) == two
    assert template_file("monthly", {"quick": two}, None) == shipped_file("monthly")
    with pytest.raises(TemplateError, match="見つかりません") as missing:
        template_file("quick", {"quick": Path(folder, "三.xlsx")}, None)
    assert "futoko.toml" in missing.value.hint
