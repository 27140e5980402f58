"""Large type on a page: lines of one size, and rules between them."""

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPen

from app.paper.flow import Leaf
from app.paper.fonts import face
from app.paper.text import GREY, INK, draw_lines, height_of, wrapped
from app.paper.units import LINE


class Words:
    """Lines of text of one size and weight, never parted."""

    def __init__(
        self,
        text: str,
        points: float,
        width: float,
        *,
        bold: bool = False,
        align: float = 0,
        below: float = 0,
    ) -> None:
        self._face = face(points, bold=bold)
        self._text = wrapped(text, self._face, width)
        self._align, self._below = align, below
        self.height = height_of(self._text, self._face) + below

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the lines at the area's top."""
        leaf.painter.setPen(INK)
        leaf.painter.setFont(self._face.font)
        place = QRectF(area.left(), area.top(), area.width(), self.height - self._below)
        draw_lines(leaf.painter, place, self._text, self._face, align=self._align)


class Rule:
    """A line across the page."""

    def __init__(self, height: float) -> None:
        self.height = height

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the line in the middle of the area's height."""
        y = area.center().y()
        leaf.painter.setPen(QPen(GREY, LINE))
        leaf.painter.drawLine(QLineF(area.left(), y, area.right(), y))
