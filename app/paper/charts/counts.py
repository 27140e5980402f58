"""Bars of how many: the spread of the scores, the clients of each grade, records of any kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.i18n import _
from app.paper.charts.frame import (
    ChartStyle,
    Hit,
    draw_empty,
    draw_names,
    draw_scale,
    draw_value,
    draw_zero,
    fill,
)


@dataclass(frozen=True, slots=True)
class CountBar:
    """A bar: what it is called, and how many it stands for."""

    name: str
    count: int


def draw_spread(
    painter: QPainter, area: QRectF, bars: Sequence[CountBar], style: ChartStyle
) -> list[Hit]:
    """Draw how many clients lie in each step of the scores, the bars touching."""
    return _draw(painter, area, bars, style, width=1.0, labels=[[str(bar.count)] for bar in bars])


def draw_grades(
    painter: QPainter, area: QRectF, bars: Sequence[CountBar], style: ChartStyle
) -> list[Hit]:
    """Draw how many clients each grade has, and where there is room what share of all they are."""
    every = sum(bar.count for bar in bars) or 1
    labels = [[f"{bar.count}（{bar.count * 100 / every:.0f}%）", str(bar.count)] for bar in bars]
    return _draw(painter, area, bars, style, width=0.55, labels=labels)


def draw_counts(
    painter: QPainter, area: QRectF, bars: Sequence[CountBar], style: ChartStyle, *, unit: str
) -> list[Hit]:
    """Draw how many of something there are, in ``unit``; the keys are the bars' places."""
    labels = [[str(bar.count)] for bar in bars]
    return _draw(painter, area, bars, style, width=0.6, labels=labels, unit=unit)


def _draw(
    painter: QPainter,
    area: QRectF,
    bars: Sequence[CountBar],
    style: ChartStyle,
    *,
    width: float,
    labels: Sequence[Sequence[str]],
    unit: str = "",
) -> list[Hit]:
    if not any(bar.count for bar in bars):
        return draw_empty(painter, area, style)
    scale = draw_scale(painter, area, [max(4, bar.count) for bar in bars], style, unit or _("家"))
    slot = scale.area.width() / len(bars)
    hits: list[Hit] = []
    for number, (bar, label) in enumerate(zip(bars, labels, strict=True)):
        left = scale.area.left() + (number + (1 - width) / 2) * slot
        place = scale.bar(left, slot * width, bar.count)
        if bar.count:
            fill(painter, place, style.palette.soft, style)
            draw_value(painter, place, label, slot, style, below=False)
        hits.append((QRectF(left, scale.area.top(), slot * width, scale.area.height()), number))
    draw_zero(painter, scale, style)
    draw_names(painter, scale.area, [bar.name for bar in bars], style)
    return hits
