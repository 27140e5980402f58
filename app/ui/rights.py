"""What a person may not do is not offered."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.rights import Right
from app.domain.types import ClientId
from app.ui.context import Context

if TYPE_CHECKING:
    from app.ui.record_table import RecordTable

# Whose records are whose is loaded when it is first asked: the main window needs the rest of this.


def offer_only_with(context: Context, right: Right, *parts: QAction | QWidget | QShortcut) -> None:
    """Take these from whose post does not have the right."""
    if not context.may(right):
        for part in parts:
            part.setEnabled(False)  # keys would press a button though it is hidden
            if not isinstance(part, QShortcut):
                part.setVisible(False)


def lock_without(context: Context, right: Right, *parts: QWidget) -> None:
    """Show these, and say who may change them, to whose post does not have the right."""
    if why := context.why_not(right):
        for part in parts:
            part.setEnabled(False)
            part.setToolTip(why)


def why_locked(context: Context, client_id: ClientId) -> str:
    """Return why who sits here may not change a client's file; empty where they may."""
    if why := context.why_not(Right.EDIT):
        return why
    from app.queries.sharing import why_not_editable

    with context.db.read() as session:
        return why_not_editable(session, client_id)


def why_locked_record(context: Context, table: str, ids: Collection[int]) -> str:
    """Return why who sits here may not change one of these records; empty where they may."""
    from app.queries.sharing import locked_records

    with context.db.read() as session:
        return next(iter(locked_records(session, table, ids).values()), "")


class RecordLock:
    """Locks what changes the chosen records of a list where one is not this person's to change."""

    def __init__(
        self, context: Context, table: str, shown: "RecordTable", *parts: QAction | QWidget
    ) -> None:
        self._context, self._table, self._shown = context, table, shown
        self._told = {part: part.toolTip() for part in parts}
        shown.chosen_changed.connect(self.look)

    def look(self) -> None:
        """Ask whose the chosen records are; where none is chosen there is nothing to change."""
        chosen = self._shown.chosen_ids()
        why = why_locked_record(self._context, self._table, chosen)
        for part, told in self._told.items():
            part.setEnabled(bool(chosen) and not why)
            part.setToolTip(why or told)


class FileLock:
    """Locks a tab's buttons that change the file of another's client, and says who may.

    Where nobody may, as in a backup, they are not there.
    """

    def __init__(
        self, context: Context, client_id: ClientId, tab: QWidget, names: Collection[str]
    ) -> None:
        self._context, self._client_id = context, client_id
        parts = [one for one in tab.findChildren(QPushButton) if one.objectName() in names]
        offer_only_with(context, Right.EDIT, *parts)
        self._told = {part: part.toolTip() for part in parts}
        self.why = ""

    def look(self, *, without_row: Collection[str] = ()) -> None:
        """Ask again whose client it is; buttons ``without_row`` have nothing to change."""
        self.why = why_locked(self._context, self._client_id)
        for part, told in self._told.items():
            part.setToolTip(self.why or told)
            part.setEnabled(not self.why and part.objectName() not in without_row)
