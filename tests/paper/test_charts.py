from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.paper.charts import (
    DARK,
    LIGHT,
    ChartStyle,
    CountBar,
    draw_ageing,
    draw_grades,
    draw_months,
    draw_pareto,
    draw_spread,
)
from app.paper.charts.frame import amount_unit, ticks

AREA = QRectF(0, 0, 480, 200)
STYLE = ChartStyle(LIGHT, 12)
NOTHING = [Decimal(0)] * 12


def drawn(draw, *arguments, style=STYLE):
    picture = QImage(480, 200, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    try:
        return draw(painter, AREA, *arguments, style), picture
    finally:
        painter.end()


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=20))
def test_ticks_hold_every_value_and_zero(fen):
    values = [amount / 100 for amount in fen]
    marks = ticks(values)
    step = marks[1] - marks[0]
    assert marks[0] <= min(0, *values) + step * 1e-6
    assert marks[-1] >= max(0, *values) - step * 1e-6
    assert any(mark == 0 for mark in marks)
    assert 2 <= len(marks) <= 8


@pytest.mark.parametrize(
    ("draw", "arguments"),
    [
        (draw_months, (NOTHING, None)),
        (draw_months, (NOTHING, NOTHING)),
        (draw_pareto, ([],)),
        (draw_pareto, ([Decimal(-5)],)),
        (draw_spread, ([CountBar("0–9", 0)],)),
        (draw_grades, ([],)),
        (draw_ageing, (NOTHING[:4],)),
    ],
)
def test_without_data_the_chart_says_so(draw, arguments):
    hits, picture = drawn(draw, *arguments)
    assert hits == []
    ink = [x for x in range(480) if picture.pixelColor(x, 100).lightness() < 200]
    assert ink
    assert 200 < min(ink) <= max(ink) < 280


def test_nothing_overdue_is_not_called_no_data():
    _hits, none_late = drawn(draw_ageing, NOTHING[:4])
    _hits, no_data = drawn(draw_pareto, [])
    assert none_late != no_data


def test_months_can_be_hit_one_by_one():
    hits, _picture = drawn(draw_months, [Decimal(100)] * 12, None)
    assert [key for _place, key in hits] == list(range(1, 13))
    assert all(AREA.contains(place) for place, _key in hits)
    assert all(
        not one.adjusted(1, 0, -1, 0).intersects(other.adjusted(1, 0, -1, 0))
        for n, (one, _) in enumerate(hits)
        for other, _key in hits[n + 1 :]
    )


def test_a_refund_hangs_below_the_line():
    months = [Decimal(-500), *[Decimal(500)] * 11]
    hits, picture = drawn(draw_months, months, None)
    january, _month = hits[0]
    column = [
        picture.pixelColor(round(january.center().x()), y) == QColor(LIGHT.warning)
        for y in range(200)
    ]
    assert any(column)
    assert not any(column[: round(january.center().y()) - 2])


def test_last_year_and_this_differ_in_grey():
    soft, strong = QColor(LIGHT.soft), QColor(LIGHT.strong)
    assert soft.lightness() - strong.lightness() > 60
    assert QColor(DARK.strong).lightness() - QColor(DARK.soft).lightness() > 60


def test_pareto_sums_up_those_it_has_no_room_for():
    hits, _picture = drawn(draw_pareto, [Decimal(1000 - n) for n in range(400)])
    keys = [key for _place, key in hits]
    assert keys == [*range(len(keys) - 1), -1]
    assert len(keys) < 40
    few, _picture = drawn(draw_pareto, [Decimal(3), Decimal(2), Decimal(-1)])
    assert [key for _place, key in few] == [0, 1]


def test_bars_of_counts_and_ages_can_be_hit():
    hits, _picture = drawn(draw_spread, [CountBar(str(n), n) for n in range(10)])
    assert [key for _place, key in hits] == list(range(10))
    hits, _picture = drawn(draw_grades, [CountBar("A", 1), CountBar("B", 3)])
    assert [key for _place, key in hits] == [0, 1]
    hits, _picture = drawn(draw_ageing, [Decimal(5), Decimal(0), Decimal(-3), Decimal(9)])
    assert [key for _place, key in hits] == [0, 1, 2, 3]


def test_large_amounts_are_told_in_ten_thousands():
    assert amount_unit([99_999.0]) == (1, "元")
    assert amount_unit([-100_000.0]) == (10_000, "万元")


def test_small_steps_keep_their_decimals():
    hits, _picture = drawn(draw_months, [Decimal("0.05")] * 12, [Decimal("0.02")] * 12)
    assert len(hits) == 12


@pytest.mark.parametrize("slots", [8, 9, 10])
def test_a_bar_too_narrow_for_its_share_still_tells_its_count(slots):
    bars = [CountBar("D", 264), *(CountBar(str(n), 1) for n in range(1, slots))]
    room = AREA.width() / slots
    assert STYLE.face.width("264（64%）") > room > STYLE.face.width("264")
    hits, picture = drawn(draw_grades, bars)
    (bar, _key), top = hits[0], _bar_top(hits[0][0], picture)
    above = [
        x
        for x in range(480)
        for y in range(top - 16, top - 3)
        if picture.pixelColor(x, y).lightness() < 120 and bar.center().x() - room / 2 <= x
    ]
    assert bar.center().x() - room / 2 <= min(above)
    assert max(above) <= bar.center().x() + room / 2


def _bar_top(column, picture):
    """Return where the fill of a bar begins."""
    x, soft = round(column.center().x()), QColor(LIGHT.soft)
    return next(y for y in range(200) if picture.pixelColor(x, y) == soft)
