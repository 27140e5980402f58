"""When money is due, how old a debt is, and which booking a receipt pays."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from app.i18n import _

AGES = (_("0–30 天"), _("31–60 天"), _("61–90 天"), _("90 天以上"))
"""The ageing buckets (账龄), by days past the due date; the due day itself is day 0."""

LAST_DAYS = (30, 60, 90)


def due_on(departure_on: date, terms_days: int | None, billing_day: int | None) -> date:
    """Return the day by which a stay is to be paid.

    With a billing day the stay goes on the next bill, made on that day of the month (the last day
    where the month is shorter), and the terms run from there. Without terms it is due on leaving.
    """
    billed_on = departure_on if billing_day is None else _next_billing(departure_on, billing_day)
    return billed_on + timedelta(terms_days or 0)


def age_bucket(due: date, as_of: date) -> int | None:
    """Return the index in ``AGES`` of a debt on a day; None while it is not due."""
    days = (as_of - due).days
    if days < 0:
        return None
    return next((index for index, last in enumerate(LAST_DAYS) if days <= last), len(LAST_DAYS))


def allocate(open_fen: Sequence[int], receipt_fen: int) -> tuple[list[int], int]:
    """Let money without a booking number pay open bookings, oldest first.

    Args:
        open_fen: What is open on each booking in whole fen, oldest booking first. A booking with
            nothing open, or overpaid, takes nothing.
        receipt_fen: The money; refunds taken off. Below 0 it pays nothing.

    Returns:
        What each booking gets, and what is left over.
    """
    left = receipt_fen
    paid = []
    for owed in open_fen:
        part = min(max(owed, 0), max(left, 0))
        paid.append(part)
        left -= part
    return paid, left


def _next_billing(day: date, billing_day: int) -> date:
    this_month = _billing_in(day.year, day.month, billing_day)
    if day <= this_month:
        return this_month
    following = this_month.replace(day=28) + timedelta(4)
    return _billing_in(following.year, following.month, billing_day)


def _billing_in(year: int, month: int, billing_day: int) -> date:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(max(billing_day, 1), last))
