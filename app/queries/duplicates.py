"""Clients that look like one, and what there is to choose between when two become one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.domain.comparing import ClientName
from app.domain.duplicates import KnownNames, LikePair
from app.domain.merging import MERGE_FIELDS
from app.domain.name_words import brand_of
from app.domain.names import core_name, match_key
from app.domain.types import ClientId, ClientKind
from app.language.likeness import similarity, sound
from app.language.telephones import numbers_in
from app.models import (
    Booking,
    Client,
    ClientFact,
    Communication,
    Contact,
    DistinctPair,
    Receipt,
)
from app.queries.clients.filters import mentions

MOST_TO_COMPARE = 300
SHORTEST_SOUND = 4
BITE = 2


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two clients that look like one; the first is the one whose file was opened first."""

    first_id: ClientId
    first_code: str
    first_name: str
    second_id: ClientId
    second_code: str
    second_name: str
    certain: bool
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of two files to be merged: its fields (``MERGE_FIELDS``) and how much hangs on it."""

    id: ClientId
    code: str
    version: int
    values: Mapping[str, Any]
    contacts: int
    communications: int
    bookings: int
    receipts: int


def duplicate_pairs(session: Session) -> list[DuplicatePair]:
    """Return the pairs among all clients not deleted, the certain and likeliest first.

    Pairs that were declared two clients are left out.
    """
    names = client_names(session)
    codes = {row.id: row.code for row in session.execute(select(Client.id, Client.code))}
    declared = select(DistinctPair.first_id, DistinctPair.second_id)
    distinct = {(first, second) for first, second in session.execute(declared)}
    known = {name.id: name.name for name in names}
    return [
        DuplicatePair(
            ClientId(pair.a),
            codes[pair.a],
            known[pair.a],
            ClientId(pair.b),
            codes[pair.b],
            known[pair.b],
            pair.certain,
            pair.score,
            pair.why,
        )
        for pair in known_names(names).pairs()
        if (min(pair.a, pair.b), max(pair.a, pair.b)) not in distinct
    ]


def known_names(names: Iterable[ClientName]) -> KnownNames:
    """Sort names for comparing; an import asks it about each of its rows."""
    return KnownNames(list(names), similarity=similarity, sound=sound)


def client_names(session: Session, wanted: Select[int] | None = None) -> list[ClientName]:
    """Return what the clients not deleted are recognised by, in the order they were opened.

    Args:
        session: A read session.
        wanted: Selects the ids of the clients to return; all when left out.
    """
    chosen = [_open()] if wanted is None else [_open(), Client.id.in_(wanted)]
    columns = (
        Client.id,
        Client.name,
        Client.short_name,
        Client.address,
        Client.credit_code,
        Client.kind,
        Client.telephones,
    )
    telephones = _contact_telephones(session, wanted)
    return [
        ClientName(
            id=id_,
            name=name,
            short_name=short_name,
            address=address,
            telephones=tuple(numbers_in("/".join((own, *telephones[id_])))),
            credit_code=credit_code,
            person=kind is ClientKind.PERSON,
        )
        for id_, name, short_name, address, credit_code, kind, own in session.execute(
            select(*columns).where(*chosen).order_by(Client.id)
        )
    ]


def clients_like(session: Session, name: ClientName) -> list[LikePair]:
    """Return the clients that look like one being typed, the likeliest first; it is ``b``.

    Only clients that sound like it, share a part of its name or its code are compared.
    """
    core = core_name(name.name)
    if not core:
        return []
    wanted = (
        select(ClientFact.client_id)
        .join(Client, Client.id == ClientFact.client_id)
        .where(_open(), _may_be(name, core))
        .order_by(mentions(core).desc(), ClientFact.client_id)
        .limit(MOST_TO_COMPARE)
    )
    return known_names(client_names(session, wanted)).like(name)


def client_of_code(session: Session, code: str) -> ClientId | None:
    """Return the client not deleted that has this code; None when there is none."""
    found = session.scalar(select(Client.id).where(_open(), Client.code == code))
    return None if found is None else ClientId(found)


def merge_side(session: Session, client_id: ClientId) -> MergeSide | None:
    """Return one side of a merge; None when the client is deleted."""
    client = session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        return None
    return MergeSide(
        id=client_id,
        code=client.code,
        version=client.version,
        values={name: getattr(client, name) for name in MERGE_FIELDS},
        **{
            table.__tablename__ + "s": _count(session, table, client_id)
            for table in (Contact, Communication, Booking, Receipt)
        },
    )


def _open() -> ColumnElement[bool]:
    return Client.deleted_at.is_(None)


def _may_be(name: ClientName, core: str) -> ColumnElement[bool]:
    brand = brand_of(core)
    parts = {match_key(name.short_name), core[: BITE + 1], brand[:BITE], brand[-BITE:]}
    parts |= {heard} if len(heard := sound(brand)) >= SHORTEST_SOUND else set()
    said = [mentions(part) for part in parts if len(part) >= BITE]
    return or_(Client.match_key == match_key(name.name), *said, *_same_code(name))


def _same_code(name: ClientName) -> list[ColumnElement[bool]]:
    return [Client.credit_code == name.credit_code] if name.credit_code else []


def _contact_telephones(
    session: Session, wanted: Select[int] | None
) -> defaultdict[int, list[str]]:
    columns = (Contact.client_id, Contact.mobile, Contact.telephone)
    query = select(*columns).where(Contact.deleted_at.is_(None))
    if wanted is not None:
        query = query.where(Contact.client_id.in_(wanted))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for client_id, *numbers in session.execute(query):
        found[client_id] += numbers
    return found


def _count(session: Session, table: Any, client_id: ClientId) -> int:
    query = select(func.count()).where(table.client_id == client_id, table.deleted_at.is_(None))
    return session.scalar(query) or 0
