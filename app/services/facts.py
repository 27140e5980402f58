"""Keeps what follows from other rows: stays, last contact, year sums, search text, due days.

Each function recomputes from the rows themselves, so it can be called too often but never
wrongly. ``queries.checking`` compares the same answers with what is stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from app.models import Booking, ClientFact, ClientYear
from app.queries.facts import (
    LastContacts,
    Stays,
    chinese_pieces,
    chunks,
    last_contacts,
    search_texts,
    stays,
    wrong_due_days,
    year_sums,
)

SOURCES = frozenset({"client", "client_alias", "contact", "communication", "booking"})
"""The tables that facts, search texts and due days follow from."""

APART = frozenset(
    {
        "manager_id",
        "relationship_manager_id",
        "major",
        "grade",
        "grade_source",
        "status",
        "status_reason",
        "deleted_at",
    }
)
"""Columns of a client, changed for thousands at once, that none of them follows from."""


def is_followed(table: str, changed: Mapping[str, Any] | None) -> bool:
    """Tell whether facts may follow from a change: of these columns, or None for a whole row."""
    if table == "client" and changed is not None:
        return not changed.keys() <= APART
    return table in SOURCES


def refresh_facts(session: Session, client_ids: Iterable[int]) -> None:
    """Recompute stays, year sums and last contacts of these clients."""
    ids = set(client_ids)
    refresh_stays(session, ids)
    refresh_contacts(session, ids)


def refresh_stays(session: Session, client_ids: Iterable[int]) -> None:
    """Recompute what follows from the bookings of these clients."""
    session.flush()
    columns = ["client_id", "year", "amount", "room_nights", "bookings"]
    for ids in chunks(sorted(set(client_ids))):
        _keep(session, ids, stays(session, ids))
        session.execute(delete(ClientYear).where(ClientYear.client_id.in_(ids)))
        session.execute(insert(ClientYear).from_select(columns, year_sums(ids)))


def refresh_contacts(session: Session, client_ids: Iterable[int]) -> None:
    """Recompute what follows from the log entries of these clients."""
    session.flush()
    for ids in chunks(sorted(set(client_ids))):
        _keep(session, ids, last_contacts(session, ids))


def refresh_search(session: Session, client_ids: Iterable[int]) -> None:
    """Recompute the text the search box looks in, from names, contacts and telephones."""
    session.flush()
    for ids in chunks(sorted(set(client_ids))):
        _ensure_rows(session, ids)
        texts = search_texts(session, ids)
        rows = [
            {"client_id": id_, "names": chinese_pieces(text), "search": text}
            for id_, text in texts.items()
        ]
        session.execute(update(ClientFact), rows)


def refresh_due(session: Session, client_ids: Iterable[int]) -> None:
    """Recompute when the payment of each booking of these clients runs out."""
    session.flush()
    table = Booking.__table__
    own = table.c.id == bindparam("booking_id")
    statement = update(table).where(own).values(due_on=bindparam("due"))
    for ids in chunks(sorted(set(client_ids))):
        if wrong := wrong_due_days(session, ids):
            rows = [{"booking_id": id_, "due": due} for id_, due in wrong.items()]
            session.connection().execute(statement, rows)


def _keep(session: Session, ids: Sequence[int], found: Mapping[int, Stays | LastContacts]) -> None:
    _ensure_rows(session, ids)
    rows = [{"client_id": id_, **asdict(facts)} for id_, facts in found.items()]
    session.execute(update(ClientFact), rows)


def _ensure_rows(session: Session, ids: Sequence[int]) -> None:
    there = set(session.scalars(select(ClientFact.client_id).where(ClientFact.client_id.in_(ids))))
    missing = [{"client_id": id_, "search": ""} for id_ in ids if id_ not in there]
    if missing:
        session.execute(insert(ClientFact), missing)
