"""Reckoning from one day to another by weeks and months."""

from calendar import monthrange
from datetime import date, timedelta

WEEK = 7


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of a day's week."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(WEEK - 1)


def months_before(day: date, months: int) -> date:
    """Return the same day of the month so many months earlier, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_begin(day: date, later: int = 0) -> date:
    """Return the first day of a day's month, or of one so many months later or earlier."""
    return months_before(day.replace(day=1), -later)
