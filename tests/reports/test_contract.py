"""The JSON that other programs read, key by key: adding a key is free, anything else breaks somebody's program."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.policy import Group, Stage, Window
from futoko_cli.errors import UsageError
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.result_json import dump, explain_result, inspect_result, scan_result
from tests.terminal.fabricate import FILE, assess, condition, policy, school, source, totals_row, unknown_marks

NULL = type(None)
ENVELOPE = {
    "futoko_result_version": int,
    "command": str,
    "policy": {"id": str, "edition": str, "title": str},
    "school": str,
    "school_year": int,
    "as_of": str,
    "definitions": {"consecutive": str, "cumulative": str, "school_days": str, "skipped_kinds": [str]},
    "sources": [{"file": str, "sheet": str, "layout": str, "class": str, "month": (str, NULL), "pupils": int}],
}
WHO = {"key": str, "grade": (int, NULL), "class": str, "number": (int, NULL), "name": (str, NULL)}
DAYS = [
    "school",
    "absent",
    "absent_sick",
    "absent_other",
    "credited",
    "late",
    "early_leave",
    "separate_room",
    "suspended",
    "bereavement",
    "class_closure",
    "excused",
    "unentered",
]
CITE = {"document": str, "page": str, "checked_on": str, "decision": bool}
CONDITION = {
    "measure": str,
    "comparison": str,
    "threshold": (int, str),
    "value": (int, str, NULL),
    "met": bool,
    "reached_on": [str],
    "window": (str, dict),
    "cite": CITE,
}
STAGE = {"id": str, "label": str, "active": bool, "reached_on": [str], "conditions": [CONDITION]}
PUPIL = {
    **WHO,
    "days": dict.fromkeys(DAYS, int),
    "absent_by_month": dict,
    "consecutive": {"current": int, "longest": int},
    "episodes": [{"from": str, "to": str, "days": int, "ongoing": bool}],
    "stage": (str, NULL),
    "stages": [STAGE],
}
DAY = {
    "date": str,
    "kind": str,
    "mark": (str, NULL),
    "reason": (str, NULL),
    "file": (str, NULL),
    "sheet": (str, NULL),
    "cell": (str, NULL),
}
TOTALS = {**WHO, "absent": int, "absent_by_month": dict, "file": str, "sheet": str, "cell": str}
ISSUE = {
    "code": str,
    "severity": str,
    "file": str,
    "sheet": str,
    "cell": str,
    "subject": str,
    "message": str,
    "hint": str,
}
SCAN = {**ENVELOPE, "pupils": [PUPIL], "totals_only": [TOTALS], "issues": [ISSUE]}
EXPLAINED_STAGE = {**STAGE, "value": (int, str, NULL), "threshold": (int, str, NULL), "cite": CITE, "days": [DAY]}
EXPLAIN = {**SCAN, "pupils": [{**PUPIL, "stages": [EXPLAINED_STAGE], "marks": [DAY]}]}
INSPECT = {
    "futoko_result_version": int,
    "command": str,
    "sources": [
        {
            "file": str,
            "sheet": str,
            "layout": str,
            "class": str,
            "month": (str, NULL),
            "pupils": int,
            "header_row": int,
            "name_column": (str, NULL),
            "day_columns": (dict, NULL),
            "first_day_cell": (str, NULL),
            "marks": [{"mark": str, "kind": str, "count": int}],
        }
    ],
    "issues": [ISSUE],
}


def check(value: object, shape: object, where: str = "$") -> None:
    """Compare a value with a shape: exactly these keys, these types; bool is no int here."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        assert list(value) == list(shape), where
        for key, inner in shape.items():
            check(value[key], inner, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for n, item in enumerate(value):
            check(item, shape[0], f"{where}[{n}]")
    else:
        allowed = shape if isinstance(shape, tuple) else (shape,)
        assert type(value) in allowed, where


def test_scan_has_exactly_these_keys() -> None:
    """Keys, their order and their types; every list has a member, so that each shape is met."""
    whole = replace(school(3, unknown_marks()), totals=(totals_row(),))
    result = json.loads(dump(scan_result(whole)))
    check(result, SCAN)
    assert all(result[key] for key in ("sources", "pupils", "totals_only", "issues"))
    assert result["futoko_result_version"] == 1
    assert result["command"] == "scan"


def test_explain_has_exactly_these_keys() -> None:
    """The same envelope, one child, and the days of each stage with their cells."""
    result = json.loads(dump(explain_result(school(3, unknown_marks()), "1-1-01")))
    check(result, EXPLAIN)
    assert result["command"] == "explain"
    assert [p["key"] for p in result["pupils"]] == ["1-1-01"]


def test_inspect_has_exactly_these_keys() -> None:
    """What was recognised, and nothing counted."""
    seen = {source(): {("／", int(Kind.ABSENT)): 3, ("欠席(頭痛)", int(Kind.ABSENT)): 1}}
    bare = source(5)._replace(name_col=-1, first_day_col=-1, last_day_col=-1, month=None)
    result = json.loads(dump(inspect_result([source(), bare], unknown_marks(), seen)))
    check(result, INSPECT)
    first, second = result["sources"]
    assert (first["header_row"], first["name_column"]) == (4, "C")
    assert first["day_columns"] == {"from": "D", "to": "AH"}
    assert first["first_day_cell"] == "D4"
    assert first["marks"] == [
        {"mark": "／", "kind": "absent", "count": 3},
        {"mark": "欠席", "kind": "absent", "count": 1},
    ]
    assert (second["name_column"], second["day_columns"], second["marks"]) == (None, None, [])


def test_values_of_one_child() -> None:
    """The values under the keys are those of the assessment."""
    result = scan_result(assess("太郎 4/7- 出 遅 欠*7"))
    (child,) = result["pupils"]
    assert {key: child[key] for key in WHO} == {
        "key": "1-1-01",
        "grade": 1,
        "class": "1",
        "number": 1,
        "name": "太郎",
    }
    assert child["days"]["absent"] == 7
    assert child["days"]["late"] == 1
    assert child["absent_by_month"] == {"2025-04": 7}
    assert child["consecutive"] == {"current": 7, "longest": 7}
    assert child["episodes"] == [{"from": "2025-04-09", "to": "2025-04-17", "days": 7, "ongoing": True}]
    assert child["stage"] == "report"
    assert [(s["id"], s["active"], s["reached_on"]) for s in child["stages"]] == [
        ("early", True, ["2025-04-11"]),
        ("report", True, ["2025-04-17"]),
        ("unseen", False, []),
    ]
    assert result["as_of"] == "2025-04-17"
    assert result["definitions"]["skipped_kinds"] == ["suspended", "bereavement", "class_closure"]


def test_policy_words_are_the_definitions() -> None:
    """Where the policy says how it counts, its words are passed on."""
    rules = replace(policy(), consecutive_text="連続とは。", cumulative_text="断続とは。")
    words = scan_result(assess("太郎 4/7- 出", rules=rules))["definitions"]
    assert (words["consecutive"], words["cumulative"]) == ("連続とは。", "断続とは。")


def test_thresholds_are_ints_or_fractions_in_words() -> None:
    """7 is a number, a third is "1/3", an unknown value null; a window of school days tells its length."""
    window = replace(condition("cumulative", 3), window=Window("school_days", 10))
    third = condition("month_rate", Fraction(1, 3))
    stage = Stage("watch", "見守り", Group("any", (condition("previous_year_absences", 30), third, window)))
    (child,) = scan_result(assess("太郎 4/7- 出 欠", rules=replace(policy(), stages=(stage,))))["pupils"]
    previous, rate, recent = child["stages"][0]["conditions"]
    assert (previous["threshold"], previous["value"]) == (30, None)
    assert (rate["threshold"], rate["value"]) == ("1/3", "1/21")
    assert recent["window"] == {"school_days": 10}


def test_explain_gives_the_days_of_a_stage() -> None:
    """File, sheet, cell and mark of each day that made the count."""
    result = explain_result(assess("太郎 4/7- 欠 出*2 欠*3"), "1-1-1")
    early, report = result["pupils"][0]["stages"][:2]
    assert (early["value"], early["threshold"], early["cite"]["page"]) == (3, 3, "12")
    assert [d["date"] for d in early["days"]] == ["2025-04-10", "2025-04-11", "2025-04-14"]
    assert early["days"][0] == {
        "date": "2025-04-10",
        "kind": "absent",
        "mark": "／",
        "reason": "",
        "file": FILE,
        "sheet": "1-1 4月",
        "cell": "M5",
    }
    assert report["active"] is False
    assert [d["date"] for d in report["days"]] == ["2025-04-07", "2025-04-10", "2025-04-11", "2025-04-14"]


def test_explain_of_totals() -> None:
    """A child of a totals-only sheet has no days, and says where its sum stands."""
    result = explain_result(assess("太郎 4/7- 出", totals=(totals_row(),)), "1-2-09")
    assert result["pupils"] == []
    assert [t["key"] for t in result["totals_only"]] == ["1-2-09"]


def test_explain_of_nobody() -> None:
    """A wrong key is a usage error."""
    with pytest.raises(UsageError):
        explain_result(assess("太郎 4/7- 出"), "9-9-99")


def _without_names(result: dict[str, Any]) -> None:
    text = dump(result)
    for word in ("山田", "太郎", "小林", "秋", "頭痛"):
        assert word not in text


def test_masked_results_hold_no_name_and_no_reason() -> None:
    """No name (null), no reason, no name in messages, files and sheets."""
    issue = Issue("row-unread", "山田　太郎 の行です。", "山田太郎 を直します。", "山田 太郎.xlsx", "山田太郎", "B3")
    whole = assess("山田 4/7- 欠*7", names=("山田 太郎",), issues=(issue,), totals=(totals_row(),), reason="頭痛")
    result = scan_result(whole, masked=True)
    check(result, SCAN)
    assert result["pupils"][0]["name"] is None
    _without_names(result)
    explained = explain_result(whole, "1-1-01", masked=True)
    check(explained, EXPLAIN)
    assert explained["pupils"][0]["marks"][0]["reason"] is None
    _without_names(explained)
    sheet = source()._replace(sheet="山田 太郎")
    seen = {sheet: {("欠席(頭痛)", int(Kind.ABSENT)): 1}}
    _without_names(inspect_result([sheet], [issue], seen, mask=Mask.of(whole, masked=True)))


def test_dump() -> None:
    """Readable Japanese, or ASCII alone; a broken file name cannot break the text."""
    assert dump({"名": "𠮷"}) == '{\n  "名": "𠮷"\n}\n'
    assert dump({"a": "𠮷"}, ascii_only=True).isascii()
    assert json.loads(dump({"a": "\udc80"}).encode()) == {"a": "\udc80"}
