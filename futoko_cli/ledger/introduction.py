"""The first sheet of the ledger (はじめに): what each sheet is for, how to write, what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from futoko_cli.ledger.lines import lines_needed
from futoko_cli.ledger.sheets import SHEETS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_PURPOSE: Final = (
    "出席簿だけでは分からないこと（保護者・連絡と訪問・要因・目標など）を、児童生徒ごとに書きためるブックです。"
    "futoko は、出席簿とこの台帳を合わせて、報告書の記入・会えた日の計算・期限の管理・出席扱いの日数に使います。"
)
_RULES: Final = (
    ("キー", "学年-組-番号です（例: 1-1-07）。出席簿と同じにします。児童生徒のシート以外では、一覧から選べます。"),
    ("日付", "2025/6/18、6/18、R7.6.18 のどれでもかまいません。読めない日付の行は数えず、どのセルかを知らせます。"),
    ("空欄", "書いていないだけとみなし、「いいえ」とは数えません。分からないことは空欄のままにします。"),
    (
        "列とシート",
        "列を足す・並べ替える・色やコメントを付けるのは自由です。見出しとシートの名前は変えないでください。",
    ),
    ("点検", "futoko ledger check 支援台帳.xlsx で、書きまちがいのセルを一覧にします。"),
    (
        "児童生徒を足す",
        "futoko ledger sync 支援台帳.xlsx 出席簿 で、出席簿にいる児童生徒を下に足します。ほかは変えません。",
    ),
    ("保管", "個人情報のブックです。パスワードを付け、決められた場所に置いてください。futoko は外部に何も送りません。"),
)
_WIDTHS: Final = (18, 78)


def write_introduction(book: Workbook, page: Worksheet, title: str, font: str) -> None:
    """Fill the sheet: it is read by people only, never by the program."""

    def look(**style: Any) -> Any:  # noqa: ANN401  xlsxwriter's own words and format
        return book.add_format({"font_name": font, "font_size": 10.5, "valign": "top", "text_wrap": True} | style)

    heading = look(bold=True, font_size=12, valign="vcenter", text_wrap=False, bottom=2)
    name, text = look(bold=True, border=1, valign="vcenter"), look(border=1, valign="vcenter")
    for col, width in enumerate(_WIDTHS):
        page.set_column(col, col, width)
    page.hide_gridlines(2)
    page.set_row(0, 34)
    page.write_string(0, 0, "支援台帳", look(bold=True, font_size=18, text_wrap=False, valign="vcenter"))
    page.write_string(0, 1, f"{title}　　【取扱注意】", look(align="right", valign="vcenter", bold=True))
    page.merge_range(1, 0, 1, 1, "", look())
    page.write_string(1, 0, _PURPOSE, look())
    page.set_row(1, 52)
    row = 3
    for caption, lines in (("シート", [(s.title, s.about) for s in SHEETS]), ("書き方", _RULES)):
        page.set_row(row, 24)
        page.write_string(row, 0, caption, heading)
        page.write_blank(row, 1, None, heading)
        for row, (what, said) in enumerate(lines, row + 1):  # noqa: B020  the next line follows the last one
            page.set_row(row, 5 + 18 * lines_needed(said, _WIDTHS[1] + 5))  # letters are a little narrower than counted
            page.write_string(row, 0, what, name)
            page.write_string(row, 1, said, text)
        row += 2
