"""A case meeting (ケース会議) on a sheet: 協議シート and アセスメントシート have the same boxes."""

from __future__ import annotations

from dataclasses import replace

from futoko_cli.core.ledger import Meeting, Role
from futoko_cli.forms import shared
from futoko_cli.forms.case import Case
from futoko_cli.forms.field import Value


def latest_meeting(case: Case) -> Meeting | None:
    """The child's last meeting up to the day of writing; of two on one day, the lower row."""
    own = [(row.day, n, row) for n, row in enumerate(case.ledger.meetings) if row.key == case.key]
    return max((each for each in own if each[0] <= case.day), default=(None, 0, None))[2]


def at_its_day(case: Case) -> Case:
    """The case as it stood on the day of the meeting: a record dated in September counts no day of October."""
    meeting = latest_meeting(case)
    return case if meeting is None else replace(case, day=meeting.day)


def roles_left_out(case: Case) -> tuple[Role, ...]:
    """Rows of 役割分担 that the sheet has no place for."""
    meeting = latest_meeting(case)
    return meeting.roles[shared.ROLES :] if meeting else ()


def boxes(case: Case) -> dict[str, Value]:
    """The record of the last meeting; nothing where there was none."""
    meeting = latest_meeting(case)
    if meeting is None:
        return {}
    found: dict[str, Value] = {
        "開催日": meeting.day,
        "開始時刻": meeting.start,
        "終了時刻": meeting.end,
        "記録者": meeting.recorder,
        "参加者機関名": meeting.attendees,
        "本人の意向": meeting.child_wish,
        "保護者の意向": meeting.guardian_wish,
        "関係機関からの情報": meeting.agency_info,
        "長期目標": meeting.long_goal,
        "短期目標の期日": meeting.goal_day,
        "確認同意事項": meeting.agreed,
        "特記事項": meeting.notes,
    }
    for n, role in enumerate(meeting.roles[: shared.ROLES], 1):
        found[f"役割分担{n}_分掌機関名"] = role.unit
        found[f"役割分担{n}_短期目標"] = role.goal
        found[f"役割分担{n}_経過評価"] = role.progress
    return found
