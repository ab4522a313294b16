"""Two policies on one register: which stages answer each other, and whose dates differ."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from futoko_cli.core.escalation import decide
from futoko_cli.core.policy import Duty, Group, Policy, Stage
from futoko_cli.core.two_policies import PairResult, Unpaired, hold_together, pair_stages
from futoko_cli.reports.result_json import dump
from futoko_cli.reports.two_policies import compare_result
from futoko_cli.terminal.comparing import show_comparison
from tests.changes.registers import short
from tests.command import futoko, register
from tests.core.counting import CITE, board, rule, stage
from tests.reports.test_contract import ISSUE, STAGE, WHO, check
from tests.terminal.fabricate import assess, condition, console, policy


def asking(name: str, form: str, days: int = 1) -> Stage:
    """A stage with one duty that asks for a form."""
    duty = Duty("報告", "市", form, "same_day", 0, monthly=False, cite=CITE)
    return replace(stage(name, rule(at_least=days)), duties=(duty,))


def paired(a: Policy, b: Policy) -> list[str]:
    """``early=watch order``."""
    return [f"{pair.a.id}={pair.b.id} {pair.by}" for pair in pair_stages(a, b)]


def test_stages_of_two_editions_pair_by_id() -> None:
    """However their order changed."""
    a, b = board(stage("early"), stage("report")), board(stage("report"), stage("early"), stage("late"))
    assert paired(a, b) == ["early=early id", "report=report id"]


def test_label_then_forms_then_order() -> None:
    """Each sign only where it says one thing; what is left pairs from mild to grave."""
    named = replace(stage("x"), label="段階early")
    a = board(stage("early"), asking("report", "quick"), stage("p"), stage("q"))
    b = board(named, asking("n", "quick", 2), stage("m"))
    assert paired(a, b) == ["early=x label", "report=n forms", "p=m order"]


def test_order_pairs_nothing_across_other_pairs() -> None:
    """A stage that is graver than 連続3日 in A is not held against one that is milder in B."""
    a = board(stage("early", rule(at_least=3)), stage("report", rule(at_least=7)))
    b = board(stage("watch", rule(at_least=2)), stage("meeting", rule(at_least=3)))
    assert paired(a, b) == ["early=meeting rule"]


def test_equal_rules_pair_first() -> None:
    """連続3日 answers 連続3日, whatever the two are called and wherever they stand."""
    a = board(stage("early", rule(at_least=3)), stage("report", rule(at_least=7)))
    b = board(stage("watch", rule(at_least=2)), stage("meeting", rule(at_least=3)), stage("late", rule(at_least=5)))
    assert paired(a, b) == ["early=meeting rule", "report=late order"]


def test_one_equal_condition_comes_before_forms_and_order() -> None:
    """連続3日 または 断続5日 answers 連続3日; with two such stages nobody can say which is meant."""
    either = stage("meeting", rule(at_least=3), rule("cumulative", 5))
    a = board(stage("early", rule(at_least=3)), stage("report", rule(at_least=7)))
    b = board(stage("watch", rule(at_least=2)), either)
    assert paired(a, b) == ["early=meeting condition"]
    b = board(stage("watch", rule(at_least=3), rule("cumulative", 9)), either)
    assert paired(a, b) == ["early=watch order", "report=meeting order"]


def test_a_form_that_two_stages_ask_for_pairs_nothing() -> None:
    """Which of the two is meant nobody can say: order it is."""
    a = board(asking("p", "quick"), asking("q", "quick"))
    b = board(asking("m", "quick"))
    assert paired(a, b) == ["p=m order"]


def limit(days: int, name: str = "early") -> Policy:
    """One stage: 連続 days."""
    return board(stage(name, rule(at_least=days)))


def held(a: Policy, b: Policy, *lines: str, upto: str = "5/30") -> tuple[tuple[PairResult, ...], tuple[Unpaired, ...]]:
    """Both policies on the lines."""
    register_ = assess(*lines, upto=upto).register
    return hold_together(a, b, decide(register_, a), decide(register_, b))


def told(found: PairResult) -> list[str]:
    """``later 太郎 4/9 4/10``."""
    return [
        f"{d.turn} {d.a.pupil.name} "
        + " ".join(short(s.reached_on[0]) if s.reached_on else "-" for s in (d.state_a, d.state_b))
        for d in found.differences
    ]


def test_who_would_enter_and_leave() -> None:
    """連続3 against 連続4: three days are only under A, four are a day later, two are nowhere."""
    lines = ("二 4/7- 欠*2", "三 4/7- 欠*3", "四 4/7- 欠*4")
    ((found,), _) = held(limit(3), limit(4), *lines)
    assert told(found) == ["only_a 三 4/9 -", "later 四 4/9 4/10"]
    assert found.same == 0
    ((turned,), _) = held(limit(4), limit(3), *lines)
    assert told(turned) == ["only_b 三 - 4/9", "earlier 四 4/10 4/9"]


def test_the_same_day_under_both_is_no_difference() -> None:
    """Counted, not listed."""
    ((found,), _) = held(limit(3), replace(limit(3), edition="2"), "三 4/7- 欠*3", "二 4/7- 欠*2")
    assert (told(found), found.same) == ([], 1)


def test_reached_alike_but_active_in_one_only() -> None:
    """連続3 ends with the run, 累計3 never does."""
    total = board(stage("early", rule("cumulative", 3)))
    ((found,), _) = held(limit(3), total, "三 4/7- 欠*3 出")
    assert told(found) == ["standing 三 4/9 4/9"]
    ((found,), _) = held(limit(3), total, "三 4/7- 欠*3 出", upto="4/9")
    assert (told(found), found.same) == ([], 1)


def test_what_holds_now_and_is_latest_comes_first() -> None:
    """Inside one list."""
    lines = ("古 4/7- 欠*3", "新 5/7- 欠*3", "今 4/14- 出 5/1- 欠*20")
    ((found,), _) = held(limit(3), limit(30), *lines)
    assert told(found) == ["only_a 今 5/7 -", "only_a 新 5/9 -", "only_a 古 4/9 -"]


def test_stages_without_an_answer() -> None:
    """Who reached them is told beside."""
    a = board(stage("early", rule(at_least=3)), stage("late", rule(at_least=5)))
    (_, alone) = held(a, limit(3), "五 4/7- 欠*5", "四 4/7- 欠*4")
    assert [(u.side, u.stage.id, [r.pupil.name for r, _ in u.reached]) for u in alone] == [("a", "late", ["五"])]
    (_, alone) = held(limit(3), a, "五 4/7- 欠*5")
    assert [(u.side, u.stage.id) for u in alone] == [("b", "late")]


def other() -> Policy:
    """The invented board's next edition: 連続4, 連続7 または 断続8, and no third stage."""
    early, report, _ = policy().stages
    early = replace(early, rule=Group("any", (condition("consecutive", 4),)))
    report = replace(report, rule=Group("any", (condition("consecutive", 7), condition("cumulative", 8))))
    return replace(policy(), edition="2026-04-01", stages=(early, report))


