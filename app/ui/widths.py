"""How wide columns are: a number is never cut, and columns of text share what room is left.

A number cut short is a wrong number.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

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
            self._table.setColumnWidth(column, self._needed[column])

    def _resized(self, column: int, _old: int, new: int) -> None:
        if new and column in self._columns:
            self._widen(column)


class SharedRoom(QObject):
    """Lets columns of text share the room of the window, so that no column is out of sight.

    Args:
        table: Whose columns.
        least: The columns that give way, by position, and how narrow each may become.
    """

    def __init__(self, table: RecordTable, least: Mapping[int, int]) -> None:
        super().__init__(table)
        self._table, self._least = table, dict(least)
        table.viewport().installEventFilter(self)
        table.horizontalHeader().sectionResized.connect(self._resized)

    def share_out(self) -> None:
        """Give every column of text its part, in proportion to how wide it must be."""
        shown = [n for n in self._least if not self._table.isColumnHidden(n)]
        header = self._table.horizontalHeader()
        fixed = sum(header.sectionSize(n) for n in range(header.count()) if n not in shown)
        room = max(self._table.viewport().width() - fixed, 0)
        wished = sum(self._least[n] for n in shown) or 1
        for number in shown:
            share = room * self._least[number] // wished
            self._table.setColumnWidth(number, max(share, self._least[number]))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.share_out()
        return super().eventFilter(watched, event)

    def _resized(self, column: int, old: int, new: int) -> None:
        """Share out anew when a column comes or goes, or an amount needs more."""
        if column not in self._least or not old or not new:
            self.share_out()
