"""``futoko init``: the folder of one school year (年度のフォルダー), with everything ready to be filled in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from futoko_cli.commands.options import NoColor, SchoolYear
from futoko_cli.settings.config import REPORTS

REGISTERS: Final = "出席簿"
LEDGER: Final = "支援台帳.xlsx"
CALENDAR: Final = "calendar.csv"

Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help="作るフォルダー。既定は今のフォルダー。")]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="学校名。例: 見本市立みどり小学校")]
PolicyRef = Annotated[str | None, typer.Option("--policy", metavar="ID|FILE", help="対応基準。既定は otaru。")]


def init(
    folder: Folder = Path(),
    *,
    name: Name = "",
    school_year: SchoolYear = None,
    policy: PolicyRef = None,
    no_color: NoColor = False,
) -> None:
    """年度のフォルダー（設定・支援台帳・暦・出席簿・報告）を作ります。すでにあるものは変えません。"""
    import sys

    from futoko_cli.commands.options import check_year
    from futoko_cli.errors import OutputError
    from futoko_cli.ledger.make import make_ledger
    from futoko_cli.outputs import write_file
    from futoko_cli.settings.policy_file import load_policy
    from futoko_cli.terminal.ledger import show_init
    from futoko_cli.terminal.style import make_console

    if school_year is not None:
        check_year("--school-year", school_year)
    year, differing = _school_year(folder, school_year)
    if policy is not None:
        load_policy(policy)
    made: list[str] = []
    kept: list[str] = []
    try:
        for path in (folder, folder / REGISTERS, folder / REPORTS):
            if path != folder:
                (kept if path.is_dir() else made).append(f"{path.name}/")
            path.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise OutputError(
            f"フォルダー {folder} を作れません。", "同じ名前のファイルがないか、書き込めるかを確かめてください。"
        ) from None
    files: dict[str, Callable[[], bytes]] = {
        "futoko.toml": lambda: _settings(folder, name, year, policy).encode("utf-8"),
        LEDGER: lambda: make_ledger(name, year),
        CALENDAR: lambda: "日付,区分,学年,組,内容\r\n".encode("utf-8-sig"),
    }
    for file, content in files.items():
        if (folder / file).exists():
            kept.append(file)
        else:
            write_file(content(), folder / file, force=False)
            made.append(file)
    shown = str(folder.resolve().name if folder == Path() else folder)
    show_init(shown, year, differing, made, kept, make_console(sys.stdout, no_color=no_color))


def _school_year(folder: Path, asked: int | None) -> tuple[int, list[str]]:
    """The school year of the folder, and what else says another one.

    The call's wins, then that of a futoko.toml already there, the folder's name (令和8年度, R8, 2026), today's.
    """
    from contextlib import suppress

    from futoko_cli.commands.options import today
    from futoko_cli.core.school_calendar import school_year_of
    from futoko_cli.errors import ConfigError
    from futoko_cli.ingest.dates import school_year_in
    from futoko_cli.ingest.wording import plain
    from futoko_cli.settings.config import FILE_NAME, FIRST_YEAR, LAST_YEAR, parse_config
    from futoko_cli.settings.strict import read_toml

    name = folder.resolve().name
    file = folder / FILE_NAME
    kept = None
    if file.is_file():
        with suppress(ConfigError):  # it is left as it is; every other command names what is wrong in it
            kept = parse_config(read_toml(file, FILE_NAME), file).school_year
    named = school_year_in(plain(name))
    said = [
        (asked, "--school-year"),
        (kept, f"すでにある {FILE_NAME}"),
        (named if named is None or FIRST_YEAR <= named <= LAST_YEAR else None, f"フォルダーの名前「{name}」"),
        (school_year_of(today().toordinal()), "今日"),
    ]
    known = [(year, what) for year, what in said if year is not None]
    chosen = known[0][0]
    return chosen, [f"{what} は {year}年度です。" for year, what in known[1:-1] if year != chosen]


def _settings(folder: Path, name: str, year: int, policy: str | None) -> str:
    """futoko.toml with every setting, those without a value as comments."""
    import json
    import os

    from futoko_cli.settings.policy_file import shipped

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    own = policy is not None and policy not in shipped()
    if policy is not None and own:
        # relative to the folder, as paths in the file are; another drive has no such path
        same_drive = Path(policy).resolve().drive == folder.resolve().drive
        file = os.path.relpath(policy, folder) if same_drive else str(Path(policy).resolve())
        rule = f"file = {quoted(Path(file).as_posix())}"
    else:
        rule = f"id = {quoted(policy or 'otaru')}"
    return f"""# {year}年度の設定です。行の先頭の # を消すと、その設定が使われます。
# このフォルダーの中で futoko を実行すると読み込まれます。ファイル名は、このファイルのある場所から書きます。

[school]
name = {quoted(name)}
school_year = {year}
# principal = "校長名"
# writer = "教頭　氏名"           # 様式の記入者
# contact = "教頭　氏名（電話）"  # 様式の担当

[policy]
{rule}  # 対応基準。一覧は futoko policy list

[calendar]
file = "{CALENDAR}"               # 例: {year}-04-07,始業式,,,1学期始業式
# vacations = ["{year}-07-26〜{year}-08-19", "{year}-12-26〜{year + 1}-01-08"]  # 長期休業
# terms = ["{year}-04-01", "{year}-09-01", "{year + 1}-01-01"]                  # 学期の始まり

[ledger]
file = "{LEDGER}"

[report]
folder = "{REPORTS}"

# 学校で決めた記号があるとき
# [marks]
# file = "marks.toml"

# 教育委員会などの様式を使うとき
# [templates]
# monthly = "様式/欠席状況報告書.xlsx"
"""
