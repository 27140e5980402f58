"""A context for screens, as the program makes one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Desk
from app.ui.context import Context, News
from app.ui.navigation import Navigator
from app.ui.preferences import Preferences
from app.ui.theme import apply_theme
from app.ui.workers import Workers


@pytest.fixture
def context(qapp, desk: Desk, tmp_path: Path) -> Iterator[Context]:
    """Return what the program hands its screens."""
    apply_theme(qapp)
    made = Context(
        desk, News(desk.db), Workers(), Navigator(), Preferences(tmp_path / "preferences.ini")
    )
    yield made
    assert made.workers.wait()
