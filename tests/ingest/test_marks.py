"""記号: what a cell means, in every width, with its reason; nothing is ever guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.errors import ConfigError
from futoko_cli.ingest.marks import BLANK, MarkTable, mark_table, normal, parse_marks, standard

TABLE = mark_table()


def meaning(value: object, table: MarkTable = TABLE) -> str:
    """The Japanese word of a cell's kind, with its reason; ``空欄`` for a blank, ``食い違い`` for a contradiction."""
    found = table.read(value)
    if found.conflict:
        return "食い違い"
    word = LABELS[Kind(found.kind)] if found.kind >= 0 else "空欄"
    return f"{word}〔{found.reason}〕" if found.reason else word


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (["", None, " ", "\u3000", " \u3000 ", "\n"], "空欄"),
        (["・", "○", "〇", "出", "出席", "･"], "出席"),
        (["／", "/", "欠", "ケ", "ｹ", "け", "欠席", " 欠 ", "欠　席"], "欠席"),
        (["病", "ヒ", "ﾋ", "ひ", "病欠", "病気"], "病欠"),
        (["事", "事故", "事故欠", "届", "無", "無届"], "事故欠"),
        (["遅", "チ", "ﾁ", "ち", "遅刻"], "遅刻"),
        (["早", "ソ", "ｿ", "そ", "早退"], "早退"),
        (["チソ", "ﾁｿ", "ちそ", "◆", "ち・そ", "遅・早", "遅刻・早退", "チ/ソ", "遅\n早"], "遅刻・早退"),
        (["停", "出停", "テ", "懲", "伝", "出席停止"], "出席停止"),
        (["忌", "キ", "忌引", "忌引き"], "忌引"),
        (["公", "公欠"], "公欠"),
        (["別", "保", "ホ", "別室", "保健室"], "別室登校"),
        (["教", "支", "適", "フ", "出席扱い"], "出席扱い"),
        (["オ", "ICT", "ＩＣＴ"], "出席扱い（ICT）"),
        (["学閉", "学級閉鎖"], "学級閉鎖"),
        (["転入", "編入"], "転入"),
        (["転出", "除籍", "除"], "転出"),
        (["休", "□", "■", "―", "－", "土", "祝", "振替休日", "夏季休業"], "休業日の記号"),
        (["×", "✕", "△", "▲", "?", "A", "1", 1.0, "欠?", "頭痛", "わからない"], "不明"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_marks_in_every_width(cells: list[object], word: str) -> None:
    """NFKC, half width, hiragana and blanks are one mark; × and △ never have a default."""
    assert {str(cell): meaning(cell) for cell in cells} == dict.fromkeys(map(str, cells), word)


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("欠席(頭痛)", "欠席〔頭痛〕"),
        ("欠席（頭痛）", "欠席〔頭痛〕"),
        ("出停(インフルエンザ)", "出席停止〔インフルエンザ〕"),
        ("遅刻「通院」", "遅刻〔通院〕"),
        ("欠(かぜ", "欠席〔かぜ〕"),
        ("欠席\n(腹痛)", "欠席〔腹痛〕"),
        ("チソ(通院)", "遅刻・早退〔通院〕"),
        ("×(頭痛)", "不明"),
    ],
)
def test_a_reason_in_brackets_is_kept(cell: str, word: str) -> None:
    """kind(reason) in any brackets; a reason does not make an unknown mark known."""
    assert meaning(cell) == word


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("欠病", "病欠"),
        ("欠・事", "事故欠"),
        ("欠教", "出席扱い"),
        ("欠・オ", "出席扱い（ICT）"),
        ("教・オ", "出席扱い"),
        ("出・遅", "遅刻"),
        ("○早", "早退"),
        ("出・別", "別室登校"),
        ("欠欠", "欠席"),
        ("欠チ", "食い違い"),
        ("欠・出", "食い違い"),
        ("病・停", "食い違い"),
        ("欠×", "不明"),
        ("欠・頭痛", "不明"),
    ],
)
def test_two_marks_in_one_cell(cell: str, word: str) -> None:
    """Two that agree are one meaning, two that contradict are named, a half-known pair is unknown."""
    assert meaning(cell) == word


