"""Notices when the window stands still, and logs where in the program it did (R16)."""

import logging
import sys
import threading
import time
from types import FrameType

from PySide6.QtCore import QObject, QTimer

from app.log import short_name

log = logging.getLogger(__name__)

BEAT = 0.1
"""Seconds between two signs of life of the window, and between two looks for one."""
LONGEST = 0.2
"""Seconds that the window may stand still."""
HANGS = 5.0
"""Seconds after which it is looked at once more: where it is by then is where it hangs."""


class Watchdog(QObject):
    """A timer of the window says that it lives; a thread looks whether it did.

    What is logged are files, lines and functions; nothing of what they work with.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._alive_at = time.monotonic()
        self._watched = threading.get_ident()
        self._over = threading.Event()
        self._timer = QTimer(self)
        self._timer.setInterval(int(BEAT * 1000))
        self._timer.timeout.connect(self._live)
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Watch the thread this was made in from now on."""
        self._live()
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _live(self) -> None:
        self._alive_at = time.monotonic()

    def _watch(self) -> None:
        told, looked_at = 0.0, time.monotonic()
        where = ""
        while not self._over.wait(BEAT):
            now = time.monotonic()
            asleep, looked_at = now - looked_at > HANGS, now
            if asleep:  # the PC was, not the window
                self._alive_at = now
            late = now - self._alive_at - BEAT
            if late <= LONGEST:
                if told:
                    log.warning("the window stood still for about %.1f s%s", told, where)
                told = 0.0
                continue
            if not told or told < HANGS < late:
                where = _where(sys._current_frames().get(self._watched))  # noqa: SLF001 - the one way
                if late > HANGS:
                    log.warning("the window stands still for %.1f s%s", late, where)
            told = late


def _where(frame: FrameType | None) -> str:
    """Name the places a thread is in, the innermost first."""
    lines = []
    while frame is not None:
        code = frame.f_code
        lines.append(f"\n  {short_name(code.co_filename)}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return "".join(lines)
