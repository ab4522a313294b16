"""The console: widths, colours, and streams that cannot write every character."""

from __future__ import annotations

import io
import os

import pytest

from futoko_cli.terminal.scan import show_scan
from futoko_cli.terminal.style import is_terminal, make_console, stage_style, stand_in
from tests.terminal.fabricate import assess, policy, school

ESCAPE = "\x1b"


def test_piped_is_80_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe has no width of its own: 80, unless COLUMNS says otherwise, and an option wins over both."""
    monkeypatch.delenv("COLUMNS", raising=False)
    assert make_console(io.StringIO()).width == 80
    monkeypatch.setenv("COLUMNS", "132")
    assert make_console(io.StringIO()).width == 132
    assert make_console(io.StringIO(), width=100).width == 100


def test_piped_has_no_control_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where the environment asks for colours."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    show_scan(school(), make_console(stream))
    assert ESCAPE not in stream.getvalue()


def _on_a_terminal(*, no_color: bool = False) -> str:
    """What a terminal receives of the scan screen."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        assert is_terminal(stream)
        show_scan(assess("太郎 4/7- 欠*3"), make_console(stream, no_color=no_color, width=80))
        stream.flush()
        received = os.read(ours, 1 << 16)
    os.close(ours)
    return received.decode()


def test_terminal_has_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the labels are coloured; NO_COLOR and the option take every code away."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert ESCAPE in _on_a_terminal()
    assert ESCAPE not in _on_a_terminal(no_color=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert ESCAPE not in _on_a_terminal()


def test_closed_stream_is_no_terminal() -> None:
    """A closed stream does not raise."""
    stream = io.StringIO()
    stream.close()
    assert not is_terminal(stream)


@pytest.mark.parametrize(
    ("char", "encoding", "shown"),
    [
        ("𠮷", "cp932", "〓"),
        ("〜", "cp932", "～"),
        ("é", "cp932", "e"),
        ("ñ", "cp932", "n"),
        ("—", "cp932", "―"),
        ("\U000e0100", "cp932", ""),
        ("€", "cp932", "?"),
        ("😀", "ascii", "??"),
        ("Ａ", "ascii", "A"),
    ],
)
def test_stand_in(char: str, encoding: str, shown: str) -> None:
    """A character that the encoding lacks becomes one that it has."""
    assert stand_in(char, encoding) == shown


def test_cp932_stream() -> None:
    """A redirected Windows console writes every screen; a rare kanji becomes 〓, the others stay."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp932", newline="\n")
    show_scan(assess("誰か 4/7- 欠*7", names=("𠮷田 﨑子 髙橋",)), make_console(stream, width=80))
    stream.flush()
    assert "〓田 﨑子 髙橋" in raw.getvalue().decode("cp932")


def test_gravest_stage_is_red() -> None:
    """Colours go from the mildest to the gravest stage."""
    rules = policy()
    assert [stage_style(rules, stage) for stage in rules.stages] == ["bold cyan", "bold yellow", "bold red"]
