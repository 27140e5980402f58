"""A table of a few texts that are all read at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QWidget
from typing_extensions import override


class PlainTable(QTableWidget):
    """A table that Tab leaves, as it leaves a list; the arrows lead through its cells.

    By Qt's own way Tab would go from cell to cell, round and round, and never reach a button.
    """

    def __init__(
        self, name: str, headings: Sequence[str], *, told: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(0, len(headings), parent)
        self.setObjectName(name)
        self.setAccessibleName(told or "，".join(headings))
        self.setHorizontalHeaderLabels(list(headings))
        self.setTabKeyNavigation(False)


class RowTable(PlainTable):
    """A table of whole rows that are only looked at; the chosen ones can be copied, as in lists."""

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        *,
        told: str = "",
        widths: Sequence[int] = (),
        stretched: int = -1,
        parent: QWidget | None = None,
    ) -> None:
        """``widths`` are the first columns'; ``stretched`` takes the rest, by default the last."""
        super().__init__(name, headings, told=told, parent=parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        place = stretched % len(headings)
        self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.show_cursor()

    def show_cursor(self) -> None:
        """Choose a row where the cursor is here and none is: else nothing shows that it is."""
        if self.hasFocus() and self.rowCount() and not self.selectionModel().hasSelection():
            self.selectRow(max(self.currentRow(), 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = range(self.columnCount())
        model = self.model()
        heads = [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in columns]
        rows = [[str(model.index(row, n).data() or "") for n in columns] for row in chosen]
        lines = ["\t".join(texts) for texts in (heads, *rows)]
        QGuiApplication.clipboard().setText("\n".join(lines))
