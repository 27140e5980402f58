"""A client's months: what it bought, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from app.domain.types import BookingStatus, ClientId
from app.models import Booking

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Trade:
    """What was bought in a month or a year: completed bookings by arrival (policy P9)."""

    amount: Decimal = Decimal(0)
    room_nights: int = 0
    bookings: int = 0

    def __add__(self, other: Self) -> "Trade":
        return Trade(
            self.amount + other.amount,
            self.room_nights + other.room_nights,
            self.bookings + other.bookings,
        )


NONE = Trade()


@dataclass(frozen=True, slots=True)
class TradeYear:
    """One year of a client; ``months`` are January to December."""

    year: int
    months: tuple[Trade, ...]

    @property
    def total(self) -> Trade:
        """The whole year."""
        return sum(self.months, NONE)

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """The twelve amounts, for bars."""
        return tuple(month.amount for month in self.months)


def trade_years(session: Session, client_id: ClientId) -> list[TradeYear]:
    """Return every year in which the client bought something, the newest first."""
    year, month = extract("year", Booking.arrival_on), extract("month", Booking.arrival_on)
    found = session.execute(
        select(
            year,
            month,
            func.sum(Booking.amount),
            func.sum(Booking.room_nights),
            func.count(),
        )
        .where(
            Booking.client_id == client_id,
            Booking.status == BookingStatus.COMPLETED,
            Booking.deleted_at.is_(None),
        )
        .group_by(year, month)
    )
    years: dict[int, list[Trade]] = {}
    for in_year, in_month, amount, room_nights, bookings in found:
        months = years.setdefault(int(in_year), [NONE] * MONTHS)
        months[int(in_month) - 1] = Trade(amount, room_nights, bookings)
    return [TradeYear(y, tuple(years[y])) for y in sorted(years, reverse=True)]


def trade_year(years: Sequence[TradeYear], wanted: int) -> TradeYear:
    """Return one of these years; a year without bookings is twelve times nothing."""
    return next((y for y in years if y.year == wanted), TradeYear(wanted, (NONE,) * MONTHS))


def month_days(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    first = date(year, month, 1)
    following = date(year + month // MONTHS, month % MONTHS + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)


def first_year_of_trade(session: Session) -> int | None:
    """Return the year of the office's first arrival; None while nothing was ever booked."""
    first = session.scalar(select(func.min(Booking.arrival_on)).where(Booking.deleted_at.is_(None)))
    return None if first is None else first.year
