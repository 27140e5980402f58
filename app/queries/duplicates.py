"""Clients that look like one, and what there is to choose between when two become one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.domain.comparing import ClientName
from app.domain.duplicates import KnownNames, LikePair
from app.domain.merging import MERGE_FIELDS, order_to_stay
from app.domain.name_words import brand_of
from app.domain.names import core_name, match_key
from app.domain.own_fields import values_of
from app.domain.places import leading_place
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

MOST_TO_COMPARE = 100
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
    """One of two files to be merged: its fields (``MERGE_FIELDS``) and how much hangs on it.

    ``own`` holds the office's own fields by key.
    """

    id: ClientId
    code: str
    version: int
    values: Mapping[str, Any]
    own: Mapping[str, str]
    contacts: int
    communications: int
    bookings: int
    receipts: int

    @property
    def order_to_stay(self) -> tuple[bool, bool, int]:
        """By what the file that is to stay comes first."""
        others = self.communications + self.bookings + self.receipts
        return order_to_stay(id_=self.id, contacts=self.contacts, others=others)


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


def client_names(session: Session, ids: Sequence[int] | None = None) -> list[ClientName]:
    """Return what the clients not deleted are recognised by, in the order they were opened.

    Args:
        session: A read session.
        ids: The clients to return, a few hundred at most; all when left out.
    """
    chosen = [_open()] if ids is None else [_open(), Client.id.in_(ids)]
    columns = (
        Client.id,
        Client.name,
        Client.short_name,
        Client.address,
        Client.credit_code,
        Client.kind,
        Client.telephones,
    )
    telephones = _contact_telephones(session, ids)
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
    found = set(session.scalars(select(Client.id).where(or_(*_sure_signs(name)))))
    if parts := _telling_parts(name):
        said = (
            select(ClientFact.client_id)
            .where(or_(*(mentions(part) for part in parts)))
            .order_by(mentions(core_name(name.name)).desc(), ClientFact.client_id)
            .limit(MOST_TO_COMPARE)
        )
        found.update(session.scalars(said))
    return known_names(client_names(session, sorted(found))).like(name)


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
        own=dict(values_of(client.extra)),
        **{
            table.__tablename__ + "s": _count(session, table, client_id)
            for table in (Contact, Communication, Booking, Receipt)
        },
    )


def _open() -> ColumnElement[bool]:
    return Client.deleted_at.is_(None)


def _telling_parts(name: ClientName) -> list[str]:
    """Return what stands in the search text of any client that may be this one.

    As few as will do: each costs a look at every client. One character, or a place, is worth none.
    """
    core = core_name(name.name)
    own = brand if len(brand := brand_of(core)) >= BITE else core
    parts = [match_key(name.short_name)] if name.short_name else []
    if len(own) < BITE or not leading_place(own)[1]:
        return parts
    if not core.startswith(own):
        parts.append(core[: BITE + 1])
    if len(own) > BITE:
        parts += [own[:BITE], own[-BITE:]]
    return parts if len(own) >= BITE * 2 else [*parts, sound(own)]


def _sure_signs(name: ClientName) -> list[ColumnElement[bool]]:
    same_name = Client.match_key == match_key(name.name)
    return [same_name, Client.credit_code == name.credit_code] if name.credit_code else [same_name]


def _contact_telephones(session: Session, ids: Sequence[int] | None) -> defaultdict[int, list[str]]:
    columns = (Contact.client_id, Contact.mobile, Contact.telephone)
    query = select(*columns).where(Contact.deleted_at.is_(None))
    if ids is not None:
        query = query.where(Contact.client_id.in_(ids))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for client_id, *numbers in session.execute(query):
        found[client_id] += numbers
    return found


def _count(session: Session, table: Any, client_id: ClientId) -> int:
    query = select(func.count()).where(table.client_id == client_id, table.deleted_at.is_(None))
    return session.scalar(query) or 0
