"""The parts of docs/ja that the program itself knows: problems and exit codes, the table of marks, the ledger's columns.

``scripts/make_docs.py`` writes them between the marks of each page; the text around them is written by hand.
"""

from __future__ import annotations

from itertools import groupby

from futoko_cli.ledger.sheets import CHILDREN, EARLIER, SHEETS, Column, Sheet

_EXIT = {
    "DONE": "終わりました。",
    "PROBLEMS": "終わりましたが、「エラー」の問題が残っています（分からない記号、読んでいないシートなど）。",
    "USAGE": "書き方がちがいます（ないオプション、ファイルの書き忘れ、だれにも当たらないキーや学級など）。",
    "CONFIG": "対応基準・記号・暦・支援台帳・`futoko.toml` のどれかに書きまちがいがあります。何も数えていません。",
    "TEMPLATE": "様式のファイルが使えません（ブックでない、パスワード、破損、児童生徒の名前のセルがないなど）。",
    "INPUT": "読めた出席簿が1つもありません。",
    "OUTPUT": "書き出せませんでした（同じ名前のファイルがある、Excel で開いている、書けないフォルダーなど）。",
    "FINDINGS": "`--exit-code` を付けたときだけです。段階に当たる人（`scan`）、未済のこと（`duties`）があります。",
}
_SEVERITY = {"error": "エラー", "warning": "注意", "info": "参考"}
_HOLDS = {"text": "文。改行もそのまま残ります", "line": "短い文", "words": "2つ以上は「、」で区切ります"}
#: Written the same way on every sheet below the children's, and explained once above the tables.
_ALIKE = {"キー", "氏名"}


def problems_table() -> str:
    """Every problem of the catalogue, errors first, by the words of the screen."""
    from futoko_cli.core.issues import CATALOGUE

    order = list(_SEVERITY)
    found = sorted(CATALOGUE.items(), key=lambda entry: order.index(entry[1].severity))
    rows = [f"| {_SEVERITY[t.severity]} | {t.title} | {t.meaning} | `{code}` |" for code, t in found]
    return "\n".join(["| 重さ | 画面の題 | 意味 | 符号 |", "|---|---|---|---|", *rows])


def exit_table() -> str:
    """Every exit code with what it tells."""
    from futoko_cli.errors import ExitCode

    rows = [f"| {int(code)} | {_EXIT[code.name]} |" for code in ExitCode]
    return "\n".join(["| 終了コード | 意味 |", "|---|---|", *rows, "| 130 | Ctrl と C で止めました。 |"])


def _how(column: Column) -> str:
    if column.field.startswith(EARLIER):
        return "その学年のときの欠席日数"
    return column.hint or _HOLDS[column.holds]


def _table(sheet: Sheet) -> list[str]:
    columns = [column for column in sheet.columns if sheet is CHILDREN or column.heading not in _ALIKE]
    rows = []
    for (how, needed), alike in groupby(columns, lambda column: (_how(column), column.needed)):
        names = "・".join(f"［{column.heading}］" for column in alike)
        rows.append(f"| {names}{' **必ず**' if needed else ''} | {how} |")
    return [f"## {sheet.title}", sheet.about, "", "| 列 | 書き方 |", "|---|---|", *rows]


def ledger_tables() -> str:
    """Every sheet of the ledger with its columns, by the hints that the workbook itself shows."""
    return "\n\n".join("\n".join(_table(sheet)) for sheet in SHEETS)
