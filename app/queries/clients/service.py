"""What one client receives, why, and how it stands against the intervals."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.standards import ServiceStandard
from app.domain.standing import standing
from app.domain.types import ClientId, ClientStatus, Standing, TaskRule
from app.models import Client, ClientFact
from app.queries.contact_due import ContactDue, contact_dues
from app.queries.kept import kept
from app.queries.office import office_settings
from app.queries.standards import service_standards


@dataclass(frozen=True, slots=True)
class ClientService:
    """What a client receives by its ``grade``, or where that has no standard by its ``standing``.

    ``dues`` holds one line for contact and one for visit, as far as the standard asks for them and
    the client is 合作.
    """

    standard: ServiceStandard
    grade: str | None
    standing: Standing
    dues: tuple[ContactDue, ...]


def client_service(session: Session, client_id: ClientId, today: date) -> ClientService | None:
    """Return what a client receives; None when there is no such client.

    Kept, since the head of a card asks for it and its first tab does too.
    """
    question = ("client_service", client_id, today)
    return kept(session, question, lambda: _client_service(session, client_id, today))


def _client_service(session: Session, client_id: ClientId, today: date) -> ClientService | None:
    query = select(Client.grade, Client.status, ClientFact.first_stay_on).join(
        ClientFact, ClientFact.client_id == Client.id
    )
    found = session.execute(query.where(Client.id == client_id)).one_or_none()
    if found is None:
        return None
    stands = standing(found.first_stay_on, today, office_settings(session).new_months)
    rules = (TaskRule.CONTACT, TaskRule.VISIT) if found.status is ClientStatus.ACTIVE else ()
    dues = [due for rule in rules for due in contact_dues(session, today, rule, [client_id])]
    standard = service_standards(session).of(found.grade, stands)
    return ClientService(standard, found.grade, stands, tuple(dues))
