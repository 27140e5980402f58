"""What is owed: linked receipts, receipts without a booking number, and ageing.

A receipt with a booking pays that booking alone. One without pays the client's oldest open
completed booking (``app.domain.receivables.allocate``). Sums are whole fen.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Case,
    ColumnElement,
    Result,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import Session

from app.domain.receivables import AGES, LAST_DAYS, age_bucket, allocate
from app.domain.screening.plain import yuan
from app.domain.types import BookingId, BookingStatus, ClientId
from app.models import Booking, Receipt

Rows = Select[*tuple[Any, ...]]

FEN = type_coerce(Booking.amount, BigInteger)
"""A booking's amount as it is stored, in whole fen."""

ROWS_AT_ONCE = 5_000
NOT_DUE = -1
"""The age of what is not due yet, or is left out."""


@dataclass(frozen=True, slots=True)
class OpenBooking:
    """A completed booking with what came in for it by a day.

    Attributes:
        received: Receipts naming the booking and its part of those that name none.
        open: Still owed; below 0 where too much came in.
        age: Index into ``app.domain.receivables.AGES``; None while it is not due.
    """

    id: BookingId
    number: str
    arrival_on: date
    departure_on: date
    due_on: date
    amount: Decimal
    received: Decimal
    open: Decimal
    age: int | None


def in_parts(result: Result[*tuple[Any, ...]]) -> Iterator[Any]:
    """Give rows some thousands at a time; while all are made at once, no other thread runs."""
    for rows in result.partitions(ROWS_AT_ONCE):
        yield from rows


def fen_sum(amount: SQLColumnExpression[Any]) -> ColumnElement[int]:
    """Sum amounts as whole fen, without making a Decimal of each."""
    return cast(func.sum(type_coerce(amount, BigInteger)), BigInteger)


def linked_payments(as_of: date, client_id: ClientId | None = None) -> Subquery:
    """Select what came in for each booking by naming it: booking_id, paid (fen).

    With ``client_id`` only for that client's bookings.
    """
    own = true() if client_id is None else Receipt.client_id == client_id
    return (
        select(Receipt.booking_id, fen_sum(Receipt.amount).label("paid"))
        .where(Receipt.booking_id.is_not(None), own, *_arrived(as_of))
        .group_by(Receipt.booking_id)
        .subquery("linked")
    )


def paid_for_booking(as_of: date) -> ScalarSelect[int]:
    """Sum what came in by naming the booking of the query around it, in fen; None for nothing."""
    return (
        select(fen_sum(Receipt.amount))
        .where(Receipt.booking_id == Booking.id, *_arrived(as_of))
        .correlate(Booking)
        .scalar_subquery()
    )


def unlinked_receipts(as_of: date) -> Rows:
    """Select what came in from each client without a booking: client_id, pool (fen)."""
    return (
        select(Receipt.client_id, fen_sum(Receipt.amount).label("pool"))
        .where(Receipt.booking_id.is_(None), *_arrived(as_of))
        .group_by(Receipt.client_id)
    )


def age_case(as_of: date, *, arrived_before: date) -> Case[int]:
    """Say in SQL how old a booking's debt is; ``NOT_DUE`` for what is left out."""
    out = or_(Booking.due_on > as_of, Booking.arrival_on >= arrived_before)
    ages = [(Booking.due_on >= as_of - timedelta(days), age) for age, days in enumerate(LAST_DAYS)]
    return case((out, NOT_DUE), *ages, else_=len(LAST_DAYS))


def completed() -> ColumnElement[bool]:
    """Tell the bookings that count as sold."""
    return and_(Booking.status == BookingStatus.COMPLETED, Booking.deleted_at.is_(None))


def open_bookings(
    session: Session, client_id: ClientId, as_of: date, *, all_of_them: bool = False
) -> list[OpenBooking]:
    """Return one client's completed bookings on which something is open, oldest first.

    Args:
        session: A read session.
        client_id: Whose.
        as_of: Receipts up to and including this day count.
        all_of_them: Also those that are settled.
    """
    linked = linked_payments(as_of, client_id)
    found = session.execute(
        select(
            Booking.id,
            func.coalesce(Booking.number, ""),
            Booking.arrival_on,
            Booking.departure_on,
            Booking.due_on,
            FEN,
            func.coalesce(linked.c.paid, 0),
        )
        .outerjoin(linked, linked.c.booking_id == Booking.id)
        .where(Booking.client_id == client_id, completed())
        .order_by(Booking.arrival_on, Booking.id)
    ).all()
    pool = session.execute(unlinked_receipts(as_of).where(Receipt.client_id == client_id)).first()
    paid, _left = allocate([row[5] - row[6] for row in found], pool.pool if pool else 0)
    rows = [_open_booking(row, part, as_of) for row, part in zip(found, paid, strict=True)]
    return [row for row in rows if all_of_them or row.open]


