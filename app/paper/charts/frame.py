"""What all charts share: colours, scales, the axis of amounts, labels that do not overlap."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.i18n import _
from app.paper.fonts import Face, face_of
from app.paper.text import draw_line
from app.paper.units import pt

Hit = tuple[QRectF, int]

_TEN_THOUSAND = 10_000
_STEPS = (1, 2, 2.5, 5, 10)
_LINES = 4
_THREE_DIGITS = 100


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart as #rrggbb; ``strong`` and ``soft`` differ in lightness."""

    text: str
    faint: str
    strong: str
    soft: str
    line: str
    warning: str


LIGHT = Palette("#2b2f36", "#d5d9e0", "#1f5f8b", "#b9cfdf", "#c4661f", "#a3262a")
DARK = Palette("#dfe3ea", "#4a505a", "#6fb1de", "#3d566a", "#f0a35e", "#e5787b")


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """How a chart is drawn.

    Attributes:
        text: Height of the labels in the painter's units.
    """

    palette: Palette = LIGHT
    text: float = 12

    @property
    def face(self) -> Face:
        """The labels' font."""
        return face_of(max(1, round(self.text)))

    @property
    def hair(self) -> float:
        """The width of the thinnest line."""
        return self.text / 14


PAPER = ChartStyle(LIGHT, pt(7))


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of values: its ends and where a value stands between them.

    Attributes:
        area: The plot inside the axes.
    """

    area: QRectF
    low: float
    high: float

    def y(self, value: float) -> float:
        """Return the height of a value in the painter's units."""
        share = (value - self.low) / (self.high - self.low)
        return self.area.bottom() - share * self.area.height()

    def bar(self, left: float, width: float, value: float) -> QRectF:
        """Return the bar that reaches from zero to a value."""
        zero, end = self.y(0), self.y(value)
        return QRectF(left, min(zero, end), width, abs(zero - end))


def ticks(values: Sequence[float]) -> list[float]:
    """Return round numbers from below the least to above the greatest value, zero among them."""
    low, high = min(0.0, *values), max(0.0, *values)
    rough = (high - low or 1) / _LINES
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(each * magnitude for each in _STEPS if each * magnitude >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def amount_unit(values: Sequence[float]) -> tuple[float, str]:
    """Return by what to divide amounts, and what the result is called."""
    largest = max((abs(value) for value in values), default=0)
    return (_TEN_THOUSAND, _("万元")) if largest >= 10 * _TEN_THOUSAND else (1, _("元"))


def number_text(value: float) -> str:
    """Return a tick's or bar's number without needless decimals."""
    whole = abs(value) >= _THREE_DIGITS or value == round(value)
    return f"{value:,.0f}" if whole else f"{value:,.1f}"


def draw_scale(
    painter: QPainter, area: QRectF, values: Sequence[float], style: ChartStyle, unit: str
) -> Scale:
    """Draw the axis of values, which are in ``unit`` already, and return the scale inside it."""
    face, text = style.face, style.text
    marks = ticks(values)
    digits = 2 if marks[1] - marks[0] < 1 else 0
    labels = [f"{mark:,.{digits}f}" if digits else number_text(mark) for mark in marks]
    margin = max(map(face.width, labels)) + text * 0.6
    plot = area.adjusted(margin, text * 1.9, -text * 0.4, -text * 1.6)
    scale = Scale(plot, marks[0], marks[-1])
    painter.setFont(face.font)
    pen(painter, style.palette.text, style.hair)
    draw_line(painter, QRectF(area.left(), area.top(), margin * 2, text * 1.4), unit, face)
    for mark, label in zip(marks, labels, strict=True):
        y = scale.y(mark)
        pen(painter, style.palette.faint, style.hair)
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
        pen(painter, style.palette.text, style.hair)
        place = QRectF(area.left(), y - text * 0.7, margin - text * 0.5, text * 1.4)
        draw_line(painter, place, label, face, align=1)
    return scale


def draw_zero(painter: QPainter, scale: Scale, style: ChartStyle) -> None:
    """Draw the line that the bars stand on."""
    pen(painter, style.palette.text, style.hair * 1.5)
    y = scale.y(0)
    painter.drawLine(QLineF(scale.area.left(), y, scale.area.right(), y))


def draw_names(painter: QPainter, plot: QRectF, names: Sequence[str], style: ChartStyle) -> None:
    """Write the bars' names under the plot, leaving some out where they would touch."""
    face = style.face
    slot = plot.width() / max(1, len(names))
    widest = max(map(face.width, names), default=0) + style.text * 0.4
    step = max(1, math.ceil(widest / slot)) if slot < widest else 1
    pen(painter, style.palette.text, style.hair)
    painter.setFont(face.font)
    for number in range(0, len(names), step):
        x = plot.left() + (number + 0.5) * slot - face.width(names[number]) / 2
        painter.drawText(
            QPointF(x, plot.bottom() + style.text * 0.2 + face.baseline), names[number]
        )


def draw_value(
    painter: QPainter,
    bar: QRectF,
    texts: Sequence[str],
    room: float,
    style: ChartStyle,
    *,
    below: bool,
) -> None:
    """Write a bar's value at its end: the first of ``texts`` that is no wider than ``room``."""
    text = next((one for one in texts if style.face.width(one) <= room), None)
    if text is None:
        return
    pen(painter, style.palette.text, style.hair)
    painter.setFont(style.face.font)
    top = bar.bottom() if below else bar.top() - style.text * 1.35
    place = QRectF(bar.center().x() - room / 2, top, room, style.text * 1.35)
    draw_line(painter, place, text, style.face, align=0.5)


def draw_empty(
    painter: QPainter, area: QRectF, style: ChartStyle, told: str = _("无数据")
) -> list[Hit]:
    """Say that there is nothing to show, or what that means."""
    pen(painter, style.palette.text, style.hair)
    painter.setFont(style.face.font)
    draw_line(painter, area, told, style.face, align=0.5)
    return []


def draw_legend(
    painter: QPainter, area: QRectF, entries: Sequence[tuple[str, str]], style: ChartStyle
) -> None:
    """Write (colour, name) pairs at the upper right."""
    text, x = style.text, area.right()
    painter.setFont(style.face.font)
    for colour, name in reversed(entries):
        x -= style.face.width(name)
        pen(painter, style.palette.text, style.hair)
        painter.drawText(QPointF(x, area.top() + style.face.baseline), name)
        x -= text * 1.2
        fill(painter, QRectF(x, area.top() + text * 0.3, text * 0.8, text * 0.8), colour, style)
        x -= text * 0.9


def fill(painter: QPainter, area: QRectF, colour: str, style: ChartStyle) -> None:
    """Fill a bar and outline it, so that a pale one is seen on white."""
    if not area.height():
        return
    painter.fillRect(area, QColor(colour))
    pen(painter, style.palette.strong, style.hair * 0.7)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)


def pen(painter: QPainter, colour: str, width: float) -> None:
    """Draw lines and text in a colour from here on."""
    painter.setPen(QPen(QColor(colour), width))
