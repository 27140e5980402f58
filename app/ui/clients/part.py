"""What the tabs of a card have in common: they read themselves again when something changed."""

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.types import ClientId
from app.ui.context import Context
from app.ui.fresh import FreshPart
from app.ui.preferences import Preferences
from app.ui.record_table import RecordTable
from app.ui.tables import Column, PagedTableModel, Row
from app.ui.theme import GAP, current_look


class CardPart(FreshPart):
    """One tab about one client; ``tables`` are those whose changes it must show."""

    tables: frozenset[str] = frozenset()

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.news, self.tables, parent)
        self.context, self.client_id = context, client_id

    def show_client(self, client_id: ClientId) -> None:
        """Show another client."""
        self.client_id = client_id
        self.reload()


class SmallTable(RecordTable, Generic[Row]):
    """A table of a few rows that are all read at once; without any it says what for it is."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        preferences: Preferences,
        name: str,
        what_for: str = "",
    ) -> None:
        self._rows: dict[int, Row] = {}
        self._what_for = what_for
        self.model_of_rows: PagedTableModel[Row] = PagedTableModel(columns, self._read)
        super().__init__(self.model_of_rows, preferences, name)
        self.model_of_rows.setParent(self)
        self.setSortingEnabled(False)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, keeping the cursor; it goes to the one that has come since."""
        known, self._rows = self._rows, {row.id: row for row in rows}
        self.show_ids(list(self._rows))
        if known and len(come := self._rows.keys() - known.keys()) == 1:
            self.go_to(*come)
        if rows and not self.currentIndex().isValid():
            self.selectRow(0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._rows and self._what_for:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current_look().faint))
            place = self.viewport().rect().adjusted(2 * GAP, 2 * GAP, -2 * GAP, 0)
            painter.drawText(place, Qt.TextFlag.TextWordWrap, self._what_for)
            painter.end()

    def deleted_by(self, delete: Callable[[], None]) -> None:
        """Let Del delete what is under the cursor, as its button does where it may."""
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(delete)

    def current(self) -> Row | None:
        """Return the row under the cursor."""
        id_ = self.current_id()
        return None if id_ is None else self._rows.get(id_)

    def _read(self, ids: Sequence[int]) -> Sequence[Row]:
        return [self._rows[id_] for id_ in ids if id_ in self._rows]
