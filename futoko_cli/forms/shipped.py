"""Where a form's workbook lies (様式の場所): given with the call, set in futoko.toml, or shipped with futoko."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from futoko_cli.errors import TemplateError
from futoko_cli.forms.catalogue import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = "templates_xlsx"
_PACKAGE: Final = Path(__file__).parent.parent


def shipped_file(form_id: str) -> Path:
    """The workbook that futoko brings along: in the installed package, or in the clone beside it.

    Raises:
        TemplateError: the installation lacks it.

    """
    name = FORMS[form_id].file
    for folder in (_PACKAGE / FOLDER, _PACKAGE.parent / FOLDER):
        if (folder / name).is_file():
            return folder / name
    raise TemplateError(f"付属の様式 {name} が見つかりません。", "futoko をインストールし直してください。")


def template_file(form_id: str, config_templates: Mapping[str, Path], given: Path | None) -> Path:
    """The workbook to fill: ``--template`` before ``[templates]`` of futoko.toml before the shipped one.

    Raises:
        TemplateError: the file that was named is not there.

    """
    own, where = (
        (given, "--template") if given is not None else (config_templates.get(form_id), "futoko.toml の [templates]")
    )
    if own is None:
        return shipped_file(form_id)
    if not own.is_file():
        raise TemplateError(
            f"様式のファイル {own} が見つかりません。", f"{where} に書いた名前と場所を確かめてください。"
        )
    return own
