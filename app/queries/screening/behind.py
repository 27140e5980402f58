"""The rows behind any number of a line: bookings, receipts, complaints."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.domain.types import (
    BookingId,
    BookingStatus,
    Channel,
    ClientId,
    CommunicationId,
    ReceiptId,
)
from app.models import Booking, Communication, Receipt
from app.queries.receivables import completed, open_bookings
from app.queries.screening.sums import year_range


class Figure(Enum):
    """A number on a line."""

    AMOUNT = "amount"
    BOOKINGS = "bookings"
    NOT_FULFILLED = "not_fulfilled"
    COST_KNOWN = "cost_known"
    COST_UNKNOWN = "cost_unknown"
    DUE = "due"
    RECEIVED = "received"
    OVERDUE = "overdue"
    COMPLAINTS = "complaints"


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """What a number is made of; one of the three is filled."""

    booking_ids: tuple[BookingId, ...] = ()
    receipt_ids: tuple[ReceiptId, ...] = ()
    communication_ids: tuple[CommunicationId, ...] = ()


def rows_behind(
    session: Session,
    figure: Figure,
    client_id: ClientId,
    year: int,
    cut_off_on: date,
    *,
    month: int | None = None,
    age: int | None = None,
) -> RowsBehind:
    """Return the rows a number sums as they are in the files now, oldest first.

    Args:
        session: A read session.
        figure: Which number.
        client_id: Whose.
        year: Of which screening.
        cut_off_on: And its cut-off.
        month: 1–12 for one month of ``Figure.AMOUNT``; None for the year.
        age: Index into ``domain.receivables.AGES`` for one bucket of ``Figure.OVERDUE``.
    """
    if figure is Figure.COMPLAINTS:
        return RowsBehind(communication_ids=_complaints(session, client_id, year, cut_off_on))
    if figure is Figure.OVERDUE:
        return RowsBehind(booking_ids=_overdue(session, client_id, year, cut_off_on, age))
    wanted = [*_of_year(client_id, year, month), *_of_figure(figure, cut_off_on)]
    if figure is Figure.RECEIVED:
        return RowsBehind(receipt_ids=_receipts(session, client_id, wanted, cut_off_on))
    query = select(Booking.id).where(*wanted).order_by(Booking.arrival_on, Booking.id)
    return RowsBehind(booking_ids=tuple(map(BookingId, session.scalars(query))))


def _of_year(client_id: ClientId, year: int, month: int | None) -> list[ColumnElement[bool]]:
    first, end = year_range(year)
    if month is not None:
        first, end = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    return [
        Booking.client_id == client_id,
        Booking.arrival_on >= first,
        Booking.arrival_on < end,
        Booking.deleted_at.is_(None),
    ]


def _of_figure(figure: Figure, cut_off_on: date) -> list[ColumnElement[bool]]:
    if figure is Figure.BOOKINGS:
        return []
    if figure is Figure.NOT_FULFILLED:
        return [Booking.status.in_((BookingStatus.CANCELLED, BookingStatus.NO_SHOW))]
    sold = [completed()]
    if figure in (Figure.DUE, Figure.RECEIVED):
        sold.append(Booking.due_on <= cut_off_on)
    if figure is Figure.COST_KNOWN:
        sold.append(Booking.cost.is_not(None))
    if figure is Figure.COST_UNKNOWN:
        sold.append(Booking.cost.is_(None))
    return sold


def _receipts(
    session: Session, client_id: ClientId, due: list[ColumnElement[bool]], cut_off_on: date
) -> tuple[ReceiptId, ...]:
    """Return the receipts of the due bookings, and the client's without a booking.

    Those pay the oldest open bookings, so they may count here in part only.
    """
    unlinked = (Receipt.booking_id.is_(None)) & (Receipt.client_id == client_id)
    query = (
        select(Receipt.id)
        .where(
            or_(Receipt.booking_id.in_(select(Booking.id).where(*due)), unlinked),
            Receipt.received_on <= cut_off_on,
            Receipt.deleted_at.is_(None),
        )
        .order_by(Receipt.received_on, Receipt.id)
    )
    return tuple(map(ReceiptId, session.scalars(query)))


def _overdue(
    session: Session, client_id: ClientId, year: int, cut_off_on: date, age: int | None
) -> tuple[BookingId, ...]:
    end = year_range(year)[1]
    return tuple(
        one.id
        for one in open_bookings(session, client_id, cut_off_on)
        if one.open > 0 and one.age is not None and one.arrival_on < end and age in (None, one.age)
    )


def _complaints(
    session: Session, client_id: ClientId, year: int, cut_off_on: date
) -> tuple[CommunicationId, ...]:
    first, end = year_range(year)
    query = (
        select(Communication.id)
        .where(
            Communication.client_id == client_id,
            Communication.held_on >= first,
            Communication.held_on < end,
            Communication.held_on <= cut_off_on,
            Communication.channel == Channel.HOTLINE,
            Communication.deleted_at.is_(None),
        )
        .order_by(Communication.held_on, Communication.id)
    )
    return tuple(map(CommunicationId, session.scalars(query)))
