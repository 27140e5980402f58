"""A context for screens, as the program makes one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.db import Desk
from app.ui.context import Context, News
from app.ui.navigation import Navigator
from app.ui.preferences import Preferences
from app.ui.start import Session
from app.ui.theme import apply_theme
from app.ui.workers import Workers
from tests.sign_in import cheap_door


@pytest.fixture(scope="session")
def themed(qapp) -> QApplication:
    """Dress the program once: each style sheet set anew dresses every widget there is."""
    apply_theme(qapp)
    return qapp


@pytest.fixture(autouse=True)
def no_window_stays_open(qapp) -> Iterator[None]:
    """Take away the windows a test left, lest a later test find them instead of its own."""
    yield
    for window in qapp.topLevelWidgets():
        if window.parent() is None:
            window.hide()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def new_session(themed, no_window_stays_open) -> Iterator[Callable[..., Session]]:
    """Make offices open in a window, which end with the test, where it fails too."""
    made: list[Session] = []

    def make(*words: Any, **more: Any) -> Session:
        made.append(Session(*words, **more))
        return made[-1]

    yield make
    for session in made:
        session._seat.clear()  # else it would look at every key of later tests
        if session.window is not None:
            session.window.close()
        session._workers.stop()
        session._db.close()


@pytest.fixture
def context(themed, desk: Desk, tmp_path: Path) -> Iterator[Context]:
    """Return what the program hands its screens."""
    made = Context(
        desk,
        News(desk.db),
        Workers(),
        Navigator(),
        Preferences(tmp_path / "preferences.ini"),
        door=cheap_door(),
    )
    yield made
    assert made.workers.wait()


@pytest.fixture
def parent(qtbot) -> QWidget:
    """Return what windows are opened from."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot, qapp):
    """Return the open window of a name, wherever its parent is."""

    def find(name):
        def shown():
            return [
                w
                for w in qapp.topLevelWidgets()
                if isinstance(w, QDialog) and w.objectName() == name and w.isVisible()
            ]

        qtbot.waitUntil(lambda: bool(shown()))
        return shown()[-1]

    return find
