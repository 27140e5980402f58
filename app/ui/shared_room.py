"""Columns of text that share what room a table has for them."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from app.ui.tables import LEFT, Column, Row

TEXT = 120
"""Pixels of a column whose texts may be longer still; codes, days and posts need less."""


class SharedRoom(QObject):
    """Gives every column of text its part of the room, until somebody drags a column.

    Where there is too little room they become as narrow as ``least`` says, but no narrower.

    Attributes:
        least: The columns that give way, by position, and how narrow each may become.
        dragged: Somebody has set a width by hand: all widths stay as they are.
        giving: A width is being given by the program, not by hand.
    """

    def __init__(self, table: QTableView, least: Mapping[int, int]) -> None:
        super().__init__(table)
        self._table, self.least = table, least
        self.dragged = self.giving = False
        table.viewport().installEventFilter(self)
        table.horizontalHeader().sectionResized.connect(self._resized)

    def give(self, column: int, width: int) -> None:
        """Make a column this wide, which nobody wished by hand."""
        before, self.giving = self.giving, True
        self._table.setColumnWidth(column, width)
        self.giving = before

    def share_out(self) -> None:
        """Give every column of text its part, in proportion to how wide it must be."""
        header = self._table.horizontalHeader()
        shown = [n for n in self.least if header.sectionSize(n)]  # one being hidden is not yet so
        if self.dragged or not shown:
            return
        fixed = sum(header.sectionSize(n) for n in range(header.count()) if n not in shown)
        room = max(self._table.viewport().width() - fixed, 0)
        wished = sum(self.least[n] for n in shown)
        for number in shown:
            share = room * self.least[number] // wished
            self.give(number, max(share, self.least[number]))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.share_out()
        return super().eventFilter(watched, event)

    def _resized(self, column: int, old: int, new: int) -> None:
        """Share out anew when a column comes or goes, or an amount needs more."""
        if old and new and not self.giving:
            self.dragged = True
        elif column not in self.least or not old or not new:
            self.share_out()


def columns_of_text(columns: Iterable[Column[Row]]) -> dict[int, int]:
    """Return the columns that may be wider than they are made, by position, with their widths."""
    return {
        number: column.width
        for number, column in enumerate(columns)
        if column.width >= TEXT and column.align & LEFT
    }
