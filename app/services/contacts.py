"""Everything a user can do to the contacts of a client."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.domain.birthdays import Birthday
from app.domain.contacts import ContactDraft
from app.domain.types import ClientId, ContactId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Client, Contact
from app.services.facts import refresh_search
from app.services.hidden import numbers_hidden, with_hidden
from app.services.rows import row_as_loaded, row_there

LONGEST_PLACE = 200
WITHHELD_WITH_BIRTHDAY = frozenset(
    {"birth_year", "birth_month", "birth_day", "birth_lunar", "birth_leap"}
)


def add_contact(desk: Desk, client_id: ClientId, draft: ContactDraft) -> ContactId:
    """Enter a contact and return its id; the first one of a client is its main one.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The client was deleted meanwhile.
    """
    _check(draft)
    with desk.write(_("已新建联系人 {name}").format(name=draft.name)) as session:
        row_there(session, Client, client_id)
        contact = Contact(client_id=client_id, **_columns(draft))
        session.add(contact)
        settle_main(session, client_id, contact)
        refresh_search(session, [client_id])
        return ContactId(contact.id)


def change_contact(desk: Desk, contact_id: ContactId, draft: ContactDraft, *, version: int) -> None:
    """Save a contact that was loaded at ``version``; what was hidden stays as it is stored.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The contact was changed or deleted since it was loaded.
    """
    _check(draft)
    hides = numbers_hidden(desk)
    with desk.write(_("已修改联系人 {name}").format(name=draft.name)) as session:
        contact = row_as_loaded(session, Contact, contact_id, version)
        draft = with_hidden(draft, contact)
        withheld = WITHHELD_WITH_BIRTHDAY if hides and draft.birthday is None else ()
        for name, value in _columns(draft).items():
            if name not in withheld:
                setattr(contact, name, value)
        settle_main(session, contact.client_id, contact)
        refresh_search(session, [contact.client_id])


def mark_contact_left(desk: Desk, contact_id: ContactId, left_to: str, *, version: int) -> None:
    """Note that a contact has left the client, and where to; another becomes the main one.

    Raises:
        InvalidInputError: ``left_to`` is too long.
        ConflictError: The contact was changed or deleted since it was loaded.
    """
    if len(left_to) > LONGEST_PLACE:
        message = _("最多 {most} 个字。").format(most=LONGEST_PLACE)
        raise InvalidInputError({"left_to": message})
    with desk.write() as session:
        contact = row_as_loaded(session, Contact, contact_id, version)
        contact.left, contact.left_to, contact.main = True, left_to.strip(), False
        settle_main(session, contact.client_id)
        _say(session, _("已标记 {name} 离职"), contact)


def mark_contact_back(desk: Desk, contact_id: ContactId, *, version: int) -> None:
    """Note that a contact works at the client after all.

    Raises:
        ConflictError: The contact was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        contact = row_as_loaded(session, Contact, contact_id, version)
        contact.left, contact.left_to = False, ""
        settle_main(session, contact.client_id)
        _say(session, _("已取消 {name} 的离职标记"), contact)


def delete_contacts(desk: Desk, contact_ids: Sequence[ContactId]) -> int:
    """Put these contacts into the recycle bin; return how many were not there yet."""
    with desk.write() as session:
        wanted = select(Contact).where(Contact.id.in_(contact_ids), Contact.deleted_at.is_(None))
        contacts = session.scalars(wanted).all()
        for contact in contacts:
            contact.deleted_at, contact.main = desk.now().astimezone(UTC), False
        clients = {contact.client_id for contact in contacts}
        for client_id in clients:
            settle_main(session, client_id)
        refresh_search(session, clients)
        if contacts:
            _say(session, _("已删除联系人 {name}"), *contacts)
        return len(contacts)


def settle_main(session: Session, client_id: int, saved: Contact | None = None) -> None:
    """Leave a client with exactly one main contact, where it has contacts at all.

    ``saved`` keeps the place if it claims it; else the first who has not left takes it.
    """
    session.flush()
    own = (Contact.client_id == client_id, Contact.deleted_at.is_(None))
    contacts = session.scalars(select(Contact).where(*own).order_by(Contact.left, Contact.id)).all()
    claimed = [one for one in contacts if one.main]
    main = saved if saved is not None and saved.main else next(iter(claimed or contacts), None)
    for contact in contacts:
        contact.main = contact is main
    session.flush()


def _birthday(birthday: Birthday | None) -> dict[str, Any]:
    if birthday is None:
        none: dict[str, Any] = dict.fromkeys(("birth_year", "birth_month", "birth_day"))
        return none | {"birth_lunar": False, "birth_leap": False}
    return {f"birth_{name}": value for name, value in asdict(birthday).items()}


def _check(draft: ContactDraft) -> None:
    if found := draft.problems():
        raise InvalidInputError(found)


def _columns(draft: ContactDraft) -> dict[str, Any]:
    from app.language.pinyin import keys

    columns = asdict(draft) | _birthday(draft.birthday)
    del columns["birthday"]
    return columns | {"name_key": keys(draft.name, person=True).sort_key}


def _say(session: Session, text: str, *contacts: Contact) -> None:
    describe(session, text.format(name="、".join(contact.name for contact in contacts)))
