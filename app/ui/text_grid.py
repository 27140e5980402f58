"""Many short texts in rows and columns, painted by one widget.

A label for each takes longer to make, to style and to lay out than all else on a client's card.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from operator import attrgetter

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app.ui.texts import CopyableText, beginning
from app.ui.theme import GAP, current_look

BETWEEN_COLUMNS, BETWEEN_ROWS = 2 * GAP, 6
NARROW = 120
"""Pixels: what is wider may be wrapped, but for its longest word."""
WIDTHS_KEPT = 8
HIGH = 1 << 20
LEFT = Qt.AlignmentFlag.AlignLeft
WRAPS = Qt.TextFlag.TextWordWrap.value


@dataclass(frozen=True, slots=True)
class Cell:
    """A text at its place, in the look of its ``role``: faint, wrong or heading.

    One that ``spans`` has all columns from its own on.
    """

    row: int
    column: int
    text: str
    role: str = ""
    align: Qt.AlignmentFlag = LEFT
    spans: bool = False


class TextGrid(QLabel):
    """Shows cells; each becomes a label that can be marked and copied when the mouse comes to it.

    The columns of ``wide`` share the width that the others leave. It may be a card itself;
    ``margin`` is then what is free around the cells. What a screen reader reads is the grid's own
    text: all cells, with tabs between those of a row.
    """

    def __init__(
        self, *, wide: Collection[int], margin: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wide, self._margin = wide, margin
        self._cells: Sequence[Cell] = ()
        self._labels: dict[int, CopyableText] = {}
        self._measured = _Measured((), wide, self.font())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)  # so that Qt asks how high it is at a width
        self.setMouseTracking(True)

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Show these cells, given row by row."""
        for label in self._labels.values():
            label.deleteLater()
        self._labels = {}
        self._cells = [replace(cell, text=beginning(cell.text)) for cell in cells]
        self._measured = _Measured(self._cells, self._wide, self.font())
        rows = groupby(self._cells, attrgetter("row"))
        self.setText("\n".join("\t".join(cell.text for cell in row) for _row, row in rows))
        self.updateGeometry()  # not told by a text as long as the last one
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = self._measured.wanted + self._around().width()
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._measured.least, 0) + self._around()

    @override
    def heightForWidth(self, width: int) -> int:
        around = self._around()
        return self._measured.places(width - around.width()).height + around.height()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.drawFrame(painter)
        look = current_look()
        colours = {"faint": QColor(look.faint), "wrong": QColor(look.bad)}
        usual = self.palette().windowText().color()
        for number, place in enumerate(self._places()):
            cell = self._cells[number]
            if number not in self._labels:
                painter.setFont(self._measured.font(cell))
                painter.setPen(colours.get(cell.role, usual))
                painter.drawText(place, cell.align.value | WRAPS, cell.text)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._make_markable(event.position().toPoint())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._make_markable(event.position().toPoint())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        places = list(self._places())
        for number, label in self._labels.items():
            label.setGeometry(places[number])

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measured = _Measured(self._cells, self._wide, self.font())

    def _around(self) -> QSize:
        """Return what frame and margin take of the size."""
        frame, margin = self.contentsMargins(), 2 * self._margin
        return QSize(frame.left() + frame.right() + margin, frame.top() + frame.bottom() + margin)

    def _places(self) -> Iterator[QRect]:
        """Yield where each cell stands now."""
        room = self.contentsRect()
        begin = room.topLeft() + QPoint(self._margin, self._margin)
        for place in self._measured.places(room.width() - 2 * self._margin).cells:
            yield place.translated(begin)

    def _make_markable(self, at: QPoint) -> None:
        for number, place in enumerate(self._places()):
            if place.contains(at) and number not in self._labels:
                cell = self._cells[number]
                label = self._labels[number] = CopyableText(cell.text, parent=self)
                label.setProperty("role", cell.role)
                label.setAlignment(cell.align | Qt.AlignmentFlag.AlignTop)
                label.setGeometry(place)
                label.show()
                self.update(place)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each cell stands, and how high they are together."""

    cells: Sequence[QRect]
    height: int


class _Measured:
    """Cells measured in a font: how wide the grid wants to be, and where each stands then.

    Attributes:
        wanted: The width at which nothing is wrapped.
        least: The width below which words would be cut.
    """

    def __init__(self, cells: Sequence[Cell], wide: Collection[int], font: QFont) -> None:
        self._cells, self._wide = cells, wide
        self._usual, self._bold = font, QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(font)
        self._sizes = [self._metrics.size(0, cell.text) for cell in cells]
        self._places: dict[int, _Places] = {}
        count = max((*wide, *(cell.column for cell in cells))) + 1
        self._needs, least = [0] * count, [0] * count
        for cell, size in zip(cells, self._sizes, strict=True):
            if not cell.spans:
                need = size.width()
                word = need if need <= NARROW else self._wrapped(cell.text, 1).width()
                self._needs[cell.column] = max(need, self._needs[cell.column])
                least[cell.column] = max(word, least[cell.column])
        self._gaps = BETWEEN_COLUMNS * (count - 1)
        self.wanted, self.least = sum(self._needs) + self._gaps, sum(least) + self._gaps

    def font(self, cell: Cell) -> QFont:
        """Return the font of a cell."""
        return self._bold if cell.role == "heading" else self._usual

    def places(self, width: int) -> _Places:
        """Return where each cell stands at a width of the whole; Qt asks dozens of times."""
        if width not in self._places:
            if len(self._places) == WIDTHS_KEPT:
                self._places.clear()
            self._places[width] = self._placed(width)
        return self._places[width]

    def _placed(self, width: int) -> _Places:
        lefts, widths = self._columns(width)
        places: list[QRect] = []
        top = 0
        measured = zip(self._cells, self._sizes, strict=True)
        for _row, row in groupby(measured, lambda one: one[0].row):
            tallest = 0
            for cell, size in row:
                left = lefts[cell.column]
                wide = width - left if cell.spans else widths[cell.column]
                fits = size.width() <= wide
                height = (size if fits else self._wrapped(cell.text, wide)).height()
                places.append(QRect(left, top, wide, height))
                tallest = max(tallest, height)
            top += tallest + BETWEEN_ROWS
        return _Places(places, max(top - BETWEEN_ROWS, 0))

    def _columns(self, width: int) -> tuple[list[int], list[int]]:
        """Return where the columns begin and how wide they are."""
        room = width - self._gaps
        widths = [min(need, room // 2) for need in self._needs]
        wide = sorted(self._wide, key=self._needs.__getitem__, reverse=True)
        room -= sum(widths) - sum(widths[column] for column in wide)
        crowded = sum(self._needs[column] for column in wide) > room
        for done, column in enumerate(wide):
            share = room // (len(wide) - done)
            widths[column] = share if crowded else max(share, self._needs[column])
            room -= widths[column]
        begins = accumulate((one + BETWEEN_COLUMNS for one in widths), initial=0)
        return list(begins), widths

    def _wrapped(self, text: str, width: int) -> QRect:
        return self._metrics.boundingRect(QRect(0, 0, width, HIGH), WRAPS, text)
