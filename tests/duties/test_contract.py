"""``duties --json`` and ``--csv``, key by key and column by column."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import Assessment
from futoko_cli.issuing.corrections import ChangedDay, Correction
from futoko_cli.issuing.journal import Entry
from futoko_cli.reports.duties.as_csv import duties_csv
from futoko_cli.reports.duties.as_json import duties_result
from futoko_cli.reports.result_json import dump
from tests.duties.school import assess, looked_at, nameless, record
from tests.reports.test_contract import ENVELOPE, ISSUE, NULL, WHO, check

DUTY = {
    "id": str,
    **WHO,
    "left": bool,
    "stage": str,
    "active": bool,
    "what": str,
    "to": str,
    "form": (str, NULL),
    "reached_on": str,
    "month": (str, NULL),
    "standing": (str, NULL),
    "due": str,
    "moved": bool,
    "decision": bool,
    "state": str,
    "when": str,
    "done_on": (str, NULL),
    "by": (str, NULL),
    "note": (str, NULL),
    "ledger_sheet": (str, NULL),
    "ledger_cell": (str, NULL),
}
STRAY = {
    "key": str,
    "date": str,
    "what": str,
    "state": str,
    "month": (str, NULL),
    "ledger_sheet": str,
    "ledger_cell": (str, NULL),
}
CLOCK = {
    **WHO,
    "stage": str,
    "active": bool,
    "consecutive": int,
    "unseen": int,
    "met_on": (str, NULL),
    "met_by": (str, NULL),
    "reached_on": [str],
    "forecast": (str, NULL),
}
PREVIEW = {
    **WHO,
    "stage": str,
    "day": str,
    "day_name": str,
    "consecutive": int,
    "cumulative": int,
    "unseen": (int, NULL),
}
CHANGED = {"date": str, "now": str, "now_cell": (str, NULL), "issued_cell": (str, NULL)}
CORRECTION = {
    "key": str,
    "name": (str, NULL),
    "form": str,
    "period": str,
    "file": str,
    "issued": int,
    "now": (int, NULL),
    "removed": [CHANGED],
    "added": [CHANGED],
}
DUTIES = {
    **ENVELOPE,
    "on": str,
    "month": (str, NULL),
    "recorded": bool,
    "duties": [DUTY],
    "strays": [STRAY],
    "clock": [CLOCK],
    "preview": [PREVIEW],
    "corrections": [CORRECTION],
    "issues": [ISSUE],
}


def whole() -> Assessment:
    """A child with everything: done, waived, open, a stray, a clock, the closing day near."""
    return assess(
        "太郎 6/30- 欠*15",
        actions=(
            record("7/8 済 速報", 1, note="太郎の母と話した"),
            record("7/3 不要 家庭訪問", 2),
            record("7/1 済 家庭訪問（太郎の家）", 3),
        ),
        labels={"7/25": "終業式"},
        issues=(Issue("sheet-empty", "太郎 のシートです。", "", "a.xlsx", "8月"),),
    )


def result(*, masked: bool = False, month: str = "") -> dict[str, Any]:
    """What a program reads, on 7/19 (Saturday)."""
    school = whole()
    wrong = (correction(school),)
    whole_result = duties_result(school, looked_at(school, "7/19", month), masked=masked, wrong=wrong)
    found: dict[str, Any] = json.loads(dump(whole_result))
    return found


def correction(school: Assessment) -> Correction:
    """July's report said sixteen days; one has gone, none has come."""
    entry = Entry("欠席状況報告書_1-1-01.xlsx", "form", "", "", "1-1-01", "monthly", "2025-07")
    gone, come = (ChangedDay(date(2025, 7, day), "出席", "", "a.xlsx「7月」F3") for day in (18, 17))
    return Correction(entry, Path("報告/2025-07") / entry.file, school.pupils[0].pupil, 16, 15, (come,), (gone,))


def test_exactly_these_keys() -> None:
    """Every list has a member, so that each shape is met."""
    data = result()
    check(data, DUTIES)
    assert all(data[key] for key in ("duties", "strays", "clock", "preview", "corrections", "issues"))
    assert (data["futoko_result_version"], data["command"], data["on"]) == (1, "duties", "2025-07-19")


