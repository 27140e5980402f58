from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.screening.checks import problems
from app.domain.screening.evidence import LastYear
from app.domain.screening.line import LineTotal, ScreeningLine
from app.domain.screening.rules import DEFAULT_RULES, bands
from app.domain.screening.scoring import band_points
from app.domain.screening.spread import (
    Bar,
    Movement,
    band_histogram,
    grade_counts,
    histogram,
    line_grades,
    movement,
    propose_bands,
    round_down,
    score_histogram,
)
from app.domain.types import ClientId, Dimension, ScreeningLineId
from tests.domain.screening_evidence import AMOUNTS, bought, with_rule

POSITIVE = st.integers(1, 10**13).map(lambda fen: Decimal(fen).scaleb(-2))


@given(st.lists(POSITIVE, min_size=1), st.lists(AMOUNTS))
def test_proposed_bands_may_be_used_and_leave_no_trade_without_points_above_the_lowest(
    traded, others
):
    proposed = propose_bands([*traded, *others], Decimal(40))
    assert problems(with_rule(Dimension.VOLUME, bands=proposed)) == {}
    assert band_points(max([*traded, *others]), proposed) == 40


def test_proposed_bands_spread_a_skewed_office():
    amounts = [Decimal(2) ** n for n in range(1, 25)]
    proposed = propose_bands(amounts, Decimal(40))
    earned = [band_points(amount, proposed) for amount in amounts]
    assert min(earned) > 0
    assert len(set(earned)) == len(proposed) == 8
    assert sum(points < 10 for points in earned) <= len(earned) // 3


def test_equal_clients_make_one_band():
    assert propose_bands([Decimal(130)] * 9, Decimal(20)) == bands((120, 20))


def test_a_small_weight_makes_few_bands():
    steps = propose_bands([Decimal(10) ** n for n in range(1, 9)], Decimal(2))
    assert [band.points for band in steps] == [2, 1]


@pytest.mark.parametrize(("values", "weight"), [([], 40), ([-1, 0], 40), ([1], 0)])
def test_without_trade_there_is_nothing_to_propose(values, weight):
    assert propose_bands(map(Decimal, values), Decimal(weight)) == ()


@given(POSITIVE)
def test_round_numbers_are_below_and_near(value):
    floor = round_down(value)
    assert floor <= value < floor * Decimal("1.34")


@given(st.lists(AMOUNTS))
def test_every_value_falls_into_one_bar(values):
    assert sum(bar.count for bar in histogram(values, [Decimal(0), Decimal(10)])) == len(values)


def test_bars_take_their_lower_end():
    low, high = Decimal(10), Decimal(20)
    assert band_histogram(map(Decimal, (5, 10, 19, 20)), bands((20, 2), (10, 1))) == (
        Bar(None, low, 1),
        Bar(low, high, 2),
        Bar(high, None, 1),
    )
    tens = score_histogram(map(Decimal, ("9.9", 10, 100)))
    assert [bar.count for bar in tens] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_grades_are_counted_best_first():
    result = LineTotal(Decimal(0), Decimal(0), Decimal(0), None, "B")
    line = ScreeningLine(
        ScreeningLineId(1), ClientId(1), "A1", "甲", "", bought(7), {}, result, None
    )
    counts = grade_counts(
        [*line_grades([line]), ("B", Decimal(3)), (None, Decimal(1))], DEFAULT_RULES
    )
    assert [(one.grade, one.clients, one.amount) for one in counts] == [
        ("A", 0, 0),
        ("B", 2, 10),
        ("C", 0, 0),
        ("D", 0, 0),
        (None, 1, 1),
    ]


@pytest.mark.parametrize(
    ("last", "grade", "expected"),
    [
        ("B", "A", Movement.UP),
        ("A", "B", Movement.DOWN),
        ("B", "B", Movement.SAME),
        (None, "B", Movement.NEW),
        ("特", "B", Movement.NEW),
        ("B", None, Movement.NONE),
    ],
)
def test_movement_against_last_year(last, grade, expected):
    before = LastYear(2024, Decimal(0), grade=last)
    assert movement(before, grade, DEFAULT_RULES) is expected


def test_a_first_year_is_new():
    assert movement(None, "A", DEFAULT_RULES) is Movement.NEW
