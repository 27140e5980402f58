"""Who owes what: receivables by age and against the credit limit, and the bookings behind them."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import column, func, select
from sqlalchemy.orm import Session

from app.domain.receivables import AGES, age_bucket, allocate
from app.domain.screening.plain import yuan
from app.domain.types import BookingId, ClientId, StaffId
from app.models import Booking, Client, Receipt, Staff
from app.queries.receivables import (
    FEN,
    Receivable,
    completed,
    paid_for_booking,
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
    manager_id: StaffId | None
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


def ageing_rows(session: Session, as_of: date) -> list[AgeingRow]:
    """Return every client that owes something on a day, the most overdue first."""
    rows = _rows(session, _owed(_open(session, as_of, None), as_of))
    return sorted(rows, key=lambda row: (-row.overdue, -row.total, row.name_key))


def client_ageing(session: Session, client_id: ClientId, as_of: date) -> AgeingRow | None:
    """Return what one client owes; a row of zeros when nothing, None when it is gone."""
    found = _owed(_open(session, as_of, client_id), as_of)
    nothing = Receivable(client_id, (NOTHING,) * len(AGES), NOTHING)
    owed = found.get(client_id, nothing)
    return next(iter(_rows(session, {client_id: owed})), None)


def unpaid_booking_ids(
    session: Session,
    as_of: date,
    *,
    overdue: bool = False,
    age: int | None = None,
    client_id: ClientId | None = None,
    client_ids: Container[int] | None = None,
) -> frozenset[BookingId]:
    """Return the completed bookings on which something is still owed on a day.

    Args:
        session: A read session.
        as_of: Receipts up to and including this day count.
        overdue: Only those past their due date.
        age: Only those of this age, an index into ``AGES``.
        client_id: Only this client's.
        client_ids: Only these clients'.
    """
    return frozenset(
        BookingId(one.booking_id)
        for one in _open(session, as_of, client_id)
        if (not overdue or one.due_on <= as_of)
        and (age is None or age_bucket(one.due_on, as_of) == age)
        and (client_ids is None or one.client_id in client_ids)
    )


class _Open(NamedTuple):
    """A booking on which something is owed: how much, in fen."""

    client_id: int
    booking_id: int
    due_on: date
    owed: int


def _open(session: Session, as_of: date, client_id: ClientId | None) -> Iterator[_Open]:
    """Yield the completed bookings not paid in full, each client's oldest first."""
    # summed up booking by booking from the index, quicker than to group all and join them
    owed = FEN - func.coalesce(paid_for_booking(as_of), 0)
    columns = (Booking.client_id, Booking.arrival_on, Booking.id, Booking.due_on)
    query = select(*columns, owed.label("owed")).where(completed(), column("owed") > 0)
    money = unlinked_receipts(as_of)
    if client_id is not None:
        query = query.where(Booking.client_id == client_id)
        money = money.where(Receipt.client_id == client_id)
    connection = session.connection()
    pools = {row.client_id: row.pool for row in connection.execute(money)}
    # few are open: sorting them here is quicker than reading all bookings in that order
    rows: list[Any] = sorted(map(tuple, connection.execute(query)))
    for owner, own in groupby(rows, key=itemgetter(0)):
        bookings = list(own)
        parts, _left = allocate([row[4] for row in bookings], pools.get(owner, 0))
        for (_owner, _arrival, id_, due, owed), part in zip(bookings, parts, strict=True):
            if part < owed:
                yield _Open(owner, id_, due, owed - part)


def _owed(rows: Iterable[_Open], as_of: date) -> dict[ClientId, Receivable]:
    """Sum up what each client owes, by age."""
    sums: dict[int, list[int]] = {}
    for one in rows:
        age = age_bucket(one.due_on, as_of)
        place = len(AGES) if age is None else age
        sums.setdefault(one.client_id, [0] * (len(AGES) + 1))[place] += one.owed
    return {
        ClientId(id_): Receivable(ClientId(id_), tuple(map(yuan, own[:-1])), yuan(own[-1]))
        for id_, own in sums.items()
    }


def _rows(session: Session, owing: Mapping[ClientId, Receivable]) -> Iterable[AgeingRow]:
    """Yield what is shown of each client that is still there."""
    columns = (
        Client.id,
        Client.code,
        Client.name,
        Client.name_key,
        func.coalesce(Staff.name, "").label("manager"),
        Client.manager_id,
        Client.terms_days,
        Client.credit_limit,
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
            yield AgeingRow(**row._asdict(), not_due=owed.not_due, by_age=owed.by_age)
