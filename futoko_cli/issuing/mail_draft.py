"""A mail that is not sent yet (メールの下書き, .eml): opened in a mail program, looked at by a person, and sent there.

The same bytes for the same form: no date, no random sign; the mail program adds them when it sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from futoko_cli.core.policy import Duty

_WORKBOOK: Final = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
}
_BOUNDARY: Final = "futoko-attachment-{n}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft is made from. ``file`` is the attachment's name; ``locked``: it needs a password."""

    title: str
    school: str
    writer: str
    duty: Duty | None
    file: str
    data: bytes
    locked: bool = False


def subject_of(draft: Draft) -> str:
    """The form and the school, never the child."""
    school = f"（{draft.school}）" if draft.school else ""
    return f"{draft.title}の提出{school}"


def body_of(draft: Draft) -> str:
    """A few lines; the password never stands in them."""
    to = draft.duty.to if draft.duty else ""
    sender = " ".join(part for part in (draft.school, draft.writer) if part)
    lines = [
        *([f"{to} 御中", ""] if to else []),
        *([f"{sender}です。"] if sender else []),
        f"{draft.title}を添付のとおり提出します。ご確認をお願いします。",
        *(["添付のファイルにはパスワードをかけています。パスワードは別にお知らせします。"] if draft.locked else []),
        *(
            [f"このメールの後に、お電話（{draft.duty.phone}）でもご連絡します。"]
            if draft.duty and draft.duty.phone
            else []
        ),
    ]
    return "\n".join(lines) + "\n"


def make_draft(draft: Draft) -> bytes:
    """The draft as an .eml file with the workbook attached."""
    from email import policy
    from email.message import EmailMessage

    message = EmailMessage(policy=policy.SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = _one_line(subject_of(draft))
    if draft.duty and draft.duty.mail:
        message["To"] = _one_line(draft.duty.mail)
    message.set_content(body_of(draft), charset="utf-8", cte="base64")
    suffix = draft.file[draft.file.rfind(".") :].lower()
    subtype = _WORKBOOK.get(suffix, _WORKBOOK[".xlsx"])
    message.add_attachment(draft.data, maintype="application", subtype=subtype, filename=draft.file)
    n = 1
    while _BOUNDARY.format(n=n).encode() in draft.data:
        n += 1
    message.set_boundary(_BOUNDARY.format(n=n))
    return message.as_bytes()


def _one_line(text: str) -> str:
    """A header's text: a line break would begin another header."""
    return " ".join(text.split())
