"""Month after month: the teacher types into the issued file, renames it, copies it, locks it, loses it."""

from __future__ import annotations

import shutil
from pathlib import Path

from futoko_cli.core.ledger import Causes, MonthNote
from futoko_cli.issuing.edits import Rights
from futoko_cli.issuing.outbox import Outcome
from tests.issuing.paper import LINES, codes, form_of, make, read, school, told, typed

MAY, JUNE = "2025-05", "2025-06"
OPINION = "手で書いた所見"


def test_typed_into_the_issued_file(tmp_path: Path) -> None:
    """May's form is edited: June's has the opinion, May's plan beside its evaluation, and (6) open."""
    make(tmp_path, MAY)
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION, "何を行うか": "家庭訪問", "今月の状況": "五月のこと"})
    batch = make(tmp_path, JUNE)
    june = read(form_of(tmp_path / JUNE))
    assert june["総合所見"] == OPINION
    assert "家庭訪問" in str(june["先月の方策"])
    assert june["今月の状況"] is None
    assert "今月の状況" in batch.rows[0].to_write
    assert "総合所見" not in batch.rows[0].to_write


def test_months_later_still_there(tmp_path: Path) -> None:
    """Typed in May, untouched in June: July has it too, and a second run of June changes nothing."""
    make(tmp_path, MAY)
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION})
    make(tmp_path, JUNE)
    make(tmp_path, JUNE, rights=Rights(force=True))
    make(tmp_path, "2025-07", ledger=told(Causes("1-1-01")))
    assert read(form_of(tmp_path / "2025-07"))["総合所見"] == OPINION


def test_force_on_the_edited_month(tmp_path: Path) -> None:
    """--force on May after the edit loses nothing: June still has it."""
    make(tmp_path, MAY)
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION})
    make(tmp_path, MAY, ledger=told(Causes("1-1-01", overall="台帳")), rights=Rights(force=True))
    make(tmp_path, JUNE)
    assert read(form_of(tmp_path / JUNE))["総合所見"] == OPINION


def test_a_month_without_a_report_between(tmp_path: Path) -> None:
    """No report in June: July takes what was typed in May."""
    make(tmp_path, MAY)
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION})
    make(tmp_path, "2025-07")
    assert read(form_of(tmp_path / "2025-07"))["総合所見"] == OPINION


def test_renamed_by_the_teacher(tmp_path: Path) -> None:
    """May's file has another name now: it is found by the key in its cells."""
    make(tmp_path, MAY)
    path = typed(form_of(tmp_path / MAY), {"総合所見": OPINION})
    path.rename(path.with_name("太郎さん（提出ずみ）.xlsx"))
    batch = make(tmp_path, JUNE)
    assert read(form_of(tmp_path / JUNE))["総合所見"] == OPINION
    assert codes(batch) == []


def test_renamed_and_without_a_key(tmp_path: Path) -> None:
    """An office's form without the key: grade, class and name say whose it is, however the name is spaced."""
    make(tmp_path, MAY)
    values = {"児童生徒キー": None, "児童生徒氏名": "山田　太郎", "総合所見": OPINION}
    typed(form_of(tmp_path / MAY), values, to=tmp_path / MAY / "山田.xlsx")
    form_of(tmp_path / MAY).unlink()
    make(tmp_path, JUNE)
    assert read(form_of(tmp_path / JUNE))["総合所見"] == OPINION


def test_a_copy_is_edited(tmp_path: Path) -> None:
    """Original and edited copy: the copy counts. An unedited copy beside an edited original: the original does."""
    make(tmp_path, MAY)
    original, copy = form_of(tmp_path / MAY), tmp_path / MAY / "コピー.xlsx"
    typed(original, {"総合所見": OPINION}, to=copy)
    make(tmp_path, JUNE)
    assert read(form_of(tmp_path / JUNE))["総合所見"] == OPINION
    other = tmp_path / "2"
    make(other, MAY)
    shutil.copy(form_of(other / MAY), other / MAY / "控え.xlsx")
    typed(form_of(other / MAY), {"総合所見": OPINION})
    make(other, JUNE)
    assert read(form_of(other / JUNE))["総合所見"] == OPINION


