"""Counts anew while the clerk goes on deciding, without a window in the way."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.domain.imported import ImportOutcome
from app.errors import CancelledError
from app.ui.workers import Job, Workers

PAUSE = 300
"""Milliseconds after the last decision: several ticks in a row are counted once."""

Work = Callable[[Job], ImportOutcome]


class Recount(QObject):
    """Runs the newest of the wanted previews; an older one is given up."""

    def __init__(
        self,
        workers: Workers,
        done: Callable[[ImportOutcome], None],
        failed: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workers, self._done, self._failed = workers, done, failed
        self._work: Work | None = None
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._run)

    def want(self, work: Work) -> None:
        """Run this preview soon, instead of any wanted before."""
        self.stop()
        self._work = work
        self._timer.start()

    def stop(self) -> None:
        """Give up what is wanted or running; nothing is told of it any more."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _run(self) -> None:
        work = self._work
        if work is None:
            return

        def done(outcome: ImportOutcome) -> None:
            if self._job is job:
                self._job = None
                self._done(outcome)

        def failed(error: Exception) -> None:
            if self._job is job and not isinstance(error, CancelledError):
                self._job = None
                self._failed(error)

        job = self._job = self._workers.run(self, work, done, failed)
