"""Problems for people: grouped, counted, placed, with what to do."""

from __future__ import annotations

from futoko_cli.core.issues import Issue
from futoko_cli.terminal.problems import add_problems, add_uncounted, show_problems, tally
from futoko_cli.terminal.screen import Screen
from tests.terminal.fabricate import console, unknown_marks


def screen_of(*issues: Issue, masked: bool = False) -> str:
    """The screen as text."""
    target, stream = console()
    show_problems(issues, target, masked=masked)
    return stream.getvalue()


def test_nothing_to_say() -> None:
    """No problems, no screen."""
    assert screen_of() == ""
    assert tally([]) == ""


def test_unknown_marks() -> None:
    """The mark, how many cells, the first three places, how many more, and the line to add."""
    shown = screen_of(*unknown_marks(12))
    assert "分からない記号 13か所" in shown
    assert "「△」 12か所  令和7年度 出席簿.xlsx「1-1 5月」F6「1-1 6月」F7「1-1 4月」F8" in shown
    assert "ほか 9か所" in shown
    assert "「×」 1か所  令和7年度 出席簿.xlsx「1-1 4月」K9" in shown
    assert '"△" = "late"' in shown
    assert '"×" = "late"' in shown


def test_every_unknown_mark_is_named() -> None:
    """However many there are."""
    marks = "ＡＢＣＤＥＦＧＨ"
    shown = screen_of(*(Issue("mark-unknown", f"「{m}」", f"{m} の行", "a.xlsx", "s", "B2", m) for m in marks))
    assert all(f"「{m}」 1か所" in shown for m in marks)


def test_errors_before_warnings_before_remarks() -> None:
    """In the order of gravity, whatever the order of finding."""
    shown = screen_of(*unknown_marks())
    assert shown.index("エラー 分からない") < shown.index("注意 番号") < shown.index("参考 空の")


def test_other_subjects_are_cut() -> None:
    """Five subjects of a kind, then how many places more; a common hint is said once."""
    issues = [
        Issue(
            "total-differs", f"{n}番の合計が違います。", "数式を直してください。", "a.xlsx", "s", f"Z{n}", f"1-1-{n:02}"
        )
        for n in range(1, 9)
    ]
    shown = screen_of(*issues)
    assert "5番の合計が違います。" in shown
    assert "6番の合計が違います。" not in shown
    assert "ほか 3か所" in shown
    assert shown.count("数式を直してください。") == 1


def test_several_places_of_one_subject() -> None:
    """One line for the subject, an example in words."""
    issues = [Issue("cell-conflict", f"4/{n} が違います。", "", "a.csv", "", f"B{n}", "1-1-07") for n in (7, 8, 9, 10)]
    shown = screen_of(*issues)
    assert "1-1-07  4か所  a.csv B7・B8・B9、ほか 1か所" in shown
    assert "例: 4/7 が違います。" in shown


def test_masked() -> None:
    """Names that a finding carries are left out."""
    assert "山田 太郎" in screen_of(*unknown_marks())
    assert "山田 太郎" not in screen_of(*unknown_marks(), masked=True)


def test_every_problem_on_a_line_of_its_own() -> None:
    """Seven wrong cells of one kind: all seven are named, and what to do stands once."""
    issues = [
        Issue("ledger-value", f"状態「{n}」は使えません。", "済か不要と書きます。", "台帳.xlsx", "対応記録", f"E{n}")
        for n in range(2, 9)
    ]
    target, stream = console()
    screen = Screen(80)
    add_problems(screen, issues, every=True)
    screen.show(target)
    text = stream.getvalue()
    assert [f"E{n}" in text for n in range(2, 9)] == [True] * 7
    assert text.count("済か不要と書きます。") == 1
    assert "ほか" not in text


def test_what_is_not_counted_is_called_by_its_name() -> None:
    """A wrong cell of the ledger is no mark of the register, and the other way round; remarks say nothing."""
    ledger = Issue("ledger-value", "状態「未」は使えません。", "", "台帳.xlsx", "対応記録", "E2")
    mark = Issue("mark-unknown", "記号「△」の意味が決まっていません。")

    def told(*issues: Issue) -> str:
        target, stream = console()
        screen = Screen(80)
        add_uncounted(screen, issues, "直すと人数が増えることがあります。")
        screen.show(target)
        return stream.getvalue().strip()

    assert told(Issue("ledger-pupil-missing", "まだありません。")) == ""
    assert told(ledger) == "支援台帳に、使っていないセルがあります。futoko ledger check で見ます。"
    assert told(mark) == "数えていない記号やシートがあります。直すと人数が増えることがあります。"
    assert told(ledger, mark) == f"{told(mark)}\n{told(ledger)}"


def test_places_without_a_cell_or_a_file_leave_no_hole() -> None:
    """Files without a cell are told apart by a mark of punctuation alone; a problem without a place has none."""
    shown = screen_of(*(Issue("file-skipped", "結果の表です。", "", f"表/{name}.csv") for name in ("会議", "通級")))
    assert "表/会議.csv、表/通級.csv" in shown
    shown = screen_of(
        Issue("file-skipped", "a。", "", "", "", ""), Issue("file-skipped", "b。", "", "台帳.xlsx", "", "B2")
    )
    assert "2か所  台帳.xlsx B2" in shown
