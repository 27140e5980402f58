"""Who took part in entries of the log, for its list and for what is exported of it."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CommunicationContact, Contact


def contact_names(session: Session, ids: Sequence[int]) -> defaultdict[int, list[str]]:
    """Return the names of the contacts that took part in each of these entries."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = (
        select(CommunicationContact.communication_id, Contact.name)
        .join(Contact, Contact.id == CommunicationContact.contact_id)
        .where(CommunicationContact.communication_id.in_(ids))
        .order_by(CommunicationContact.id)
    )
    for communication_id, name in session.execute(query):
        found[communication_id].append(name)
    return found
