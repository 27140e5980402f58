from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.screening.evidence import Evidence
from app.domain.screening.rules import DEFAULT_RULES, Method
from app.domain.screening.scoring import peers_of, percent_below, points_for, suggest
from app.domain.types import Dimension
from tests.domain.screening_evidence import AMOUNTS, bought, evidences, with_rule

METHODS = [
    DEFAULT_RULES,
    with_rule(Dimension.VOLUME, method=Method.PERCENTILE),
    with_rule(Dimension.VOLUME, method=Method.PROPORTIONAL, cap=Decimal(300_000)),
]
RULES = st.sampled_from(METHODS)


def points(evidence, dimension, rules=DEFAULT_RULES):
    return suggest(evidence, rules, peers_of([evidence], rules))[dimension]


@given(RULES, AMOUNTS, AMOUNTS, st.lists(AMOUNTS))
def test_more_sales_never_score_less(rules, low, high, others):
    low, high = sorted((low, high))
    peers = peers_of([bought(amount) for amount in (low, high, *others)], rules)
    less, more = (suggest(bought(x), rules, peers)[Dimension.VOLUME] for x in (low, high))
    assert less.suggestion <= more.suggestion


@given(RULES, st.lists(evidences(), min_size=1, max_size=5))
def test_points_stay_within_the_weight_and_have_a_reason(rules, office):
    peers = peers_of(office, rules)
    for evidence in office:
        for one in suggest(evidence, rules, peers).values():
            assert one.suggestion is None or 0 <= one.suggestion <= one.measured_weight
            assert one.reason.endswith("。")


def test_a_year_without_bookings_is_a_true_0_for_volume_and_unknown_elsewhere():
    given_points = suggest(Evidence(), DEFAULT_RULES, {})
    assert given_points[Dimension.VOLUME].suggestion == 0
    assert "没有已离店的预订" in given_points[Dimension.VOLUME].reason
    unknown = set(Dimension) - {Dimension.VOLUME}
    assert all(given_points[dimension].suggestion is None for dimension in unknown)
    assert all(
        "资料不足" in given_points[dimension].reason for dimension in unknown - {Dimension.FUTURE}
    )


def test_a_debt_of_earlier_years_is_told_though_nothing_is_due_yet():
    old_debt = bought(80_000, overdue=(Decimal(0), Decimal(0), Decimal(0), Decimal(12_000)))
    safety = points(old_debt, Dimension.SAFETY)
    assert safety.suggestion is None, "nothing is due: neither 0 nor full marks"
    assert "往年的账款逾期 90 天以上尚欠 12,000.00 元，请考虑改分" in safety.reason
    assert "往年" not in points(bought(80_000), Dimension.SAFETY).reason


def test_refunds_above_sales_score_0_and_say_so():
    volume = points(bought(-500), Dimension.VOLUME)
    assert volume.suggestion == 0
    assert "-500.00" in volume.reason


def test_a_floor_reached_exactly_counts():
    assert points(bought(50_000), Dimension.VOLUME).suggestion == 16
    assert points(bought("49999.99"), Dimension.VOLUME).suggestion == 10


def test_no_cost_or_too_little_of_it_is_not_a_profit_of_0():
    assert points(bought(100), Dimension.PROFIT).suggestion is None
    half = bought(100, gross_profit=Decimal(20_000), cost_known_amount=Decimal(50))
    assert points(half, Dimension.PROFIT).suggestion == 8
    less = bought(100, gross_profit=Decimal(20_000), cost_known_amount=Decimal("49.99"))
    assert points(less, Dimension.PROFIT).suggestion is None


def test_profit_says_how_much_of_it_is_known():
    part = bought(100, gross_profit=Decimal(1), cost_known_amount=Decimal(75))
    assert "75%" in points(part, Dimension.PROFIT).reason
    whole = bought(100, gross_profit=Decimal(1), cost_known_amount=Decimal(100))
    assert "成本已知" not in points(whole, Dimension.PROFIT).reason


@pytest.mark.parametrize(("known", "share"), [(1000, 100), (-200, 0)])
def test_refunds_never_make_the_share_of_known_costs_more_than_all_or_less_than_none(known, share):
    refunded = bought(500, gross_profit=Decimal(700), cost_known_amount=Decimal(known))
    assert refunded.cost_known_percent == share


def test_a_loss_is_known_and_scores_0():
    loss = bought(100, gross_profit=Decimal(-30), cost_known_amount=Decimal(100))
    assert points(loss, Dimension.PROFIT).suggestion == 0


def test_free_stays_with_known_cost_have_a_known_profit():
    free = bought(0, gross_profit=Decimal(0), room_nights=2)
    assert points(free, Dimension.PROFIT).suggestion == 0


