"""Journeys get the same context as screens do."""

from tests.journeys.signing import office
from tests.ui.conftest import context, no_window_stays_open, themed

__all__ = ["context", "no_window_stays_open", "office", "themed"]
