"""Reads for the moment before a talk: whom to speak to, and what is known of them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.birthdays import Birthday
from app.domain.partnership import Person
from app.domain.types import ClientId, ContactId
from app.models import Contact


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """A contact to pick. ``main`` is the one usually spoken to."""

    id: ContactId
    main: bool
    telephone: str
    person: Person

    @property
    def told(self) -> str:
        """Post and telephone, to tell two people apart."""
        return "　".join(part for part in (self.person.post, self.telephone) if part)


def contact_choices(session: Session, client_id: ClientId) -> list[ContactChoice]:
    """Return the contacts still at a client, the main one first."""
    query = (
        select(Contact)
        .where(Contact.client_id == client_id, Contact.deleted_at.is_(None), ~Contact.left)
        .order_by(Contact.main.desc(), Contact.name_key, Contact.id)
    )
    return [_contact_choice(contact) for contact in session.scalars(query)]


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
