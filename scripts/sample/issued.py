"""October's reports of the invented school (10月分の欠席状況報告書), and what a teacher typed into one of them."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from pathlib import Path
from typing import Final

#: The day on which October was reported, and the child whose form was completed by hand.
_DAY: Final = "2025-11-05"
_EDITED: Final = "欠席状況報告書_6-2-16.xlsx"
_TYPED: Final = {
    "現認者": "教育支援センターの指導員",
    "総合所見": "大勢の中の音や視線に疲れやすく、5年生の秋から登校が途切れがちになった。少人数の場では落ち着いて学べる。"
    "10月の面談では、放課後の相談室なら来られそうだと話した。",
}


def issue_october(folder: Path, reports: str) -> None:
    """Issue the month with the program itself, then type into one workbook as a person would in Excel."""
    from futoko_cli.cli import run
    from futoko_cli.splice.template import open_template

    shutil.rmtree(folder / reports, ignore_errors=True)
    before, words = dict(os.environ), ["report", "monthly", "attendance.xlsx", "--month", "2025-10"]
    os.environ["FUTOKO_TODAY"] = _DAY
    try:
        with contextlib.chdir(folder), contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
            if code := run(words):
                raise SystemExit(code)
    finally:
        os.environ.clear()
        os.environ.update(before)
    edited = folder / reports / "2025-10" / _EDITED
    edited.write_bytes(open_template(edited.read_bytes(), _EDITED).fill(_TYPED).data)
