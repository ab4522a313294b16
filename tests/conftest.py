"""Options and settings of the whole test run."""

from __future__ import annotations

import os

import hypothesis
import pytest

hypothesis.settings.register_profile("here", deadline=None, database=None)
hypothesis.settings.register_profile("ci", deadline=None, database=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the expected texts anew from what the program says now."""
    parser.addoption("--update-golden", action="store_true", help="write the golden texts anew; look at the diff")


def pytest_configure(config: pytest.Config) -> None:
    """``-m "not slow"`` leaves out what takes more than a few seconds."""
    config.addinivalue_line("markers", "slow: builds and installs, some ten seconds")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden texts are to be written anew."""
    return bool(request.config.getoption("--update-golden"))
