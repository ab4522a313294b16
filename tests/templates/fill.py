"""The longest plausible answers of each form, and what LibreOffice prints of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.field import Field, Form
from futoko_cli.splice.model import CellValue
from futoko_cli.splice.template import Template, open_template
from tests.command import ROOT

TEMPLATES = ROOT / "templates_xlsx"
#: Names that have to fit into one line, and the longest plausible of them.
_ONE_LINE = {
    "児童生徒キー": "2025-3-12-40",
    "児童生徒氏名": "勅使河原　龍之介アレクサンダー",
    "フリガナ": "テシガワラ　リュウノスケアレクサンダー",
    "学校名": "見本市立北見本台東小中学校（義務教育学校）",
    "校長名": "勅使河原　龍之介",
    "記入者": "生徒指導主事　勅使河原　龍之介",
    "記録者": "教育相談担当　勅使河原　龍之介",
    "担当": "生徒指導主事　勅使河原　龍之介",
    "担任名": "勅使河原　龍之介（副担任　見本）",
    "保護者氏名": "勅使河原　アレクサンドラ",
    "現住所": "見本市北見本台東１２丁目３４番地５６　見本台グランドハイツ参番館１２０３号",
    "家族構成": "父、母、祖父、祖母、兄（高校２年）、姉（中学３年）、本人、妹（小学２年）、弟（年長）",
    "性別": "女",
    "組": "12",
    "学年組": "6年12組",
    "開始時刻": "15:30",
    "終了時刻": "17:00",
    "現認者": "学級担任　勅使河原　龍之介",
    "現認方法": "家庭訪問＜自宅の玄関先で保護者同席のもと＞",
    "その他の連絡": "放課後の個別面談・手紙",
}
_SENTENCE = "午前中は起きられない日が多いが、午後は担任の電話に出て短い会話ができるようになってきた。"
#: How many characters people write into the larger boxes; 90 in the others.
_LENGTHS = {
    "今月の状況": 270,
    "経過": 380,
    "これまでの対応": 380,
    "今後の対応": 380,
    "不登校の要因": 230,
    "総合所見": 120,
    "いつ行うか": 18,
    "誰が行うか": 18,
    "連携する相手": 20,
    "長期的な目標": 45,
    "短期的な目標": 45,
    "要因_その他の内容": 40,
    "現認できなかった理由": 70,
    "連携_その他名": 10,
    "希望_その他名": 10,
    "虐待の疑い_内容": 220,
    "欠席増加の時期理由": 220,
    "家庭訪問_保護者": 180,
    "家庭訪問_児童生徒": 180,
    "保護者との連絡状況": 240,
}


def longest(form: Form) -> dict[str, CellValue]:
    """The longest plausible value of every field."""
    return {field.name: _longest(field) for field in form.fields}


def _longest(field: Field) -> CellValue:
    if field.name == "学年":
        return 6
    if field.kind == "number":
        return 203 if field.name.endswith("累計") else 23
    if field.kind == "date":
        return date(2025, 12, 31)
    if field.kind == "check":
        return True
    if field.kind == "sign":
        return "●" if field.name in ("新規", "継続") else "◎"
    if field.name in _ONE_LINE:
        return _ONE_LINE[field.name]
    if re.match(r"役割分担\d_", field.name):
        return "スクールソーシャルワーカー" if field.name.endswith("分掌機関名") else _SENTENCE[:40]
    if field.name == "先月の方策":
        return f"何を：{_SENTENCE}{_SENTENCE[:30]}\nいつ：毎週火曜日と木曜日の放課後\n誰が：学級担任、養護教諭\n連携：教育支援センター、スクールカウンセラー"
    length = _LENGTHS.get(field.name, 90)
    return (_SENTENCE * (length // len(_SENTENCE) + 1))[:length]


def shipped(form: Form) -> Template:
    """The shipped workbook of a form, opened for filling."""
    return open_template((TEMPLATES / form.file).read_bytes(), form.file)


def to_pdf(books: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice prints them; its profile lies in the folder too: runs do not disturb each other."""
    program = shutil.which("soffice")
    assert program
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *map(str, books)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    return [folder / f"{book.stem}.pdf" for book in books]


def forms() -> list[Form]:
    """The five forms."""
    return list(FORMS.values())
