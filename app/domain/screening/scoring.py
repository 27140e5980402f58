"""Suggested points from evidence, each with the sentence that says how it came about."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from app.domain.screening.evidence import Evidence
from app.domain.screening.measures import MEASURES
from app.domain.screening.points import Points
from app.domain.screening.rules import Band, DimensionRule, Method, ScreeningRules
from app.domain.screening.texts import points_text, share_text, tenths
from app.domain.types import Dimension
from app.domain.written import amount_text
from app.i18n import _

ZERO = Decimal(0)
Peers = Mapping[Dimension, Sequence[Decimal]]
"""Ascending values of all clients in the screening, for the dimensions scored by percentile."""

MONEY_DIMENSIONS = frozenset({Dimension.VOLUME, Dimension.PROFIT})


def peers_of(evidence: Iterable[Evidence], rules: ScreeningRules) -> Peers:
    """Collect what percentile scoring compares with; empty where no dimension uses it."""
    wanted = [rule.dimension for rule in rules.dimensions if rule.method is Method.PERCENTILE]
    known = list(evidence) if wanted else []
    return {dimension: measured_values(known, dimension, rules) for dimension in wanted}


def measured_values(
    evidence: Iterable[Evidence], dimension: Dimension, rules: ScreeningRules
) -> list[Decimal]:
    """Return the known values of one dimension, ascending."""
    measured = (MEASURES[dimension](one, rules)[0] for one in evidence)
    return sorted(value for value in measured if value is not None)


def suggest(evidence: Evidence, rules: ScreeningRules, peers: Peers) -> dict[Dimension, Points]:
    """Return points with reasons for all five dimensions; nothing is judged by hand yet."""
    return {
        rule.dimension: Points(
            rule.dimension,
            rule.weight,
            rule.hand_weight,
            *_suggestion(evidence, rules, rule, peers.get(rule.dimension, ())),
        )
        for rule in rules.dimensions
    }


def points_for(value: Decimal, rule: DimensionRule, peers: Sequence[Decimal]) -> Decimal:
    """Return the points that a value earns of the measured weight.

    Raises:
        ValueError: The rule is scored by hand.
    """
    if rule.method is Method.BANDS:
        return band_points(value, rule.bands)
    if rule.method is Method.PERCENTILE:
        share = percent_below(value, peers) if value > 0 else ZERO
        return tenths(rule.measured_weight * share / 100)
    if rule.method is Method.PROPORTIONAL:
        cap = rule.cap or ZERO
        share = min(value, cap) / cap if value > 0 and cap > 0 else ZERO
        return tenths(rule.measured_weight * share)
    raise ValueError(rule.dimension)


def band_points(value: Decimal, bands: Sequence[Band]) -> Decimal:
    """Return the points of the highest band that ``value`` reaches, 0 below them all."""
    return next((band.points for band in bands if value >= band.floor), ZERO)


def percent_below(value: Decimal, peers: Sequence[Decimal]) -> Decimal:
    """Return the share of the other clients that are below; an only client stands above all."""
    others = len(peers) - 1
    return Decimal(100 * bisect_left(peers, value)) / others if others > 0 else Decimal(100)


def _suggestion(
    evidence: Evidence, rules: ScreeningRules, rule: DimensionRule, peers: Sequence[Decimal]
) -> tuple[Decimal | None, str]:
    if rule.method is Method.HAND:
        return None, _by_hand(rule.weight)
    points, reason = _measured(evidence, rules, rule, peers)
    if rule.dimension is Dimension.SAFETY:
        reason += _("付款情况同时计入合作性。")
    if rule.hand_weight:
        reason += _hand_share(rule.dimension, rule.hand_weight)
    return points, reason


def _measured(
    evidence: Evidence, rules: ScreeningRules, rule: DimensionRule, peers: Sequence[Decimal]
) -> tuple[Decimal | None, str]:
    if rule.dimension is Dimension.SAFETY and _pays_on_the_spot(evidence):
        return rule.measured_weight, _("现结，没有欠款，得满分。")
    value, found = MEASURES[rule.dimension](evidence, rules)
    if value is None:
        return None, found
    points = points_for(value, rule, peers)
    reason = found + _earned(value, points, rule, peers)
    if rule.dimension is Dimension.SAFETY and _long_overdue(evidence, rules, points):
        return rules.long_overdue_cap, reason + _cap_words(evidence, rules)
    return points, reason


def _pays_on_the_spot(evidence: Evidence) -> bool:
    """Without trade in the year a cash client has shown nothing either."""
    return not evidence.on_credit and bool(evidence.room_nights or evidence.amount)


def _long_overdue(evidence: Evidence, rules: ScreeningRules, points: Decimal) -> bool:
    return evidence.overdue[-1] > 0 and points > rules.long_overdue_cap


def _cap_words(evidence: Evidence, rules: ScreeningRules) -> str:
    return _("逾期 90 天以上尚欠 {amount} 元，最多得 {points} 分。").format(
        amount=amount_text(evidence.overdue[-1]), points=points_text(rules.long_overdue_cap)
    )


def _earned(value: Decimal, points: Decimal, rule: DimensionRule, peers: Sequence[Decimal]) -> str:
    earned = points_text(points)
    if rule.method is Method.PERCENTILE:
        below = share_text(percent_below(value, peers)) if value > 0 else share_text(ZERO)
        return _("，高于 {below} 的客户，得 {points} 分。").format(below=below, points=earned)
    if rule.method is Method.PROPORTIONAL:
        cap = _measure_text(rule.dimension, rule.cap or ZERO)
        return _("，满分线 {cap}，得 {points} 分。").format(cap=cap, points=earned)
    floor = next((band.floor for band in rule.bands if value >= band.floor), None)
    return _reached(rule.dimension, floor, points)


def _measure_text(dimension: Dimension, value: Decimal) -> str:
    return amount_text(value) if dimension in MONEY_DIMENSIONS else share_text(value)


# An office has a few dozen bands and thousands of clients in them.
@lru_cache
def _reached(dimension: Dimension, floor: Decimal | None, points: Decimal) -> str:
    earned = points_text(points)
    if floor is None:
        return _("，未达到最低一档，得 {points} 分。").format(points=earned)
    reached = _measure_text(dimension, floor)
    return _("，达到 {floor} 一档，得 {points} 分。").format(floor=reached, points=earned)


@lru_cache
def _by_hand(weight: Decimal) -> str:
    return _("由客户经理评分，满分 {weight} 分，须写明理由。").format(weight=points_text(weight))


@lru_cache
def _hand_share(dimension: Dimension, hand_weight: Decimal) -> str:
    if dimension is Dimension.COOPERATION:
        text = _("付款与配合另由客户经理评 {weight} 分，付款情况同时计入安全性。")
    else:
        text = _("另有 {weight} 分由客户经理评定。")
    return text.format(weight=points_text(hand_weight))
