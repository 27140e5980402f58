"""Compares a file with what is there: for the preview, and anew while the clerk decides."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.db import Desk
from app.domain.imported import ImportOptions, ImportOutcome
from app.domain.imports import Layout
from app.errors import CancelledError
from app.exchange.importing import OpenedFile, preview_file
from app.i18n import _
from app.ui.workers import Job, Workers

PAUSE = 300
"""Milliseconds after the last decision: several ticks in a row are counted once."""

Work = Callable[[Job], ImportOutcome]


def comparing(desk: Desk, opened: OpenedFile, layout: Layout, options: ImportOptions) -> Work:
    """Return the work of finding out what the import would do."""

    def work(job: Job) -> ImportOutcome:
        text = _("正在与现有资料比较")
        return preview_file(
            desk,
            opened,
            layout,
            options,
            progress=lambda done, of: job.report(done, of, text),
            cancelled=lambda: job.cancelled,
        )

    return work


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
