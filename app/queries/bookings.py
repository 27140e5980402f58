"""Reads behind the booking list and the booking form."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.bookings import BookingDraft
from app.domain.types import BookingId, BookingKind, BookingStatus, ClientId, StaffId
from app.models import Booking, Client, Staff
from app.queries.ageing import unpaid_booking_ids
from app.queries.id_lists import all_of, id_list
from app.queries.narrowing import client_called, client_of, client_there, holds

MANY = 20_000


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """Which bookings the list shows; the default shows all that are not deleted.

    ``ids`` are the rows behind a number. ``arrival_from`` and ``arrival_to`` are both included.
    ``unpaid_on`` keeps what is not paid in full on that day, ``overdue_on`` what of it is past its
    due date. ``deleted`` shows the recycle bin instead.
    """

    text: str = ""
    client_id: ClientId | None = None
    manager_ids: frozenset[StaffId] = frozenset()
    statuses: frozenset[BookingStatus] = frozenset()
    kinds: frozenset[BookingKind] = frozenset()
    arrival_from: date | None = None
    arrival_to: date | None = None
    cost_unknown: bool = False
    unpaid_on: date | None = None
    overdue_on: date | None = None
    ids: frozenset[BookingId] | None = None
    deleted: bool = False


class BookingColumn(Enum):
    """What the list can be sorted by."""

    ARRIVAL = "arrival_on"
    DEPARTURE = "departure_on"
    BOOKED = "booked_on"
    NUMBER = "number"
    CLIENT = "client"
    MANAGER = "manager"
    KIND = "kind"
    ROOM_TYPE = "room_type"
    ROOM_NIGHTS = "room_nights"
    RATE = "rate"
    AMOUNT = "amount"
    COST = "cost"
    STATUS = "status"
    GUEST = "guest"
    DUE = "due_on"


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One line of the booking list. Amounts are yuan; None is unknown."""

    id: BookingId
    number: str
    client_id: ClientId
    client_code: str
    client_name: str
    manager: str
    booked_on: date | None
    arrival_on: date
    departure_on: date
    kind: BookingKind
    room_type: str
    rooms: int | None
    room_nights: int
    rate: Decimal | None
    amount: Decimal
    cost: Decimal | None
    status: BookingStatus
    status_reason: str
    guest: str
    due_on: date
    version: int


@dataclass(frozen=True, slots=True)
class BookingTotals:
    """Sums over a filtered list; ``cost_known`` counts those of ``completed`` with a cost."""

    bookings: int = 0
    room_nights: int = 0
    amount: Decimal = Decimal(0)
    completed: int = 0
    cost_known: int = 0


def booking_ids(
    session: Session,
    wanted: BookingFilter,
    *,
    by: BookingColumn = BookingColumn.ARRIVAL,
    descending: bool = True,
) -> list[BookingId]:
    """Return the ids of every booking the filter lets through, in order, empty cells last."""
    conditions = _conditions(narrowed(session, wanted))
    query = _joined(select(Booking.id), by).where(*conditions)
    keys = _order(by)
    ordered = [key.desc() if descending else key.asc() for key in keys]
    if by in NULLABLE:
        ordered[0] = ordered[0].nulls_last()
    return [BookingId(id_) for id_ in id_list(session, query.order_by(*ordered))]


def narrowed(session: Session, wanted: BookingFilter) -> BookingFilter:
    """Work out which bookings are unpaid or overdue, so that a filter used twice does it once."""
    as_of = wanted.overdue_on or wanted.unpaid_on
    if as_of is None:
        return wanted
    overdue = wanted.overdue_on is not None
    ids = unpaid_booking_ids(session, as_of, overdue=overdue, client_id=wanted.client_id)
    both = ids if wanted.ids is None else ids & wanted.ids
    return replace(wanted, ids=both, unpaid_on=None, overdue_on=None)


def has_many_bookings(session: Session) -> bool:
    """Tell whether there are more than a list should begin with."""
    return session.scalar(select(Booking.id).offset(MANY).limit(1)) is not None


def newest_arrival(session: Session) -> date | None:
    """Return the last day on which a guest arrived or is to arrive."""
    return session.scalar(select(func.max(Booking.arrival_on)).where(Booking.deleted_at.is_(None)))


