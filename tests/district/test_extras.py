"""Without the extras: what needs a library that is not installed says which, and how to get it."""

from __future__ import annotations

import sys

import pytest

from futoko_cli.district.cluster import Cluster
from futoko_cli.district.exchange import export_bytes
from futoko_cli.errors import UsageError


def test_cluster_without_distributed(monkeypatch: pytest.MonkeyPatch) -> None:
    """``--cluster`` names the extra that it needs."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as refused:
        Cluster("tcp://127.0.0.1:8786")
    assert "futoko[cluster]" in refused.value.hint


def test_password_without_cryptography(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password on an export names the extra that it needs; an export without one needs nothing."""
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    with pytest.raises(UsageError) as refused:
        export_bytes([], "ひみつ")
    assert "futoko[password]" in refused.value.hint
    assert export_bytes([]).startswith(b"{")
