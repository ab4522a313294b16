"""The plain library route to the same counts: openpyxl reads, pandas counts. Run by benchmarks/scan.py.

It knows the one page shape of benchmarks/school.py, checks nothing, and reports no problem: a lower
bound of what the usual libraries cost.
"""

from __future__ import annotations

import json
import sys

import openpyxl
import pandas as pd

KINDS = {
    "／": "absent",
    "病": "absent_sick",
    "事": "absent_other",
    "教": "credited",
    "チ": "late",
    "ソ": "early_leave",
    "チソ": "late_and_early_leave",
    "別": "separate_room",
    "停": "suspended",
    "忌": "bereavement",
    "学閉": "class_closure",
}
ABSENCES = ("absent", "absent_sick", "absent_other", "credited")
SKIPPED = ("suspended", "bereavement", "class_closure")
SCHOOL_YEAR = 2025


def cells(files: list[str]) -> pd.DataFrame:
    """One row a child and day."""
    found = []
    for file in files:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = list(sheet.iter_rows(values_only=True))
            header = next(i for i, row in enumerate(rows) if sum(isinstance(v, int) for v in row) >= 28)
            days = [(col, int(v)) for col, v in enumerate(rows[header]) if isinstance(v, int)]
            month = int(str(sheet.title).split()[-1].removesuffix("月"))
            closed = {
                c for row in rows[header + 1 : header + 4] for c, v in enumerate(row) if v in ("土", "日", "祝", "休")
            }
            for row in rows[header + 1 :]:
                if isinstance(row[0], int) and row[1]:
                    found += [
                        (file, row[0], month, day, row[col] if col < len(row) else None)
                        for col, day in days
                        if col not in closed
                    ]
        book.close()
    return pd.DataFrame(found, columns=["class", "number", "month", "day", "mark"])


def counted(frame: pd.DataFrame) -> dict[str, dict[str, object]]:
    """What a scan counts of each child, by class and number."""
    year = SCHOOL_YEAR + (frame["month"] < 4)
    frame["date"] = pd.to_datetime({"year": year, "month": frame["month"], "day": frame["day"]}, errors="coerce")
    last = frame.loc[frame["mark"].notna(), "date"].max()
    frame = frame[frame["date"].notna() & (frame["date"] <= last)].sort_values(["class", "number", "date"])
    frame = frame.assign(kind=frame["mark"].map(KINDS).fillna("present"))
    child = [frame["class"], frame["number"]]
    absent = frame["kind"].isin(ABSENCES)
    episode = (~absent & ~frame["kind"].isin(SKIPPED)).groupby(child).cumsum()
    run = absent.groupby([*child, episode]).cumsum().where(lambda n: n > 0, 0)
    frame = frame.assign(absent=absent, episode=episode, run=run, total=absent.groupby(child).cumsum())
    frame["text"] = frame["date"].dt.strftime("%Y-%m-%d")
    away = frame[frame["absent"]]
    days = frame.groupby(["class", "number"]).agg(
        school=("date", "size"), absent=("absent", "sum"), longest=("run", "max")
    )
    current = frame.groupby(["class", "number"])["run"].last()
    kinds = frame.groupby(["class", "number", "kind"]).size()
    months = away.groupby(["class", "number", away["text"].str[:7]]).size()
    spans = away.groupby(["class", "number", "episode"])["text"].agg(["first", "last", "size"])
    reached = {n: away[away["run"] == n] for n in (3, 7, 30)} | {10: away[away["total"] == 10]}
    result: dict[str, dict[str, object]] = {
        f"{file}#{number}": {
            **{name: int(value) for name, value in row.items()},
            "current": int(current[file, number]),
            "kinds": {},
            "months": {},
            "episodes": [],
            "reached": {n: [] for n in reached},
        }
        for (file, number), row in days.iterrows()
    }
    for (file, number, kind), count in kinds.items():
        result[f"{file}#{number}"]["kinds"][kind] = int(count)  # type: ignore[index]
    for (file, number, month), count in months.items():
        result[f"{file}#{number}"]["months"][month] = int(count)  # type: ignore[index]
    for (file, number, _), span in spans.iterrows():
        result[f"{file}#{number}"]["episodes"].append([span["first"], span["last"], int(span["size"])])  # type: ignore[attr-defined]
    for threshold, rows in reached.items():
        for file, number, text in zip(rows["class"], rows["number"], rows["text"], strict=True):
            result[f"{file}#{number}"]["reached"][threshold].append(text)  # type: ignore[index]
    return result


if __name__ == "__main__":
    print(json.dumps(counted(cells(sys.argv[1:])), ensure_ascii=False))
