"""Journeys get the same context as screens do."""

from dataclasses import replace

import pytest

from app.domain.types import Post
from app.queries.office import staff_members
from app.ui.shell import MainWindow
from tests.journeys.signing import office
from tests.ui.conftest import context, no_window_stays_open, themed

__all__ = ["context", "no_window_stays_open", "office", "themed"]


@pytest.fixture(autouse=True)
def _unmeasured(no_cover: None) -> None:
    """Spare coverage the ways through the whole program: each step has tests of its own."""


@pytest.fixture
def window(qtbot, context, sample):
    """Return the window of the supervisor of the sample office."""
    with context.db.read() as session:
        boss = next(one for one in staff_members(session) if one.post is Post.MANAGER)
    desk = replace(context.desk, staff_id=boss.id)
    made = MainWindow(replace(context, desk=desk, staff=boss))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made
