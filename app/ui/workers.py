"""Long work on worker threads; its progress and results arrive in the GUI thread."""

import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from app.cycles import no_search_for_cycles
from app.errors import AppError, CancelledError
from app.log import log_bug

T = TypeVar("T")
LONGEST_STOP = 2500
"""Milliseconds that work may take to stop when the program ends, which takes 3 s at most (R16)."""
TURN = 0.00005
"""Seconds that a thread may go on in Python while another one waits for its turn.

Painting a list waits for its turn some thousand times, since Qt gives it away with every call;
by Python's own 5 ms the window stood still for seconds while a worker counted.
"""
Progress = Callable[[int, int, str], None]
"""Told in the GUI thread: how many are done, of how many (0: not known), doing what."""


class Job:
    """The handle of one piece of work: the worker reports by it, the window cancels by it.

    Attributes:
        can_stop: Whether asking it to stop may still help.
    """

    def __init__(self, tell: Progress) -> None:
        self.can_stop = True
        self._tell = tell
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Tell whether the work was asked to stop."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is.

        Raises:
            CancelledError: The user asked to stop.
        """
        if self._cancelled.is_set():
            raise CancelledError
        self._tell(done, total, text)

    def report_last(self, text: str) -> None:
        """Say what is done now and can no longer be stopped, for how long nobody knows.

        Raises:
            CancelledError: The user asked to stop before.
        """
        self.can_stop = False
        self.report(0, 0, text)


class Workers(QObject):
    """Runs functions on a pool of threads. One object serves the whole program.

    A single long-lived object carries every result, so no signal dies with the job that sent it.
    """

    _sent = Signal(object, object, object)

    def __init__(self, threads: int = 3, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._jobs: set[Job] = set()
        self._held: list[Callable[[], None]] | None = None
        sys.setswitchinterval(TURN)
        self._sent.connect(self._deliver)

    def run(
        self,
        owner: QObject,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Progress | None = None,
    ) -> Job:
        """Call ``work`` on a worker thread, then ``done`` or ``failed`` in the GUI thread.

        ``work`` opens its own database sessions and touches no widget. Nothing is called back
        once ``owner`` is gone.
        """

        def tell(*how_far: Any) -> None:
            if progress is not None:
                self._sent.emit(owner, lambda args: progress(*args), how_far)

        job = Job(tell)
        self._jobs.add(job)

        def attempt() -> None:
            try:
                with no_search_for_cycles():
                    result = work(job)
            except Exception as error:  # noqa: BLE001 - told in the GUI thread
                if not isinstance(error, AppError):
                    log_bug(error)
                self._sent.emit(owner, failed, error)
            else:
                self._sent.emit(owner, done, result)
            finally:
                self._jobs.discard(job)

        if self._held is None:
            self._pool.start(attempt)
        else:
            self._held.append(attempt)
        return job

    def hold(self) -> None:
        """Let work wait until ``go_on``: what is being painted would take turns with it."""
        self._held = []

    def go_on(self) -> None:
        """Begin what was held, if anything was."""
        held, self._held = self._held, None
        for attempt in held or ():
            self._pool.start(attempt)

    @property
    def busy(self) -> bool:
        """Tell whether any work is going on."""
        return bool(self._jobs)

    def cancel(self) -> None:
        """Ask all work to stop at its next report."""
        for job in tuple(self._jobs):
            job.cancel()

    def stop(self) -> bool:
        """Cancel all work and wait for it a little; tell whether it ended."""
        self._held = None
        self._pool.clear()
        self.cancel()
        return self._pool.waitForDone(LONGEST_STOP)

    def wait(self) -> bool:
        """Wait for all work, at most 30 s."""
        self.go_on()
        return self._pool.waitForDone(30_000)

    @Slot(object, object, object)
    def _deliver(self, owner: QObject, receive: Callable[[Any], None], value: object) -> None:
        if shiboken6.isValid(owner):
            receive(value)
