"""Makes backups by itself: when the office opens, half an hour after a change, and at the end."""

import time
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.backups.listing import Backup
from app.backups.making import Watch, back_up
from app.backups.office_file import check_fully
from app.backups.second_folder import (
    copy_to_second_folder,
    remember,
    remove_leftovers,
    safety,
)
from app.config import OfficeFolder
from app.db import Commit
from app.domain.backups import Reason, is_ahead
from app.errors import AppError, DamagedFileError
from app.log import log
from app.ui.context import Context, News
from app.ui.workers import Job, Workers

SOON = 25 * 60 * 1000
"""Milliseconds from a change to its backup: at most 30 minutes of work are at risk (R4)."""
AT_MOST = 2.0
"""Seconds after the end began by which the last backup must be there: it takes three (R16)."""
CHECKED_EVERY = 7
"""Days after which all of the file is looked through again."""


class BackupKeeper(QObject):
    """Watches over one open office. What could not be done is told by ``news.backed_up``.

    Signals:
        damaged: an error: the office file turned out to be damaged.
    """

    damaged = Signal(object)

    def __init__(
        self, folder: OfficeFolder, workers: Workers, news: News, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._workers, self._news = folder, workers, news
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(lambda: self.keep(Reason.TIMER))
        news.committed.connect(self._on_commit)

    def keep(self, reason: Reason) -> None:
        """Make a backup in the background; where nothing changed since the last, it is enough."""
        self._soon.stop()

        def work(job: Job) -> Backup:
            if reason is Reason.START:
                remove_leftovers(self._folder)
            made = keep_now(self._folder, reason, job)
            if reason is Reason.START:
                check_weekly(self._folder)
            return made

        self._workers.run(self, work, lambda _made: self._news.backed_up.emit(""), self._failed)

    def keep_at_end(self, begun: float) -> None:
        """Make a last backup if there is time for it; else the next start makes it.

        ``begun`` is when the end began, by the monotonic clock: work may have had to be stopped.
        """
        end = begun + AT_MOST
        watch = Watch(cancelled=lambda: time.monotonic() > end)
        try:
            back_up(self._folder, Reason.EXIT, now=_now(), watch=watch)
        except AppError as error:
            log.warning("no backup at the end: %s", type(error).__name__)

    def _on_commit(self, _commit: Commit) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        log.warning("no backup: %s", type(error).__name__)
        self._soon.start()
        self._news.backed_up.emit(str(error))
        if isinstance(error, DamagedFileError):
            self.damaged.emit(error)


def keep_now(folder: OfficeFolder, reason: Reason, job: Job) -> Backup:
    """Make a backup, and bring it to the second place where there is one; on a worker thread.

    Raises:
        StorageError: Either could not be done.
    """
    made = back_up(folder, reason, now=_now(), watch=Watch(cancelled=lambda: job.cancelled))
    copy_to_second_folder(folder, made, _now())
    return made


def keep_before(context: Context, reason: Reason) -> None:
    """Make a backup before something that changes much; on a worker thread.

    Raises:
        StorageError: It could not be made, so that should not begin.
    """
    back_up(context.folder, reason, now=context.desk.now())
    context.news.backed_up.emit("")


def check_weekly(folder: OfficeFolder) -> None:
    """Compare every index with its table where that was not done for a week.

    Raises:
        DamagedFileError: Something is wrong.
    """
    known, now = safety(folder), _now()
    last = known.checked_at
    if last is None or is_ahead(last, now) or (now - last).days >= CHECKED_EVERY:
        check_fully(folder.database, folder.keys)
        remember(folder, replace(safety(folder), checked_at=now))


def _now() -> datetime:
    return datetime.now().astimezone()
