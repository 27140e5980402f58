"""How the cells of a record table are painted."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app.ui.tables import PagedTableModel
from app.ui.theme import GAP

# as numbers: a question to one of Qt's flags costs as much as a quarter of drawing its word
SELECTED = QStyle.StateFlag.State_Selected.value
FOCUSED = QStyle.StateFlag.State_HasFocus.value


class CellPainter(QStyledItemDelegate):
    """Paints the texts of a ``PagedTableModel`` straight from its rows.

    Qt's own delegate asks the model seven questions a cell and the style sheet for each; with 300
    cells in sight that is half of the time between a keystroke and the repainted list.

    Attributes:
        marks_cell: Frame the current cell of the chosen row, where each cell leads elsewhere.
    """

    marks_cell = False

    def __init__(self, model: PagedTableModel[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._places: list[int] = []
        self.follow_columns()

    def follow_columns(self) -> None:
        """Align as the model's columns say now."""
        middle = Qt.AlignmentFlag.AlignVCenter
        self._places = [(column.align | middle).value for column in self._model.columns]

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown: Any = option  # its fields are there at run time only
        self._paint_back(painter, shown)
        row, column = self._model.record_at(index.row()), self._model.columns[index.column()]
        text = "" if row is None else column.text(row)
        if not text:
            return
        colour = "" if column.colour is None else column.colour(row)
        painter.setPen(QColor(colour) if colour else shown.palette.text().color())
        place = shown.rect.adjusted(GAP, 0, -GAP, 0)
        fitting = shown.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, self._places[index.column()], fitting)

    def _paint_back(self, painter: QPainter, shown: Any) -> None:
        state = shown.state.value
        if state & SELECTED:
            painter.fillRect(shown.rect, shown.palette.highlight())
        if state & FOCUSED and (self.marks_cell or not state & SELECTED):
            painter.setPen(shown.palette.highlight().color().darker())
            painter.drawRect(shown.rect.adjusted(0, 0, -1, -1))
