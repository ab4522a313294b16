"""The five templates by the id of their form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scripts.templates import meeting, monthly, quick, unseen
from scripts.templates.canvas import Canvas

DRAWN: Final[dict[str, Callable[[], Canvas]]] = {
    "monthly": monthly.draw,
    "quick": quick.draw,
    "case-meeting": meeting.draw_case_meeting,
    "unseen": unseen.draw,
    "assessment": meeting.draw_assessment,
}
