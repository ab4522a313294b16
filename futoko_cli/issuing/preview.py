"""Pictures of filled forms (プレビュー, PDF) by LibreOffice, where it is installed; Excel prints the real thing.

LibreOffice works in a folder of its own: its profile, and copies of the workbooks. It counts every formula anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from futoko_cli.errors import OutputError

SUFFIX: Final = "（プレビュー）.pdf"
_START_SECONDS: Final = 60
_SECONDS_A_FORM: Final = 10
_USUAL: Final = (
    "/usr/bin/soffice",
    "/usr/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
#: Always recalculate; Japanese dates; no look at the network.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>ja-JP</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def find_office() -> str:
    """The program's path. Raises OutputError where LibreOffice is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    for path in _USUAL:
        if Path(path).is_file():
            return path
    raise OutputError(
        "PDF のプレビューには LibreOffice が必要です。見つかりません。",
        "LibreOffice をインストールするか、--pdf を付けずに作って Excel から印刷してください。",
    )


def previews(workbooks: Mapping[str, bytes]) -> dict[str, bytes]:
    """PDFs of workbooks, by the same names; all in one start of the program. Raises OutputError."""
    if not workbooks:
        return {}
    office = find_office()
    with tempfile.TemporaryDirectory(prefix="futoko-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile, out = folder / "profile", folder / "pdf"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        # plain names: nothing of a child's name or a hostile one reaches the other program
        copies = {f"{n}{Path(label).suffix}": label for n, label in enumerate(workbooks, 1)}
        for copy, label in copies.items():
            (folder / copy).write_bytes(workbooks[label])
        _run(office, profile, out, [folder / copy for copy in copies])
        found = {label: out / f"{Path(copy).stem}.pdf" for copy, label in copies.items()}
        missing = [label for label, path in found.items() if not path.is_file()]
        if missing:
            raise OutputError(
                f"PDF のプレビューができませんでした: {'、'.join(missing[:3])}",
                "様式のファイルはできています。Excel で開いて印刷してください。",
            )
        return {label: path.read_bytes() for label, path in found.items()}


def _run(office: str, profile: Path, out: Path, files: list[Path]) -> None:
    options = [
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "pdf:calc_pdf_Export",
        "--outdir",
        str(out),
    ]
    words = [office, f"-env:UserInstallation={profile.as_uri()}", *options, *map(str, files)]
    try:
        subprocess.run(  # noqa: S603  our own words, no shell
            words,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_START_SECONDS + _SECONDS_A_FORM * len(files),
            env={**os.environ, "LANG": "ja_JP.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise OutputError(
            "LibreOffice が時間内に終わりませんでした。PDF はありません。", "人数を減らして、もう一度試してください。"
        ) from None
    except OSError:
        raise OutputError(
            f"LibreOffice（{office}）を起動できませんでした。", "LibreOffice が単独で開けるかを確かめてください。"
        ) from None
