"""The headings of a record table: which column it is sorted by, and whether upwards."""

from typing import Any

from PySide6.QtCore import QPoint, QRect, QSignalBlocker, Qt
from PySide6.QtGui import QPainter, QPolygon
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeaderV2, QWidget
from typing_extensions import override

from app.ui.theme import GAP

ARROW = QRect(0, 0, 8, 5)
GAP_TO_ARROW = 3


class Headings(QHeaderView):
    """Draws an arrow that points up where the small come first, beside the text and never over it.

    Fusion points down for that, over whatever stands there.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.ascending = True
        self.sorted_by = -1

    def show_order(self, section: int, *, descending: bool) -> None:
        """Show the arrow in this section."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        with QSignalBlocker(self):
            self.setSortIndicator(section, order)
        self.sorted_by, self.ascending = section, not descending
        self.viewport().update()

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        option: Any = QStyleOptionHeaderV2()  # its fields are there at run time only
        self.initStyleOption(option)
        self.initStyleOptionForIndex(option, logicalIndex)
        option.rect = rect
        painter.save()
        self.style().drawControl(QStyle.ControlElement.CE_HeaderSection, option, painter, self)
        place = rect.adjusted(GAP, 0, -GAP, 0)
        if logicalIndex == self.sorted_by:
            place.setRight(place.right() - ARROW.width() - GAP_TO_ARROW)
        elided = option.fontMetrics.elidedText(
            option.text, Qt.TextElideMode.ElideRight, place.width()
        )
        painter.setPen(option.palette.buttonText().color())
        painter.drawText(place, option.textAlignment, elided)
        if logicalIndex == self.sorted_by:
            used = option.fontMetrics.horizontalAdvance(elided)
            self._draw_arrow(painter, place, used, option.textAlignment)
        painter.restore()

    def _draw_arrow(
        self, painter: QPainter, text: QRect, used: int, align: Qt.AlignmentFlag
    ) -> None:
        """Draw it right of the text, ``used`` pixels wide within its place."""
        if align & Qt.AlignmentFlag.AlignRight:
            right = text.right()
        elif align & Qt.AlignmentFlag.AlignHCenter:
            right = text.center().x() + used // 2
        else:
            right = text.left() + used
        corner = QPoint(right + GAP_TO_ARROW + 1, text.center().y() - ARROW.height() // 2)
        box = ARROW.translated(corner)
        tip, base = (box.top(), box.bottom()) if self.ascending else (box.bottom(), box.top())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(painter.pen().color())
        painter.setPen(Qt.PenStyle.NoPen)
        middle = QPoint(box.center().x(), tip)
        painter.drawPolygon(QPolygon([middle, QPoint(box.right(), base), QPoint(box.left(), base)]))
