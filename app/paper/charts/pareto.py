"""Which few clients make most of the trade: bars from the greatest down and their share."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.i18n import _
from app.paper.charts.frame import (
    ChartStyle,
    Hit,
    Scale,
    amount_unit,
    draw_empty,
    draw_legend,
    draw_names,
    draw_scale,
    draw_zero,
    fill,
    pen,
)
from app.paper.text import draw_line

_MARK = 0.8


def draw_pareto(
    painter: QPainter, area: QRectF, amounts: Sequence[Decimal], style: ChartStyle
) -> list[Hit]:
    """Draw the greatest amounts, which come first and in yuan, and the share they add up to.

    The keys are positions in ``amounts``; -1 is the place where all the rest are summed up.
    """
    positive = [float(amount) for amount in amounts if amount > 0]
    if not positive:
        return draw_empty(painter, area, style)
    size, unit = amount_unit(positive)
    plot = area.adjusted(0, 0, -style.text * 2.6, 0)
    shown = max(1, min(len(positive), int(plot.width() / (style.text * 2.2)) - 4))
    values = [value / size for value in positive[:shown]]
    rest = sum(positive[shown:]) / size
    bars = [*values, rest] if rest else values
    scale = draw_scale(painter, plot, values, style, unit)
    hits = _bars(painter, scale, bars, len(values), style)
    _names(painter, scale.area, len(values), style, rest=bool(rest))
    _shares(painter, scale.area, bars, style)
    legend = [(style.palette.soft, _("预订额")), (style.palette.line, _("累计占比"))]
    draw_legend(painter, area, legend, style)
    return hits


def _bars(
    painter: QPainter, scale: Scale, bars: Sequence[float], shown: int, style: ChartStyle
) -> list[Hit]:
    slot = scale.area.width() / len(bars)
    hits: list[Hit] = []
    for number, value in enumerate(bars):
        left = scale.area.left() + (number + 0.15) * slot
        if number < shown:
            fill(painter, scale.bar(left, slot * 0.7, value), style.palette.soft, style)
        column = QRectF(left, scale.area.top(), slot * 0.7, scale.area.height())
        hits.append((column, number if number < shown else -1))
    draw_zero(painter, scale, style)
    return hits


def _names(painter: QPainter, plot: QRectF, shown: int, style: ChartStyle, *, rest: bool) -> None:
    slot = plot.width() / (shown + rest)
    ranks = QRectF(plot.left(), plot.top(), slot * shown, plot.height())
    draw_names(painter, ranks, [str(number + 1) for number in range(shown)], style)
    if rest:
        last = QRectF(ranks.right(), plot.bottom() + style.text * 0.2, slot, style.face.line)
        draw_line(painter, last, _("其余"), style.face, align=0.5)


def _shares(painter: QPainter, plot: QRectF, bars: Sequence[float], style: ChartStyle) -> None:
    """Draw the line of the cumulative share, its axis on the right and the mark of 80 %."""
    slot = plot.width() / len(bars)
    every = sum(bars)
    points = [
        QPointF(plot.left() + (number + 0.5) * slot, plot.bottom() - total / every * plot.height())
        for number, total in enumerate(accumulate(bars))
    ]
    painter.setPen(QPen(QColor(style.palette.line), style.hair, Qt.PenStyle.DashLine))
    mark = plot.bottom() - _MARK * plot.height()
    painter.drawLine(QLineF(plot.left(), mark, plot.right(), mark))
    pen(painter, style.palette.line, style.hair * 2)
    painter.drawPolyline(points)
    painter.setBrush(QColor(style.palette.line))
    for point in points:
        painter.drawEllipse(point, style.text * 0.16, style.text * 0.16)
    painter.setFont(style.face.font)
    pen(painter, style.palette.text, style.hair)
    for share in (0, 0.5, _MARK, 1):
        y = plot.bottom() - share * plot.height() - style.text * 0.7
        place = QRectF(plot.right() + style.text * 0.4, y, style.text * 2.6, style.text * 1.4)
        draw_line(painter, place, f"{share:.0%}", style.face)
