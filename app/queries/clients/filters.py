"""Which clients a list shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.domain.standing import new_since
from app.domain.types import (
    ClientId,
    ClientKind,
    ClientStatus,
    ConsentKind,
    StaffId,
    Standing,
)
from app.models import Client, ClientFact, ClientTag, Consent, Contact


@dataclass(frozen=True, slots=True)
class ClientFilter:
    """Which clients the list shows; the default shows all that are not deleted.

    An empty set lets everything through; None among the values stands for "none entered".
    ``advertising`` shows the clients with a contact who agreed to it (True) or refused it (False).
    ``quiet_days`` shows the clients nobody has been in touch with for so long. ``ids`` are the
    rows behind a number. ``deleted`` shows the recycle bin instead.
    """

    text: str = ""
    manager_ids: frozenset[StaffId | None] = frozenset()
    grades: frozenset[str | None] = frozenset()
    kinds: frozenset[ClientKind | None] = frozenset()
    segments: frozenset[str] = frozenset()
    standings: frozenset[Standing] = frozenset()
    major: bool | None = None
    quiet_days: int | None = None
    tags: frozenset[str] = frozenset()
    advertising: frozenset[bool] = frozenset()
    statuses: frozenset[ClientStatus] = frozenset()
    ids: frozenset[ClientId] | None = None
    deleted: bool = False


def listed(wanted: ClientFilter) -> ColumnElement[bool]:
    """Return the condition that a client stands in the list, or in the recycle bin."""
    alive = Client.deleted_at.is_(None)
    return ~alive & Client.merged_into_id.is_(None) if wanted.deleted else alive


def conditions(wanted: ClientFilter, *, today: date, new_months: int) -> list[ColumnElement[bool]]:
    """Return what a client must fulfil as conditions on ``Client``; all but the text and ids."""
    found: list[ColumnElement[bool]] = []
    found += _among(Client.manager_id, wanted.manager_ids)
    found += _among(Client.grade, wanted.grades)
    found += _among(Client.kind, wanted.kinds)
    found += _among(Client.segment, wanted.segments)
    found += _among(Client.status, wanted.statuses)
    if wanted.major is not None:
        found.append(Client.major.is_(wanted.major))
    if wanted.tags:
        tagged = select(ClientTag.client_id).where(ClientTag.tag.in_(wanted.tags))
        found.append(Client.id.in_(tagged))
    if wanted.advertising:
        found.append(Client.id.in_(_who_said(wanted.advertising)))
    if wanted.quiet_days is not None:
        found.append(_quiet_since(today - timedelta(wanted.quiet_days)))
    if wanted.standings:
        found.append(_stands(wanted.standings, new_since(today, new_months)))
    return found


def mentions(word: str) -> ColumnElement[bool]:
    """Return the condition that a client's search text has a word of ``query_words``."""
    # the text is folded as the word is, so that plain LIKE finds it
    return searched_in(word).contains(word, autoescape=True)


def searched_in(word: str) -> InstrumentedAttribute[str]:
    """Return the column that has a word if a client's search text does: a short one for Chinese."""
    return ClientFact.search if word.isascii() else ClientFact.names


def _among(column: InstrumentedAttribute[Any], values: Iterable[Any]) -> list[ColumnElement[bool]]:
    chosen = list(values)
    if not chosen:
        return []
    named = column.in_([value for value in chosen if value is not None])
    return [or_(column.is_(None), named) if None in chosen else named]


def _who_said(answers: Iterable[bool]) -> Select[int]:
    """Return the clients with a contact whose newest word on advertising is one of these."""
    newer = aliased(Consent)
    outdated = select(newer.id).where(
        newer.contact_id == Consent.contact_id,
        newer.kind == Consent.kind,
        tuple_(newer.given_on, newer.id) > tuple_(Consent.given_on, Consent.id),
    )
    return (
        select(Contact.client_id)
        .join(Consent, Consent.contact_id == Contact.id)
        .where(
            Consent.kind == ConsentKind.ADVERTISING,
            Consent.agreed.in_(answers),
            Contact.deleted_at.is_(None),
            ~outdated.exists(),
        )
    )


def _quiet_since(day: date) -> ColumnElement[bool]:
    heard = select(ClientFact.client_id).where(ClientFact.last_contact_on > day)
    return Client.id.not_in(heard)


def _stands(standings: Iterable[Standing], new_from: date) -> ColumnElement[bool]:
    first = ClientFact.first_stay_on
    stayed = select(ClientFact.client_id).where
    rules = {
        Standing.PROSPECT: Client.id.not_in(stayed(first.is_not(None))),
        Standing.NEW: Client.id.in_(stayed(first >= new_from)),
        Standing.EXISTING: Client.id.in_(stayed(and_(first < new_from))),
    }
    return or_(false(), *(rules[one] for one in standings))
