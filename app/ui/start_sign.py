"""The small window of a start that takes long: what is being done, painted while it is done."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from app.errors import CancelledError
from app.i18n import _
from app.ui.progress import show_how_far
from app.ui.theme import GAP
from app.ui.workers import Job, Workers

T = TypeVar("T")


def run_beside(text: str, work: Callable[[Job], T]) -> T:
    """Run ``work`` on a thread while a window says so, and return what comes of it.

    Raises:
        CancelledError: The program was asked to end meanwhile; what it does ends by itself.
    """
    sign, loop, workers = StartSign(text), QEventLoop(), Workers()
    results: list[T] = []
    errors: list[Exception] = []

    def done(result: T) -> None:
        results.append(result)
        loop.quit()

    def failed(error: Exception) -> None:
        errors.append(error)
        loop.quit()

    workers.run(sign, work, done, failed, sign.show_progress)
    sign.show()
    loop.exec()
    sign.hide()
    sign.deleteLater()
    for error in errors:
        raise error
    if not results:
        raise CancelledError
    return results[0]


class StartSign(QWidget):
    """Stays until the work is done: there is nothing else to show yet."""

    def __init__(self, text: str) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint)
        self.setObjectName("opening")
        self.setWindowTitle(_("客友"))
        self._text = QLabel(text)
        self._text.setObjectName("doing")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GAP)
        column.setContentsMargins(5 * GAP, 4 * GAP, 5 * GAP, 4 * GAP)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        self.setMinimumWidth(420)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far the work is; a total of 0 means that nobody knows."""
        show_how_far(self._bar, done, total)
        if text:
            self._text.setText(text)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