def test_two_edited_papers(tmp_path: Path) -> None:
    """Two papers for one child, both edited, not alike: both are named, nothing is carried, the report is made."""
    make(tmp_path, MAY)
    original = form_of(tmp_path / MAY)
    typed(original, {"総合所見": "一"}, to=tmp_path / MAY / "コピー.xlsx")
    typed(original, {"総合所見": "二"})
    batch = make(tmp_path, JUNE)
    assert codes(batch) == ["form-previous-doubled"]
    assert "コピー.xlsx" in batch.issues[0].message
    assert original.name in batch.issues[0].message
    assert read(form_of(tmp_path / JUNE))["総合所見"] is None


def test_an_older_copy_as_a_start(tmp_path: Path) -> None:
    """A copy of May's form that lies in June's folder is May's: its month says so."""
    make(tmp_path, MAY)
    make(tmp_path, JUNE)
    typed(form_of(tmp_path / MAY), {"総合所見": "五月の写し"}, to=tmp_path / JUNE / "写し.xlsx")
    make(tmp_path, "2025-07")
    assert read(form_of(tmp_path / "2025-07"))["総合所見"] is None


def test_lost_damaged_and_strange_files(tmp_path: Path) -> None:
    """A lost form is a warning, a damaged one an error; another workbook in the folder is nobody's business."""
    make(tmp_path, MAY)
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION}).unlink()
    assert codes(make(tmp_path, JUNE)) == ["form-previous-missing"]
    form_of(tmp_path / MAY).write_bytes(b"PK\x03\x04 broken")
    assert "form-previous-unread" in codes(make(tmp_path, JUNE, rights=Rights(force=True)))
    other = tmp_path / "2"
    make(other, MAY)
    shutil.copy(other / MAY / "一覧.xlsx", other / MAY / "配布用.xlsx")
    (other / MAY / "~$欠席状況報告書_1-1-01.xlsx").write_bytes(b"lock")
    assert codes(make(other, JUNE)) == []


def test_same_words_as_last_month(tmp_path: Path) -> None:
    """今月の状況 copied from May's row of the ledger: named, and written all the same."""
    note = MonthNote(MAY, "1-1-01", situation="自宅で過ごす")
    make(tmp_path, MAY, ledger=told(note))
    again = MonthNote(JUNE, "1-1-01", situation="自宅で過ごす")
    batch = make(tmp_path, JUNE, ledger=told(note, again))
    assert codes(batch) == ["form-same-text"]
    assert read(form_of(tmp_path / JUNE))["今月の状況"] == "自宅で過ごす"


def test_hand_and_ledger_differ(tmp_path: Path) -> None:
    """Both changed since May: the hand's words are written, and a warning names child and box."""
    make(tmp_path, MAY, ledger=told(Causes("1-1-01", overall="四月の台帳")))
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION})
    batch = make(tmp_path, JUNE, ledger=told(Causes("1-1-01", overall="六月の台帳")))
    assert codes(batch) == ["form-hand-kept"]
    assert "1-1-01" in batch.issues[0].message
    assert "総合所見" in batch.issues[0].message
    assert read(form_of(tmp_path / JUNE))["総合所見"] == OPINION


def test_new_and_continued(tmp_path: Path) -> None:
    """May is the first report; June continues it."""
    assert make(tmp_path, MAY).rows[0].continued is False
    assert make(tmp_path, JUNE).rows[0].continued is True


def test_renamed_and_made_again(tmp_path: Path) -> None:
    """May's file has another name, and May is made again: the renamed one stands, no second one is made."""
    make(tmp_path, MAY)
    path = typed(form_of(tmp_path / MAY), {"総合所見": OPINION})
    path.rename(path.with_name("提出ずみ.xlsx"))
    batch = make(tmp_path, MAY, rights=Rights(force=True))
    assert [(row.path.name, row.outcome) for row in batch.rows[:1]] == [("提出ずみ.xlsx", Outcome.KEPT)]
    assert not form_of(tmp_path / MAY).exists()


def test_one_file_for_one_month(tmp_path: Path) -> None:
    """Made once without names and once with: the same file, which is not made twice."""
    make(tmp_path, MAY)
    batch = make(tmp_path, MAY, with_names=True)
    assert {row.outcome for row in batch.rows} == {Outcome.UNCHANGED}
    assert len(list((tmp_path / MAY).glob("欠席状況報告書*"))) == 2


