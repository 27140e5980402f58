"""A table inside a tab or a window, of rows so few that they are read whole."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from typing_extensions import override

from app.ui.preferences import Preferences
from app.ui.record_table import RecordTable
from app.ui.tables import Column, PagedTableModel, Row
from app.ui.theme import GAP, current_look


class SmallTable(RecordTable, Generic[Row]):
    """A table of a few rows that are all read at once; without any it says what for it is.

    Attributes:
        rows: The rows shown, by their ids, in order.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        preferences: Preferences,
        name: str,
        what_for: str = "",
    ) -> None:
        self.rows: dict[int, Row] = {}
        self._what_for = what_for
        self.model_of_rows: PagedTableModel[Row] = PagedTableModel(columns, self._read)
        super().__init__(self.model_of_rows, preferences, name)
        self.model_of_rows.setParent(self)
        self.setSortingEnabled(False)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, keeping the cursor; it goes to the one that has come since."""
        known, self.rows = self.rows, {row.id: row for row in rows}
        self.show_ids(list(self.rows))
        if known and len(come := self.rows.keys() - known.keys()) == 1:
            self.go_to(*come)
        self.choose_row(0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.rows and self._what_for:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current_look().faint))
            place = self.viewport().rect().adjusted(2 * GAP, 2 * GAP, -2 * GAP, 0)
            painter.drawText(place, Qt.TextFlag.TextWordWrap, self._what_for)
            painter.end()

    def current(self) -> Row | None:
        """Return the row under the cursor."""
        id_ = self.current_id()
        return None if id_ is None else self.rows.get(id_)

    def _read(self, ids: Sequence[int]) -> Sequence[Row]:
        return [self.rows[id_] for id_ in ids if id_ in self.rows]