def booking_rows(session: Session, ids: Sequence[int]) -> list[BookingRow]:
    """Return the rows of these bookings in the order asked for, leaving out any now gone."""
    columns = (
        Booking.id,
        func.coalesce(Booking.number, "").label("number"),
        Booking.client_id,
        Client.code.label("client_code"),
        Client.name.label("client_name"),
        func.coalesce(Staff.name, "").label("manager"),
        Booking.booked_on,
        Booking.arrival_on,
        Booking.departure_on,
        Booking.kind,
        Booking.room_type,
        Booking.rooms,
        Booking.room_nights,
        Booking.rate,
        Booking.amount,
        Booking.cost,
        Booking.status,
        Booking.status_reason,
        Booking.guest,
        Booking.due_on,
        Booking.version,
    )
    found = session.execute(
        select(*columns)
        .join(Client, Client.id == Booking.client_id)
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .where(Booking.id.in_(ids))
    )
    rows = {row.id: BookingRow(**row._asdict()) for row in found}
    return [rows[id_] for id_ in ids if id_ in rows]


def booking_totals(session: Session, wanted: BookingFilter) -> BookingTotals:
    """Sum up the bookings the filter lets through."""
    sold = case((Booking.status == BookingStatus.COMPLETED, 1), else_=0)
    row = session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(Booking.room_nights), 0),
            func.sum(Booking.amount),
            func.coalesce(func.sum(sold), 0),
            func.coalesce(func.sum(case((Booking.cost.is_not(None), sold), else_=0)), 0),
        ).where(*_conditions(narrowed(session, wanted)))
    ).one()
    bookings, room_nights, amount, completed, cost_known = row
    return BookingTotals(bookings, room_nights, amount or Decimal(0), completed, cost_known)


def booking_draft(session: Session, booking_id: BookingId) -> tuple[BookingDraft, int] | None:
    """Return a booking as a form edits it, with its version; None when it is gone."""
    booking = session.get(Booking, booking_id)
    if booking is None or booking.deleted_at is not None:
        return None
    values = {f.name: getattr(booking, f.name) for f in fields(BookingDraft)}
    values["number"] = booking.number or ""
    return BookingDraft(**values), booking.version


NULLABLE = frozenset(
    {
        BookingColumn.BOOKED,
        BookingColumn.NUMBER,
        BookingColumn.MANAGER,
        BookingColumn.RATE,
        BookingColumn.COST,
    }
)
"""Columns with empty cells; asking for NULLS LAST elsewhere would keep an index from being used."""


def _joined(query: Select[Any], by: BookingColumn) -> Select[Any]:
    if by in (BookingColumn.CLIENT, BookingColumn.MANAGER):
        query = query.join(Client, Client.id == Booking.client_id)
    if by is BookingColumn.MANAGER:
        query = query.outerjoin(Staff, Staff.id == Client.manager_id)
    return query


def _order(by: BookingColumn) -> tuple[InstrumentedAttribute[Any], ...]:
    if by is BookingColumn.CLIENT:
        return (Client.name_key, Booking.arrival_on, Booking.id)
    if by is BookingColumn.MANAGER:
        return (Staff.name_key, Booking.arrival_on, Booking.id)
    if by is BookingColumn.ARRIVAL:  # as the index has them, so that nothing is sorted
        return (Booking.arrival_on, Booking.client_id)
    return (getattr(Booking, by.value), Booking.arrival_on, Booking.id)


def _conditions(wanted: BookingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Booking.deleted_at.is_not(None) if wanted.deleted else Booking.deleted_at.is_(None),
        client_there(Booking.client_id),
    ]
    conditions += [_mentions(word) for word in wanted.text.casefold().split()]
    if wanted.client_id is not None:
        conditions.append(Booking.client_id == wanted.client_id)
    if wanted.manager_ids:
        conditions.append(client_of(Booking.client_id, wanted.manager_ids))
    if wanted.statuses:
        conditions.append(Booking.status.in_(wanted.statuses))
    if wanted.kinds:
        conditions.append(Booking.kind.in_(wanted.kinds))
    return conditions + _period(wanted)


def _period(wanted: BookingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.arrival_from is not None:
        conditions.append(Booking.arrival_on >= wanted.arrival_from)
    if wanted.arrival_to is not None:
        conditions.append(Booking.arrival_on <= wanted.arrival_to)
    if wanted.cost_unknown:
        conditions.append(Booking.cost.is_(None))
    if wanted.ids is not None:
        conditions.append(Booking.id.in_(all_of(wanted.ids)))
    return conditions


def _mentions(word: str) -> ColumnElement[bool]:
    own = (Booking.number, Booking.guest, Booking.room_type)
    return or_(client_called(Booking.client_id, word), *(holds(column, word) for column in own))
