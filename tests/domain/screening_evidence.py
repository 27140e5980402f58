"""Evidence and lines for tests, naming only what the test cares about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from app.domain.screening.evidence import MONTHS, NOTHING, Evidence
from app.domain.screening.rules import DEFAULT_RULES, DimensionRule, ScreeningRules
from app.domain.types import Dimension

CUT_OFF = date(2025, 12, 31)
FEN = Decimal("0.01")
AMOUNTS = st.integers(-(10**9), 10**11).map(lambda fen: Decimal(fen).scaleb(-2))


def bought(amount: Decimal | int, **more: Any) -> Evidence:
    """Make a year in which everything was bought in March."""
    months = tuple(Decimal(amount) if month == 2 else NOTHING for month in range(MONTHS))
    known: dict[str, Any] = {"room_nights": 1, "first_stay_on": date(2024, 3, 1), **more}
    return Evidence(months=months, **known)


def with_rule(dimension: Dimension, **changes: Any) -> ScreeningRules:
    """Change one dimension of the default rules."""
    changed: tuple[DimensionRule, ...] = tuple(
        replace(rule, **changes) if rule.dimension is dimension else rule
        for rule in DEFAULT_RULES.dimensions
    )
    return replace(DEFAULT_RULES, dimensions=changed)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    """Draw any year that can happen, refunds and all."""
    bookings = draw(st.integers(0, 400))
    overdue = st.integers(0, 10**9).map(lambda fen: Decimal(fen).scaleb(-2))
    return Evidence(
        months=tuple(draw(st.lists(AMOUNTS, min_size=MONTHS, max_size=MONTHS))),
        room_nights=draw(st.integers(0, 9000)),
        bookings=bookings,
        not_fulfilled=draw(st.integers(0, bookings)),
        gross_profit=draw(st.none() | AMOUNTS),
        cost_known_amount=draw(AMOUNTS),
        due=draw(AMOUNTS),
        received=draw(AMOUNTS),
        overdue=(draw(overdue), draw(overdue), draw(overdue), draw(overdue)),
        complaints=draw(st.integers(0, 9)),
        on_credit=draw(st.booleans()),
        first_stay_on=draw(st.none() | st.dates(date(2010, 1, 1), CUT_OFF)),
        blacklisted=draw(st.booleans()),
        bad_debt=draw(st.booleans()),
    )
