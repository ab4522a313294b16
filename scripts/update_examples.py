"""Examples of the docs (例): run every ``$ futoko …`` of a ``console`` block, and rewrite what it prints.

``python scripts/update_examples.py`` rewrites the blocks in place; ``tests/docs/test_examples.py`` compares
them. A line ``...`` stands for lines left out. Commands run in this process, in an empty folder that holds a
copy of ``sample_data`` and ``docs/examples``, 80 columns wide, on a fixed day.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
TODAY = "2025-11-17"
COLUMNS = "80"
LEFT_OUT = "..."
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COPIED = ("sample_data", "docs/examples")


@dataclass(slots=True)
class Example:
    """One call in a block: the words behind ``$ `` and the lines that follow it."""

    command: str
    lines: list[str] = field(default_factory=list)
    folder: str = "."


def pages() -> list[Path]:
    """Every page that may hold examples."""
    return [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def examples(body: str) -> list[Example]:
    """The calls of one block, each in the folder of the ``$ cd`` before it.

    A block of something else than ``$ futoko`` has none.
    """
    found: list[Example] = []
    folder = "."
    for line in body.splitlines():
        if line.startswith("$ cd "):
            folder = line.removeprefix("$ cd ")
        elif line.startswith("$ "):
            found.append(Example(line[2:], folder=folder))
        elif found:
            found[-1].lines.append(line)
    return found if all(example.command.startswith("futoko ") for example in found) else []


def blocks(page: Path) -> list[list[Example]]:
    """The blocks of a page that run futoko."""
    bodies = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [calls for body in bodies if (calls := examples(body))]


@contextmanager
def place(below: str = ".") -> Iterator[None]:
    """Stand in (or ``below``) a fresh folder with the copied data, with the fixed day and width and no other setting."""
    before, cwd = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for name in _COPIED:
            shutil.copytree(ROOT / name, Path(folder, name))
        for key in [key for key in os.environ if key.startswith("FUTOKO_")]:
            del os.environ[key]
        os.environ.update({"COLUMNS": COLUMNS, "FUTOKO_TODAY": TODAY, "NO_COLOR": "1"})
        os.chdir(Path(folder, below))
        try:
            yield
        finally:
            os.chdir(cwd)
            os.environ.clear()
            os.environ.update(before)


def run(command: str) -> list[str]:
    """What a terminal shows: stdout and stderr of one call, in their order."""
    from futoko_cli.cli import run as futoko

    out = io.BytesIO()
    stream = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        futoko(shlex.split(command)[1:])
    stream.flush()
    text = out.getvalue().decode("utf-8").replace("\r\n", "\n")
    return [line.rstrip() for line in text.rstrip("\n").split("\n")]


def agree(shown: list[str], printed: list[str]) -> bool:
    """Whether a page shows what was printed; ``...`` stands for any lines, also none."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == LEFT_OUT else re.escape(line) + r"\n" for line in _without_end_blanks(shown)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _without_end_blanks(printed))) is not None


def _without_end_blanks(lines: list[str]) -> list[str]:
    """A blank line before the next call or before ``...`` at the end says nothing."""
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    return [line.rstrip() for line in lines[:end]]


def renewed(shown: list[str], printed: list[str]) -> list[str]:
    """The lines to show: parts between ``...`` are found again by their first and last line.

    Where such a line is printed no longer, everything is shown, and somebody has to shorten it by hand.
    """
    if LEFT_OUT not in shown:
        return printed
    parts: list[list[str]] = [[]]
    for line in shown:
        if line == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    result: list[str] = []
    at = 0
    for number, part in enumerate(parts):
        if number:
            result.append(LEFT_OUT)
        marks = [line for line in part if line.strip()]
        if not marks:
            result.extend(part)
            continue
        if marks[0] not in printed[at:]:
            return printed
        first = 0 if not number else printed.index(marks[0], at)
        if marks[-1] not in printed[first:]:
            return printed
        last = len(printed) - 1 if number == len(parts) - 1 else printed.index(marks[-1], first)
        result.extend(printed[first : last + 1])
        at = last + 1
    return result


def rewritten(text: str) -> str:
    """A page with every block as futoko prints it now."""

    def block(match: re.Match[str]) -> str:
        calls = examples(match[1])
        if not calls:
            return match[0]
        lines: list[str] = []
        folder = "."
        for call in calls:
            with place(call.folder):
                printed = run(call.command)
            if lines:
                lines.append("")
            if call.folder != folder:
                folder = call.folder
                lines.append(f"$ cd {folder}")
            kept = _without_end_blanks(call.lines)
            lines += [f"$ {call.command}", *(kept if agree(kept, printed) else renewed(kept, printed))]
        return "```console\n" + "\n".join(lines) + "\n```"

    return _BLOCK.sub(block, text)


def main() -> None:
    """Rewrite every page whose blocks are out of date."""
    sys.path.insert(0, str(ROOT))
    for page in pages():
        text = page.read_text(encoding="utf-8")
        fresh = rewritten(text)
        if fresh != text:
            page.write_text(fresh, encoding="utf-8")
            print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()
