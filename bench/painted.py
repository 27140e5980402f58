"""Tells when a widget has been painted: to the measuring process, or to a waiting measurement."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from bench.figures import resident_kilobytes

NOW = datetime(2025, 12, 20, 9, tzinfo=UTC)


def tell() -> None:
    """Print ``painted KILOBYTES``."""
    sys.stdout.write(f"painted {resident_kilobytes()}\n")
    sys.stdout.flush()


def tell_and_end() -> None:
    """Print ``painted KILOBYTES``, then end the program."""
    tell()
    QApplication.quit()


class _Watcher(QObject):
    def __init__(
        self, widget: QWidget, ready: Callable[[], bool], then: Callable[[], None]
    ) -> None:
        super().__init__(widget)
        self._ready, self._then = ready, then
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._ready():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def tell_when_painted(
    widget: QWidget,
    *,
    ready: Callable[[], bool] = lambda: True,
    then: Callable[[], None] = tell_and_end,
) -> None:
    """Tell after the first painting at which the widget is ``ready``."""
    _Watcher(widget, ready, then)


class _Painting(QObject):
    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen = False
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def until_painted(qt: QApplication, widget: QWidget) -> None:
    """Let the window work until it has painted this widget, if there is anything to paint."""
    painting = _Painting(widget)
    for _turn in range(50):
        qt.processEvents()
        if painting.seen:
            break


def settle(qt: QApplication) -> None:
    """Let the window do all that waits, painting included."""
    for _turn in range(20):
        qt.processEvents()


def wait(qt: QApplication, seconds: float) -> None:
    """Let the window do what waits for a while."""
    end = perf_counter() + seconds
    while perf_counter() < end:
        qt.processEvents()