def test_a_cell_is_read_once() -> None:
    """The same text gives the same reading; a blank is BLANK itself."""
    assert TABLE.read("欠席(頭痛)") is TABLE.read("欠席(頭痛)")
    assert TABLE.read(" ") is BLANK


def test_a_legend_adds_to_the_table() -> None:
    """×：遅刻 in a sheet; what the table already says gives the same table back."""
    assert TABLE.overlaid({}) is TABLE
    assert TABLE.overlaid({"欠": Kind.ABSENT}) is TABLE
    learned = TABLE.overlaid({"×": Kind.LATE})
    assert (meaning("×", learned), meaning("×")) == ("遅刻", "不明")
    assert TABLE.overlaid({"×": Kind.LATE}) is learned


def test_a_legend_may_give_a_safe_mark_another_meaning() -> None:
    """ホ is 保健室 here, but the sheet's own legend stands above the built-in table."""
    assert meaning("ホ", TABLE.overlaid({"ホ": Kind.BEREAVEMENT})) == "忌引"


def test_the_school_s_own_file_wins(tmp_path: Path) -> None:
    """--marks adds to the built-in set, stands above it, and above a legend."""
    own = tmp_path / "marks.toml"
    own.write_text('[marks]\n"×" = "absent"\n"ﾁ" = "suspended"\n', encoding="utf-8-sig")
    table = mark_table(own)
    assert [meaning(cell, table) for cell in ("×", "チ", "ち", "欠")] == ["欠席", "出席停止", "出席停止", "欠席"]
    assert table.overlaid({"×": Kind.LATE}) is table


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[marks", "TOML"),
        ('x = "absent"', "知らない項目「x」"),
        ("", "[marks] がありません"),
        ('marks = "absent"', "[marks] がありません"),
        ('[marks]\n"×" = "absence"', "「absence」は使えません"),
        ('[marks]\n"×" = 1', "「1」は使えません"),
        ('[marks]\n"×" = "unknown"', "「unknown」は使えません"),
        ('[marks]\n"×" = "not_enrolled"', "「not_enrolled」は使えません"),
        ('[marks]\n" " = "absent"', "空白は記号にできません"),
        ('[marks]\n"ﾁ" = "late"\n"ち" = "absent"', "2つの意味（遅刻・欠席）"),
    ],
)
def test_a_wrong_marks_file_is_told(text: str, says: str) -> None:
    """Each mistake is one sentence that names the file."""
    with pytest.raises(ConfigError) as caught:
        parse_marks(text, "marks.toml")
    assert says in caught.value.message
    assert "marks.toml" in caught.value.message


def test_the_same_mark_twice_with_one_meaning_is_no_mistake() -> None:
    """ﾁ and ち are one mark."""
    assert parse_marks('[marks]\n"ﾁ" = "late"\n"ち" = "late"', "marks.toml") == {"チ": Kind.LATE}


def test_a_marks_file_that_cannot_be_read(tmp_path: Path) -> None:
    """No file, or not UTF-8: told with the file's name."""
    broken = tmp_path / "cp932.toml"
    broken.write_bytes('[marks]\n"欠" = "absent"'.encode("cp932"))
    for path in (tmp_path / "none.toml", broken):
        with pytest.raises(ConfigError, match=path.name):
            mark_table(path)


def test_the_built_in_table_never_guesses() -> None:
    """No spelling of × or △ has a meaning; 休 and ― never mean an absence."""
    table = standard()
    for mark in "×✕✖xX△▲▽":
        assert normal(mark) not in table
    assert {table[normal(mark)] for mark in ("休", "―", "－", "−")} == {Kind.STRUCK}
