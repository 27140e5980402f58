"""The frozen types as plain JSON values and back: decimals as text, money as whole fen."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.screening.evidence import Evidence, LastYear
from app.domain.screening.points import Judgement, Points
from app.domain.screening.rules import Band, DimensionRule, GradeRule, Method, ScreeningRules
from app.domain.types import Dimension

Plain = dict[str, Any]
FEN = Decimal(100)
COUNTS = ("room_nights", "bookings", "not_fulfilled", "complaints")
FLAGS = ("on_credit", "blacklisted", "bad_debt")


def fen(amount: Decimal) -> int:
    """Return an amount in yuan as whole fen."""
    return int(amount * FEN) if amount else 0


def yuan(amount: int) -> Decimal:
    """Return whole fen as yuan with two decimals."""
    return Decimal(amount).scaleb(-2)


def plain_rules(rules: ScreeningRules) -> Plain:
    """Write rules as JSON values."""
    return {
        "dimensions": [_plain_dimension(rule) for rule in rules.dimensions],
        "grades": [{"name": grade.name, "floor": str(grade.floor)} for grade in rules.grades],
        "capped_grade": rules.capped_grade,
        "completeness_min": str(rules.completeness_min),
        "months_of_trade_min": rules.months_of_trade_min,
        "bookings_min": rules.bookings_min,
        "cost_known_min": str(rules.cost_known_min),
        "long_overdue_cap": str(rules.long_overdue_cap),
    }


def rules_from(plain: Mapping[str, Any]) -> ScreeningRules:
    """Read what ``plain_rules`` wrote.

    Raises:
        ValueError: It was not written so: a part is missing or is not a number.
    """
    try:
        return ScreeningRules(
            dimensions=tuple(map(_dimension, plain["dimensions"])),
            grades=tuple(
                GradeRule(grade["name"], _number(grade["floor"])) for grade in plain["grades"]
            ),
            completeness_min=_number(plain["completeness_min"]),
            months_of_trade_min=int(plain["months_of_trade_min"]),
            bookings_min=int(plain["bookings_min"]),
            cost_known_min=_number(plain["cost_known_min"]),
            long_overdue_cap=_number(plain["long_overdue_cap"]),
            capped_grade=plain["capped_grade"],
        )
    except (KeyError, TypeError, InvalidOperation) as error:
        raise ValueError(plain) from error


def plain_evidence(evidence: Evidence) -> Plain:
    """Write evidence as JSON values; a missing key means nothing, none or not known."""
    plain: Plain = {
        "months": [fen(amount) for amount in evidence.months],
        "cost_known_amount": fen(evidence.cost_known_amount),
        "due": fen(evidence.due),
        "received": fen(evidence.received),
        "overdue": [fen(amount) for amount in evidence.overdue],
        **{name: getattr(evidence, name) for name in COUNTS + FLAGS},
    }
    if evidence.gross_profit is not None:
        plain["gross_profit"] = fen(evidence.gross_profit)
    if evidence.first_stay_on is not None:
        plain["first_stay_on"] = evidence.first_stay_on.isoformat()
    if evidence.last_year is not None:
        plain["last_year"] = _plain_last_year(evidence.last_year)
    return plain


def evidence_from(plain: Mapping[str, Any]) -> Evidence:
    """Read what ``plain_evidence`` wrote."""
    profit, first = plain.get("gross_profit"), plain.get("first_stay_on")
    last = plain.get("last_year")
    young, middle, old, oldest = map(yuan, plain["overdue"])
    return Evidence(
        months=tuple(map(yuan, plain["months"])),
        gross_profit=None if profit is None else yuan(profit),
        cost_known_amount=yuan(plain["cost_known_amount"]),
        due=yuan(plain["due"]),
        received=yuan(plain["received"]),
        overdue=(young, middle, old, oldest),
        first_stay_on=None if first is None else date.fromisoformat(first),
        last_year=None if last is None else _last_year(last),
        **{name: plain[name] for name in COUNTS + FLAGS},
    )


def plain_points(points: Mapping[Dimension, Points]) -> Plain:
    """Write points as JSON values; the weights stand in the rules."""
    return {dimension.value: _plain_point(one) for dimension, one in points.items()}


def points_from(plain: Mapping[str, Any], rules: ScreeningRules) -> dict[Dimension, Points]:
    """Read what ``plain_points`` wrote under these rules."""
    return {rule.dimension: _point(plain[rule.dimension.value], rule) for rule in rules.dimensions}


def _plain_dimension(rule: DimensionRule) -> Plain:
    return {
        "dimension": rule.dimension.value,
        "weight": str(rule.weight),
        "method": rule.method.value,
        "bands": [[str(band.floor), str(band.points)] for band in rule.bands],
        "cap": None if rule.cap is None else str(rule.cap),
        "hand_weight": str(rule.hand_weight),
    }


def _dimension(plain: Mapping[str, Any]) -> DimensionRule:
    cap = plain["cap"]
    return DimensionRule(
        dimension=Dimension(plain["dimension"]),
        weight=_number(plain["weight"]),
        method=Method(plain["method"]),
        bands=tuple(Band(_number(floor), _number(points)) for floor, points in plain["bands"]),
        cap=None if cap is None else _number(cap),
        hand_weight=_number(plain["hand_weight"]),
    )


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def _plain_last_year(last: LastYear) -> Plain:
    percent = None if last.percent is None else str(last.percent)
    return {
        "year": last.year,
        "amount": fen(last.amount),
        "percent": percent,
        "grade": last.grade,
        "rank": last.rank,
    }


def _last_year(plain: Mapping[str, Any]) -> LastYear:
    percent = plain["percent"]
    return LastYear(
        year=plain["year"],
        amount=yuan(plain["amount"]),
        percent=None if percent is None else Decimal(percent),
        grade=plain["grade"],
        rank=plain["rank"],
    )


def _plain_point(points: Points) -> Plain:
    suggestion = points.suggestion
    plain: Plain = {
        "suggestion": None if suggestion is None else str(suggestion),
        "reason": points.reason,
    }
    if points.override is not None:
        plain["override"] = _plain_judgement(points.override)
    if points.hand is not None:
        plain["hand"] = _plain_judgement(points.hand)
    return plain


def _point(plain: Mapping[str, Any], rule: DimensionRule) -> Points:
    suggestion = plain["suggestion"]
    return Points(
        rule.dimension,
        rule.weight,
        rule.hand_weight,
        None if suggestion is None else Decimal(suggestion),
        plain["reason"],
        _judgement(plain.get("override")),
        _judgement(plain.get("hand")),
    )


def _plain_judgement(one: Judgement) -> Plain:
    return {
        "points": str(one.points),
        "reason": one.reason,
        "by": one.by,
        "on": one.on.isoformat(),
    }


def _judgement(plain: Mapping[str, Any] | None) -> Judgement | None:
    if plain is None:
        return None
    on = date.fromisoformat(plain["on"])
    return Judgement(Decimal(plain["points"]), plain["reason"], plain["by"], on)