def test_two_files_of_an_older_time(tmp_path: Path) -> None:
    """A month has a form as .xlsx and one as .xlsm, both in the journal: the edited one counts."""
    make(tmp_path, MAY)
    make(tmp_path, MAY, template_label="様式.xlsm")
    typed(form_of(tmp_path / MAY).with_suffix(".xlsm"), {"総合所見": OPINION})
    make(tmp_path, JUNE)
    assert read(form_of(tmp_path / JUNE))["総合所見"] == OPINION


def test_saved_without_an_edit(tmp_path: Path) -> None:
    """Another program saved May's file and changed no word: the ledger's new words are used, without a warning."""
    make(tmp_path, MAY, ledger=told(Causes("1-1-01", main="友人関係", overall="一行目\n二行目")))
    typed(form_of(tmp_path / MAY), {})
    batch = make(tmp_path, JUNE, ledger=told(Causes("1-1-01", main="不安抑うつ", overall="新しい所見")))
    june = read(form_of(tmp_path / JUNE))
    assert (june["総合所見"], june["要因_友人関係"], june["要因_不安抑うつ"]) == ("新しい所見", None, "◎")
    assert codes(batch) == []


def test_the_journal_is_lost(tmp_path: Path) -> None:
    """Without May's journal its forms are found by their cells, and what they say counts as a person's."""
    make(tmp_path, MAY)
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION})
    (tmp_path / MAY / "issued.json").unlink()
    batch = make(tmp_path, JUNE, ledger=told(Causes("1-1-01", overall="台帳")))
    assert read(form_of(tmp_path / JUNE))["総合所見"] == OPINION
    assert codes(batch) == ["form-hand-kept"]


def test_a_number_goes_over_to_another_child(tmp_path: Path) -> None:
    """山田 was number 1 in May; in June 鈴木 is number 1 and 山田 number 2: nobody gets the other's opinion."""
    lines = (LINES[0], LINES[0])
    make(tmp_path, MAY, register=school(*lines, names=("山田 太郎", "鈴木 花子")))
    typed(form_of(tmp_path / MAY), {"総合所見": "山田の所見"})
    typed(form_of(tmp_path / MAY, "1-1-02"), {"総合所見": "鈴木の所見"})
    batch = make(tmp_path, JUNE, register=school(*lines, names=("鈴木 花子", "山田 太郎")))
    assert codes(batch) == ["form-previous-other"]
    assert read(form_of(tmp_path / JUNE, "1-1-01"))["総合所見"] == "鈴木の所見"
    assert read(form_of(tmp_path / JUNE, "1-1-02"))["総合所見"] == "山田の所見"


def test_a_new_number(tmp_path: Path) -> None:
    """山田 moves from number 1 to number 2, nobody else is called so: the opinion goes along, and it is 継続."""
    make(tmp_path, MAY, register=school(LINES[0], LINES[2], names=("山田 太郎", "佐藤 次郎")))
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION})
    batch = make(tmp_path, JUNE, register=school(LINES[2], LINES[0], names=("佐藤 次郎", "山田 太郎")))
    assert read(form_of(tmp_path / JUNE, "1-1-02"))["総合所見"] == OPINION
    assert batch.rows[0].continued is True


def test_two_of_one_name(tmp_path: Path) -> None:
    """Two children of one name in a grade: nothing is guessed."""
    make(tmp_path, MAY, register=school(LINES[0], LINES[2], names=("山田 太郎", "佐藤 次郎")))
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION})
    lines = (LINES[2], LINES[0], LINES[2])
    make(tmp_path, JUNE, register=school(*lines, names=("佐藤 次郎", "山田 太郎", "山田 太郎")))
    assert read(form_of(tmp_path / JUNE, "1-1-02"))["総合所見"] is None


def test_a_name_put_right_by_hand(tmp_path: Path) -> None:
    """The teacher writes the name with another letter: the form was issued to this child, and stays this child's."""
    make(tmp_path, MAY)
    typed(form_of(tmp_path / MAY), {"児童生徒氏名": "山田 太朗", "総合所見": OPINION})
    assert codes(make(tmp_path, JUNE)) == []
    assert read(form_of(tmp_path / JUNE))["総合所見"] == OPINION