@dataclass(slots=True)
class Settlement:
    """How a client stands on a day, in fen.

    Attributes:
        owed: By age as in ``AGES``, then what is not due or left out.
        missing: What has still to come in for the due bookings that began from the wanted day on;
            below 0 where too much came in.
    """

    owed: list[int] = field(default_factory=lambda: [0] * (len(AGES) + 1))
    missing: int = 0


def settlements(
    session: Session,
    as_of: date,
    *,
    arrived_from: date | None = None,
    arrived_before: date,
) -> Mapping[int, Settlement]:
    """Return how every client stands whose completed bookings are not paid to the fen.

    Args:
        session: A read session.
        as_of: Receipts up to and including this day count.
        arrived_from: Where ``missing`` begins; None for all.
        arrived_before: Stays that began on this day or later are left out.
    """
    age = age_case(as_of, arrived_before=arrived_before)
    counts = (Booking.arrival_on >= arrived_from) if arrived_from else true()
    found: dict[int, Settlement] = defaultdict(Settlement)
    connection = session.connection()
    pools = {row.client_id: row.pool for row in connection.execute(unlinked_receipts(as_of))}
    owing: dict[int, list[_Open]] = defaultdict(list)
    for client_id, *booking in in_parts(connection.execute(_not_settled(age, counts, as_of))):
        if client_id in pools:
            owing[client_id].append(_Open(*booking))
        else:
            _, _, index, counted, fen = booking
            _add(found[client_id], index, counted, fen)
    for client_id, bookings in owing.items():
        _pay_from_pool(found[client_id], sorted(bookings), pools[client_id])
    return found


class _Open(NamedTuple):
    """What is open on a booking, or came in too much; they sort by when a pool pays them."""

    arrived: str
    id: int
    age: int
    counts: int
    fen: int


def _pay_from_pool(settlement: Settlement, bookings: Sequence[_Open], pool: int) -> None:
    """Let one client's unlinked receipts pay its open bookings, oldest first."""
    paid, _left = allocate([booking.fen for booking in bookings], pool)
    for booking, part in zip(bookings, paid, strict=True):
        _add(settlement, booking.age, booking.counts, booking.fen - part)


def _add(settlement: Settlement, age: int, counts: int, fen: int) -> None:
    """Add what is open on one booking; what came in too much is owed to nobody."""
    if fen > 0:
        settlement.owed[age] += fen
    if counts and age != NOT_DUE:
        settlement.missing += fen


def _not_settled(age: Case[int], counts: ColumnElement[bool], as_of: date) -> Rows:
    """Select every completed booking that the receipts naming it do not pay to the fen.

    Few are, so fetching them is quicker than letting the database add them up. Their day of
    arrival is only sorted by and stays as it is stored.
    """
    paid = func.coalesce(fen_sum(Receipt.amount), 0)
    arrived = type_coerce(Booking.arrival_on, String)
    columns = (arrived, Booking.id, age, case((counts, 1), else_=0), FEN - paid)
    return (
        select(Booking.client_id, *columns)
        .outerjoin(Receipt, and_(Receipt.booking_id == Booking.id, *_arrived(as_of)))
        .where(completed())
        .group_by(Booking.id)
        .having(paid != FEN)
    )


def _arrived(as_of: date) -> tuple[ColumnElement[bool], ...]:
    return (Receipt.received_on <= as_of, Receipt.deleted_at.is_(None))


def _open_booking(row: Sequence[Any], part: int, as_of: date) -> OpenBooking:
    id_, number, arrival, departure, due, amount, linked = row
    return OpenBooking(
        id=BookingId(id_),
        number=number,
        arrival_on=arrival,
        departure_on=departure,
        due_on=due,
        amount=yuan(amount),
        received=yuan(linked + part),
        open=yuan(amount - linked - part),
        age=age_bucket(due, as_of),
    )
