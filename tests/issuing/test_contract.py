"""``report --json``, key by key (docs/json.md)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, futoko
from tests.reports.test_contract import ISSUE, NULL, WHO, check

FORM = {
    **WHO,
    "file": str,
    "state": str,
    "continued": (bool, NULL),
    "absent_month": (int, NULL),
    "absent": int,
    "occasion": (str, NULL),
    "due": (str, NULL),
    "to": (str, NULL),
    "to_write": [str],
    "errors": int,
}
REPORT = {
    "futoko_result_version": int,
    "command": str,
    "policy": {"id": str, "edition": str, "title": str},
    "school": str,
    "school_year": int,
    "as_of": str,
    "month": (str, NULL),
    "dry_run": bool,
    "folder": str,
    "list": (str, NULL),
    "forms": [FORM],
    "left_out": [{**WHO, "reason": str}],
    "drafts": [str],
    "previews": [str],
    "kept_copies": [{"file": str, "copy": str}],
    "issues": [ISSUE],
}
TODAY = {"FUTOKO_TODAY": "2025-11-17"}


@pytest.mark.parametrize(
    ("form", "words"), [("monthly", ("--month", "2025-11")), ("quick", ("--eml",)), ("unseen", ("--masked",))]
)
def test_exactly_these_keys(tmp_path: Path, form: str, words: tuple[str, ...]) -> None:
    """No key more, none less."""
    folder = tmp_path / "school"
    shutil.copytree(ROOT / "sample_data", folder)
    said = futoko("report", form, "attendance.xlsx", "--json", *words, cwd=folder, env=TODAY)
    check(said.data, REPORT)
    assert said.data["forms"]
