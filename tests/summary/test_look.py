"""The workbook as LibreOffice prints it and the page as Chromium shows it; skipped where they are not installed."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from futoko_cli.reports.summary.figures import figures_of
from futoko_cli.reports.summary.page import make_page
from futoko_cli.reports.summary.workbook import make_workbook
from tests.summary.invent import Classes, school, year_before
from tests.templates.fill import to_pdf

PRINTER = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="LibreOffice or pdfinfo is not installed"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BROWSER = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
_A4 = {"595 x 842", "842 x 595"}
_NOT_A_PAGE = "not an origin"  # how Chromium marks requests of its own
#: Six grades of three classes, all names as long as they come.
LARGE: Classes = {
    (grade, str(name)): tuple(f"児{grade}{name}{n} 5/{1 + n % 2}- 欠遅" for n in range(3))
    for grade in range(1, 7)
    for name in range(1, 4)
}


@PRINTER
@pytest.mark.slow
def test_each_sheet_is_one_page_wide(tmp_path: Path) -> None:
    """Six sheets of a school of 18 classes: six or seven A4 pages (the children may need two), none to the right."""
    path = tmp_path / "summary.xlsx"
    path.write_bytes(make_workbook(figures_of(school(LARGE), last_year=year_before())))
    (printed,) = to_pdf([path], tmp_path)
    told = subprocess.run(["pdfinfo", "-l", "99", printed], capture_output=True, text=True, check=True, timeout=60)
    sizes = [line.split(":")[1].strip() for line in told.stdout.splitlines() if "size:" in line and "Page" in line]
    assert len(sizes) in (6, 7)
    for size in sizes:
        wide, high = (round(float(part.split()[0])) for part in size.split(" x "))
        assert f"{wide} x {high}" in _A4


def browse(page: Path, folder: Path, width: int) -> tuple[bytes, set[str]]:
    """A picture of the page at a width, and every address that it asked for; nothing but this machine can be reached."""
    picture, log = folder / f"{page.stem}-{width}.png", folder / f"{page.stem}-{width}.json"
    words = [
        *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={folder / 'profile'}"),
        *(f"--log-net-log={log}", f"--screenshot={picture}", f"--window-size={width},1600", page.as_uri()),
    ]
    subprocess.run([str(word) for word in words], capture_output=True, check=True, timeout=120)
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    asked = [event["params"] for event in events if isinstance(event.get("params"), dict)]
    return picture.read_bytes(), {each["url"] for each in asked if each.get("initiator", _NOT_A_PAGE) != _NOT_A_PAGE}


@BROWSER
@pytest.mark.slow
def test_no_request_leaves_the_page(tmp_path: Path) -> None:
    """On a phone and on a desk the page is drawn and asks for nothing; a page that asks is seen to ask."""
    page = tmp_path / "summary.html"
    names = {"児111": '<img src="http://127.0.0.1:9/name.png">', "児112": "<script src=http://127.0.0.1:9/></script>"}
    page.write_text(make_page(figures_of(school(LARGE, names=names))), encoding="utf-8")
    for width in (500, 1200):
        picture, asked = browse(page, tmp_path, width)
        assert struct.unpack(">II", picture[16:24]) == (width, 1600)
        assert len(picture) > 20_000  # a blank page is far smaller
        assert asked == set()
    control = tmp_path / "control.html"
    control.write_text('<img src="http://127.0.0.1:9/seen.png">', encoding="utf-8")
    assert browse(control, tmp_path, 500)[1] == {"http://127.0.0.1:9/seen.png"}
