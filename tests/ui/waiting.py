"""Waiting until a window has done what was begun."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.context import Context


def settled(qtbot: QtBot, context: Context) -> None:
    """Wait until nothing is worked on and nothing was begun by what arrived last."""

    def still() -> bool:
        QApplication.processEvents()
        QApplication.processEvents()  # a widget added to a shown one appears by an event of its own
        return not context.workers.busy

    qtbot.waitUntil(lambda: still() and still())
