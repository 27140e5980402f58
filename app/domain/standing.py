"""准/新/老客户 (policy P2): what a client is by the day of its first stay."""

from datetime import date

from app.domain.days import months_before
from app.domain.types import Standing


def new_since(today: date, months: int) -> date:
    """Return the first day of stay that still makes a client a new one today."""
    return months_before(today, months)


def standing(first_stay_on: date | None, today: date, months: int) -> Standing:
    """Tell 准, 新 and 老客户 apart.

    Args:
        first_stay_on: Arrival of the first completed booking; None when there was none.
        today: The day on which it is asked.
        months: For how many months a client counts as new, as the office has set it.
    """
    if first_stay_on is None:
        return Standing.PROSPECT
    return Standing.NEW if first_stay_on >= new_since(today, months) else Standing.EXISTING
