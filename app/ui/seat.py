"""Who sits here: asked at the start, asked again for another, locked after a while."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.db import Commit
from app.domain.types import StaffId
from app.queries.office import StaffRow, staff_members
from app.queries.sign_in import idle_minutes, sign_in_used
from app.ui.context import Context
from app.ui.sign_in.idle import IdleWatch

if TYPE_CHECKING:
    from app.ui.sign_in.dialog import SignInDialog
    from app.ui.sign_in.lock import Lock

STAFF = "shell/staff"
MINUTE = 60


class Seat(QObject):
    """Where somebody has a password, nobody sits down without one, and an idle window is locked.

    ``context`` is what windows are given before anybody is known.

    Signals:
        changed: Another person unlocked the window, and wants one of their own.
        ended: The program is to be ended though the window is locked.
        lock_wanted: By keys, or since nobody did anything for a while.
    """

    changed = Signal()
    ended = Signal()
    lock_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.staff_id: StaffId | None = None
        self._context = context
        self._asked: SignInDialog | None = None
        self._lock: Lock | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock_wanted)
        self._idle.keys_pressed.connect(self.lock_wanted)
        context.news.committed.connect(self._on_commit)

    @property
    def guarded(self) -> bool:
        """Tell whether passwords are asked for."""
        with self._context.db.read() as session:
            return sign_in_used(session)

    @property
    def is_left(self) -> bool:
        """Tell whether whoever signed in works here no more."""
        return self.staff_id is not None and self.staff() is None

    @property
    def front(self) -> QWidget | None:
        """The sign-in that is shown, or None."""
        return self._lock.dialog if self._lock is not None else self._asked

    def staff(self) -> StaffRow | None:
        """Return who sits here; where nobody is asked, who did last, else a supervisor."""
        with self._context.db.read() as session:
            members = staff_members(session, active_only=True)
        if self.staff_id is not None:
            return next((m for m in members if m.id == self.staff_id), None)
        kept = self._context.preferences.text(STAFF)
        last = next((m for m in members if str(m.id) == kept), None)
        supervisor = next((m for m in members if m.post.supervises), None)
        return last or supervisor or next(iter(members), None)

    def sit(self, staff_id: StaffId) -> None:
        """Let a person sit here who may."""
        self.staff_id = staff_id
        self._context.preferences.keep(STAFF, str(staff_id))
        self._watch()

    def arrive(self, show: Callable[[], None]) -> None:
        """Ask who it is at the start, where passwords are asked for, then ``show``."""
        if not self.guarded:
            self.staff_id = None
            show()
            return
        kept = self._context.preferences.text(STAFF)
        last = StaffId(int(kept)) if kept.isdigit() else None
        self._ask(last, None, show)

    def change(self, staff_id: StaffId, window: QWidget, show: Callable[[], None]) -> None:
        """Let another person sit down, by the password where one is asked for, then ``show``."""
        if self.guarded:
            self._ask(staff_id, window, show)
        else:
            self.staff_id = None  # nobody has to prove who sits here any more
            self._context.preferences.keep(STAFF, str(staff_id))
            show()

    def lock(self, window: QWidget) -> None:
        """Hide everything until somebody signs in."""
        if self._asked is not None:
            self._asked.close()  # somebody else was about to sit down, and went away
        if self.front is not None or self.staff_id is None or not self.guarded:
            return
        from app.ui.sign_in.lock import Lock

        self._lock = Lock(self._context, window, self.staff_id)
        self._lock.signed_in.connect(self._unlock)
        self._lock.end_wanted.connect(self._end)

    def clear(self) -> None:
        """Take away what asks who it is: there is no office to ask about any more."""
        if self._lock is not None:
            self._lock.end()
        if self._asked is not None:
            self._asked.finish()
        self._lock = self._asked = None

    def _ask(
        self, chosen: StaffId | None, window: QWidget | None, show: Callable[[], None]
    ) -> None:
        from app.ui.sign_in.dialog import SignInDialog, Why

        why = Why.START if window is None else Why.CHANGE
        dialog = SignInDialog(self._context, why, chosen, window)

        def enter(staff_id: int) -> None:
            self._asked = None
            if window is not None:
                dialog.hide()
            self.sit(StaffId(staff_id))
            show()
            dialog.finish()  # only now: with the last window gone the program would end

        dialog.signed_in.connect(enter)
        dialog.finished.connect(lambda _result: self._forget(dialog))
        self._asked = dialog
        if window is None:
            dialog.show()
        else:
            dialog.open()

    def _forget(self, dialog: "SignInDialog") -> None:
        if self._asked is dialog:
            self._asked = None

    def _unlock(self, staff_id: int) -> None:
        lock = self._lock
        if lock is None:
            return
        if staff_id == self.staff_id:
            self._lock = None
            lock.open()
            return

        def go_on() -> None:
            self._lock = None
            self.sit(StaffId(staff_id))
            self.changed.emit()
            lock.end()

        lock.leave(go_on)

    def _end(self) -> None:
        if self._lock is not None:
            self._lock.leave(self.ended.emit)

    def _on_commit(self, commit: Commit) -> None:
        if not {"setting", "sign_in"}.isdisjoint(commit.tables):
            self._watch()

    def _watch(self) -> None:
        if self.staff_id is None:
            return
        with self._context.db.read() as session:
            minutes = idle_minutes(session) if sign_in_used(session) else 0
        self._idle.begin(minutes * MINUTE)
