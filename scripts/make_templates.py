"""Makes ``templates_xlsx/``: the official forms as empty workbooks whose boxes have names (名前の定義).

Run ``python scripts/make_templates.py [FOLDER]``; the same bytes come out each time.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from futoko_cli.forms.catalogue import FORMS
from scripts.templates.book import workbook
from scripts.templates.catalogue import DRAWN

ROOT: Final = Path(__file__).resolve().parent.parent


def main(folder: Path) -> None:
    """Write every template."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in FORMS.values():
        (folder / form.file).write_bytes(workbook(DRAWN[form.id]()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "templates_xlsx")
