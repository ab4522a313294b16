"""The screen of ``futoko report``: 80 columns, problems and open boxes first, no name when masked."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from rich.cells import cell_len

from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import Causes
from futoko_cli.issuing.edits import Rights
from futoko_cli.issuing.record import Batch
from futoko_cli.terminal.report import progress_bar, show_report
from tests.issuing.paper import LINES, NAMES, form_of, make, school, told, typed
from tests.terminal.fabricate import FILE, console


def shown(batch: Batch, *, masked: bool = False) -> str:
    """What the screen says, 80 columns wide."""
    screen, stream = console()
    show_report(batch, screen, masked=masked)
    assert max(map(cell_len, stream.getvalue().splitlines())) <= 80
    return stream.getvalue()


def test_what_all_of_them_lack_is_said_once(tmp_path: Path) -> None:
    """校長名 is open in every form: one line for all, and where to settle it; what only one lacks stands with the child."""
    ledger = told(Causes("1-1-01", overall="所見", home="家庭", character="性格"))
    text = shown(make(tmp_path, "2025-05", ledger=ledger))
    assert text.count("校長名") == 2
    assert "校長名・記入者は、設定（futoko.toml の [school]）に書いておけます。" in text
    assert text.count("総合所見") == 1
    assert text.index("1-1-02") < text.index("総合所見")
    assert "書きました 2人" in text
    assert "期限 6/5" in text


def test_order_of_the_screen(tmp_path: Path) -> None:
    """What became of the files, what to write, who is left out, problems, where the files are, what is next."""
    issue = Issue(
        "mark-unknown", "記号「△」の意味が決まっていません。", file=FILE, sheet="1-1 5月", cell="Z5", subject="△"
    )
    text = shown(make(tmp_path, register=replace(school(), issues=(issue,))))
    parts = [
        "書きました",
        "【手で書く欄】",
        "出席簿か台帳に直すところがあります",
        "【作らない児童生徒】",
        "【問題】",
        "【ファイル】",
        "次に",
    ]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_masked(tmp_path: Path) -> None:
    """No name on a masked screen, in no file name either."""
    batch = make(tmp_path, with_names=True)
    text = shown(batch, masked=True)
    assert not any(part in text for name in NAMES for part in name.split())
    assert "山田 太郎" in shown(batch)


def test_what_is_left_alone(tmp_path: Path) -> None:
    """An edited form whose counts changed is shown as such, with the way out."""
    make(tmp_path)
    typed(form_of(tmp_path / "2025-06"), {"今月の状況": "手書き"})
    corrected = school(LINES[0].replace("欠*8", "欠*7"), *LINES[1:])
    text = shown(make(tmp_path, register=corrected, rights=Rights(force=True)))
    assert "手で直してあり書きかえていない 1人" in text
    assert "--discard-edits" in text


def test_nobody(tmp_path: Path) -> None:
    """Nobody to report: one sentence, nothing about files."""
    text = shown(make(tmp_path, "2025-04"))
    assert "欠席状況報告書を作る児童生徒はいません。" in text
    assert "【ファイル】" not in text


class Screen(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        """A terminal."""
        return True


def test_a_bar_only_where_a_person_looks() -> None:
    """On a terminal the bar counts the forms; piped or with -q nothing is written."""
    seen, piped = Screen(), io.StringIO()
    with progress_bar(seen, "様式を作っています", quiet=False) as progress:
        assert progress is not None
        progress(3, 5)
    assert "3/5" in seen.getvalue()
    for stream, quiet in ((piped, False), (Screen(), True)):
        with progress_bar(stream, "様式を作っています", quiet=quiet) as progress:
            assert progress is None
        assert stream.getvalue() == ""
