"""Pairs of bars: what was planned beside what was done."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.i18n import _
from app.paper.charts.frame import (
    ChartStyle,
    Hit,
    draw_empty,
    draw_legend,
    draw_names,
    draw_scale,
    draw_value,
    draw_zero,
    fill,
    number_text,
)
from app.paper.text import draw_line

WIDTH = 0.34
"""Of one bar, as a share of the room a pair has."""


@dataclass(frozen=True, slots=True)
class PlanBar:
    """One pair: its name, the plan and what was done, in the same unit."""

    name: str
    planned: float
    done: float


def draw_plans(
    painter: QPainter, area: QRectF, bars: Sequence[PlanBar], style: ChartStyle, *, title: str
) -> list[Hit]:
    """Draw each plan pale and the work beside it dark; the keys are the pairs' places."""
    values = [value for bar in bars for value in (bar.planned, bar.done)]
    if not any(values):
        return draw_empty(painter, area, style)
    scale = draw_scale(painter, area, [4, *values], style, _("次"))
    head = QRectF(area.left(), area.top(), area.width(), style.text * 1.4)
    draw_line(painter, head, title, style.face, align=0.5)
    slot = scale.area.width() / len(bars)
    hits: list[Hit] = []
    for number, bar in enumerate(bars):
        middle = scale.area.left() + (number + 0.5) * slot
        for left, value, colour in (
            (middle - WIDTH * slot, bar.planned, style.palette.soft),
            (middle, bar.done, style.palette.strong),
        ):
            place = scale.bar(left, WIDTH * slot, value)
            fill(painter, place, colour, style)
            if value:
                draw_value(painter, place, [number_text(value)], WIDTH * slot, style, below=False)
        top = scale.area.top()
        hits.append((QRectF(middle - slot / 2, top, slot, scale.area.height()), number))
    draw_zero(painter, scale, style)
    draw_names(painter, scale.area, [bar.name for bar in bars], style)
    legend = [(style.palette.soft, _("计划")), (style.palette.strong, _("完成"))]
    draw_legend(painter, area, legend, style)
    return hits
