"""Reads behind a client's contacts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.birthdays import Birthday, next_on
from app.domain.contacts import ContactDraft
from app.domain.personal_consent import GivenConsent
from app.domain.types import ClientId, ConsentKind, ContactId
from app.errors import InvalidInputError
from app.models import Contact
from app.queries.personal_consent import consents_of


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact of a client. ``birthday_on`` is when the birthday is kept next.

    ``consents`` are what the person agreed to or refused.
    """

    id: ContactId
    version: int
    draft: ContactDraft
    left: bool
    left_to: str
    birthday_on: date | None
    consents: Mapping[ConsentKind, GivenConsent]


def contacts_of(session: Session, client_id: ClientId, *, today: date) -> list[ContactRow]:
    """Return the contacts of a client: the main one, the others by pinyin, those who left."""
    own = (Contact.client_id == client_id, Contact.deleted_at.is_(None))
    query = select(Contact).where(*own)
    order = (Contact.left, Contact.main.desc(), Contact.name_key, Contact.id)
    contacts = session.scalars(query.order_by(*order)).all()
    consents = consents_of(session, [one.id for one in contacts])
    return [_row(contact, today, consents.get(contact.id, {})) for contact in contacts]


def contact_draft(session: Session, contact_id: ContactId) -> tuple[ContactDraft, int] | None:
    """Return what the form edits and its version; None for a deleted contact."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.deleted_at is not None:
        return None
    return draft_of(contact), contact.version


def _row(contact: Contact, today: date, consents: Mapping[ConsentKind, GivenConsent]) -> ContactRow:
    draft = draft_of(contact)
    return ContactRow(
        ContactId(contact.id),
        contact.version,
        draft,
        contact.left,
        contact.left_to,
        None if draft.birthday is None else _kept_on(draft.birthday, today),
        consents,
    )


def _kept_on(birthday: Birthday, today: date) -> date:
    from app.language.lunar import lunar_year

    return next_on(birthday, today, lunar_year)


def draft_of(contact: Contact) -> ContactDraft:
    """Return what the form edits of a contact."""
    names = {field.name for field in fields(ContactDraft)} - {"birthday"}
    own = {name: getattr(contact, name) for name in names}
    return ContactDraft(**own, birthday=_birthday(contact))


def _birthday(contact: Contact) -> Birthday | None:
    if contact.birth_month is None or contact.birth_day is None:
        return None
    try:
        return Birthday(
            contact.birth_year,
            contact.birth_month,
            contact.birth_day,
            contact.birth_lunar,
            contact.birth_leap,
        )
    except InvalidInputError:  # a file from elsewhere may hold a day that never was
        return None
