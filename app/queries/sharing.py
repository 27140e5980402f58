"""With whom a client is shared, and which clients the person who looks may change."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, column, select, table
from sqlalchemy.orm import Session, aliased

from app.db.doors import CUT
from app.db.reach import LOGGED, SIGNED
from app.domain.rights import Right, refusal_of_client
from app.domain.types import ClientId, StaffId
from app.models import Client, ClientShare, Staff
from app.queries.id_lists import all_of

OWN = table("own", column("id"))
"""The list that the connection of a restricted person holds."""
SHARES = (
    select(ClientShare.staff_id, Staff.name)
    .outerjoin(Staff, Staff.id == ClientShare.staff_id)
    .where(ClientShare.client_id == bindparam("client"))
    .order_by(ClientShare.staff_id.is_not(None), Staff.name_key)
)
"""Made once: building it takes longer than running it."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A colleague with whom a client is shared; without an id it is everybody."""

    staff_id: StaffId | None
    name: str


def shares(session: Session, client_id: ClientId) -> list[ShareRow]:
    """Return with whom a client is shared, everybody first, then by pinyin."""
    return [
        ShareRow(None if id_ is None else StaffId(id_), name or "")
        for id_, name in session.execute(SHARES, {"client": client_id})
    ]


def why_not_editable(session: Session, client_id: ClientId) -> str:
    """Return why the person who looks may not change a client's file; empty where they may."""
    if editable(session, [client_id]):
        return ""
    name = session.scalar(select(Client.name).where(Client.id == client_id))
    return refusal_of_client(Right.EDIT, name or "")


def locked_records(session: Session, name: str, ids: Collection[int]) -> dict[int, str]:
    """Return which records of a table the person who looks may not change, each with why.

    They are clients, or a client's: what is part of its file is changed by whose client it is, of
    what is written about another's client only what the person wrote.
    """
    me = session.info.get(CUT)
    if not me or (name in LOGGED and name not in SIGNED):
        return {}
    records = table(name, column("id"), column("client_id"), column("staff_id"))
    client_id = records.c.id if name == "client" else records.c.client_id
    whose = aliased(Client)
    query = (
        select(records.c.id, whose.name)
        .join_from(records, whose, whose.id == client_id)
        .where(records.c.id.in_(all_of(ids)), client_id.not_in(select(OWN.c.id)))
    )
    if name in SIGNED:
        query = query.where(records.c.staff_id.is_distinct_from(me))
    right = Right.LOG if name in LOGGED else Right.EDIT
    return {id_: refusal_of_client(right, client) for id_, client in session.execute(query)}


def editable(session: Session, client_ids: Collection[ClientId]) -> set[ClientId]:
    """Return which of these clients the person who looks may change."""
    if not session.info.get(CUT):
        return set(client_ids)
    own = select(OWN.c.id).where(OWN.c.id.in_(all_of(client_ids)))
    return {ClientId(id_) for id_ in session.scalars(own)}
