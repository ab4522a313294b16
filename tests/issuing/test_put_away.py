"""The month before is put away, deleted or locked, and this month's form is made anew: a person's words stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from futoko_cli.core.ledger import Causes
from futoko_cli.issuing.edits import Rights
from futoko_cli.issuing.locking import lock
from futoko_cli.issuing.outbox import Outcome
from tests.issuing.paper import form_of, make, read, school, told, typed

MAY, JUNE = "2025-05", "2025-06"
OPINION = "手で書いた所見"
#: One absence more in June than when the form was issued.
CORRECTED = ("山田 4/7- 出 5/12- 欠*13 6/2- 欠*9 7/2- 欠*2",)


def _issued(folder: Path) -> Path:
    """May's form is completed by hand, June's is issued with it."""
    make(folder, MAY)
    typed(form_of(folder / MAY), {"総合所見": OPINION, "要因_友人関係": "◎"})
    make(folder, JUNE)
    return form_of(folder / MAY)


def _put_away(path: Path) -> None:
    path.parent.rename(path.parent.with_name("提出ずみ"))


def _delete(path: Path) -> None:
    path.unlink()


def _lock(path: Path) -> None:
    path.write_bytes(lock(path.read_bytes(), "secret", path.name))


@pytest.mark.parametrize("gone", [_put_away, _delete, _lock])
def test_made_anew_with_force(tmp_path: Path, gone: object) -> None:
    """The register was corrected, --force: the new count stands beside the words of May."""
    assert callable(gone)
    gone(_issued(tmp_path))
    batch = make(tmp_path, JUNE, register=school(*CORRECTED), rights=Rights(force=True))
    assert [row.outcome for row in batch.rows] == [Outcome.WRITTEN]
    june = read(form_of(tmp_path / JUNE))
    assert (june["欠席日数_06月"], june["総合所見"], june["要因_友人関係"]) == (9, OPINION, "◎")
    make(tmp_path, "2025-07", ledger=told(Causes("1-1-01")))
    assert read(form_of(tmp_path / "2025-07"))["総合所見"] == OPINION


def test_nothing_new_is_no_change(tmp_path: Path) -> None:
    """A second run without May is no other form."""
    _delete(_issued(tmp_path))
    assert [row.outcome for row in make(tmp_path, JUNE).rows] == [Outcome.UNCHANGED]


def test_the_ledger_has_moved(tmp_path: Path) -> None:
    """What the ledger says now goes before words of a month that is gone, as it does before an unchanged one's."""
    _delete(_issued(tmp_path))
    make(tmp_path, JUNE, ledger=told(Causes("1-1-01", overall="台帳の所見")), rights=Rights(force=True))
    assert read(form_of(tmp_path / JUNE))["総合所見"] == "台帳の所見"


def test_edits_that_are_to_be_discarded_go(tmp_path: Path) -> None:
    """--discard-edits: what was typed into June's form goes, what came from May stays."""
    _delete(_issued(tmp_path))
    typed(form_of(tmp_path / JUNE), {"家庭環境": "六月に書いた"})
    make(tmp_path, JUNE, rights=Rights(discard_edits=True))
    june = read(form_of(tmp_path / JUNE))
    assert (june["家庭環境"], june["総合所見"]) == (None, OPINION)


def test_another_child_has_the_number(tmp_path: Path) -> None:
    """The number went over to another child, and its form is made in the same month: not a word of the first one's."""
    _delete(_issued(tmp_path))
    other = school("別人 4/7- 出 5/12- 欠*13 6/2- 欠*8", names=("別人 五郎",))
    make(tmp_path, JUNE, register=other, rights=Rights(force=True))
    june = read(form_of(tmp_path / JUNE))
    assert (june["児童生徒氏名"], june["総合所見"]) == ("別人 五郎", None)
