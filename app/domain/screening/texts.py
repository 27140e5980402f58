"""How numbers are written inside sentences."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def points_text(points: Decimal) -> str:
    """Write points without needless zeros: 20, 17.5."""
    return f"{points.normalize():f}"


def share_text(percent: Decimal) -> str:
    """Write a share rounded down, so that 99.99 never reads as full payment."""
    return f"{percent.quantize(TENTH, ROUND_DOWN).normalize():f}%"


def tenths(number: Decimal) -> Decimal:
    """Round half up to one decimal, as a person with a calculator does."""
    return number.quantize(TENTH, ROUND_HALF_UP)
