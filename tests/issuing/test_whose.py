"""Whose paper it is: two of one name, a number that went over, another month's file, and no name on a masked result."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.issuing.paper import LINES, blank_form, codes, form_of, make, read, school, typed

MAY, JUNE = "2025-05", "2025-06"
OPINION = "手で書いた所見"
TWINS = ("山田 太郎", "山田　太郎")


def test_two_of_one_name_and_no_key(tmp_path: Path) -> None:
    """Two 山田 太郎 in a class, an office's form without the key, one file renamed: neither gets the words, both are told."""
    form = blank_form(without=("児童生徒キー",))
    twins = school(LINES[0], LINES[0], names=TWINS)
    make(tmp_path, MAY, register=twins, template=form)
    typed(form_of(tmp_path / MAY), {"総合所見": OPINION}, to=tmp_path / MAY / "提出ずみ.xlsx")
    form_of(tmp_path / MAY).unlink()
    batch = make(tmp_path, JUNE, register=twins, template=form)
    for key in ("1-1-01", "1-1-02"):
        assert read(form_of(tmp_path / JUNE, key))["総合所見"] is None
    told = [issue for issue in batch.issues if issue.code == "form-previous-other"]
    assert [issue.subject for issue in told] == ["1-1-01", "1-1-02"]
    assert "2人" in told[0].message
    assert "提出ずみ.xlsx" in told[0].message


def test_one_of_the_name_in_each_class(tmp_path: Path) -> None:
    """A child called so in another class is no doubt: the words are carried on."""
    form = blank_form(without=("児童生徒キー",))
    make(tmp_path, MAY, template=form)
    form_of(tmp_path / MAY).rename(typed(form_of(tmp_path / MAY), {"総合所見": OPINION}).with_name("山田.xlsx"))
    batch = make(tmp_path, JUNE, template=form)
    assert codes(batch) == []
    assert read(form_of(tmp_path / JUNE))["総合所見"] == OPINION


def test_a_child_on_a_used_number_is_new(tmp_path: Path) -> None:
    """鈴木 has 山田's number in June: its first report is 新規, whatever was issued under the number."""
    make(tmp_path, MAY, register=school(LINES[0]))
    line = "鈴木 4/7- 出 6/2- 欠*8"
    for name, goes_on in (("鈴木 花子", False), ("山田 太郎", True)):
        batch = make(tmp_path, JUNE, register=school(line, names=(name,)), dry_run=True)
        assert batch.rows[0].continued is goes_on


def test_the_file_lost_it_is_still_continued(tmp_path: Path) -> None:
    """The same child whose workbook is gone: 継続."""
    make(tmp_path, MAY)
    form_of(tmp_path / MAY).unlink()
    assert make(tmp_path, JUNE).rows[0].continued is True


def test_another_months_file_under_the_name(tmp_path: Path) -> None:
    """May's form was copied over June's: it is not June's, July says so, and nothing of June is made up."""
    make(tmp_path, MAY)
    make(tmp_path, JUNE)
    typed(form_of(tmp_path / MAY), {"総合所見": "五月", "何を行うか": "五月の方策"})
    shutil.copy(form_of(tmp_path / MAY), form_of(tmp_path / JUNE))
    batch = make(tmp_path, "2025-07")
    (issue,) = (issue for issue in batch.issues if issue.code == "form-previous-missing")
    assert issue.severity == "error"
    assert "報告年月" in issue.message
    assert issue.file == form_of(tmp_path).name
