"""What follows from other rows, worked out anew: for keeping the facts, and for checking them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, extract, func, select
from sqlalchemy.orm import Session

from app.domain.communications import RECEIVED_ONLY
from app.domain.receivables import due_on
from app.domain.types import BookingStatus, Channel
from app.models import Booking, Client, ClientAlias, Communication, Contact

CHUNK = 500
"""SQLite takes a limited number of values in one IN (...)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """First and last arrival of completed bookings, and days of the newest log entries.

    ``last_made_on`` leaves out what only came in; ``last_visit_on`` counts visits alone.
    """

    first_stay_on: date | None = None
    last_stay_on: date | None = None
    last_contact_on: date | None = None
    last_made_on: date | None = None
    last_visit_on: date | None = None


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut ids into pieces that one statement takes."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def client_facts(session: Session, ids: Sequence[int]) -> dict[int, Facts]:
    """Return the facts of at most a chunk of clients."""
    stays = _stays(session, ids)
    contacts = _last_contacts(session, ids)
    never = (None, None, None)
    return {id_: Facts(*stays.get(id_, (None, None)), *contacts.get(id_, never)) for id_ in ids}


def year_sums(ids: Sequence[int]) -> Select[int, int, Decimal, int, int]:
    """Return the query of (client, year, fen, room nights, bookings) over completed bookings."""
    year = extract("year", Booking.arrival_on)
    sums = (func.sum(Booking.amount), func.sum(Booking.room_nights), func.count())
    query = select(Booking.client_id, year, *sums)
    return query.where(Booking.client_id.in_(ids), *_completed()).group_by(Booking.client_id, year)


def search_texts(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return the text the search box looks in, from names, aliases, contacts and telephones."""
    from app.language.pinyin import search_text

    people, aliases = _people(session, ids), _aliases(session, ids)
    names = (Client.name, Client.short_name, Client.english_name)
    query = select(Client.id, Client.code, *names, Client.telephones).where(Client.id.in_(ids))
    return {
        id_: search_text(
            code=code,
            names=[*texts, *aliases[id_]],
            people=[name for name, *_rest in people[id_]],
            telephones=[telephones, *(t for _n, *own in people[id_] for t in own)],
        )
        for id_, code, *texts, telephones in session.execute(query)
    }


def chinese_pieces(search: str) -> str:
    """Return the pieces of a search text that are not plain letters and digits."""
    return "\n".join(piece for piece in search.split("\n") if not piece.isascii())


def wrong_due_days(session: Session, ids: Sequence[int]) -> dict[int, date]:
    """Return the right day for each booking whose stored day payment runs out is not right."""
    stored = (Booking.id, Booking.due_on, Booking.departure_on)
    terms = (Client.terms_days, Client.billing_day)
    query = select(*stored, *terms).join(Client).where(Booking.client_id.in_(ids))
    return {
        id_: due
        for id_, old, departure, days, day in session.execute(query)
        if (due := due_on(departure, days, day)) != old
    }


def _completed() -> tuple[ColumnElement[bool], ...]:
    return (Booking.status == BookingStatus.COMPLETED, Booking.deleted_at.is_(None))


def _stays(session: Session, ids: Sequence[int]) -> dict[int, tuple[Any, Any]]:
    first, last = func.min(Booking.arrival_on), func.max(Booking.arrival_on)
    query = select(Booking.client_id, first, last).where(Booking.client_id.in_(ids), *_completed())
    return {id_: (a, b) for id_, a, b in session.execute(query.group_by(Booking.client_id))}


def _last_contacts(session: Session, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return the days of the last contact of any kind, the last one made, the last visit."""
    held, channel = Communication.held_on, Communication.channel
    days = (
        func.max(held),
        func.max(case((channel.not_in(RECEIVED_ONLY), held))),
        func.max(case((channel == Channel.VISIT, held))),
    )
    query = (
        select(Communication.client_id, *days)
        .where(Communication.client_id.in_(ids), Communication.deleted_at.is_(None))
        .group_by(Communication.client_id)
    )
    return {client_id: tuple(found) for client_id, *found in session.execute(query)}


def _people(session: Session, ids: Sequence[int]) -> dict[int, list[Any]]:
    columns = (Contact.client_id, Contact.name, Contact.mobile, Contact.telephone)
    found: dict[int, list[Any]] = defaultdict(list)
    query = select(*columns).where(Contact.client_id.in_(ids), Contact.deleted_at.is_(None))
    for client_id, *person in session.execute(query.order_by(Contact.id)):
        found[client_id].append(person)
    return found


def _aliases(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(ClientAlias.client_id, ClientAlias.name, ClientAlias.code)
    query = query.where(ClientAlias.client_id.in_(ids)).order_by(ClientAlias.id)
    for client_id, name, code in session.execute(query):
        found[client_id] += [text for text in (name, code) if text]
    return found
