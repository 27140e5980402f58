"""Who owes what: receivables by age and against the credit limit, and the bookings behind them."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import column, func, select
from sqlalchemy.orm import Session

from app.domain.receivables import AGES, age_bucket, allocate
from app.domain.screening.plain import yuan
from app.domain.types import BookingId, ClientId, StaffId
from app.models import Booking, Client, Receipt, Staff
from app.queries.id_lists import all_of, id_columns
from app.queries.receivables import FEN, completed, paid_for_booking, unlinked_receipts

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Receivable:
    """What one client owes, in yuan: by age as in ``AGES``, and what is not due yet."""

    client_id: ClientId
    by_age: tuple[Decimal, ...]
    not_due: Decimal

    @property
    def overdue(self) -> Decimal:
        """Everything past its due date."""
        return sum(self.by_age, NOTHING)


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


def receivables(
    session: Session, as_of: date, client_ids: Collection[int] | None = None
) -> dict[ClientId, Receivable]:
    """Return what every client (or each of these) that owes something owes on a day, by age."""
    ages = _Ages(as_of)
    sums: dict[int, list[int]] = {}
    for one in _open(session, as_of, client_ids):
        age = ages[one.due_on]
        place = len(AGES) if age is None else age
        sums.setdefault(one.client_id, [0] * (len(AGES) + 1))[place] += one.owed
    return {
        ClientId(id_): Receivable(ClientId(id_), tuple(map(yuan, own[:-1])), yuan(own[-1]))
        for id_, own in sums.items()
    }


def ageing_rows(session: Session, as_of: date) -> list[AgeingRow]:
    """Return every client that owes something on a day, the most overdue first."""
    rows = _rows(session, receivables(session, as_of))
    return sorted(rows, key=lambda row: (-row.overdue, -row.total, row.name_key))


def client_ageing(session: Session, client_id: ClientId, as_of: date) -> AgeingRow | None:
    """Return what one client owes; a row of zeros when nothing, None when it is gone."""
    found = receivables(session, as_of, [client_id])
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
    whose = None if client_id is None else [client_id]
    ages = _Ages(as_of)
    return frozenset(
        BookingId(one.booking_id)
        for one in _open(session, as_of, whose)
        if (not overdue or ages[one.due_on] is not None)
        and (age is None or ages[one.due_on] == age)
        and (client_ids is None or one.client_id in client_ids)
    )


class _Open(NamedTuple):
    """A booking on which something is owed: how much, in fen; the day as it is stored."""

    client_id: int
    booking_id: int
    due_on: str
    owed: int


def _open(
    session: Session, as_of: date, client_ids: Collection[int] | None = None
) -> Iterator[_Open]:
    """Yield the completed bookings not paid in full, each client's oldest first."""
    # summed up booking by booking from the index, quicker than to group all and join them
    owed = FEN - func.coalesce(paid_for_booking(as_of), 0)
    columns = (Booking.client_id, Booking.arrival_on, Booking.id, Booking.due_on)
    query = select(*columns, owed.label("owed")).where(completed(), column("owed") > 0)
    money = unlinked_receipts(as_of)
    if client_ids is not None:
        query = query.where(Booking.client_id.in_(all_of(client_ids)))
        money = money.where(Receipt.client_id.in_(all_of(client_ids)))
    pools = dict(zip(*id_columns(session, money), strict=True))
    # few are open: sorting them here is quicker than reading all bookings in that order
    rows = sorted(zip(*id_columns(session, query), strict=True))
    for owner, own in groupby(rows, key=itemgetter(0)):
        bookings = list(own)
        parts, _left = allocate([row[4] for row in bookings], pools.get(owner, 0))
        for (_owner, _arrival, id_, due, owed), part in zip(bookings, parts, strict=True):
            if part < owed:
                yield _Open(owner, id_, due, owed - part)


class _Ages(dict[str, int | None]):
    """How old what is due on a day is; thousands of bookings share a few hundred days."""

    def __init__(self, as_of: date) -> None:
        super().__init__()
        self._as_of = as_of

    def __missing__(self, due: str) -> int | None:
        self[due] = age_bucket(date.fromisoformat(due), self._as_of)
        return self[due]


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
