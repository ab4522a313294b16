"""一覧: two rows of one day, reasons and remarks, and the mark as it is written."""

from __future__ import annotations

import pytest

from futoko_cli.core.kinds import LABELS, Kind
from tests.ingest.grids import read_text, short

HEADING = "日付|クラス|番号|氏名|区分|理由|備考"


def listed(*rows: str) -> list[str]:
    """Each mark of the first child: ``5/7遅刻〔通院〕``."""
    (draft,) = read_text("令和7年度", HEADING, *rows).drafts
    return [
        f"{short(mark.day)}{LABELS[Kind(mark.kind)]}" + (f"〔{mark.reason}〕" if mark.reason else "")
        for mark in draft.rows[0].marks
    ]


def test_late_and_early_on_two_rows() -> None:
    """One day, two rows that agree: one mark."""
    assert listed("5/7|1-1|1|春野　空|遅刻", "5/7|1-1|1|春野　空|早退") == ["5/7遅刻・早退"]


def test_two_rows_that_contradict() -> None:
    """欠席 and 遅刻 on one day: both stay, and the filling names the conflict."""
    assert listed("5/7|1-1|1|春野　空|欠席", "5/7|1-1|1|春野　空|遅刻") == ["5/7欠席", "5/7遅刻"]


def test_reason_and_remark() -> None:
    """理由 first, 備考 where there is none; what stands in the brackets of the kind comes before."""
    assert listed("5/7|1-1|1|春野　空|欠席(頭痛)|発熱|家で休む") == ["5/7欠席〔頭痛・発熱〕"]
    assert listed("5/7|1-1|1|春野　空|欠席||家で休む") == ["5/7欠席〔家で休む〕"]


def test_the_reason_of_the_second_row_is_kept() -> None:
    """通院 in the morning, 腹痛 in the afternoon."""
    found = listed("5/7|1-1|1|春野　空|遅刻|通院", "5/7|1-1|1|春野　空|早退|腹痛")
    assert "腹痛" in found[0]


DAYS = "|".join(str(n) for n in range(1, 32))


@pytest.mark.parametrize(
    "rows",
    [
        ("令和7年度", HEADING, "5/7|1-1|1|春野　空|／"),
        ("令和7年度 1年1組", f"月|{DAYS}", *(f"{m}月|／" for m in (4, 5, 6)), "氏名　春野　空"),
        ("令和7年5月7日", "1年1組", "番号|氏名|出欠", "1|春野　空|／"),
        ("令和7年度 5月 1年1組", f"番号|氏名|{DAYS}", "1|春野　空|／"),
    ],
    ids=["list", "card", "day sheet", "grid"],
)
def test_the_mark_is_kept_as_it_is_written(rows: tuple[str, ...]) -> None:
    """／ in full width stays ／ in every layout."""
    (draft,) = read_text(*rows).drafts
    assert draft.rows[0].marks[0].text == "／"
