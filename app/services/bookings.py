"""Everything a person can do to a booking, and what follows for facts and receipts."""

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.db.database import Desk, describe
from app.db.journal import change_many
from app.domain.bookings import (
    REASONED,
    BookingDraft,
    completed_draft,
    problems,
    status_problems,
)
from app.domain.receivables import due_on
from app.domain.types import BookingId, BookingStatus
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Booking, Client, Receipt
from app.services.facts import refresh_stays
from app.services.receipts import attach_waiting_receipts
from app.services.rows import client_named, refuse, row_as_loaded

CHUNK = 500
"""SQLite takes a limited number of values in one IN (...)."""


def add_booking(desk: Desk, draft: BookingDraft) -> BookingId:
    """Enter a booking and return its id; receipts that waited for its number are attached.

    Raises:
        InvalidInputError: The draft breaks a rule, or the number is taken.
    """
    refuse(problems(draft))
    with desk.write() as session:
        booking = Booking()
        client = _write(session, booking, draft, own_id=None)
        session.add(booking)
        session.flush()
        attached = attach_waiting_receipts(session, booking)
        refresh_stays(session, [client.id])
        told = _("已录入预订：{client}").format(client=client.name)
        describe(session, told + _attached_text(attached))
        return BookingId(booking.id)


def change_booking(desk: Desk, booking_id: BookingId, draft: BookingDraft, *, version: int) -> None:
    """Save a booking that was loaded at ``version``; its receipts go with it to another client.

    Raises:
        InvalidInputError: The draft breaks a rule, or the number is taken.
        ConflictError: The booking was changed or deleted since it was loaded.
    """
    refuse(problems(draft))
    with desk.write() as session:
        booking = row_as_loaded(session, Booking, booking_id, version)
        old_client_id = booking.client_id
        client = _write(session, booking, draft, own_id=booking_id)
        session.flush()
        if old_client_id != client.id:
            change_many(session, Receipt, _attached(session, [booking_id]), _own(client))
        attached = attach_waiting_receipts(session, booking)
        refresh_stays(session, {old_client_id, client.id})
        told = _("已修改预订：{client}").format(client=client.name)
        describe(session, told + _attached_text(attached))


def set_status(
    desk: Desk, booking_ids: Sequence[BookingId], status: BookingStatus, reason: str = ""
) -> int:
    """Give these bookings one status; return how many changed.

    Without a reason those that have one keep it, unless the status is one that has none. The
    sentence points out what looks like a slip, since nobody looks at every line.

    Raises:
        InvalidInputError: A lost booking needs a reason; or it is too long.
    """
    reason = reason.strip()
    if found := status_problems(status, reason):
        raise InvalidInputError(found)
    values: dict[str, Any] = {"status": status}
    if reason or status not in REASONED:
        values["status_reason"] = reason
    with desk.write() as session:
        changed = change_many(session, Booking, booking_ids, values)
        if changed:
            refresh_stays(session, _clients_of(session, booking_ids))
            told = _("已将 {count:,} 笔预订改为{status}").format(count=changed, status=status.label)
            slips = _slips_text(session, desk, booking_ids, status)
            describe(session, told + slips)
        return changed


def delete_bookings(desk: Desk, booking_ids: Sequence[BookingId]) -> None:
    """Put bookings into the recycle bin.

    Their receipts stay: they keep the number and count for the client's other bookings.
    """
    with desk.write() as session:
        freed = change_many(session, Receipt, _attached(session, booking_ids), {"booking_id": None})
        count = change_many(session, Booking, booking_ids, {"deleted_at": desk.now()})
        refresh_stays(session, _clients_of(session, booking_ids))
        told = _("已删除 {count:,} 笔预订").format(count=count)
        describe(session, told + (_("；{n:,} 笔收款留在客户名下").format(n=freed) if freed else ""))


def bring_back_bookings(session: Session, booking_ids: Sequence[BookingId]) -> int:
    """Take bookings out of the recycle bin; receipts that give their number are attached.

    Returns how many.
    """
    count = change_many(session, Booking, booking_ids, {"deleted_at": None})
    for start in range(0, len(booking_ids), CHUNK):
        some = Booking.id.in_(booking_ids[start : start + CHUNK])
        for booking in session.scalars(select(Booking).where(some)).all():
            attach_waiting_receipts(session, booking)
    refresh_stays(session, _clients_of(session, booking_ids))
    return count


def _write(
    session: Session, booking: Booking, draft: BookingDraft, *, own_id: BookingId | None
) -> Client:
    client = client_named(session, draft.client_id)
    if draft.number:
        _check_number_free(session, draft.number, own_id)
    values = asdict(completed_draft(draft))
    values["number"] = draft.number or None
    values["room_nights"] = values["room_nights"] or 0
    values["amount"] = values["amount"] or Decimal(0)
    for name, value in values.items():
        setattr(booking, name, value)
    booking.due_on = due_on(booking.departure_on, client.terms_days, client.billing_day)
    return client


def _check_number_free(session: Session, number: str, own_id: BookingId | None) -> None:
    found = session.execute(
        select(Booking.id, Booking.deleted_at).where(Booking.number == number)
    ).one_or_none()
    if found is None or found.id == own_id:
        return
    if found.deleted_at is None:
        raise InvalidInputError({"number": _("预订号 {number} 已经有了。").format(number=number)})
    told = _("预订号 {number} 在回收站里，请先恢复那一笔，或换一个号。")
    raise InvalidInputError({"number": told.format(number=number)})


def _slips_text(
    session: Session, desk: Desk, booking_ids: Sequence[int], status: BookingStatus
) -> str:
    if status is not BookingStatus.COMPLETED:
        return ""
    early = select(Booking.id).where(Booking.arrival_on > desk.today())
    empty = select(Booking.id).where(Booking.amount == Decimal(0))
    found = (
        (early, _("；其中 {count:,} 笔还没到店")),
        (empty, _("；其中 {count:,} 笔没有金额")),
    )
    counts = (
        (len(_collect(session, query, Booking.id, booking_ids)), text) for query, text in found
    )
    return "".join(text.format(count=count) for count, text in counts if count)


def _attached(session: Session, booking_ids: Sequence[int]) -> list[int]:
    return _collect(session, select(Receipt.id), Receipt.booking_id, booking_ids)


def _clients_of(session: Session, booking_ids: Sequence[int]) -> list[int]:
    return _collect(session, select(Booking.client_id), Booking.id, booking_ids)


def _collect(
    session: Session,
    query: Select[Any],
    column: InstrumentedAttribute[Any],
    ids: Sequence[int],
) -> list[int]:
    found: list[int] = []
    for start in range(0, len(ids), CHUNK):
        found += session.scalars(query.where(column.in_(ids[start : start + CHUNK])))
    return found


def _own(client: Client) -> dict[str, int]:
    return {"client_id": client.id}


def _attached_text(count: int) -> str:
    return _("，对上 {count:,} 笔收款").format(count=count) if count else ""
