"""A ruled box of labelled fields, several side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from app.i18n import _
from app.paper.flow import Leaf
from app.paper.fonts import face
from app.paper.table import HEADER_FILL, PADDING_X, PADDING_Y, RULE
from app.paper.text import INK, draw_line, draw_lines, height_of, wrapped
from app.paper.units import HAIRLINE, mm

_SIZE = 8.5
_LABEL = mm(16)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value.

    Attributes:
        value: None for the number of pages, which is known when the paper is painted.
        span: How many columns the field takes.
    """

    label: str
    value: str | None
    span: int = 1


@dataclass(frozen=True, slots=True)
class _Cell:
    """A field as placed: dots from the block's left, and its text in lines."""

    left: float
    width: float
    label: str
    value: str | None


class FieldsBlock:
    """Fields in rows of ``columns``; a field that no longer fits begins the next row."""

    def __init__(self, fields: Sequence[Field], width: float, *, columns: int) -> None:
        share = width / columns
        self._width = width
        self._rows = [_cells(row, share) for row in _rows(fields, columns)]
        self._heights = [
            max(height_of(cell.value or "", face(_SIZE)) for cell in row) + 3 * PADDING_Y
            for row in self._rows
        ]
        self.height = sum(self._heights) + mm(3)

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the box at the area's top, leaving a little room below it."""
        top = area.top()
        for row, height in zip(self._rows, self._heights, strict=True):
            draw_box(leaf.painter, QRectF(area.left(), top, self._width, height))
            for cell in row:
                box = QRectF(area.left() + cell.left, top, cell.width, height)
                value = _("共 {of} 页").format(of=leaf.of) if cell.value is None else cell.value
                _draw_field(leaf.painter, box, cell.label, value)
            top += height


def _rows(fields: Sequence[Field], columns: int) -> list[list[Field]]:
    rows: list[list[Field]] = []
    taken = columns
    for field in fields:
        if taken + field.span > columns:
            rows.append([])
            taken = 0
        rows[-1].append(field)
        taken += field.span
    return rows


def _cells(fields: Sequence[Field], share: float) -> list[_Cell]:
    cells: list[_Cell] = []
    left = 0.0
    for field in fields:
        width = field.span * share
        room = width - _LABEL - 2 * PADDING_X
        value = None if field.value is None else wrapped(field.value, face(_SIZE), room)
        cells.append(_Cell(left, width, field.label, value))
        left += width
    return cells


def _draw_field(painter: QPainter, box: QRectF, label: str, value: str) -> None:
    bold, plain = face(_SIZE, bold=True), face(_SIZE)
    label_box = QRectF(box.left(), box.top(), _LABEL, box.height())
    painter.fillRect(label_box, HEADER_FILL)
    painter.setPen(INK)
    painter.setFont(bold.font)
    draw_line(painter, label_box.adjusted(PADDING_X, 0, -PADDING_X, 0), label, bold, align=0.5)
    painter.setFont(plain.font)
    draw_lines(painter, box.adjusted(_LABEL + PADDING_X, 0, -PADDING_X, 0), value, plain)
    draw_box(painter, box)
    painter.drawLine(QLineF(label_box.topRight(), label_box.bottomRight()))


def draw_box(painter: QPainter, box: QRectF) -> None:
    """Draw the four sides of a box as the tables' rules are drawn."""
    corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
    sides = [QLineF(corners[n], corners[(n + 1) % 4]) for n in range(4)]
    painter.setPen(QPen(RULE, HAIRLINE))
    painter.drawLines(sides)
