"""``futoko duties`` as a person calls it: files, options, exit codes. 春野 is absent from 4/8 on; today is 2025-04-18."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.command import NAMES, futoko, register


def test_the_screen(tmp_path: Path) -> None:
    """Three days on 4/10, seven on 4/16; the day looked at is today."""
    said = futoko("duties", register(tmp_path), cwd=tmp_path)
    assert said.code == 0
    assert "今日  2025年4月18日（金）の時点で、期限を見ています" in said.out
    assert " 4/10(木)   1-1-01  春野　空          ［連続3日目の対応］" in said.out
    assert "【これから】 1件  1人\n 5/2(金)" in said.out  # 5/5 is a holiday after a week-end


def test_the_day_asked_for(tmp_path: Path) -> None:
    """--as-of counts up to the day and looks from it."""
    said = futoko("duties", register(tmp_path), "--as-of", "2025-04-10", cwd=tmp_path)
    assert "【今日まで】 4件  1人" in said.out
    assert "速報（" not in said.out


def test_exit_codes(tmp_path: Path) -> None:
    """10 where something is to be done, 0 where nobody owes anything, 0 without --exit-code."""
    path = register(tmp_path)
    assert futoko("duties", path, "--exit-code", cwd=tmp_path).code == 10
    assert futoko("duties", path, "--exit-code", "--pupil", "1-1-02", cwd=tmp_path).code == 0
    assert futoko("duties", path, cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--json", "--csv"), "--json と --csv は一緒に使えません。"),
        (("--json", "-o", "a.xlsx"), "--json と -o の .xlsx は一緒に使えません。"),
        (("--ics", "a.ics", "-o", "b.txt"), "--ics と -o は一緒に使えません。"),
        (("--with-names", "--masked"), "--with-names と --masked は一緒に使えません。"),
        (("--month", "2025-13"), "--month の「2025-13」は月として読めません。"),
        (("--month", "4月"), "--month の「4月」は月として読めません。"),
        (("--by", "name"), "--by の「name」は使えません。date・child のどれかです。"),
    ],
)
def test_what_does_not_go_together(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """A usage error that says what to do, and no file."""
    path = register(tmp_path)
    done = futoko("duties", path, *words, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert list(tmp_path.iterdir()) == [path]


def test_json_and_csv(tmp_path: Path) -> None:
    """For programs, also of one month, and masked."""
    path = register(tmp_path)
    data = futoko("duties", path, "--json", "--month", "2025-05", cwd=tmp_path).data
    assert [(duty["month"], duty["due"]) for duty in data["duties"]] == [("2025-04", "2025-05-02")]
    masked = futoko("duties", path, "--csv", "--masked", cwd=tmp_path)
    assert masked.raw.startswith(b"\xef\xbb\xbf")
    assert not [name for name in NAMES if name in masked.out]


def test_the_calendar_file(tmp_path: Path) -> None:
    """Written whole, without names; not over another file unless forced, never over a register."""
    path = register(tmp_path)
    said = futoko("duties", path, "--ics", "期限.ics", cwd=tmp_path)
    assert (said.code, said.out) == (0, "")
    assert "カレンダーを書きました: 期限.ics  氏名は入っていません。" in said.err
    data = (tmp_path / "期限.ics").read_bytes()
    assert len(Calendar.from_ical(data).walk("VEVENT")) == 6
    assert not [name for name in NAMES if name.encode() in data]
    assert futoko("duties", path, "--ics", "期限.ics", cwd=tmp_path).code == 6
    assert futoko("duties", path, "--ics", "期限.ics", "--force", cwd=tmp_path).code == 0
    before = path.read_bytes()
    assert futoko("duties", path, "--ics", path, "--force", cwd=tmp_path).code == 6
    assert path.read_bytes() == before
    named = futoko("duties", path, "--ics", "氏名.ics", "--with-names", cwd=tmp_path)
    assert "氏名が入っています。置き場所に気をつけてください。" in named.err
    assert "春野" in (tmp_path / "氏名.ics").read_text(encoding="utf-8")


def test_the_page_for_the_wall(tmp_path: Path) -> None:
    """-o X.xlsx: the month of today, or the one asked for; no names in any part of it."""
    path = register(tmp_path)
    assert futoko("duties", path, "-o", "4月.xlsx", cwd=tmp_path).code == 0
    with zipfile.ZipFile(io.BytesIO((tmp_path / "4月.xlsx").read_bytes())) as book:
        parts = {name: book.read(name).decode("utf-8") for name in book.namelist()}
    assert "2025年4月" in parts["xl/workbook.xml"]
    assert not [name for name in NAMES if name in "".join(parts.values())]
    assert futoko("duties", path, "-o", "5月.xlsx", "--month", "2025-05", cwd=tmp_path).code == 0


def test_a_text_file(tmp_path: Path) -> None:
    """-o with another name: the screen as text."""
    assert futoko("duties", register(tmp_path), "-o", "今日.txt", cwd=tmp_path).code == 0
    assert "【期限切れ】" in (tmp_path / "今日.txt").read_text(encoding="utf-8")


def test_what_it_wrote_is_never_read_as_a_register(tmp_path: Path) -> None:
    """Page, table and calendar lie in the folder of the registers: skipped, and the answer is the same."""
    path = register(tmp_path)
    before = futoko("scan", tmp_path, "--json", cwd=tmp_path).data
    futoko("duties", path, "-o", "4月.xlsx", cwd=tmp_path)
    futoko("duties", path, "--csv", "-o", "期限.csv", cwd=tmp_path)
    futoko("duties", path, "--ics", "期限.ics", cwd=tmp_path)
    after = futoko("scan", tmp_path, "--json", cwd=tmp_path).data
    assert after["pupils"] == before["pupils"]
    assert {(i["code"], i["file"]) for i in after["issues"]} >= {
        ("file-skipped", "4月.xlsx"),
        ("file-skipped", "期限.csv"),
    }
    new = [issue for issue in after["issues"] if issue not in before["issues"]]
    assert {issue["severity"] for issue in new} == {"info"}
    assert futoko("duties", tmp_path, "--csv", "-o", "期限.csv", "--force", cwd=tmp_path).code == 0


def test_on_a_windows_console(tmp_path: Path) -> None:
    """cp932, redirected: nothing breaks."""
    said = futoko("duties", register(tmp_path), cwd=tmp_path, encoding="cp932")
    assert said.code == 0
    assert "［連続3日目の対応］" in said.raw.decode("cp932")


def test_scan_ends_with_duties(tmp_path: Path) -> None:
    """The most urgent, and the next call."""
    said = futoko("scan", register(tmp_path), cwd=tmp_path)
    assert "【急ぐこと】 未済 6件のうち" in said.out
    assert "futoko duties" in said.out


def test_nothing_readable(tmp_path: Path) -> None:
    """A file that is no register: nothing is owed, and the problem is counted."""
    path = tmp_path / "手紙.csv"
    path.write_text("拝啓,春\n敬具,夏\n", encoding="utf-8")
    said = futoko("duties", path, cwd=tmp_path)
    assert said.code == 1
    assert "いま することはありません。" not in said.out
