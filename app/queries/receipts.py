"""Reads behind the list of receipts and the receipt form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.receipts import ReceiptDraft
from app.domain.types import BookingId, ClientId, PayMethod, ReceiptId, StaffId
from app.models import Booking, Client, Receipt, Staff
from app.queries.id_lists import all_of, id_list
from app.queries.narrowing import client_called, client_of, client_there, holds


@dataclass(frozen=True, slots=True)
class ReceiptFilter:
    """Which receipts the list shows; the default shows all that are not deleted.

    ``ids`` are the rows behind a number. ``received_from`` and ``received_to`` are both included.
    ``unmatched`` keeps those whose booking number is not known. ``deleted`` shows the recycle bin.
    """

    text: str = ""
    client_id: ClientId | None = None
    manager_ids: frozenset[StaffId] = frozenset()
    methods: frozenset[PayMethod] = frozenset()
    received_from: date | None = None
    received_to: date | None = None
    unmatched: bool = False
    ids: frozenset[ReceiptId] | None = None
    deleted: bool = False


class ReceiptColumn(Enum):
    """What the list can be sorted by."""

    RECEIVED = "received_on"
    CLIENT = "client"
    MANAGER = "manager"
    AMOUNT = "amount"
    METHOD = "method"
    NUMBER = "booking_number"


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One line of the list of receipts.

    ``booking_number`` is the booking's, or the number given while no such booking is known.
    """

    id: ReceiptId
    client_id: ClientId
    client_code: str
    client_name: str
    manager: str
    received_on: date
    amount: Decimal
    method: PayMethod | None
    booking_id: BookingId | None
    booking_number: str
    notes: str
    version: int


@dataclass(frozen=True, slots=True)
class ReceiptTotals:
    """Sums over a filtered list; ``refunds`` is the negative part of ``amount``."""

    receipts: int = 0
    amount: Decimal = Decimal(0)
    refunds: Decimal = Decimal(0)


def receipt_ids(
    session: Session,
    wanted: ReceiptFilter,
    *,
    by: ReceiptColumn = ReceiptColumn.RECEIVED,
    descending: bool = True,
) -> list[ReceiptId]:
    """Return the ids of every receipt the filter lets through, in order, empty cells last."""
    query = _joined(select(Receipt.id), by).where(*_conditions(wanted))
    ordered = [key.desc() if descending else key.asc() for key in _order(by)]
    if by in (ReceiptColumn.MANAGER, ReceiptColumn.METHOD):
        ordered[0] = ordered[0].nulls_last()
    return [ReceiptId(id_) for id_ in id_list(session, query.order_by(*ordered))]


def receipt_rows(session: Session, ids: Sequence[int]) -> list[ReceiptRow]:
    """Return the rows of these receipts in the order asked for, leaving out any now gone."""
    columns = (
        Receipt.id,
        Receipt.client_id,
        Client.code.label("client_code"),
        Client.name.label("client_name"),
        func.coalesce(Staff.name, "").label("manager"),
        Receipt.received_on,
        Receipt.amount,
        Receipt.method,
        Receipt.booking_id,
        func.coalesce(Booking.number, Receipt.booking_number).label("booking_number"),
        Receipt.notes,
        Receipt.version,
    )
    found = session.execute(
        select(*columns)
        .join(Client, Client.id == Receipt.client_id)
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .outerjoin(Booking, Booking.id == Receipt.booking_id)
        .where(Receipt.id.in_(ids))
    )
    rows = {row.id: ReceiptRow(**row._asdict()) for row in found}
    return [rows[id_] for id_ in map(ReceiptId, ids) if id_ in rows]


def receipt_totals(session: Session, wanted: ReceiptFilter) -> ReceiptTotals:
    """Sum up the receipts the filter lets through."""
    refunds = func.sum(Receipt.amount).filter(Receipt.amount < Decimal(0))
    row = session.execute(
        select(func.count(), func.sum(Receipt.amount), refunds).where(*_conditions(wanted))
    ).one()
    return ReceiptTotals(row[0], row[1] or Decimal(0), row[2] or Decimal(0))


def receipt_draft(session: Session, receipt_id: ReceiptId) -> tuple[ReceiptDraft, int] | None:
    """Return a receipt as a form edits it, with its version; None when it is gone."""
    receipt = session.get(Receipt, receipt_id)
    if receipt is None or receipt.deleted_at is not None:
        return None
    attached, own = receipt.booking_id, receipt.booking_number
    query = select(func.coalesce(Booking.number, "")).where(Booking.id == attached)
    number = own if attached is None else session.scalar(query) or ""
    draft = ReceiptDraft(
        client_id=ClientId(receipt.client_id),
        received_on=receipt.received_on,
        amount=receipt.amount,
        method=receipt.method,
        booking_number=number,
        booking_id=None if attached is None or number else BookingId(attached),
        notes=receipt.notes,
    )
    return draft, receipt.version


def _joined(query: Select[Any], by: ReceiptColumn) -> Select[Any]:
    if by in (ReceiptColumn.CLIENT, ReceiptColumn.MANAGER):
        query = query.join(Client, Client.id == Receipt.client_id)
    if by is ReceiptColumn.MANAGER:
        query = query.outerjoin(Staff, Staff.id == Client.manager_id)
    return query


def _order(by: ReceiptColumn) -> tuple[InstrumentedAttribute[Any], ...]:
    if by is ReceiptColumn.CLIENT:
        return (Client.name_key, Receipt.received_on, Receipt.id)
    if by is ReceiptColumn.MANAGER:
        return (Staff.name_key, Receipt.received_on, Receipt.id)
    if by is ReceiptColumn.RECEIVED:  # as the index has them, so that nothing is sorted
        return (Receipt.received_on, Receipt.client_id)
    return (getattr(Receipt, by.value), Receipt.received_on, Receipt.id)


def _conditions(wanted: ReceiptFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Receipt.deleted_at.is_not(None) if wanted.deleted else Receipt.deleted_at.is_(None),
        client_there(Receipt.client_id),
    ]
    conditions += [_mentions(word) for word in wanted.text.casefold().split()]
    if wanted.client_id is not None:
        conditions.append(Receipt.client_id == wanted.client_id)
    if wanted.manager_ids:
        conditions.append(client_of(Receipt.client_id, wanted.manager_ids))
    if wanted.methods:
        conditions.append(Receipt.method.in_(wanted.methods))
    return conditions + _narrowed(wanted)


def _narrowed(wanted: ReceiptFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.received_from is not None:
        conditions.append(Receipt.received_on >= wanted.received_from)
    if wanted.received_to is not None:
        conditions.append(Receipt.received_on <= wanted.received_to)
    if wanted.unmatched:
        conditions += [Receipt.booking_id.is_(None), Receipt.booking_number != ""]
    if wanted.ids is not None:
        conditions.append(Receipt.id.in_(all_of(wanted.ids)))
    return conditions


def _mentions(word: str) -> ColumnElement[bool]:
    numbered = select(Booking.id).where(holds(Booking.number, word))
    return or_(
        client_called(Receipt.client_id, word),
        Receipt.booking_id.in_(numbered),
        holds(Receipt.booking_number, word),
        holds(Receipt.notes, word),
    )
