"""Whom to call at a client."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Contact


@dataclass(frozen=True, slots=True)
class MainContact:
    """The contact shown in the list: the main one, else the first who has not left."""

    client_id: int
    name: str
    name_key: str
    telephone: str


def main_contacts(
    session: Session, client_ids: Sequence[int] | None = None
) -> dict[int, MainContact]:
    """Return the main contact of each of these clients, of all when none are named."""
    columns = (Contact.client_id, Contact.name, Contact.name_key, Contact.mobile, Contact.telephone)
    query = select(*columns).where(Contact.deleted_at.is_(None))
    if client_ids is not None:
        query = query.where(Contact.client_id.in_(client_ids))
    least_first = query.order_by(Contact.main, Contact.left.desc(), Contact.id.desc())
    return {
        client_id: MainContact(client_id, name, key, mobile or telephone)
        for client_id, name, key, mobile, telephone in session.execute(least_first)
    }
