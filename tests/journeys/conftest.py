"""Journeys get the same context as screens do."""

from tests.ui.conftest import context

__all__ = ["context"]
