"""Charts: plain functions that draw into a rectangle, the same on screen and on paper.

Each returns where its bars are, so that a screen can make them clickable. Whatever unit the
painter has, ``ChartStyle.text`` is the height of the labels in it; all else follows from that.
Colours differ in lightness, so that a grey print still tells them apart.
"""

from app.paper.charts.amounts import draw_ageing, draw_months
from app.paper.charts.counts import CountBar, draw_counts, draw_grades, draw_spread
from app.paper.charts.frame import DARK, LIGHT, PAPER, ChartStyle, Hit, Palette
from app.paper.charts.pareto import draw_pareto
from app.paper.charts.plans import PlanBar, draw_plans

__all__ = [
    "DARK",
    "LIGHT",
    "PAPER",
    "ChartStyle",
    "CountBar",
    "Hit",
    "Palette",
    "PlanBar",
    "draw_ageing",
    "draw_counts",
    "draw_grades",
    "draw_months",
    "draw_pareto",
    "draw_plans",
    "draw_spread",
]
