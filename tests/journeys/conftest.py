"""Journeys get the same context as screens do."""

import pytest

from tests.journeys.signing import office
from tests.ui.conftest import context, no_window_stays_open, themed

__all__ = ["context", "no_window_stays_open", "office", "themed"]


@pytest.fixture(autouse=True)
def _unmeasured(no_cover: None) -> None:
    """Spare coverage the way through the whole program: its parts' own tests have been there."""
