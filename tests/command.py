"""Runs ``futoko`` as a person does: a process of its own, its exit code, and what it says where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent

#: One class's April: 太郎 away for seven school days, 花子 late once. Names are invented.
REGISTER: Final = "\n".join(
    [
        "令和7年度 4月 1年1組 出席簿",
        ",".join(["番号", "氏名", *map(str, range(1, 31))]),
        "1,春野　空" + "," * 8 + "欠,欠,欠,欠,,,欠,欠,欠(頭痛)",
        "2,夏川　海" + "," * 8 + "遅",
    ]
)
NAMES: Final = ("春野", "夏川", "頭痛")


@dataclass(frozen=True, slots=True)
class Said:
    """Exit code, stdout and stderr of one call."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Stdout as text."""
        return self.raw.decode("utf-8")

    @property
    def data(self) -> dict[str, Any]:
        """Stdout as JSON."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def futoko(*words: object, cwd: Path, env: dict[str, str] | None = None, encoding: str = "utf-8") -> Said:
    """``futoko WORDS…`` in a folder, on 2025-04-18."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith("FUTOKO_") and k not in ("NO_COLOR", "COLUMNS")}
    more = {"FUTOKO_TODAY": "2025-04-18", "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), **(env or {})}
    done = subprocess.run(
        [sys.executable, "-m", "futoko_cli", *map(str, words)],
        cwd=cwd,
        env={**plain, **more},
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Said(done.returncode, done.stdout, done.stderr.decode(encoding, "replace"))


def register(folder: Path, text: str = REGISTER, name: str = "1-1 4月.csv") -> Path:
    """The register as a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8-sig")
    return path
