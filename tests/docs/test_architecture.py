"""docs/architecture.md is the house as it is, and the house keeps its own rules."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "futoko_cli"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = sorted(
    set(re.findall(r"`((?:[a-z_]+/)*(?:[a-z_]+\.(?:py|toml|txt)|[a-z_]+/))`", PAGE)) - {"__init__.py", "futoko.toml"}
)
MODULES = sorted(PACKAGE.rglob("*.py"))
_LONGEST = 400


def test_names_are_found() -> None:
    """The page names modules and rooms."""
    assert "core/measures.py" in NAMED
    assert "ingest/layouts/" in NAMED


@pytest.mark.parametrize("name", NAMED)
def test_what_the_page_names_exists(name: str) -> None:
    """Every module, room and data file stands where the page says, in the package or at the root."""
    assert (PACKAGE / name).exists() or (ROOT / name).exists()


@pytest.mark.parametrize("room", [path for path in sorted(PACKAGE.iterdir()) if path.is_dir()], ids=lambda p: p.name)
def test_every_room_is_on_the_page(room: Path) -> None:
    """No room of the house is left out."""
    if room.name == "__pycache__":
        pytest.skip("no room")
    assert f"`{room.name}/`" in PAGE


@pytest.mark.parametrize("module", sorted((PACKAGE / "core").glob("[a-z]*.py")), ids=lambda p: p.name)
def test_every_module_of_the_core_is_on_the_page(module: Path) -> None:
    """The core is small enough to be listed whole."""
    assert f"`core/{module.name}`" in PAGE


def test_no_module_is_too_long() -> None:
    """400 lines are the end."""
    folders = [PACKAGE, ROOT / "scripts", ROOT / "tests", ROOT / "benchmarks"]
    modules = [path for folder in folders for path in folder.rglob("*.py")]
    assert not [m for m in modules if len(m.read_text(encoding="utf-8").splitlines()) > _LONGEST]


def test_there_is_no_utils() -> None:
    """What has no name of its own has no place."""
    assert not [m for m in MODULES if m.stem in {"utils", "util", "helpers", "common", "misc"}]


def test_imports_go_one_way() -> None:
    """The contracts of import-linter are kept."""
    if importlib.util.find_spec("importlinter") is None:
        pytest.skip("import-linter is not installed")
    call = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", call, "--no-cache"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