def test_values() -> None:
    """By due day: four of 7/2, 速報 of 7/8, the reports of June and July."""
    data = result()
    told = [(d["what"].split("（")[0], d["due"], d["state"], d["when"], d["month"]) for d in data["duties"]]
    assert told == [
        ("家庭への連絡", "2025-07-02", "overdue", "overdue", None),
        ("管理職への報告", "2025-07-02", "overdue", "overdue", None),
        ("校内ケース会議", "2025-07-02", "overdue", "overdue", None),
        ("家庭訪問", "2025-07-02", "waived", "settled", None),
        ("速報", "2025-07-08", "done", "settled", None),
        ("欠席状況報告書", "2025-08-05", "open", "later", "2025-07"),
    ]
    quick, monthly = data["duties"][4:]
    assert quick["id"] == "1-1-01/report/1/2025-07-08"
    assert (quick["form"], quick["reached_on"], quick["standing"]) == ("quick", "2025-07-08", None)
    assert (quick["done_on"], quick["by"], quick["note"]) == ("2025-07-08", "教頭", "太郎の母と話した")
    assert (quick["ledger_sheet"], quick["ledger_cell"]) == ("対応記録", "B2")
    assert (monthly["id"], monthly["standing"], monthly["moved"]) == ("1-1-01/report/2/2025-07", "new", False)
    assert data["strays"][0]["ledger_cell"] == "B4"
    assert data["recorded"] is True


def test_the_clock_and_the_list() -> None:
    """15 days since Friday 6/27; 15 more end in September; the closing day is 7/25."""
    data = result()
    assert {key: data["clock"][0][key] for key in list(CLOCK)[5:]} == {
        "stage": "unseen",
        "active": False,
        "consecutive": 15,
        "unseen": 15,
        "met_on": "2025-06-27",
        "met_by": "register",
        "reached_on": [],
        "forecast": "2025-08-12",
    }
    assert {key: data["preview"][0][key] for key in list(PREVIEW)[5:]} == {
        "stage": "vacation",
        "day": "2025-07-25",
        "day_name": "終業式",
        "consecutive": 15,
        "cumulative": 15,
        "unseen": 15,
    }


def test_one_month_is_named() -> None:
    """August: the report of July alone."""
    data = result(month="2025-08")
    assert data["month"] == "2025-08"
    assert [duty["due"] for duty in data["duties"]] == ["2025-08-05"]


def test_masked() -> None:
    """Names null; nothing that a person wrote; a key without a number is a place, in ids too."""
    data = result(masked=True)
    check(data, DUTIES)
    assert not [word for word in ("太郎", "教頭", "母") if word in dump(data)]
    assert {duty["name"] for duty in data["duties"]} == {None}
    hidden = nameless(assess("太郎 5/12- 欠*7"), "山田 太郎")
    told = duties_result(hidden, looked_at(hidden, "5/20"), masked=True)
    assert "山田" not in dump(told)
    assert told["duties"][0]["id"].startswith("1-1-#1/early/1/")


def rows(school: Assessment, on: str, *, masked: bool = False) -> list[list[str]]:
    """The rows of the table."""
    data = duties_csv(school, looked_at(school, on), masked=masked)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_table() -> None:
    """One row a duty in the order of the screen; nothing that Excel would take for a formula or a date."""
    head, *found = rows(whole(), "7/19")
    assert head[:10] == ["期限", "状態", "キー", "学年", "組", "番号", "氏名", "段階", "当てはまる", "すること"]
    assert [row[1] for row in found] == ["期限切れ"] * 3 + ["未", "不要", "済"]
    done = dict(zip(head, found[-1], strict=True))
    assert done["期限"] == done["達した日"] == done["済んだ日"] == "2025-07-08"
    assert (done["キー"], done["様式"], done["担当"], done["台帳のセル"]) == ("'1-1-01", "速報", "教頭", "対応記録 B2")
    monthly = dict(zip(head, found[3], strict=True))
    assert (monthly["対象月"], monthly["新規・継続"], monthly["済んだ日"]) == ("2025-07", "新規", "")
    hostile = rows(assess("太郎 5/12- 欠*3", names=("=cmd|' /C calc'!A0",)), "5/14")
    assert hostile[1][6] == "'=cmd|' /C calc'!A0"


def test_the_masked_table() -> None:
    """Neither names nor notes."""
    text = str(rows(whole(), "7/19", masked=True))
    assert not [word for word in ("太郎", "教頭", "母") if word in text]


def test_a_child_that_left_is_marked() -> None:
    """転出 in the last column."""
    assert {row[-1] for row in rows(assess("太郎 5/12- 欠*9 外"), "5/28")[1:]} == {"転出"}
