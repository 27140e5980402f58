"""A year's bookings added up by client, month of arrival and status."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import String, case, func, select, type_coerce
from sqlalchemy.orm import Session

from app.domain.screening.evidence import MONTHS
from app.domain.screening.plain import yuan
from app.domain.types import BookingStatus, ClientId
from app.models import Booking
from app.queries.receivables import Rows, fen_sum, in_parts

NOT_FULFILLED = frozenset({BookingStatus.CANCELLED.value, BookingStatus.NO_SHOW.value})


@dataclass(slots=True)
class Tally:
    """One client's sums while they are added up; amounts in fen."""

    months: list[int] = field(default_factory=lambda: [0] * MONTHS)
    room_nights: int = 0
    bookings: int = 0
    not_fulfilled: int = 0
    gross_profit: int | None = None
    cost_known_amount: int = 0
    due: int = 0


def year_range(year: int) -> tuple[date, date]:
    """Return the first day of a year and of the next."""
    return date(year, 1, 1), date(year + 1, 1, 1)


def year_tallies(session: Session, year: int, cut_off_on: date) -> dict[int, Tally]:
    """Return the sums of every client with a booking arriving in the year."""
    tallies: dict[int, Tally] = {}
    found = session.connection().execute(_month_sums(year, cut_off_on))
    for client_id, month, status, *sums in in_parts(found):
        tally = tallies.get(client_id)
        if tally is None:
            tally = tallies[client_id] = Tally()
        amount, nights, count, profit, known, due = sums
        tally.bookings += count
        if status in NOT_FULFILLED:
            tally.not_fulfilled += count
        elif status == BookingStatus.COMPLETED.value:
            tally.months[month - 1] += amount
            tally.room_nights += nights
            tally.due += due or 0
            if profit is not None:
                tally.gross_profit = (tally.gross_profit or 0) + profit
                tally.cost_known_amount += known
    return tallies


def _month_sums(year: int, cut_off_on: date) -> Rows:
    """Sum the year's bookings by client, month of arrival and status.

    Months are told by comparing days, which every database does alike.
    """
    first, end = year_range(year)
    starts = [date(year, month + 1, 1) for month in range(1, MONTHS)]
    month = case(
        *[(Booking.arrival_on < start, index) for index, start in enumerate(starts, 1)],
        else_=MONTHS,
    )
    known = case((Booking.cost.is_not(None), Booking.amount))
    due = case((Booking.due_on <= cut_off_on, Booking.amount))
    return (
        select(
            Booking.client_id,
            month.label("month"),
            type_coerce(Booking.status, String).label("status"),
            fen_sum(Booking.amount),
            func.sum(Booking.room_nights),
            func.count(),
            fen_sum(Booking.amount - Booking.cost),
            fen_sum(known),
            fen_sum(due),
        )
        .where(Booking.arrival_on >= first, Booking.arrival_on < end, Booking.deleted_at.is_(None))
        .group_by(Booking.client_id, "month", "status")
    )


def months_by_client(
    session: Session, year: int, client_ids: Iterable[int] | None = None
) -> dict[ClientId, tuple[Decimal, ...]]:
    """Return the twelve amounts of a year for every client that has any."""
    wanted = None if client_ids is None else set(client_ids)
    tallies = year_tallies(session, year, date(year, 12, 31))
    return {
        ClientId(id_): tuple(map(yuan, tally.months))
        for id_, tally in tallies.items()
        if any(tally.months) and (wanted is None or id_ in wanted)
    }
