"""The benchmark of a whole month runs; what it measures is nobody's promise here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_month_of_a_small_school_is_measured() -> None:
    """Ten children, once: every route wrote its files (it stops where one did not), every step was reached."""
    command = [sys.executable, "-m", "benchmarks.batch", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {"copies", "reports, carried on", "whole, carried on"} <= found["seconds"].keys()
    assert all(each["cpu"] > 0 for name, each in found["seconds"].items() if name.startswith("step: "))
    assert all(each["wall"] > 0 for each in found["ratios"].values())
