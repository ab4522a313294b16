"""Finding a child by the key somebody typed."""

from __future__ import annotations

import pytest

from futoko_cli.core.model import TotalsRow
from futoko_cli.errors import UsageError
from futoko_cli.reports.lookup import find_result
from tests.terminal.fabricate import assess, nameless, totals_row

WHOLE = assess("太郎 4/7- 出", "花子 4/7- 出", totals=(totals_row(),))


@pytest.mark.parametrize("key", ["1-1-02", "1-1-2", "１-１-０２", " 1-1-02 "])
def test_loose_keys(key: str) -> None:
    """Width, spaces and leading zeros do not matter."""
    assert find_result(WHOLE, key).pupil.name == "花子"


def test_totals_rows_are_found() -> None:
    """A child of a totals-only sheet too."""
    assert isinstance(find_result(WHOLE, "1-2-9"), TotalsRow)


def test_masked_key_is_found() -> None:
    """The key of a masked screen leads back to the child."""
    whole = nameless(WHOLE, "太郎")
    assert find_result(whole, "1-1-#1") is whole.pupils[0]
    assert find_result(whole, "1-1-太郎") is whole.pupils[0]


def test_wrong_key() -> None:
    """The message names near keys and how keys look, and no child's name."""
    with pytest.raises(UsageError) as caught:
        find_result(WHOLE, "1-1-03")
    assert "近いキー: 1-1-0" in caught.value.hint
    with pytest.raises(UsageError) as caught:
        find_result(WHOLE, "花子")
    assert "花子" not in caught.value.message
    assert "近い" not in caught.value.hint
