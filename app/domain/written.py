"""How amounts, days and moments are written, on screens and on paper."""

from datetime import date, datetime
from decimal import Decimal


def amount_text(amount: Decimal | None) -> str:
    """Write yuan with thousands and two decimals; what is not known stays empty."""
    return "" if amount is None else f"{amount:,.2f}"


def amount_if_any(amount: Decimal) -> str:
    """Write yuan likewise; nothing for none, as in columns where most have none."""
    return amount_text(amount or None)


def day_text(day: date | None) -> str:
    """Write a day as 2026-11-22; what is not known stays empty."""
    return "" if day is None else day.isoformat()


def moment_text(at: datetime | None) -> str:
    """Write a moment by the wall clock, as 2026-11-22 14:30; what is not known stays empty."""
    return "" if at is None else f"{at.astimezone():%Y-%m-%d %H:%M}"
