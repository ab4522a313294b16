"""Two invented classes as files: what stands in register, calendar, ledger and a place's own list."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from futoko_cli.core.ledger import Application, CentreDay, Child, Ledger
from futoko_cli.ledger.make import make_ledger
from tests.command import Said, futoko
from tests.notation import day_of

HOSTILE: Final = "=SUM(A1)　乙"
#: 2年1組 in June 2025: number, name, marks. June has 21 weekdays; 6/17 the whole grade is closed, 6/10 this class.
JUNE: Final = (
    (1, "春野　一", "6/2教 6/3教 6/4教 6/5教 6/6欠"),
    (2, "夏川　二", "6/9欠 6/11欠 6/12欠 6/13欠 6/16欠"),
    (3, "秋山　三", "6/23欠 6/24欠"),
    (4, "冬木　四", "6/16転入 6/24欠 6/25忌"),
    (5, "空木　五", ""),
    (6, HOSTILE, "6/26停 6/27停 6/30ICT"),
)
CALENDAR: Final = """日付,区分,学年,組,内容
2025/4/1〜2025/5/31,休業日,,,
2025/6/17,学年閉鎖,2,,
2025/6/10,学級閉鎖,2,1,
"""


def _day(text: str) -> date:
    return day_of(text)


def _applied(number: int, place: str, kind: str, received: str, decision: str) -> Application:
    decided = _day("6/20") if decision else None
    return Application(f"2-1-{number:02}", place, kind, _day(received), decided, decision)


def _came(number: int, place: str, *days: str, ict: bool = False) -> tuple[CentreDay, ...]:
    return tuple(CentreDay(_day(day), f"2-1-{number:02}", place, ict, "=1+1", "9:00～12:00") for day in days)


LEDGER: Final = Ledger(
    children={f"2-1-{n:02}": Child(f"2-1-{n:02}", name, sex="女") for n, name, _ in JUNE},
    applications=(
        _applied(1, "みどり", "公的機関", "6/4", "承認"),
        _applied(2, "そらいろ", "民間施設", "6/2", "承認"),
        _applied(2, "自宅", "ICT", "6/2", "承認"),
        _applied(3, "みどり", "公的機関", "6/2", "不承認"),
        _applied(6, "自宅", "ICT", "6/2", ""),
    ),
    centre_days=(
        *_came(1, "みどり", "6/2", "6/3", "6/4", "6/5", "6/6", "6/10", "6/17", "6/18"),
        *_came(2, "そらいろ", "6/9", "6/11"),
        *_came(2, "自宅", "6/11", "6/12", "6/13", ict=True),
        *_came(3, "みどり", "6/23"),
        *_came(4, "みどり", "6/13", "6/24"),
    ),
)


def month_csv(title: str, month: int, children: tuple[tuple[int, str, str], ...]) -> bytes:
    """One month's sheet of a class; only the marks of that month are in it."""
    lines = [f"令和7年度 {month}月 {title} 出席簿", ",".join(["番号", "氏名", *map(str, range(1, 32))])]
    for number, name, marks in children:
        cells = [""] * 31
        for word in marks.split():
            when, mark = word[: -len(word.lstrip("0123456789/"))], word.lstrip("0123456789/")
            if day_of(when).month == month:
                cells[day_of(when).day - 1] = mark
        lines.append(",".join([str(number), name, *cells]))
    return "\n".join(lines).encode("utf-8-sig")


def june(folder: Path, ledger: Ledger = LEDGER) -> Path:
    """The files of 2年1組 in a folder, with a futoko.toml."""
    (folder / "2-1 6月.csv").write_bytes(month_csv("2年1組", 6, JUNE))
    return _settled(folder, CALENDAR, ledger)


def _settled(folder: Path, calendar: str, ledger: Ledger) -> Path:
    (folder / "暦.csv").write_text(calendar, encoding="utf-8")
    (folder / "支援台帳.xlsx").write_bytes(make_ledger("見本市立みどり小学校", 2025, ledger))
    (folder / "futoko.toml").write_text(
        '[school]\nname = "見本市立みどり小学校"\n[calendar]\nfile = "暦.csv"\n[ledger]\nfile = "支援台帳.xlsx"\n',
        encoding="utf-8",
    )
    return folder


#: 3年1組 from 4/7 to 6/30: 58 school days (17 in April, 20 in May, 21 in June).
#: name, sex, 長期欠席の理由, 相談・指導, 前年度欠席, absent from 4/7 on so many school days, 忌引 or 停 after them.
SPRING: Final = (
    ("赤木　一", "女", "不登校", True, 35, 37, ""),
    ("青山　二", "男", "不登校", False, 3, 58, ""),
    ("白井　三", "女", "病気", None, None, 30, ""),
    ("黒田　四", "男", "", None, 31, 27, "忌忌忌"),
    ("緑川　五", "女", "不登校", None, None, 29, ""),
    ("茶谷　六", "男", "その他", None, None, 29, "停"),
)


def spring(folder: Path) -> Path:
    """The files of 3年1組 in a folder."""
    from tests.notation import school_dates

    days = [day for day in school_dates() if date(2025, 4, 7) <= day <= date(2025, 6, 30)]
    lines = []
    children = {}
    for n, (name, sex, reason, supported, previous, absent, after) in enumerate(SPRING, 1):
        marks = ["欠"] * absent + list(after)
        words = " ".join(f"{day.month}/{day.day}{mark}" for day, mark in zip(days, marks, strict=False))
        lines.append((n, name, words))
        key = f"3-1-{n:02}"
        children[key] = Child(key, name, sex=sex, previous_year=previous, long_absence=reason, supported=supported)
    lines.append((7, "紫藤　七", "6/30遅"))
    for month in (4, 5, 6):
        (folder / f"3-1 {month}月.csv").write_bytes(month_csv("3年1組", month, tuple(lines)))
    return _settled(folder, "日付,区分\n2025/4/1〜2025/4/6,休業日\n", Ledger(children=children))


def told(folder: Path, command: str, *words: object, files: str = "*.csv") -> Said:
    """``futoko COMMAND`` over the registers of a folder, on 2025-07-01."""
    registers = sorted(path for path in folder.glob(files) if path.name[0].isdigit())
    return futoko(command, *registers, *words, cwd=folder, env={"FUTOKO_TODAY": "2025-07-01"})


def data(folder: Path, command: str, *words: object) -> dict[str, Any]:
    """… as JSON."""
    said = told(folder, command, *words, "--json", "-q")
    assert said.raw, said.err
    return said.data
