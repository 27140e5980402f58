"""Windows as they come to the screen: on it with the desktop's frame, and painted."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from app.ui.theme import GAP

ITS_FRAME = QSize(2 * GAP, 5 * GAP)


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Make a window of this size, or smaller where the screen is: its buttons are below else."""
    room = window.screen().availableSize() - ITS_FRAME
    window.resize(QSize(width, height).boundedTo(room))


class RoomyDialog(QDialog):
    """A window as high as its texts need: by itself Qt cuts them at two thirds of the screen."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        layout = self.layout()
        if layout is not None:
            needed = layout.totalHeightForWidth(self.width())
            resize_on_screen(self, self.width(), max(self.height(), needed))
        super().showEvent(event)


def once_painted(window: QWidget, then: Callable[[], object]) -> None:
    """Call ``then`` after the next painting of a window."""
    _Painting(window, then)


class _Painting(QObject):
    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)  # its parts are painted before the next event
        return False
