"""An office's own form (自分の様式の例), docs/examples/forms/: the sheet that docs/templates.md binds; no cell has a name.

``python scripts/make_example_form.py`` writes it anew, always the same bytes.
"""

from __future__ import annotations

import io
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
FILE: Final = ROOT / "docs" / "examples" / "forms" / "連続欠席の報告.xlsx"
SHEET: Final = "報告"
_FONT: Final = "ＭＳ 明朝"
#: Labels of the lower boxes, each with three rows to write in.
_BOXES: Final = ("考えられる理由", "学校がしたこと", "これからすること")


def workbook() -> bytes:
    """One A4 page: who, how many days, and three boxes of text."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2025, 4, 1)})  # noqa: DTZ001  a day without a zone
    base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}
    plain = book.add_format(base)
    title = book.add_format({**base, "font_size": 14, "align": "center"})
    label = book.add_format({**base, "border": 1, "align": "center"})
    entry = book.add_format({**base, "border": 1, "align": "center"})
    text = book.add_format({**base, "font_size": 10.5, "border": 1, "valign": "top", "text_wrap": True})
    sheet = book.add_worksheet(SHEET)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(0.7, 0.7, 0.75, 0.75)
    sheet.set_column("A:A", 18, plain)
    sheet.set_column("B:H", 9, plain)
    sheet.merge_range("A1:H1", "連続欠席の報告", title)
    for cell, word in (("B3", "令和"), ("D3", "年"), ("F3", "月"), ("H3", "日")):
        sheet.write_string(cell, word, book.add_format({**base, "align": "right" if cell == "B3" else "left"}))
    for row, (left, right) in enumerate((("氏名", "学年・組"), ("欠席日数", "続けて休んだ日数")), 5):
        sheet.set_row(row - 1, 27)
        sheet.write_string(f"A{row}", left, label)
        sheet.merge_range(f"B{row}:D{row}", "", entry)
        sheet.merge_range(f"E{row}:F{row}", right, label)
        sheet.merge_range(f"G{row}:H{row}", "", entry)
    for number, word in enumerate(_BOXES):
        first, last = 8 + 4 * number, 10 + 4 * number
        for row in range(first, last + 1):
            sheet.set_row(row - 1, 40)
        sheet.merge_range(f"A{first}:A{last}", word, label)
        sheet.merge_range(f"B{first}:H{last}", "", text)
    book.close()
    return out.getvalue()


def main() -> None:
    """Write the workbook."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(workbook())
    print(FILE.relative_to(ROOT))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
