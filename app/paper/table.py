"""Tables on paper: rows of cells under a header, cell text broken into lines, never a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.paper.flow import Leaf
from app.paper.fonts import Face, face
from app.paper.text import INK, RED, draw_lines, wrapped
from app.paper.units import HAIRLINE, mm

RULE = QColor(0x99, 0x99, 0x99)
HEADER_FILL = QColor(0xE6, 0xE9, 0xEE)
GROUP_FILL = QColor(0xF3, 0xF4, 0xF7)
PADDING_X = mm(0.9)
PADDING_Y = mm(0.7)


class Align(Enum):
    """Where a cell's text stands: the share of the free room that lies left of it."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


class RowStyle(Enum):
    """What a row is for."""

    PLAIN = "plain"
    HEADER = "header"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """One column of a printed table.

    Attributes:
        width: In millimetres; with ``weight`` the least of them.
        weight: The column's part of the width that the others leave.
        number: Right-aligned, never broken, red if it begins with a minus sign.
    """

    title: str
    width: float
    weight: float = 0
    align: Align = Align.LEFT
    number: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    """A column as placed: dots from the table's left edge to its text, and how wide that is."""

    left: float
    width: float
    align: float
    number: bool


class Table:
    """Columns laid over a width; makes rows that know their height.

    Args:
        width: In dots; widths in the columns are scaled down if they sum to more.
        points: Size of the text.
    """

    def __init__(self, columns: Sequence[PaperColumn], width: float, *, points: float = 8) -> None:
        self.width = width
        self.plain = face(points)
        self.bold = face(points, bold=True)
        widths = _widths(columns, width)
        self.edges = tuple(sum(widths[:count]) for count in range(len(widths) + 1))
        self.slots = [
            _Slot(
                left + PADDING_X,
                share - 2 * PADDING_X,
                Align.RIGHT.value if column.number else column.align.value,
                column.number,
            )
            for column, left, share in zip(columns, self.edges, widths, strict=False)
        ]
        self.header = self._header([column.title for column in columns])

    def row(self, cells: Sequence[str], style: RowStyle = RowStyle.PLAIN) -> "Row":
        """Return a row of one text for each column."""
        bold = style is RowStyle.TOTAL
        text = self.bold if bold else self.plain
        lines = 1
        broken = []
        for cell, slot in zip(cells, self.slots, strict=True):
            shown = wrapped(cell, text, slot.width) if cell and not slot.number else cell
            lines = max(lines, shown.count("\n") + 1)
            broken.append(shown)
        return Row(self, tuple(broken), style, lines * text.line + 2 * PADDING_Y)

    def group(self, title: str) -> "Row":
        """Return a row that spans the table and heads the rows below it."""
        text = wrapped(title, self.bold, self.width - 2 * PADDING_X)
        height = (text.count("\n") + 1) * self.bold.line + 2 * PADDING_Y
        return Row(self, (text,), RowStyle.GROUP, height)

    def rows(self, cells: Iterable[Sequence[str]], highest: float) -> Iterator["Row"]:
        """Return rows; one higher than ``highest`` goes on in rows below it, so nothing is lost."""
        for row in cells:
            laid = self.row(row)
            if laid.height <= highest:
                yield laid
            else:
                yield from self._parts(laid, highest)

    def _parts(self, row: "Row", highest: float) -> Iterator["Row"]:
        room = max(1, int((highest - 2 * PADDING_Y) / self.plain.line))
        columns = [cell.split("\n") for cell in row.cells]
        for start in range(0, max(map(len, columns)), room):
            cells = tuple("\n".join(lines[start : start + room]) for lines in columns)
            lines = max(cell.count("\n") + 1 for cell in cells)
            yield Row(self, cells, row.style, lines * self.plain.line + 2 * PADDING_Y)

    def _header(self, titles: Sequence[str]) -> "Row":
        broken = tuple(
            wrapped(title, self.bold, slot.width)
            for title, slot in zip(titles, self.slots, strict=True)
        )
        lines = max((title.count("\n") + 1 for title in broken), default=1)
        return Row(self, broken, RowStyle.HEADER, lines * self.bold.line + 2 * PADDING_Y)


def _widths(columns: Sequence[PaperColumn], width: float) -> list[float]:
    least = [mm(column.width) for column in columns]
    weights = sum(column.weight for column in columns)
    spare = width - sum(least)
    if spare < 0 or not weights:
        return [share * width / sum(least) for share in least]
    return [
        share + spare * column.weight / weights
        for share, column in zip(least, columns, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as laid out; a line break in a cell begins its next line."""

    table: Table
    cells: tuple[str, ...]
    style: RowStyle
    height: float

    @property
    def edges(self) -> tuple[float, ...]:
        """Where its upright lines stand, in dots from the table's left."""
        edges = self.table.edges
        return (edges[0], edges[-1]) if self.style is RowStyle.GROUP else edges

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the row's ground and text; the rules of a page are drawn together."""
        painter = leaf.painter
        plain = self.style is RowStyle.PLAIN
        text = self.table.plain if plain else self.table.bold
        if not plain:
            self._fill(painter, area)
        painter.setFont(text.font)
        painter.setPen(INK)
        if self.style is RowStyle.GROUP:
            inner = area.adjusted(PADDING_X, 0, -PADDING_X, 0)
            draw_lines(painter, inner, self.cells[0], text)
        else:
            self._cells(painter, area, text)

    def _cells(self, painter: QPainter, area: QRectF, text: Face) -> None:
        left, top, height = area.left(), area.top(), area.height()
        base = top + (height - text.line) / 2 + text.baseline
        header = self.style is RowStyle.HEADER
        for cell, slot in zip(self.cells, self.table.slots, strict=True):
            if not cell:
                continue
            align = 0.5 if header else slot.align
            room = slot.width - text.width(cell) if align else 0.0
            negative = slot.number and cell[0] == "-"
            if negative:
                painter.setPen(RED)
            if room < 0 or "\n" in cell:
                place = QRectF(left + slot.left, top, slot.width, height)
                draw_lines(painter, place, cell, text, align=align)
            else:
                painter.drawText(QPointF(left + slot.left + room * align, base), cell)
            if negative:
                painter.setPen(INK)

    def _fill(self, painter: QPainter, area: QRectF) -> None:
        fill = HEADER_FILL if self.style is RowStyle.HEADER else GROUP_FILL
        painter.fillRect(area, fill)


def draw_rules(painter: QPainter, left: float, placed: Iterable[tuple[Row, float]]) -> None:
    """Draw the ruled lines of one page's rows, each given with its top, in few strokes.

    Row by row they would take longer to write than the text.
    """
    lines: list[QLineF] = []
    columns: dict[tuple[float, ...], tuple[float, float]] = {}
    for row, top in placed:
        bottom, right = top + row.height, left + row.table.width
        lines += (QLineF(left, top, right, top), QLineF(left, bottom, right, bottom))
        edges = row.edges
        start, end = columns.get(edges, (top, top))
        if abs(end - top) > 1:
            lines += _uprights(left, edges, start, end)
            start = top
        columns[edges] = (start, bottom)
    for edges, (start, end) in columns.items():
        lines += _uprights(left, edges, start, end)
    painter.setPen(QPen(RULE, HAIRLINE))
    painter.drawLines(lines)


def _uprights(left: float, edges: Iterable[float], top: float, bottom: float) -> list[QLineF]:
    return [QLineF(left + edge, top, left + edge, bottom) for edge in edges]
