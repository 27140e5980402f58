"""Notices that nobody has touched a key or the mouse for a while, and the keys that lock."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from typing_extensions import override

LOOK_EVERY = 5_000
"""Milliseconds between two looks."""
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
LOCK = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_L
)


class IdleWatch(QObject):
    """Tells once nobody touched the program for ``limit`` seconds (0 is never), or Ctrl+Shift+L.

    It watches what reaches the windows from outside, not what goes on among thousands of widgets:
    a filter over all of these would slow every painting down. The clock is one that nobody sets.

    Signals:
        idle: Nobody did anything for so long.
        keys_pressed: Ctrl+Shift+L, in whatever window: a shortcut holds in none below another.
    """

    idle = Signal()
    keys_pressed = Signal()

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.limit = 0
        self._clock = clock
        self._last = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self, limit: int) -> None:
        """Watch from now on, with this limit."""
        self.limit = limit
        self._last = self._clock()
        qt = QGuiApplication.instance()
        if not self._timer.isActive() and isinstance(qt, QGuiApplication):
            for window in QGuiApplication.allWindows():
                window.installEventFilter(self)
            qt.focusWindowChanged.connect(self._watch)
            self._timer.start()

    def look(self) -> None:
        """Tell if it has been too long."""
        if self.limit and self._clock() - self._last >= self.limit:
            self.idle.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in TOUCHES:
            return False
        self._last = self._clock()
        if isinstance(event, QKeyEvent) and event.keyCombination() == LOCK:
            self.keys_pressed.emit()
            return True
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # one that has it already only calls it first
