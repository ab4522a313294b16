"""The calendar file (.ics): read back by the library, the same UIDs each time, no name unless asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from futoko_cli.core.model import Assessment
from futoko_cli.reports.duties.as_ics import duties_ics
from tests.duties.school import assess, looked_at, nameless, record
from tests.notation import day_of

SEVEN = "太郎 5/12- 欠*7"


def events(whole: Assessment, on: str, *, with_names: bool = False, month: str = "") -> list[Any]:
    """The events, as a calendar program reads them."""
    data = duties_ics(whole, looked_at(whole, on, month), with_names=with_names)
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_a_whole_day_for_each_duty() -> None:
    """From the due day to the next, free, private; what, to whom, by which form in the text."""
    found = events(assess(SEVEN), "5/20")
    assert len(found) == 6
    report = next(event for event in found if "欠席状況報告書" in event["summary"])
    assert report["summary"] == "1-1-01 欠席状況報告書（個人別）"
    assert (report["dtstart"].dt, report["dtend"].dt) == (date(2025, 6, 5), date(2025, 6, 6))
    assert report["description"] == "［速報と欠席状況報告］5月分・新規\n小樽市教育委員会"
    assert (report["transp"], report["class"]) == ("TRANSPARENT", "PRIVATE")
    first = next(event for event in found if "ケース会議" in event["summary"])
    assert first["description"].endswith("校内\n様式 協議シート\n期限は資料に記載がなく、futokoの設定です。")


def test_the_file_is_a_calendar() -> None:
    """Its head says who made it; lines are folded at 75 bytes and end in CRLF."""
    whole = assess(SEVEN)
    data = duties_ics(whole, looked_at(whole, "5/20"))
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//futoko//")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    data.decode("utf-8")


def test_a_second_export_updates() -> None:
    """The same bytes for the same day; later the same UIDs, a later stamp and number, and what is done is marked."""
    before = assess(SEVEN)
    assert duties_ics(before, looked_at(before, "5/20")) == duties_ics(before, looked_at(before, "5/20"))
    after = assess("太郎 5/12- 欠*8", actions=(record("5/21 済 速報"), record("5/15 不要 家庭訪問")))
    old, new = events(before, "5/20"), events(after, "5/21")
    assert {event["uid"] for event in old} == {event["uid"] for event in new}
    assert len({event["uid"] for event in new}) == len(new) == 6
    (quick,) = [event for event in new if "速報（" in event["summary"]]
    assert quick["summary"] == "【済】1-1-01 速報（メールの後に電話）"
    assert [event["summary"][:4] for event in new if "家庭訪問" in event["summary"]] == ["【不要】"]
    assert quick["dtstamp"].dt == datetime(2025, 5, 21, tzinfo=UTC)
    assert {event["sequence"] for event in new} == {(day_of("5/21") - date(2025, 4, 1)).days}
    assert min(event["sequence"] for event in new) > max(event["sequence"] for event in old)


def test_each_run_has_events_of_its_own() -> None:
    """Two runs, two sets of UIDs."""
    whole = assess("太郎 5/12- 欠*3 出 欠*3", actions=(record("5/14 済 家庭訪問"),))
    found = events(whole, "5/20")
    assert len({event["uid"] for event in found}) == len(found) == 8


def test_no_name_by_default() -> None:
    """Keys alone; a key that holds a name becomes a word and a fingerprint, and so does nothing else."""
    whole = nameless(assess(SEVEN, actions=(record("5/20 済 速報", note="山田さんの家"),)), "山田 太郎")
    data = duties_ics(whole, looked_at(whole, "5/20")).replace(b"\r\n ", b"").decode("utf-8")
    assert not [word for word in ("山田", "太郎", "教頭") if word in data]
    (summary,) = {event["summary"].split()[0] for event in events(whole, "5/20")}
    assert summary.startswith("児童生徒")
    assert len(summary) == 10
    assert {e["uid"] for e in events(whole, "5/20")} == {e["uid"] for e in events(whole, "5/21")}


def test_names_on_request() -> None:
    """--with-names adds them; what could break a line is escaped."""
    whole = assess(SEVEN, names=("山田;太郎,\\n次\r\nDTSTART:20250101",))
    (summary,) = {e["summary"] for e in events(whole, "5/20", with_names=True) if "家庭への連絡" in e["summary"]}
    assert "山田;太郎," in summary
    assert all(event["dtstart"].dt.year == 2025 and event["dtstart"].dt.month > 4 for event in events(whole, "5/20"))


def test_what_is_told_by_number_is_left_out() -> None:
    """A stage that is over, nothing recorded: no events; one month: only that month."""
    assert events(assess("太郎 4/7- 欠*3 出"), "5/20") == []
    found = events(assess(SEVEN), "5/20", month="2025-06")
    assert [event["dtstart"].dt for event in found] == [date(2025, 6, 5)]
