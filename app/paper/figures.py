"""How figures stand on paper."""

from decimal import Decimal

from app.domain.screening.points import Points
from app.domain.screening.texts import points_text
from app.i18n import _


def score(points: Points) -> str:
    """Return the points of a dimension, or why there are none: nothing known, or not yet given."""
    if points.total is not None:
        return points_text(points.total)
    return _("资料不足") if points.measured_weight else _("未评")


def percent(number: Decimal | None) -> str:
    """Return a score in per cent with its one decimal."""
    return "" if number is None else f"{number:.1f}%"


def movement(rank: int | None, last: int | None) -> str:
    """Return how many places a client went up or down since last year."""
    if rank is None or last is None:
        return ""
    if rank == last:
        return "—"
    return f"↑{last - rank}" if rank < last else f"↓{rank - last}"
