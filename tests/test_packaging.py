"""The wheel: built, installed alone into a fresh environment, and used on a small register."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from futoko_cli import __version__
from tests.command import REGISTER, ROOT, register

pytestmark = pytest.mark.slow


def call(*words: object, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """A program in a folder, without the repository on its path."""
    plain = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "NO_COLOR") and not k.startswith("FUTOKO")}
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**plain, **(env or {})},
        capture_output=True,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this repository."""
    out = tmp_path_factory.mktemp("wheel")
    if importlib.util.find_spec("hatchling") and importlib.util.find_spec("build"):
        done = call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    else:
        done = call(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", out, ROOT, cwd=out)
        if done.returncode and b"hatchling" in done.stderr:
            pytest.skip("the build backend hatchling is not installed and cannot be fetched")
    assert done.returncode == 0, done.stderr.decode()
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def futoko(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command ``futoko`` in an environment that holds the wheel and what it needs, nothing else."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    bin_folder = folder / ("Scripts" if os.name == "nt" else "bin")
    done = call(bin_folder / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, cwd=folder)
    if done.returncode and (b"No matching distribution" in done.stderr or b"Connection" in done.stderr):
        pytest.skip("no network: the packages that futoko needs cannot be fetched")
    assert done.returncode == 0, done.stderr.decode()
    return bin_folder / "futoko"


def test_the_wheel_holds_the_program_and_its_data_only(wheel: Path) -> None:
    """Policies, marks, holidays and the type marker are inside; tests, samples and scripts are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for data in ("policies/otaru.toml", "marks/standard.toml", "calendars/holidays.txt", "py.typed"):
        assert f"futoko_cli/{data}" in names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"futoko_cli", f"futoko-{__version__}.dist-info"}
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_command_says_its_version(futoko: Path, tmp_path: Path) -> None:
    """The first word a person tries: --version."""
    assert call(futoko, "--version", cwd=tmp_path).stdout.decode().strip() == f"futoko {__version__}"


def test_the_policies_came_along(futoko: Path, tmp_path: Path) -> None:
    """All three policies: policy list."""
    done = call(futoko, "policy", "list", "--json", cwd=tmp_path, env={"PYTHONIOENCODING": "utf-8"})
    assert {policy["id"] for policy in json.loads(done.stdout)["policies"]} == {"national", "okinawa", "otaru"}


def test_a_register_is_counted(futoko: Path, tmp_path: Path) -> None:
    """A small CSV is scanned, without any of the development packages."""
    file = register(tmp_path, REGISTER)
    done = call(
        futoko, "scan", file, "--json", cwd=tmp_path, env={"FUTOKO_TODAY": "2025-04-18", "PYTHONIOENCODING": "utf-8"}
    )
    assert done.returncode == 0, done.stderr.decode()
    first = json.loads(done.stdout)["pupils"][0]
    assert (first["key"], first["days"]["absent"], first["stage"]) == ("1-1-01", 7, "report")
