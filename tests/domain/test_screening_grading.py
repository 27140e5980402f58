from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.screening.evidence import Evidence
from app.domain.screening.grading import line_total, months_of_trade
from app.domain.screening.line import LineTotal, NoGrade
from app.domain.screening.points import Judgement, Points
from app.domain.screening.ranking import ranks
from app.domain.screening.rules import DEFAULT_RULES
from app.domain.screening.scoring import suggest
from app.domain.types import Dimension
from tests.domain.screening_evidence import CUT_OFF, evidences

OLD = Evidence(first_stay_on=date(2020, 1, 1))


def judged(points):
    return Judgement(Decimal(points), "同行中领先", "陈晓琳", CUT_OFF)


def scored(*totals):
    """Points by dimension, all of it measured; None is 资料不足."""
    return {
        rule.dimension: Points(
            rule.dimension,
            rule.weight,
            Decimal(0),
            None if total is None else Decimal(str(total)),
            "",
        )
        for rule, total in zip(DEFAULT_RULES.dimensions, totals, strict=True)
    }


def graded(*totals, evidence=OLD):
    return line_total(scored(*totals), evidence, DEFAULT_RULES, cut_off_on=CUT_OFF)


@given(evidences())
def test_the_total_is_the_sum_of_its_points_within_what_is_available(evidence):
    points = suggest(evidence, DEFAULT_RULES, {})
    result = line_total(points, evidence, DEFAULT_RULES, cut_off_on=CUT_OFF)
    assert result.total == sum(one.total or 0 for one in points.values())
    assert 0 <= result.total <= result.available <= 100
    assert (result.grade is None) == (result.no_grade is not None)
    assert (result.grade is not None) <= (result.completeness >= 60)


@pytest.mark.parametrize(
    ("volume", "grade"), [(40, "A"), (30, "A"), (29, "B"), (20, "B"), (10, "C"), (9, "D")]
)
def test_grades_begin_at_their_floor(volume, grade):
    assert graded(volume, 20, 20, 5, 5).grade == grade


def test_what_is_missing_takes_no_part():
    result = graded(40, None, 20, 5, None)
    assert (result.total, result.available) == (65, 70)
    assert (result.completeness, result.percent) == (70, Decimal("92.9"))
    assert result.grade == "A"


def test_below_the_set_completeness_there_is_no_grade():
    assert graded(40, None, None, 10, 9).grade == "A"
    result = graded(40, None, None, 10, None)
    assert (result.grade, result.no_grade) == (None, NoGrade.INCOMPLETE)
    assert "50%" in result.reason


def test_nothing_known_at_all_has_no_percent():
    result = graded(None, None, None, None, None)
    assert (result.percent, result.no_grade) == (None, NoGrade.INCOMPLETE)
    assert line_total({}, OLD, DEFAULT_RULES, cut_off_on=CUT_OFF).completeness == 0


def test_the_grade_goes_by_the_rounded_percent_that_is_printed():
    assert graded(39.95, 20, 20, 0, 0).percent == Decimal("80.0")


def test_a_client_of_under_three_months_is_not_graded():
    young = Evidence(first_stay_on=date(2025, 10, 1))
    assert graded(40, 20, 20, 10, 10, evidence=young).no_grade is NoGrade.TOO_YOUNG
    prospect = graded(0, None, None, None, None, evidence=Evidence())
    assert (prospect.no_grade, prospect.reason) == (NoGrade.TOO_YOUNG, "还没有成交，不评等级。")


@pytest.mark.parametrize(
    ("first", "cut_off", "months"),
    [
        (date(2025, 9, 30), date(2025, 12, 31), 3),
        (date(2025, 9, 30), date(2025, 12, 29), 2),
        (date(2025, 8, 31), date(2025, 11, 30), 3),
        (date(2026, 1, 2), date(2025, 12, 31), 0),
        (None, date(2025, 12, 31), 0),
        (date(2024, 2, 29), date(2024, 5, 28), 2),
        (date(2024, 2, 29), date(2024, 5, 29), 3),
        (date(2023, 11, 30), date(2024, 2, 29), 3),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
    ],
)
def test_full_months_are_counted(first, cut_off, months):
    assert months_of_trade(first, cut_off) == months


@pytest.mark.parametrize("flag", ["blacklisted", "bad_debt"])
def test_blacklist_and_bad_debt_are_at_most_d(flag):
    evidence = replace(OLD, **{flag: True})
    result = graded(40, 20, 20, 10, 10, evidence=evidence)
    assert result.grade == "D"
    assert "应为 A 级" in result.reason
    assert graded(0, 0, 0, 0, 0, evidence=evidence).reason == ""


def test_a_persons_points_count_in_place_of_the_suggestion():
    cooperation = Points(Dimension.COOPERATION, Decimal(10), Decimal(5), Decimal(3), "")
    assert (cooperation.total, cooperation.available) == (3, 5)
    full = replace(cooperation, override=judged(4), hand=judged("4.5"))
    assert (full.total, full.available, full.measured) == (Decimal("8.5"), 10, 4)
    by_hand = replace(cooperation, suggestion=None, hand=judged(2))
    assert (by_hand.total, by_hand.available) == (2, 5)
    nothing = replace(cooperation, suggestion=None)
    assert (nothing.total, nothing.available) == (None, 0)


def result(percent, grade="A"):
    number = None if percent is None else Decimal(percent)
    return LineTotal(Decimal(0), Decimal(100), Decimal(100), number, grade)


def test_equal_percents_share_a_rank():
    results = [result(70), result(90), result(90), result(80), result(99, None), result(None, None)]
    assert ranks(results) == [4, 1, 1, 3, None, None]


def test_what_is_printed_alike_ranks_alike():
    rounded = [graded(points, 20, 20, 0, 0) for points in (39.95, 40, 39.94)]
    assert [one.percent for one in rounded] == [Decimal("80.0"), Decimal("80.0"), Decimal("79.9")]
    assert [one.grade for one in rounded] == ["A", "A", "B"]
    assert ranks(rounded) == [1, 1, 3]


@given(st.lists(st.integers(0, 50).map(result) | st.just(result(None, None))))
def test_a_rank_is_one_more_than_the_number_above(results):
    for one, rank in zip(results, ranks(results), strict=True):
        if one.percent is None:
            assert rank is None
        else:
            above = [other for other in results if (other.percent or -1) > one.percent]
            assert rank == len(above) + 1
