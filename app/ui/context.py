"""What every screen is given; made once at the start, and by tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.config import OfficeFolder
from app.db import Commit, Database, Desk
from app.domain.rights import Right, Scope
from app.domain.types import StaffId
from app.queries.office import StaffRow
from app.services.door import Door
from app.ui.navigation import Navigator
from app.ui.preferences import Preferences
from app.ui.workers import Workers


class News(QObject):
    """Tells screens what a commit touched, in the GUI thread whatever thread committed.

    Signals:
        committed: the ``Commit``.
        backed_up: a sentence: why a backup could not be made, or "" when one was.
    """

    committed = Signal(object)
    backed_up = Signal(str)

    def __init__(self, db: Database, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: list[Commit] | None = None
        db.on_commit(self._pass_on)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Tell of the commits of this block at its end: what is told would be read at once."""
        self._held = []
        try:
            yield
        finally:
            held, self._held = self._held, None
            for commit in held:
                self.committed.emit(commit)

    def _pass_on(self, commit: Commit) -> None:
        if self._held is None:
            self.committed.emit(commit)
        else:
            self._held.append(commit)


@dataclass(frozen=True, slots=True)
class Context:
    """The program's long-lived objects. Passed down explicitly; there is no global to reach for.

    ``staff`` is who sits at the desk; None where nobody has been named yet. ``door`` is what all
    checks of passwords share.
    """

    desk: Desk
    news: News
    workers: Workers
    navigator: Navigator
    preferences: Preferences
    staff: StaffRow | None = None
    door: Door = field(default_factory=Door)

    @property
    def db(self) -> Database:
        """The office file."""
        return self.desk.db

    @property
    def folder(self) -> OfficeFolder:
        """The folder the office file lies in, with its backups."""
        return OfficeFolder(self.db.path.parent, self.db.keys)

    def today(self) -> date:
        """Return the office's calendar day."""
        return self.desk.today()

    def may(self, right: Right) -> bool:
        """Tell whether who sits here has a right, be it over the own clients only."""
        return self.desk.may(right)

    def why_not(self, right: Right) -> str:
        """Return the sentence that refuses what may not be done here; empty where it may."""
        return self.desk.why_not(right)

    def people(self) -> frozenset[StaffId] | None:
        """Return whose work this person looks at: the own, and a leader the team's; None: all."""
        viewer = self.desk.db.viewer()
        return None if viewer.scope(Right.SEE) is Scope.ALL else viewer.people(Right.SEE)
