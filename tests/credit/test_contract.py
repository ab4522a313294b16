"""The JSON of credit, record and survey, key by key: adding a key is free, anything else breaks somebody's program."""

from __future__ import annotations

from pathlib import Path

from tests.credit.classes import data, june, spring
from tests.reports.test_contract import ENVELOPE, ISSUE, NULL, WHO, check

FIGURES = dict.fromkeys(
    [
        "school_days",
        "suspended",
        "must_attend",
        "absent",
        "present",
        "register_absent",
        "credited",
        "at_school",
        "unentered",
    ],
    int,
)
APPLICATION = {
    "place": str,
    "kind": str,
    "received": (str, NULL),
    "decided": (str, NULL),
    "decision": str,
    "sheet": str,
    "cell": (str, NULL),
}
DAY = {
    "date": str,
    "place": str,
    "ict": bool,
    "content": str,
    "hours": str,
    "credited": bool,
    "reason": str,
    "reason_text": str,
    "kind": (str, NULL),
    "recorded": bool,
    "file": str,
    "sheet": str,
    "cell": (str, NULL),
}
CREDIT = {
    **ENVELOPE,
    "pupils": [
        {
            **WHO,
            "credited": int,
            "by_place": [{"place": str, "words": str, "kind": str, "days": int}],
            "by_month": dict,
            "remarks": str,
            "applications": [APPLICATION],
            "lapsing": [APPLICATION],
            "lapsed": [APPLICATION],
            "days": [DAY],
        }
    ],
    "issues": [ISSUE],
}
RECORD = {
    **ENVELOPE,
    "titles": dict.fromkeys(["school_days", "suspended", "must_attend", "absent", "present", "remarks"], str),
    "records": [{**WHO, **FIGURES, "remarks": str, "adds_up": bool, "faults": [str], "transfer_day_unknown": bool}],
    "issues": [ISSUE],
}
REASONS = dict.fromkeys(["病気", "経済的理由", "不登校", "その他", "未分類"], int)
FUTOKO = dict.fromkeys(
    [
        "days_30_49",
        "days_50_89",
        "days_90",
        "present_10",
        "present_0",
        "new",
        "continuing",
        "standing_unknown",
        "supported",
        "unsupported",
        "support_unknown",
        "days_90_unsupported",
        "days_90_support_unknown",
    ],
    int,
)
STATE = (bool, NULL)
SURVEY = {
    **ENVELOPE,
    "enrolled": int,
    "tallies": [
        {
            "basis": str,
            "title": str,
            "children": int,
            "rate": (float, NULL),
            "by_reason": REASONS,
            "by_grade_and_sex": [{"grade": (int, NULL), "sex": (str, NULL), "children": int, "by_reason": REASONS}],
            "futoko": {
                "children": int,
                "rate": (float, NULL),
                **FUTOKO,
                "days_90_unsupported_keys": [str],
                "days_90_support_unknown_keys": [str],
                "facts": [{"factor": str, "label": str, "main": int, "others": int}],
            },
        }
    ],
    "pupils": [
        {
            **WHO,
            "sex": (str, NULL),
            "reason": (str, NULL),
            "days": int,
            "days_with_suspended": int,
            "at_school": int,
            "previous_year_absences": (int, NULL),
            "continuing": STATE,
            "supported": STATE,
            "record": FIGURES,
        }
    ],
    "month": {
        "month": str,
        "until": str,
        "at_least": int,
        "pupils": [
            {
                **WHO,
                "sex": (str, NULL),
                "reason": (str, NULL),
                "school_days": int,
                "absent": int,
                "suspended": int,
                "credited": int,
                "absent_to_date": int,
                "suspended_to_date": int,
                "reached_30": bool,
                "continuing": STATE,
                "supported": STATE,
            }
        ],
    },
    "issues": [ISSUE],
}


def test_credit_has_exactly_these_keys(tmp_path: Path) -> None:
    """Every child with its days and applications."""
    found = data(june(tmp_path), "credit")
    check(found, CREDIT)
    assert found["command"] == "credit"
    assert all(found[key] for key in ("pupils", "issues"))


def test_record_has_exactly_these_keys(tmp_path: Path) -> None:
    """Every child of the class."""
    found = data(june(tmp_path), "record")
    check(found, RECORD)
    assert len(found["records"]) == 6


def test_survey_has_exactly_these_keys(tmp_path: Path) -> None:
    """With a month; without one it is null."""
    folder = spring(tmp_path)
    check(data(folder, "survey", "--month", "2025-05"), SURVEY)
    assert data(folder, "survey")["month"] is None
