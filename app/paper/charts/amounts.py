"""Bars of amounts: a client's months against last year's, and receivables by age."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

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
    draw_value,
    draw_zero,
    fill,
    number_text,
)

AGES = (_("0–30 天"), _("31–60 天"), _("61–90 天"), _("90 天以上"))


def draw_months(
    painter: QPainter,
    area: QRectF,
    months: Sequence[Decimal],
    last_months: Sequence[Decimal] | None,
    style: ChartStyle,
) -> list[Hit]:
    """Draw twelve months' amounts in yuan beside last year's; the keys are the months, 1 to 12."""
    last = last_months or ()
    if not any(months) and not any(last):
        return draw_empty(painter, area, style)
    size, unit = amount_unit([float(amount) for amount in (*months, *last)])
    now = [float(amount) / size for amount in months]
    then = [float(amount) / size for amount in last]
    scale = draw_scale(painter, area, [*now, *then], style, unit)
    slot = scale.area.width() / len(now)
    width = slot * (0.36 if then else 0.6)
    for number, value in enumerate(now):
        left = scale.area.left() + (number + 0.5) * slot
        if then:
            fill(painter, scale.bar(left - width, width, then[number]), style.palette.soft, style)
        _bar(painter, scale.bar(left if then else left - width / 2, width, value), value, style)
    _month_labels(painter, area, scale, style, both=bool(then))
    return _slots(scale.area, len(now), first=1)


def _month_labels(
    painter: QPainter, area: QRectF, scale: Scale, style: ChartStyle, *, both: bool
) -> None:
    draw_zero(painter, scale, style)
    draw_names(painter, scale.area, [_("{n}月").format(n=n) for n in range(1, 13)], style)
    if both:
        legend = [(style.palette.soft, _("去年")), (style.palette.strong, _("本年"))]
        draw_legend(painter, area, legend, style)


def draw_ageing(
    painter: QPainter, area: QRectF, overdue: Sequence[Decimal], style: ChartStyle
) -> list[Hit]:
    """Draw what is overdue by age; the keys are the positions in ``overdue``, the youngest 0."""
    if not any(overdue):
        return draw_empty(painter, area, style, _("没有逾期"))
    size, unit = amount_unit([float(amount) for amount in overdue])
    values = [float(amount) / size for amount in overdue]
    scale = draw_scale(painter, area, values, style, unit)
    slot = scale.area.width() / len(values)
    for number, value in enumerate(values):
        bar = scale.bar(scale.area.left() + (number + 0.25) * slot, slot * 0.5, value)
        oldest = number == len(values) - 1
        colour = style.palette.warning if oldest else style.palette.soft
        fill(painter, bar, colour, style)
        if value:
            draw_value(painter, bar, [number_text(value)], slot, style, below=value < 0)
    draw_zero(painter, scale, style)
    draw_names(painter, scale.area, AGES, style)
    return _slots(scale.area, len(values), first=0)


def _bar(painter: QPainter, bar: QRectF, value: float, style: ChartStyle) -> None:
    colour = style.palette.warning if value < 0 else style.palette.strong
    fill(painter, bar, colour, style)


def _slots(plot: QRectF, count: int, *, first: int) -> list[Hit]:
    """Return the full-height column of each bar, so that a small one can be hit as well."""
    slot = plot.width() / count
    return [
        (QRectF(plot.left() + number * slot, plot.top(), slot, plot.height()), first + number)
        for number in range(count)
    ]
