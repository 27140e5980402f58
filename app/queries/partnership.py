"""Reads for the moment before a talk: whom to speak to, and what is known of them."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.birthdays import Birthday
from app.domain.partnership import Person
from app.domain.types import ClientId, ContactId, StaffId
from app.language.pinyin import query_words
from app.models import Client, ClientFact, Contact

OFFERED = 12


@dataclass(frozen=True, slots=True)
class ClientChoice:
    """A client to pick. ``told`` tells two of one name apart: code, main telephone."""

    id: ClientId
    name: str
    told: str
    manager_id: StaffId | None


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """A contact to pick. ``main`` is the one usually spoken to."""

    id: ContactId
    main: bool
    telephone: str
    person: Person


def client_choices(session: Session, typed: str, *, at_most: int = OFFERED) -> list[ClientChoice]:
    """Return the clients that code, names, pinyin, contacts or a telephone lead to.

    Without a word typed: those spoken to last.
    """
    words = query_words(typed)
    query = _clients()
    if words:
        found = (ClientFact.search.contains(word, autoescape=True) for word in words)
        query = query.where(*found).order_by(Client.name_key, Client.id)
    else:
        query = query.order_by(ClientFact.last_contact_on.desc().nulls_last(), Client.name_key)
    return [_client_choice(*row) for row in session.execute(query.limit(at_most))]


def client_choice(session: Session, client_id: ClientId) -> ClientChoice | None:
    """Return one client; None when it is gone."""
    row = session.execute(_clients().where(Client.id == client_id)).one_or_none()
    return None if row is None else _client_choice(*row)


def contact_choices(session: Session, client_id: ClientId) -> list[ContactChoice]:
    """Return the contacts still at a client, the main one first."""
    query = (
        select(Contact)
        .where(Contact.client_id == client_id, Contact.deleted_at.is_(None), ~Contact.left)
        .order_by(Contact.main.desc(), Contact.name_key, Contact.id)
    )
    return [_contact_choice(contact) for contact in session.scalars(query)]


def _clients() -> Select[int, str, str, str, int | None]:
    columns = (Client.id, Client.name, Client.code, Client.telephones, Client.manager_id)
    return select(*columns).join(ClientFact).where(Client.deleted_at.is_(None))


def _client_choice(
    id_: int, name: str, code: str, telephones: str, manager_id: int | None
) -> ClientChoice:
    told = "　".join(part for part in (code, telephones) if part)
    return ClientChoice(
        ClientId(id_), name, told, None if manager_id is None else StaffId(manager_id)
    )


def _contact_choice(contact: Contact) -> ContactChoice:
    person = Person(
        name=contact.name,
        sex=contact.sex,
        post=contact.post,
        role=contact.role,
        home_town=contact.home_town,
        interests=contact.interests,
        taboos=contact.taboos,
        topics=contact.topics,
        notes=contact.notes,
        birthday=_birthday(contact),
    )
    return ContactChoice(
        ContactId(contact.id), contact.main, contact.mobile or contact.telephone, person
    )


def _birthday(contact: Contact) -> Birthday | None:
    if contact.birth_month is None or contact.birth_day is None:
        return None
    return Birthday(
        contact.birth_year,
        contact.birth_month,
        contact.birth_day,
        lunar=contact.birth_lunar,
        leap=contact.birth_leap,
    )
