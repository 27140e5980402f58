"""Whom to call at a client."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.models import Contact

CONTACTS = (
    select(Contact.client_id, Contact.id, Contact.name, Contact.mobile, Contact.telephone)
    .where(Contact.client_id.in_(bindparam("ids", expanding=True)), Contact.deleted_at.is_(None))
    .order_by(Contact.main, Contact.left.desc(), Contact.id.desc())
)
"""The contacts of some clients; of each client the one to call comes last."""


@dataclass(frozen=True, slots=True)
class MainContact:
    """The contact shown in the list: the main one, else the first who has not left."""

    name: str
    telephone: str
    id: int | None = None


def main_contacts(session: Session, client_ids: Sequence[int]) -> dict[int, MainContact]:
    """Return the main contact of each of these clients that has any contact."""
    return {
        client_id: MainContact(name, mobile or telephone, id_)
        for client_id, id_, name, mobile, telephone in session.execute(
            CONTACTS, {"ids": client_ids}
        )
    }
