"""Who owes what: receivables by age and against the credit limit, and the bookings behind them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.receivables import AGES, allocate
from app.domain.types import BookingId, ClientId, StaffId
from app.models import Booking, Client, Receipt, Staff
from app.queries.receivables import (
    FEN,
    Receivable,
    completed,
    linked_payments,
    open_bookings,
    receivables,
    unlinked_receipts,
)

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """What one client owes on a day, in yuan; ``by_age`` as in ``AGES``."""

    id: ClientId
    code: str
    name: str
    name_key: str
    manager: str
    terms_days: int | None
    credit_limit: Decimal | None
    not_due: Decimal
    by_age: tuple[Decimal, ...]

    @property
    def overdue(self) -> Decimal:
        """Everything past its due date."""
        return sum(self.by_age, NOTHING)

    @property
    def total(self) -> Decimal:
        """Everything owed, due or not."""
        return self.not_due + self.overdue

    @property
    def over_limit(self) -> Decimal:
        """By how much it owes more than the credit limit; 0 within it or without one."""
        if self.credit_limit is None:
            return NOTHING
        return max(self.total - self.credit_limit, NOTHING)


def ageing_rows(
    session: Session, as_of: date, *, manager_ids: frozenset[StaffId] = frozenset()
) -> list[AgeingRow]:
    """Return every client that owes something on a day, the most overdue first.

    An empty ``manager_ids`` means everybody's clients.
    """
    owing = receivables(session, as_of)
    rows = [row for row in _rows(session, owing) if not manager_ids or row[1] in manager_ids]
    return sorted((row[0] for row in rows), key=lambda r: (-r.overdue, -r.total, r.name_key))


def client_ageing(session: Session, client_id: ClientId, as_of: date) -> AgeingRow | None:
    """Return what one client owes; a row of zeros when nothing, None when it is gone."""
    by_age, not_due = [NOTHING] * len(AGES), NOTHING
    for booking in open_bookings(session, client_id, as_of):
        if booking.open <= 0:
            continue
        if booking.age is None:
            not_due += booking.open
        else:
            by_age[booking.age] += booking.open
    owed = Receivable(client_id, tuple(by_age), not_due)
    return next((row for row, _manager in _rows(session, {client_id: owed})), None)


def unpaid_booking_ids(
    session: Session, as_of: date, *, overdue: bool = False, client_id: ClientId | None = None
) -> frozenset[BookingId]:
    """Return the completed bookings on which something is still owed on a day.

    Args:
        session: A read session.
        as_of: Receipts up to and including this day count.
        overdue: Only those past their due date.
        client_id: Only this client's.
    """
    linked = linked_payments(as_of)
    paid = func.coalesce(linked.c.paid, 0)
    query = (
        select(Booking.id, Booking.client_id, Booking.due_on, (FEN - paid).label("owed"))
        .outerjoin(linked, linked.c.booking_id == Booking.id)
        .where(completed(), paid < FEN)
        .order_by(Booking.client_id, Booking.arrival_on, Booking.id)
    )
    money = unlinked_receipts(as_of)
    if client_id is not None:
        query = query.where(Booking.client_id == client_id)
        money = money.where(Receipt.client_id == client_id)
    connection = session.connection()
    pools = {row.client_id: row.pool for row in connection.execute(money)}
    found: set[BookingId] = set()
    for owner, rows in groupby(connection.execute(query), key=attrgetter("client_id")):
        found |= {
            BookingId(row.id)
            for row in _left_open(list(rows), pools.get(owner, 0))
            if not overdue or row.due_on <= as_of
        }
    return frozenset(found)


def _left_open(rows: Sequence[Any], pool: int) -> Iterable[Any]:
    """Return the bookings that money without a number does not pay in full, oldest first."""
    if pool <= 0:
        return rows
    paid, _left = allocate([row.owed for row in rows], pool)
    return [row for row, part in zip(rows, paid, strict=True) if part < row.owed]


def _rows(
    session: Session, owing: Mapping[ClientId, Receivable]
) -> Iterable[tuple[AgeingRow, int | None]]:
    """Yield what is shown of each client, with its manager's id."""
    columns = (
        Client.id,
        Client.code,
        Client.name,
        Client.name_key,
        func.coalesce(Staff.name, "").label("manager"),
        Client.terms_days,
        Client.credit_limit,
        Client.manager_id,
    )
    query = (
        select(*columns)
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .where(Client.deleted_at.is_(None))
    )
    if len(owing) == 1:
        query = query.where(Client.id.in_(owing))
    for row in session.execute(query):
        owed = owing.get(row.id)
        if owed is not None:
            values = row._asdict()
            manager_id = values.pop("manager_id")
            yield AgeingRow(**values, not_due=owed.not_due, by_age=owed.by_age), manager_id
