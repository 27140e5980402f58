"""Keeps what follows from other rows: stays, last contact, year sums, search text, due days.

Each function recomputes from the rows themselves, so it can be called too often but never
wrongly. ``check`` compares its answers with what is stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Insert,
    Table,
    bindparam,
    delete,
    extract,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from app.domain.receivables import due_on
from app.domain.types import BookingStatus
from app.models import (
    Booking,
    Client,
    ClientAlias,
    ClientFact,
    ClientYear,
    Communication,
    Contact,
)

CHUNK = 500
"""SQLite takes a limited number of values in one IN (...)."""


def refresh_facts(session: Session, client_ids: Iterable[int]) -> None:
    """Recompute stays, last contact and year sums of these clients."""
    session.flush()
    for ids in _chunks(client_ids):
        stays = _stays(session, ids)
        contacts = _last_contacts(session, ids)
        _ensure_rows(session, ids)
        rows = [
            {
                "client_id": id_,
                "first_stay_on": stays.get(id_, (None, None))[0],
                "last_stay_on": stays.get(id_, (None, None))[1],
                "last_contact_on": contacts.get(id_),
            }
            for id_ in ids
        ]
        session.execute(update(ClientFact), rows)
        session.execute(delete(ClientYear).where(ClientYear.client_id.in_(ids)))
        session.execute(_year_sums(Booking.client_id.in_(ids)))


def refresh_search(session: Session, client_ids: Iterable[int]) -> None:
    """Recompute the text the search box looks in, from names, contacts and telephones."""
    from app.language.pinyin import search_text

    session.flush()
    for ids in _chunks(client_ids):
        _ensure_rows(session, ids)
        people = _people(session, ids)
        aliases = _aliases(session, ids)
        columns = (
            Client.id,
            Client.code,
            Client.name,
            Client.short_name,
            Client.english_name,
            Client.telephones,
        )
        found = session.execute(select(*columns).where(Client.id.in_(ids))).all()
        texts = {
            id_: search_text(
                code=code,
                names=[*names, *aliases[id_]],
                people=[person for person, *_rest in people[id_]],
                telephones=[telephones, *(t for _p, *tel in people[id_] for t in tel)],
            )
            for id_, code, *names, telephones in found
        }
        rows = [
            {"client_id": id_, "names": _chinese(text), "search": text}
            for id_, text in texts.items()
        ]
        session.execute(update(ClientFact), rows)


def refresh_due(session: Session, client_ids: Iterable[int]) -> None:
    """Recompute when the payment of each booking of these clients runs out."""
    session.flush()
    for ids in _chunks(client_ids):
        columns = (Booking.id, Booking.due_on, Booking.departure_on)
        terms = (Client.terms_days, Client.billing_day)
        found = session.execute(
            select(*columns, *terms).join(Client).where(Booking.client_id.in_(ids))
        )
        changed = [
            {"booking_id": id_, "due": due}
            for id_, old, departure, days, day in found
            if (due := due_on(departure, days, day)) != old
        ]
        if changed:
            table = cast("Table", Booking.__table__)
            own = table.c.id == bindparam("booking_id")
            session.connection().execute(
                update(table).where(own).values(due_on=bindparam("due")), changed
            )


def _chinese(search: str) -> str:
    """Return the pieces of a search text that are not plain letters and digits."""
    return "\n".join(piece for piece in search.split("\n") if not piece.isascii())


def _stays(session: Session, ids: Sequence[int]) -> dict[int, tuple[Any, Any]]:
    first, last = func.min(Booking.arrival_on), func.max(Booking.arrival_on)
    query = select(Booking.client_id, first, last).where(Booking.client_id.in_(ids), *_completed())
    return {id_: (a, b) for id_, a, b in session.execute(query.group_by(Booking.client_id))}


def _last_contacts(session: Session, ids: Sequence[int]) -> dict[int, Any]:
    query = (
        select(Communication.client_id, func.max(Communication.held_on))
        .where(Communication.client_id.in_(ids), Communication.deleted_at.is_(None))
        .group_by(Communication.client_id)
    )
    return {row.client_id: row[1] for row in session.execute(query)}


def _completed() -> tuple[ColumnElement[bool], ...]:
    return (Booking.status == BookingStatus.COMPLETED, Booking.deleted_at.is_(None))


def _year_sums(wanted: ColumnElement[bool]) -> Insert:
    year = extract("year", Booking.arrival_on)
    sums = (
        select(
            Booking.client_id,
            year,
            func.sum(Booking.amount),
            func.sum(Booking.room_nights),
            func.count(),
        )
        .where(wanted, *_completed())
        .group_by(Booking.client_id, year)
    )
    columns = ["client_id", "year", "amount", "room_nights", "bookings"]
    return insert(ClientYear).from_select(columns, sums)


def _ensure_rows(session: Session, ids: Sequence[int]) -> None:
    there = set(session.scalars(select(ClientFact.client_id).where(ClientFact.client_id.in_(ids))))
    missing = [{"client_id": id_, "search": ""} for id_ in ids if id_ not in there]
    if missing:
        session.execute(insert(ClientFact), missing)


def _people(session: Session, ids: Sequence[int]) -> dict[int, list[Any]]:
    columns = (Contact.client_id, Contact.name, Contact.mobile, Contact.telephone)
    found: dict[int, list[Any]] = defaultdict(list)
    query = select(*columns).where(Contact.client_id.in_(ids), Contact.deleted_at.is_(None))
    for client_id, *person in session.execute(query):
        found[client_id].append(person)
    return found


def _aliases(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(ClientAlias.client_id, ClientAlias.name, ClientAlias.code)
    for client_id, name, code in session.execute(query.where(ClientAlias.client_id.in_(ids))):
        found[client_id] += [text for text in (name, code) if text]
    return found


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK]
