"""The recycle bin (回收站): taking records back, or destroying them for good."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.db.journal import change_many, recorder
from app.domain.clients_bin import BinItem, BinKind
from app.domain.rights import Right
from app.domain.types import BookingId, CommunicationId, ReceiptId
from app.errors import AppError
from app.i18n import _
from app.models import (
    Agreement,
    Attachment,
    Base,
    Booking,
    Case,
    Client,
    Communication,
    Contact,
    Courtesy,
    ImportantDate,
    Notice,
    Receipt,
    Reception,
    ScreeningLine,
    Signer,
)
from app.services.bookings import bring_back_bookings
from app.services.communications import bring_back_communications
from app.services.contacts import settle_main
from app.services.facts import refresh_search
from app.services.gone import close_steps, empty_journal, with_their_own
from app.services.receipts import bring_back_receipts

MODELS: Mapping[BinKind, type[Base]] = {
    BinKind.CLIENT: Client,
    BinKind.CONTACT: Contact,
    BinKind.COMMUNICATION: Communication,
    BinKind.BOOKING: Booking,
    BinKind.RECEIPT: Receipt,
    BinKind.AGREEMENT: Agreement,
    BinKind.SIGNER: Signer,
    BinKind.ATTACHMENT: Attachment,
    BinKind.CASE: Case,
    BinKind.RECEPTION: Reception,
    BinKind.NOTICE: Notice,
    BinKind.IMPORTANT_DATE: ImportantDate,
    BinKind.COURTESY: Courtesy,
}


MEASURES: Mapping[BinKind, str] = {
    BinKind.COMMUNICATION: _("条"),
    BinKind.BOOKING: _("笔"),
    BinKind.RECEIPT: _("笔"),
}
"""What these are counted by; the others by 个."""
OF_PEOPLE = frozenset({"contact", "signer", "consent", "retention_review"})
"""What was in these goes from the journal as well: nobody could find it there to have it erased."""


def restore_items(desk: Desk, items: Iterable[BinItem]) -> None:
    """Take records out of the recycle bin, of whatever kinds, as one action."""
    sorted_items = _by_kind(items)
    if not sorted_items:
        return
    with desk.write() as session:
        told = [
            _("{n:,} {measure}{kind}").format(
                n=_bring_back(session, kind, sorted_items[kind]),
                measure=MEASURES.get(kind, _("个")),
                kind=kind.label,
            )
            for kind in BinKind  # a client before what belongs to it
            if kind in sorted_items
        ]
        describe(session, _("已恢复 {what}").format(what="、".join(told)))


def purge_items(desk: Desk, items: Iterable[BinItem]) -> int:
    """Destroy records of the recycle bin for good; return how many. There is no way back.

    The journal keeps what each was called, and that it was destroyed; of people nothing else. What
    was done to the records is not undone any more.

    Raises:
        AppError: A client stands in a year-end screening, which must keep it.
        NotAllowedError: The post does not empty the bin.
    """
    desk.require(Right.EMPTY_BIN)
    wanted = list(items)
    sorted_items = _by_kind(wanted)
    titles = {(item.kind, item.record_id): item.title for item in wanted}
    with desk.write(undoable=False) as session:
        for client_id in sorted_items.get(BinKind.CLIENT, ()):
            _check_not_screened(session, client_id)
        count = 0
        for kind, ids in sorted_items.items():
            for record_id in (gone := _purge(session, kind, ids)):
                title = {"title": titles[kind, record_id]}
                recorder(session).note_delete(MODELS[kind].__tablename__, record_id, title)
            count += len(gone)
        describe(session, _("已彻底删除 {n:,} 条记录").format(n=count))
        return count


def _by_kind(items: Iterable[BinItem]) -> dict[BinKind, list[int]]:
    found: dict[BinKind, list[int]] = defaultdict(list)
    for item in items:
        found[item.kind].append(item.record_id)
    return found


def _bring_back(session: Session, kind: BinKind, ids: list[int]) -> int:
    if kind is BinKind.BOOKING:
        return bring_back_bookings(session, [BookingId(id_) for id_ in ids])
    if kind is BinKind.RECEIPT:
        return bring_back_receipts(session, [ReceiptId(id_) for id_ in ids])
    if kind is BinKind.COMMUNICATION:
        return bring_back_communications(session, [CommunicationId(id_) for id_ in ids])
    count = change_many(session, MODELS[kind], ids, {"deleted_at": None})
    _follow(session, kind, ids)
    return count


def _follow(session: Session, kind: BinKind, ids: Sequence[int]) -> None:
    """Bring what follows from restored records up to date."""
    if kind is BinKind.CONTACT:
        owners = set(session.scalars(select(Contact.client_id).where(Contact.id.in_(ids))))
        for client_id in owners:
            settle_main(session, client_id)
        refresh_search(session, owners)


def _check_not_screened(session: Session, client_id: int) -> None:
    lines = select(func.count()).where(ScreeningLine.client_id == client_id)
    if session.scalar(lines):
        client = session.get_one(Client, client_id)
        text = _("{name} 列入过年终筛选，档案要留底，不能彻底删除。")
        raise AppError(text.format(name=client.name))


def _purge(session: Session, kind: BinKind, ids: Sequence[int]) -> Sequence[int]:
    table = MODELS[kind].__table__
    binned = table.c.id.in_(ids) & table.c.deleted_at.is_not(None)
    gone = session.scalars(select(table.c.id).where(binned)).all()
    rows = with_their_own(session, MODELS[kind].__tablename__, gone)
    close_steps(session, rows)
    empty_journal(session, {name: some for name, some in rows.items() if name in OF_PEOPLE})
    if kind is BinKind.CLIENT:
        merged = update(Client).where(Client.merged_into_id.in_(gone)).values(merged_into_id=None)
        session.execute(merged)
    session.execute(delete(MODELS[kind]).where(table.c.id.in_(gone)))
    return gone