def screen_of(*lines: str, width: int = 80, masked: bool = False) -> str:
    """The whole screen."""
    a = assess(*lines, upto="5/30")
    b = replace(a, policy=other(), pupils=tuple(decide(a.register, other())))
    target, stream = console(width)
    show_comparison(a, b, hold_together(a.policy, b.policy, a.pupils, b.pupils), target, masked=masked, problems=True)
    return stream.getvalue()


LINES = ("山田太郎 4/7- 欠*3", "鈴木花子 4/7- 欠*5", "佐藤次郎 4/7- 欠*3 出 欠*3 出 欠*3", "田中空 4/7- 出")


def test_the_screen_says_who_when_and_why() -> None:
    """Both dates with the conditions that were reached, or by how much one was missed."""
    shown = screen_of(*LINES)
    assert "A  見本市不登校対応マニュアル（mihon・2025-04-01版）" in shown
    assert "Aだけで達する  2人" in shown
    assert "1-1-01  山田太郎\n     A  4/9 連続欠席3日目（4/7から）  いまは当てはまらない\n" in shown
    assert "     B  達しない  連続欠席 4日以上（最長 3日）\n" in shown
    assert "A  4/9 連続欠席3日目（4/7から）（3回）" in shown
    assert "Bのほうが遅い  1人" in shown
    assert "B  4/18 断続（累計）欠席8日目\n" in shown
    assert "A  達しない  連続欠席 7日以上（最長 3日）、断続（累計）欠席 10日以上（いま" in shown
    assert "【相手のない段階】\n A  ［現認できないまま30日］ mihon  達したのは 0人" in shown


