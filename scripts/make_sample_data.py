"""Makes ``sample_data/``: the register, the list and the calendar of one invented school, and what they hold.

Run ``python scripts/make_sample_data.py [FOLDER]``; the same bytes come out each time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from futoko_cli.ledger.make import make_ledger
from scripts.sample.expected import expected
from scripts.sample.issued import issue_october
from scripts.sample.ledger import ledger
from scripts.sample.listing import attendance_csv, calendar_csv
from scripts.sample.look import Look
from scripts.sample.page import Page
from scripts.sample.sheet import write_page
from scripts.sample.truth import SCHOOL_NAME, build, case_keys
from scripts.sample.year import CREATED, SCHOOL_YEAR, months

if TYPE_CHECKING:
    from scripts.sample.school import School

ROOT: Final = Path(__file__).resolve().parent.parent
LEDGER: Final = "支援台帳.xlsx"
REPORTS: Final = "報告"
SETTINGS: Final = f"""\
# 見本の設定（架空の学校）
[school]
name = "{SCHOOL_NAME}"
school_year = {SCHOOL_YEAR}
principal = "大谷　恵一"
writer = "教頭　中西　康子"
contact = "教頭　中西　康子"

[policy]
id = "otaru"

[calendar]
file = "calendar.csv"

[ledger]
file = "{LEDGER}"

[report]
folder = "{REPORTS}"
"""


def main(folder: Path) -> None:
    """Write every file of the sample but its README."""
    school = build()
    folder.mkdir(parents=True, exist_ok=True)
    write_register(folder / "attendance.xlsx", school)
    (folder / "attendance.csv").write_bytes(attendance_csv(school))
    (folder / "calendar.csv").write_bytes(calendar_csv())
    (folder / LEDGER).write_bytes(make_ledger(SCHOOL_NAME, SCHOOL_YEAR, ledger(school)))
    (folder / "futoko.toml").write_bytes(SETTINGS.encode())
    facts = {
        "files": ["attendance.xlsx"],
        "as_of": str(school.entered_to),
        "calendar": False,
        "cases": case_keys(school),
        "pupils": expected(school),
    }
    (folder / "expected.json").write_bytes((json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode())
    issue_october(folder, REPORTS)


def write_register(path: Path, school: School) -> None:
    """Write the whole school into one workbook: a sheet for each class and month up to the last day entered."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": "出席簿", "author": school.name, "created": CREATED})
        look = Look(book)
        for room in school.rooms:
            for first in months(8):
                page = Page(school.name, room, first.year, first.month, school.entered_to)
                write_page(book, look, f"{room.grade}-{room.name} {first.month}月", page)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sample_data")
