"""Everything a person can do to a receipt, and which booking it belongs to."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.db.journal import change_many
from app.domain.receipts import ReceiptDraft, problems
from app.domain.types import ReceiptId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Booking, Client, Receipt
from app.services.rows import client_named, refuse, row_as_loaded


def add_receipt(desk: Desk, draft: ReceiptDraft) -> ReceiptId:
    """Record money received and return its id.

    A booking number that is not known yet is kept: the receipt is attached when that booking is
    entered.

    Raises:
        InvalidInputError: The draft breaks a rule, or the number is another client's booking.
    """
    refuse(problems(draft))
    with desk.write() as session:
        receipt = Receipt()
        _write(session, receipt, draft)
        session.add(receipt)
        session.flush()
        describe(session, _("已记收款 {amount} 元").format(amount=f"{receipt.amount:,.2f}"))
        return ReceiptId(receipt.id)


def change_receipt(desk: Desk, receipt_id: ReceiptId, draft: ReceiptDraft, *, version: int) -> None:
    """Save a receipt that was loaded at ``version``.

    Raises:
        InvalidInputError: The draft breaks a rule, or the number is another client's booking.
        ConflictError: The receipt was changed or deleted since it was loaded.
    """
    refuse(problems(draft))
    with desk.write(_("已修改收款")) as session:
        receipt = row_as_loaded(session, Receipt, receipt_id, version)
        _write(session, receipt, draft)


def delete_receipts(desk: Desk, receipt_ids: Sequence[ReceiptId]) -> None:
    """Put receipts into the recycle bin."""
    with desk.write() as session:
        count = change_many(session, Receipt, receipt_ids, {"deleted_at": desk.now()})
        describe(session, _("已删除 {count:,} 笔收款").format(count=count))


def bring_back_receipts(session: Session, receipt_ids: Sequence[ReceiptId]) -> int:
    """Take receipts out of the recycle bin; return how many."""
    count = change_many(session, Receipt, receipt_ids, {"deleted_at": None})
    _attach_again(session, receipt_ids)
    return count


def attach_waiting_receipts(session: Session, booking: Booking) -> int:
    """Attach the client's receipts that gave this booking's number before it was entered.

    Returns how many.
    """
    if not booking.number:
        return 0
    waiting = select(Receipt.id).where(
        Receipt.client_id == booking.client_id,
        Receipt.booking_number == booking.number,
        Receipt.booking_id.is_(None),
    )
    return change_many(session, Receipt, session.scalars(waiting).all(), {"booking_id": booking.id})


def _attach_again(session: Session, receipt_ids: Sequence[ReceiptId]) -> None:
    """Attach restored receipts whose booking was entered while they lay in the bin."""
    for start in range(0, len(receipt_ids), 500):
        found = session.execute(
            select(Receipt.id, Booking.id)
            .join(
                Booking,
                (Booking.number == Receipt.booking_number)
                & (Booking.client_id == Receipt.client_id),
            )
            .where(
                Receipt.id.in_(receipt_ids[start : start + 500]),
                Receipt.booking_id.is_(None),
                Booking.deleted_at.is_(None),
            )
        )
        for receipt_id, booking_id in found.all():
            change_many(session, Receipt, [receipt_id], {"booking_id": booking_id})


def _write(session: Session, receipt: Receipt, draft: ReceiptDraft) -> None:
    assert draft.client_id is not None  # noqa: S101 - checked by problems
    client_named(session, draft.client_id)
    for name, value in asdict(draft).items():
        setattr(receipt, name, value)
    receipt.booking_id = _booking_id(session, draft)


def _booking_id(session: Session, draft: ReceiptDraft) -> int | None:
    """Return the booking the draft names, by its number if it has one."""
    if draft.booking_number:
        wanted = Booking.number == draft.booking_number
    elif draft.booking_id is not None:
        wanted = Booking.id == draft.booking_id
    else:
        return None
    found = session.execute(
        select(Booking.id, Booking.client_id, Client.name)
        .join(Client, Client.id == Booking.client_id)
        .where(wanted, Booking.deleted_at.is_(None))
    ).one_or_none()
    if found is None:
        return None
    if found.client_id != draft.client_id:
        told = _("这笔预订属于“{client}”，请核对客户或预订号。")
        raise InvalidInputError({"booking_number": told.format(client=found.name)})
    return int(found.id)
