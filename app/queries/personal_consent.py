"""Reads of what people agreed to or refused."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.courtesies import Receiver
from app.domain.personal_consent import GivenConsent
from app.domain.types import ConsentKind
from app.models import Consent, Contact
from app.queries.id_lists import all_of


def consents_of(
    session: Session, contact_ids: Collection[int]
) -> Mapping[int, Mapping[ConsentKind, GivenConsent]]:
    """Return of each of these contacts what counts of each kind; who said nothing is left out."""
    query = select(Consent).where(Consent.contact_id.in_(all_of(contact_ids)))
    found: dict[int, dict[ConsentKind, GivenConsent]] = defaultdict(dict)
    for one in session.scalars(query.order_by(Consent.given_on, Consent.id)):
        given = GivenConsent(one.kind, one.agreed, one.given_on, one.source)
        found[one.contact_id][one.kind] = given
    return found


def without_refusers(
    session: Session, receivers: Sequence[Receiver]
) -> tuple[tuple[Receiver, ...], tuple[str, ...]]:
    """Return who may be sent advertising, and the names of those who refused it.

    A receiver without a contact is the client's main one.
    """
    people = _people(session, {one.client_id for one in receivers})
    ids = {id_ for id_, _name in people.values()}
    consents = consents_of(session, ids)
    refused = {
        id_: name
        for id_, name in people.values()
        if (said := consents.get(id_, {}).get(ConsentKind.ADVERTISING)) and not said.agreed
    }
    stay, left_out = [], []
    for one in receivers:
        key = ("contact", one.contact_id) if one.contact_id else ("client", one.client_id)
        id_, _name = people.get(key, (0, ""))
        if id_ in refused:
            left_out.append(refused[id_])
        else:
            stay.append(one)
    return tuple(stay), tuple(left_out)


def _people(
    session: Session, client_ids: Collection[int]
) -> Mapping[tuple[str, int], tuple[int, str]]:
    """Return contacts by their own id, and the main ones by their client's."""
    query = select(Contact.id, Contact.client_id, Contact.name, Contact.main).where(
        Contact.client_id.in_(all_of(client_ids)), Contact.deleted_at.is_(None)
    )
    found: dict[tuple[str, int], tuple[int, str]] = {}
    for row in session.execute(query):
        found["contact", row.id] = row.id, row.name
        if row.main:
            found["client", row.client_id] = row.id, row.name
    return found
