"""Every form (様式) that futoko fills, by the id that policies and commands use."""

from __future__ import annotations

from typing import Final

from futoko_cli.forms import assessment, case_meeting, monthly, quick, unseen
from futoko_cli.forms.field import Form

FORMS: Final[dict[str, Form]] = {
    module.FORM.id: module.FORM for module in (monthly, quick, case_meeting, unseen, assessment)
}
