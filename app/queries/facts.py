"""What follows from other rows, worked out anew: for keeping the facts, and for checking them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, extract, func, select
from sqlalchemy.orm import Session

from app.domain.communications import RECEIVED_ONLY
from app.domain.receivables import due_on
from app.domain.types import BookingStatus, Channel
from app.models import Booking, Client, ClientAlias, Communication, Contact

CHUNK = 500
"""SQLite takes a limited number of values in one IN (...)."""


@dataclass(frozen=True, slots=True)
class Stays:
    """First and last arrival of completed bookings."""

    first_stay_on: date | None = None
    last_stay_on: date | None = None


@dataclass(frozen=True, slots=True)
class LastContacts:
    """Days of the newest log entries.

    ``last_made_on`` leaves out what only came in; ``last_visit_on`` counts visits alone.
    """

    last_contact_on: date | None = None
    last_made_on: date | None = None
    last_visit_on: date | None = None


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut ids into pieces that one statement takes."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def stays(session: Session, ids: Sequence[int]) -> dict[int, Stays]:
    """Return the stays of at most a chunk of clients, each found by a step into the index."""
    arrival = Booking.arrival_on
    own = select(arrival).where(Booking.client_id == Client.id, *_completed()).limit(1)
    days = (own.order_by(arrival), own.order_by(arrival.desc()))
    return {id_: Stays(*found) for id_, *found in _each(session, ids, days)}


def last_contacts(session: Session, ids: Sequence[int]) -> dict[int, LastContacts]:
    """Return the days of the last contact of any kind, the last one made, the last visit."""
    held, channel = Communication.held_on, Communication.channel
    of_client = (Communication.client_id == Client.id, Communication.deleted_at.is_(None))
    own = select(held).where(*of_client).order_by(held.desc()).limit(1)
    days = (own, own.where(channel.not_in(RECEIVED_ONLY)), own.where(channel == Channel.VISIT))
    return {id_: LastContacts(*found) for id_, *found in _each(session, ids, days)}


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


def _each(session: Session, ids: Sequence[int], days: Sequence[Select[date]]) -> Sequence[Any]:
    """Return each client with what these queries, which name it, find for it."""
    found = [query.correlate(Client).scalar_subquery() for query in days]
    return session.execute(select(Client.id, *found).where(Client.id.in_(ids))).all()


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
