"""Reads behind the recycle bin."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.clients_bin import BinItem, BinKind
from app.domain.types import ClientId
from app.models import (
    Agreement,
    Attachment,
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
    Signer,
)

MOST_SHOWN = 5000
"""Of each kind; what was deleted longest ago is left out."""

TITLES: Mapping[BinKind, tuple[Any, ColumnElement[Any]]] = {
    BinKind.CONTACT: (Contact, Contact.name.expression),
    BinKind.COMMUNICATION: (Communication, func.substr(Communication.summary, 1, 60)),
    BinKind.BOOKING: (Booking, func.coalesce(Booking.number, cast(Booking.arrival_on, String))),
    BinKind.RECEIPT: (Receipt, cast(Receipt.received_on, String)),
    BinKind.AGREEMENT: (Agreement, Agreement.number.expression),
    BinKind.SIGNER: (Signer, Signer.name.expression),
    BinKind.ATTACHMENT: (Attachment, Attachment.file_name.expression),
    BinKind.CASE: (Case, Case.number + "　" + Case.title),
    BinKind.RECEPTION: (Reception, cast(Reception.arrives_on, String) + "　" + Reception.guest),
    BinKind.NOTICE: (Notice, Notice.title.expression),
    BinKind.IMPORTANT_DATE: (ImportantDate, ImportantDate.title.expression),
    BinKind.COURTESY: (Courtesy, Courtesy.title + "　" + Courtesy.given),
}
"""The table of each kind, and what its records are called."""


def bin_items(session: Session, kinds: frozenset[BinKind] = frozenset()) -> list[BinItem]:
    """Return what was deleted, the latest first; ``kinds`` empty means all kinds.

    What belongs to a deleted client comes back with it and is not listed by itself; neither is a
    client that was merged into another, which undoing the merge brings back.
    """
    wanted = kinds or frozenset(BinKind)
    found = _clients(session) if BinKind.CLIENT in wanted else []
    for kind in TITLES:
        if kind in wanted:
            found += _records(session, kind)
    return sorted(found, key=lambda item: item.deleted_at, reverse=True)


def _clients(session: Session) -> list[BinItem]:
    columns = (Client.id, Client.name, Client.code, Client.deleted_at)
    query = select(*columns).where(Client.deleted_at.is_not(None), Client.merged_into_id.is_(None))
    latest = query.order_by(Client.deleted_at.desc()).limit(MOST_SHOWN)
    return [
        BinItem(BinKind.CLIENT, id_, f"{name}（{code}）", ClientId(id_), name, deleted_at)
        for id_, name, code, deleted_at in session.execute(latest)
        if deleted_at is not None
    ]


def _records(session: Session, kind: BinKind) -> list[BinItem]:
    table, title = TITLES[kind]
    there = aliased(table)
    # ids from an index that holds deleted_at, then their clients: the other way round reads the
    # records of all clients
    deleted = select(there.id).where(there.deleted_at.is_not(None))
    query = (
        select(table.id, title, Client.id, Client.name, table.deleted_at)
        .join(Client, Client.id == table.client_id, isouter=True)
        .where(table.id.in_(deleted), Client.deleted_at.is_(None))
        .order_by(table.deleted_at.desc())
        .limit(MOST_SHOWN)
    )
    return [
        BinItem(kind, id_, text or "", ClientId(client_id), name, deleted_at)
        for id_, text, client_id, name, deleted_at in session.execute(query)
    ]
