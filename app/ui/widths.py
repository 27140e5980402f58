"""Columns wide enough for what they hold: a number cut short is a wrong number."""

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QObject

from app.ui.record_table import RecordTable
from app.ui.theme import GAP

MARGIN = 2 * GAP + 4
"""What a cell needs beside its text."""


class AmountWidths(QObject):
    """Widens columns as they are filled, and lets nobody drag them narrower than a number.

    Args:
        table: Whose columns.
        columns: The positions of those with amounts.
        texts: Gives, of a column, texts among which is its widest.
    """

    def __init__(
        self,
        table: RecordTable,
        columns: Collection[int],
        texts: Callable[[int], Iterable[str]],
    ) -> None:
        super().__init__(table)
        self._table, self._columns, self._texts = table, frozenset(columns), texts
        self._needed: dict[int, int] = {}
        table.horizontalHeader().sectionResized.connect(self._resized)

    def refit(self) -> None:
        """Measure anew: other rows are shown."""
        self._needed.clear()
        for column in sorted(self._columns):
            if not self._table.isColumnHidden(column):
                self._widen(column)

    def _widen(self, column: int) -> None:
        if column not in self._needed:
            self._table.ensurePolished()
            metrics = self._table.fontMetrics()
            widest = max(map(metrics.horizontalAdvance, self._texts(column)), default=0)
            self._needed[column] = widest + MARGIN
        if self._table.columnWidth(column) < self._needed[column]:
            self._table.room.give(column, self._needed[column])

    def _resized(self, column: int, _old: int, new: int) -> None:
        if new and column in self._columns:
            self._widen(column)
