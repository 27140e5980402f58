"""How figures stand on paper."""

from decimal import Decimal

from app.domain.screening.texts import points_text
from app.i18n import _


def money(amount: Decimal | None) -> str:
    """Return yuan with thousands and two decimals; what is not known stays empty."""
    return "" if amount is None else f"{amount:,.2f}"


def points(number: Decimal | None) -> str:
    """Return points of a dimension; where none could be given, say that data are missing."""
    return _("资料不足") if number is None else points_text(number)


def movement(rank: int | None, last: int | None) -> str:
    """Return how many places a client went up or down since last year."""
    if rank is None or last is None:
        return ""
    if rank == last:
        return "—"
    return f"↑{last - rank}" if rank < last else f"↓{rank - last}"
