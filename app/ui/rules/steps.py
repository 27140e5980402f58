"""A short table of two columns that is typed into: bands, or grades."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.keys import keys_on
from app.ui.plain_table import PlainTable
from app.ui.theme import GAP, ROW_HEIGHT

Pair = tuple[str, str]


class StepTable(QWidget):
    """Rows of two texts. F2 or typing edits, Ins adds a row below, Del removes the chosen ones.

    Signals:
        edited: Something was typed, added or removed.
    """

    edited = Signal()

    def __init__(self, name: str, titles: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = PlainTable(name, titles)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.itemChanged.connect(lambda _item: self.edited.emit())
        row = QHBoxLayout()
        for text, keys, then in (
            (_("加一行"), "Ins", self.add_row),
            (_("删除所选"), "Del", self.remove_rows),
        ):
            row.addWidget(self._button(text, keys, then))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show these rows in place of what is there."""
        with QSignalBlocker(self.table):
            self.table.setRowCount(0)
            for pair in pairs:
                self._insert(self.table.rowCount(), pair)

    def pairs(self) -> list[Pair]:
        """Return the rows as typed, without the empty ones."""
        rows = [(self._text(n, 0), self._text(n, 1)) for n in range(self.table.rowCount())]
        return [row for row in rows if any(row)]

    def add_row(self) -> None:
        """Add an empty row below the current one and begin to type in it."""
        place = self.table.currentRow() + 1 or self.table.rowCount()
        self._insert(place, ("", ""))
        self.table.setCurrentCell(place, 0)
        self.table.edit(self.table.currentIndex())

    def remove_rows(self) -> None:
        """Remove the chosen rows."""
        for row in sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True):
            self.table.removeRow(row)
        self.edited.emit()

    def _button(self, text: str, keys: str, then: Callable[[], None]) -> QPushButton:
        button = ActionButton(text)
        button.setAutoDefault(False)
        button.setToolTip(f"{text} ({keys})")
        button.clicked.connect(lambda _on: then())
        keys_on(self.table, keys, button.click)
        return button

    def _insert(self, row: int, pair: Pair) -> None:
        self.table.insertRow(row)
        for column, text in enumerate(pair):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return "" if item is None else item.text().strip()