@pytest.mark.parametrize(
    ("received", "expected"),
    [("100", 20), ("99.99", 17), ("95", 17), ("90", 14), ("80", 10), ("60", 5), ("59.99", 0)],
)
def test_safety_follows_the_share_received(received, expected):
    evidence = bought(100, due=Decimal(100), received=Decimal(received))
    assert points(evidence, Dimension.SAFETY).suggestion == expected


def test_a_share_just_short_of_all_does_not_read_as_all():
    evidence = bought(100_000, due=Decimal(100_000), received=Decimal("99999.99"))
    assert "99.9%" in points(evidence, Dimension.SAFETY).reason


def test_a_year_without_bookings_shows_nothing_of_keeping_them():
    told = points(bought(0), Dimension.COOPERATION)
    assert (told.suggestion, told.reason[:7]) == (None, "当年没有预订，")


def test_over_90_days_overdue_caps_safety():
    owing = bought(100, due=Decimal(100), received=Decimal(96), overdue=(0, 0, 0, Decimal(4)))
    safety = points(owing, Dimension.SAFETY)
    assert safety.suggestion == 10
    assert "逾期 90 天以上尚欠 4.00 元" in safety.reason
    worse = bought(100, due=Decimal(100), received=Decimal(70), overdue=(0, 0, 0, Decimal(30)))
    assert points(worse, Dimension.SAFETY).suggestion == 5


def test_a_cash_client_that_owes_nothing_is_safe():
    safety = points(bought(100, on_credit=False), Dimension.SAFETY)
    assert safety.suggestion == 20
    assert "现结" in safety.reason
    assert points(Evidence(on_credit=False), Dimension.SAFETY).suggestion is None


def test_refunds_above_what_is_due_leave_nothing_to_judge():
    assert points(bought(-5, due=Decimal(-5)), Dimension.SAFETY).suggestion is None


def test_payment_is_said_to_count_twice():
    evidence = bought(100, due=Decimal(100), received=Decimal(100), bookings=5)
    assert "计入合作性" in points(evidence, Dimension.SAFETY).reason
    assert "计入安全性" in points(evidence, Dimension.COOPERATION).reason


@pytest.mark.parametrize(("failed", "expected"), [(0, 5), (2, 4), (3, 3), (10, 1), (11, 0)])
def test_fulfilment_earns_half_of_cooperation(failed, expected):
    evidence = bought(100, bookings=20, not_fulfilled=failed)
    assert points(evidence, Dimension.COOPERATION).suggestion == expected


def test_two_bookings_say_nothing_about_fulfilment():
    assert points(bought(100, bookings=2), Dimension.COOPERATION).suggestion is None
    assert points(bought(100, bookings=3), Dimension.COOPERATION).suggestion == 5


def test_a_dimension_may_be_left_wholly_to_a_person():
    rules = with_rule(Dimension.VOLUME, method=Method.HAND, hand_weight=Decimal(40))
    assert points(bought(100), Dimension.VOLUME, rules).suggestion is None
    volume = next(rule for rule in rules.dimensions if rule.dimension is Dimension.VOLUME)
    with pytest.raises(ValueError, match="volume"):
        points_for(Decimal(1), volume, ())


def test_a_hand_share_of_volume_is_told():
    rules = with_rule(Dimension.VOLUME, hand_weight=Decimal(4))
    assert "另有 4 分" in points(bought(100), Dimension.VOLUME, rules).reason


def test_percentile_counts_who_is_below():
    peers = [Decimal(n) for n in (0, 10, 10, 20, 30)]
    assert percent_below(Decimal(30), peers) == 100
    assert percent_below(Decimal(10), peers) == 25
    assert percent_below(Decimal(10), peers[:1]) == 100


def test_percentile_and_proportion_explain_themselves():
    percentile, proportional = METHODS[1:]
    office = [bought(amount) for amount in (0, 100, 200_000)]
    peers = peers_of(office, percentile)
    middle, none = (suggest(office[n], percentile, peers)[Dimension.VOLUME] for n in (1, 0))
    assert middle.suggestion == 20
    assert "高于 50% 的客户" in middle.reason
    assert none.suggestion == 0
    part = points(office[2], Dimension.VOLUME, proportional)
    assert part.suggestion == Decimal("26.7")
    assert "满分线 300,000.00" in part.reason
    assert points(office[0], Dimension.VOLUME, proportional).suggestion == 0


def test_a_proportion_without_a_cap_earns_nothing():
    rules = with_rule(Dimension.VOLUME, method=Method.PROPORTIONAL)
    assert points(bought(100), Dimension.VOLUME, rules).suggestion == 0


@given(evidences())
def test_shares_are_of_the_whole(evidence):
    assert evidence.amount == sum(evidence.months)
    assert evidence.overdue_amount == sum(evidence.overdue)
    if evidence.bookings:
        assert 0 <= evidence.fulfilled_percent <= 100
