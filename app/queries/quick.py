"""What the search box finds: problems by number, clients by any word, log entries by their text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.types import CaseId, ClientId, CommunicationId
from app.i18n import _
from app.language.pinyin import query_words
from app.models import Case, Client, ClientFact, Communication, Contact, Staff
from app.queries.clients.filters import mentions

CLIENTS = 9
ENTRIES = 4
CASES = 5
CASE_NUMBER = re.compile(r"\d{4}-\d*")
SHORTEST_NOTE = 2
"""One character stands in almost every entry."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: the client it leads to, what to show for it, and a second faint line.

    ``case_id`` is the problem it leads to instead, ``communication_id`` the log entry.
    """

    client_id: ClientId
    title: str
    detail: str
    case_id: CaseId | None = None
    communication_id: CommunicationId | None = None


def quick_finds(session: Session, typed: str) -> list[Found]:
    """Return problems by number, a few clients (code, names, pinyin, telephones), log entries."""
    words = query_words(typed)
    if not words:
        return []
    entries = _entries(session, typed.split()) if len(typed.strip()) >= SHORTEST_NOTE else []
    return [*_cases(session, typed.strip()), *_clients(session, words), *entries]


def _cases(session: Session, typed: str) -> list[Found]:
    if CASE_NUMBER.fullmatch(typed) is None:
        return []
    query = (
        select(Case.id, Case.client_id, Case.number, Case.title, Client.name)
        .join(Client)
        .where(Case.deleted_at.is_(None), Client.deleted_at.is_(None))
        .where(Case.number.startswith(typed, autoescape=True))
        .order_by(Case.number)
        .limit(CASES)
    )
    told = _("问题 {number}　{title}")
    return [
        Found(ClientId(client), told.format(number=number, title=title), name, CaseId(id_))
        for id_, client, number, title, name in session.execute(query)
    ]


def _clients(session: Session, words: Sequence[str]) -> list[Found]:
    contact = (
        select(Contact.name + "　" + Contact.mobile)
        .where(Contact.client_id == Client.id, Contact.deleted_at.is_(None))
        .order_by(Contact.main.desc(), Contact.id)
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(Client.id, Client.code, Client.name, Staff.name, contact)
        .join(ClientFact)
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .where(Client.deleted_at.is_(None))
        .where(*map(mentions, words))
        .order_by(Client.name_key, Client.id)
        .limit(CLIENTS)
    )
    return [
        Found(ClientId(id_), name, "　".join(part for part in (code, manager, person) if part))
        for id_, code, name, manager, person in session.execute(query)
    ]


def _entries(session: Session, words: Sequence[str]) -> list[Found]:
    columns = (Communication.id, Communication.held_on, Communication.summary)
    query = (
        select(Client.id, Client.name, *columns)
        .select_from(Communication)
        .join(Client)
        .where(Communication.deleted_at.is_(None), Client.deleted_at.is_(None))
        .where(*(Communication.summary.contains(word, autoescape=True) for word in words))
        .order_by(Communication.held_on.desc(), Communication.id.desc())
        .limit(ENTRIES)
    )
    return [
        Found(
            ClientId(client),
            name,
            _("沟通 {day}　{text}").format(day=day, text=text[:60]),
            communication_id=CommunicationId(id_),
        )
        for client, name, id_, day, text in session.execute(query)
    ]
