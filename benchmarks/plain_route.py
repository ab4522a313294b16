"""The plain library route to the same counts: openpyxl reads, pandas counts. Run by benchmarks/scan.py.

It knows the one page shape of benchmarks/school.py, checks nothing, and reports no problem: a lower
bound of what the usual libraries cost.
"""

from __future__ import annotations

import sys

import openpyxl
import pandas as pd

ABSENCES = ("／", "病", "事", "教")
SKIPPED = ("停", "忌", "学閉")
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
            closed = {c for row in rows[header + 1 : header + 4] for c, v in enumerate(row) if v in ("土", "日", "祝", "休")}
            for row in rows[header + 1 :]:
                if isinstance(row[0], int) and row[1]:
                    found += [
                        (file, row[0], month, day, row[col] if col < len(row) else None)
                        for col, day in days
                        if col not in closed
                    ]
        book.close()
    return pd.DataFrame(found, columns=["class", "number", "month", "day", "mark"])


def main() -> None:
    """Print what a scan counts: absences and the longest run of the school."""
    frame = cells(sys.argv[1:])
    year = SCHOOL_YEAR + (frame["month"] < 4)
    frame["date"] = pd.to_datetime({"year": year, "month": frame["month"], "day": frame["day"]}, errors="coerce")
    frame = frame.dropna(subset=["date"]).sort_values(["class", "number", "date"])
    child = [frame["class"], frame["number"]]
    frame["absent"] = frame["mark"].isin(ABSENCES)
    broken = (~frame["absent"] & ~frame["mark"].isin(SKIPPED)).groupby(child).cumsum()
    run = frame["absent"].groupby([*child, broken]).cumsum()
    total = frame["absent"].groupby(child).cumsum()
    reached = frame.loc[(run == 7) | (total == 10), "date"]
    print(int(frame["absent"].sum()), int(run.max()), len(reached))


if __name__ == "__main__":
    main()
