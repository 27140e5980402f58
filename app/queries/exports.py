"""Reads behind the lists written for Excel: every column that an import understands.

A row maps the import's field names to values, so that what is written out can be taken in again.
Rows are read by page, each in a session of its own, while the file is written.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.domain.birthdays import Birthday
from app.domain.types import ImportKind
from app.models import (
    Agreement,
    Booking,
    Client,
    ClientTag,
    Communication,
    Contact,
    Signer,
    Staff,
)
from app.queries.contact_names import contact_names
from app.queries.id_lists import id_list

ExportedRow = Mapping[str, Any]

BETWEEN = "、"

_CLIENT = (
    "id",
    "code",
    "name",
    "short_name",
    "english_name",
    "kind",
    "industry",
    "segment",
    "source",
    "region",
    "address",
    "telephones",
    "website",
    "credit_code",
    "potential_room_nights",
    "hotels_used",
    "major",
    "grade",
    "credit_limit",
    "terms_days",
    "billing_day",
    "status",
    "status_reason",
    "notes",
    "extra",
)
_CONTACT = (
    "name",
    "sex",
    "department",
    "post",
    "mobile",
    "telephone",
    "wechat",
    "email",
    "home_town",
    "interests",
    "taboos",
    "topics",
)
_BOOKING = (
    "id",
    "number",
    "booked_on",
    "arrival_on",
    "departure_on",
    "kind",
    "room_type",
    "rooms",
    "room_nights",
    "rate",
    "amount",
    "room_revenue",
    "catering_revenue",
    "meeting_revenue",
    "other_revenue",
    "cost",
    "status",
    "status_reason",
    "deposit",
    "deposit_terms",
    "guest",
    "notes",
)
_COMMUNICATION = (
    "id",
    "held_time",
    "channel",
    "direction",
    "purpose",
    "tone",
    "summary",
    "next_step",
    "next_on",
)


def exported_ids(session: Session, kind: ImportKind) -> list[int]:
    """Return the ids of all clients, bookings or log entries that are not deleted, in order."""
    return id_list(session, _ORDERED[kind])


def exported_rows(session: Session, kind: ImportKind, ids: Sequence[int]) -> list[ExportedRow]:
    """Return these records in the order asked for, leaving out any now gone."""
    rows = _READERS[kind](session, ids)
    return [rows[id_] for id_ in ids if id_ in rows]


_ORDERED: Mapping[ImportKind, Select[int]] = {
    ImportKind.CLIENTS: select(Client.id).where(Client.deleted_at.is_(None)).order_by(Client.code),
    ImportKind.BOOKINGS: select(Booking.id)
    .where(Booking.deleted_at.is_(None))
    .order_by(Booking.arrival_on, Booking.id),
    ImportKind.COMMUNICATIONS: select(Communication.id)
    .where(Communication.deleted_at.is_(None))
    .order_by(Communication.held_on, Communication.held_time, Communication.id),
}


def _clients(session: Session, ids: Sequence[int]) -> dict[int, ExportedRow]:
    manager, relations = aliased(Staff), aliased(Staff)
    query = (
        select(
            *_columns(Client, _CLIENT),
            manager.name.label("manager"),
            relations.name.label("relationship_manager"),
        )
        .outerjoin(manager, manager.id == Client.manager_id)
        .outerjoin(relations, relations.id == Client.relationship_manager_id)
        .where(Client.id.in_(ids))
    )
    contacts, agreements = _contacts(session, ids), _agreements(session, ids)
    tags = _joined(session, ClientTag.client_id, ClientTag.tag, ids)
    signers = _joined(session, Signer.client_id, Signer.name, ids, Signer.deleted_at.is_(None))
    return {
        row["id"]: {
            **row,
            **contacts.get(row["id"], {}),
            **agreements.get(row["id"], {}),
            "tags": tags.get(row["id"], ""),
            "signers": signers.get(row["id"], ""),
        }
        for row in session.execute(query).mappings()
    }


def _contacts(session: Session, ids: Sequence[int]) -> dict[int, ExportedRow]:
    """Return the main contact of each client, else the first who has not left."""
    query = (
        select(Contact)
        .where(Contact.client_id.in_(ids), Contact.deleted_at.is_(None))
        .order_by(Contact.main, Contact.left.desc(), Contact.id.desc())
    )
    return {
        contact.client_id: {
            **{f"contact_{name}": getattr(contact, name) for name in _CONTACT},
            "contact_birthday": _birthday(contact),
        }
        for contact in session.scalars(query)
    }


def _birthday(contact: Contact) -> str:
    if contact.birth_month is None or contact.birth_day is None:
        return ""
    return Birthday(
        contact.birth_year,
        contact.birth_month,
        contact.birth_day,
        contact.birth_lunar,
        contact.birth_leap,
    ).text


def _agreements(session: Session, ids: Sequence[int]) -> dict[int, ExportedRow]:
    """Return the agreement of each client that runs longest."""
    query = (
        select(Agreement)
        .where(Agreement.client_id.in_(ids), Agreement.deleted_at.is_(None))
        .order_by(Agreement.valid_to.nulls_first(), Agreement.id)
    )
    return {
        agreement.client_id: {
            "agreement_number": agreement.number,
            "agreement_from": agreement.valid_from,
            "agreement_to": agreement.valid_to,
        }
        for agreement in session.scalars(query)
    }


def _joined(
    session: Session,
    client_id: InstrumentedAttribute[int],
    text: InstrumentedAttribute[str],
    ids: Sequence[int],
    *conditions: Any,
) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(client_id, text).where(client_id.in_(ids), *conditions)
    for owner, word in session.execute(query.order_by(client_id.class_.id)):
        found[owner].append(word)
    return {owner: BETWEEN.join(words) for owner, words in found.items()}


def _bookings(session: Session, ids: Sequence[int]) -> dict[int, ExportedRow]:
    query = (
        select(
            *_columns(Booking, _BOOKING),
            Client.code.label("client_code"),
            Client.name.label("client_name"),
        )
        .join(Client, Client.id == Booking.client_id)
        .where(Booking.id.in_(ids))
    )
    return {row["id"]: dict(row) for row in session.execute(query).mappings()}


def _communications(session: Session, ids: Sequence[int]) -> dict[int, ExportedRow]:
    query = (
        select(
            *_columns(Communication, _COMMUNICATION),
            Communication.held_on.label("held"),
            Communication.reaction,
            Communication.reaction_note,
            Communication.contact_name,
            Client.code.label("client_code"),
            Client.name.label("client_name"),
            Staff.name.label("staff"),
        )
        .join(Client, Client.id == Communication.client_id)
        .outerjoin(Staff, Staff.id == Communication.staff_id)
        .where(Communication.id.in_(ids))
    )
    people = contact_names(session, ids)
    return {
        row["id"]: {
            **row,
            "reaction": row["reaction_note"] or row["reaction"],
            "contact_name": BETWEEN.join(filter(None, (*people[row["id"]], row["contact_name"]))),
        }
        for row in session.execute(query).mappings()
    }


def _columns(
    model: type[Client] | type[Booking] | type[Communication], names: Sequence[str]
) -> list[InstrumentedAttribute[Any]]:
    return [getattr(model, name) for name in names]


_READERS: Mapping[ImportKind, Callable[[Session, Sequence[int]], dict[int, ExportedRow]]] = {
    ImportKind.CLIENTS: _clients,
    ImportKind.BOOKINGS: _bookings,
    ImportKind.COMMUNICATIONS: _communications,
}