@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_line_fits(width: int) -> None:
    """At any width, in letters that every console has."""
    shown = screen_of(*LINES, *[f"とても長い名前の子供{n} 4/7- 欠*{n % 9}" for n in range(40)], width=width)
    assert all(cell_len(line) <= width for line in shown.splitlines())
    assert "（すべては --json で）" in shown
    assert not {c for c in shown if unicodedata.east_asian_width(c) == "A"}
    shown.encode("cp932")


def test_masked() -> None:
    """No name."""
    assert "山田" in screen_of(*LINES)
    assert not {name for name in ("山田", "鈴木", "佐藤") if name in screen_of(*LINES, masked=True)}


def test_json_keys() -> None:
    """Exactly these."""
    a = assess(*LINES, upto="5/30")
    b = replace(a, policy=replace(other(), stages=other().stages[:1]))
    b = replace(b, pupils=tuple(decide(a.register, b.policy)))
    pairs, alone = hold_together(a.policy, b.policy, a.pupils, b.pupils)
    result = json.loads(dump(compare_result(a, b, pairs, alone, masked=False)))
    of_policy = {"id": str, "edition": str, "title": str}
    check(
        result,
        {
            "futoko_result_version": int,
            "command": str,
            "a": of_policy,
            "b": of_policy,
            "school": str,
            "school_year": int,
            "as_of": str,
            "sources": [dict],
            "stages": [
                {
                    "a": {"id": str, "label": str},
                    "b": {"id": str, "label": str},
                    "paired_by": str,
                    "counts": dict.fromkeys(["only_b", "only_a", "earlier", "later", "standing", "same"], int),
                    "pupils": [{**WHO, "change": str, "a": {**STAGE, "why": str}, "b": {**STAGE, "why": str}}],
                }
            ],
            "unpaired": [{"policy": str, "id": str, "label": str, "pupils": [{**WHO, "stage": STAGE}]}],
            "issues": [ISSUE],
        },
    )
    assert [u["id"] for u in result["unpaired"]] == ["report", "unseen"]
    assert result["stages"][0]["counts"]["only_a"] == 2
    assert [p["key"] for p in result["stages"][0]["pupils"]] == ["1-1-03", "1-1-01", "1-1-02"]


def test_the_command_reads_once_and_judges_twice(tmp_path: Path) -> None:
    """太郎's seven days: otaru's early and okinawa's 連続3日 on the third day; --policy is no option here."""
    register(tmp_path)
    said = futoko("policy", "compare", "otaru", "okinawa", ".", "--json", cwd=tmp_path)
    assert said.code == 0
    assert (said.data["a"]["id"], said.data["b"]["id"]) == ("otaru", "okinawa")
    pair = said.data["stages"][0]
    assert (pair["a"]["id"], pair["b"]["id"], pair["paired_by"]) == ("early", "case_meeting", "condition")
    assert pair["counts"]["same"] == 1
    alone = futoko("scan", ".", "--policy", "okinawa", "--json", cwd=tmp_path).data
    (watch,) = [each for each in said.data["unpaired"] if each["id"] == "watch"]
    assert watch["pupils"] == []
    assert alone["pupils"][0]["stages"][1]["reached_on"] == ["2025-04-10"]
    assert futoko("policy", "compare", "otaru", "okinawa", ".", "--policy", "otaru", cwd=tmp_path).code == 2
    assert "春野" not in futoko("policy", "compare", "otaru", "okinawa", ".", "--masked", cwd=tmp_path).out


def test_the_command_narrows_and_refuses(tmp_path: Path) -> None:
    """One class, another day, a policy that is none, a file that exists."""
    register(tmp_path)
    early = futoko("policy", "compare", "otaru", "otaru", ".", "--as-of", "2025-04-10", "--class", "1-1", cwd=tmp_path)
    assert "違いはありません（どちらも同じ 1人）。" in early.out
    assert futoko("policy", "compare", "otaru", "nowhere", ".", cwd=tmp_path).code == 3
    assert futoko("policy", "compare", "otaru", "okinawa", ".", "-o", "x.txt", cwd=tmp_path).code == 0
    assert "どちらも同じ 1人" in (tmp_path / "x.txt").read_text(encoding="utf-8")
    assert futoko("policy", "compare", "otaru", "okinawa", ".", "-o", "x.txt", cwd=tmp_path).code == 6
