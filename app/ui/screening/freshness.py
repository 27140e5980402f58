"""Looks on a worker whether the files have outrun the screening that is open."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.queries.screening.freshness import evidence_differs
from app.ui.context import Context
from app.ui.screening.opened import Opened

PAUSE = 300
"""Milliseconds in which several commits lead to one look."""


class Freshness(QObject):
    """Compares what was counted with the files after each change that might matter.

    Signals:
        told: outrun: whether counting anew would come out otherwise.
    """

    told = Signal(bool)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._opened: Opened | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self._look)

    def follow(self, opened: Opened | None) -> None:
        """Look at this screening from now on."""
        self._opened = opened

    def ask(self) -> None:
        """Look soon."""
        self._soon.start()

    def _look(self) -> None:
        opened, staff, db = self._opened, self._context.staff, self._context.db
        if opened is None or opened.head.compiled_at is None:
            return
        own = None if staff is None or self._context.people() is None else staff.id

        def work(_job: object) -> bool:
            with db.read() as session:
                return evidence_differs(session, opened.head, opened.lines, manager_id=own)

        def done(outrun: bool) -> None:  # noqa: FBT001 - the result of the work
            counted = None if self._opened is None else self._opened.head.compiled_at
            if counted == opened.head.compiled_at:
                self.told.emit(outrun)

        self._context.workers.run(self, work, done, self._failed)

    def _failed(self, _error: Exception) -> None:
        """Stay as it is: it was only a look, and the next change asks again."""
