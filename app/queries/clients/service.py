"""What one client receives, why, and how it stands against the intervals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Date, bindparam, or_, select
from sqlalchemy.orm import Session

from app.domain.standards import Granted, ServiceStandard, Strategy
from app.domain.standing import standing
from app.domain.types import ClientId, ClientStatus, Scale, Standing, TaskRule
from app.models import Agreement, AgreementRate, Client, ClientFact
from app.queries.contact_due import ContactDue, contact_dues
from app.queries.kept import kept
from app.queries.office import office_settings
from app.queries.standards import service_standards

# Made once: building them takes longer than running them.
FILE = (
    select(Client.grade, Client.status, Client.major, Client.credit_limit, ClientFact.first_stay_on)
    .join(ClientFact, ClientFact.client_id == Client.id)
    .where(Client.id == bindparam("client"))
)
RATES = (
    select(AgreementRate.room_type, AgreementRate.rate)
    .join(Agreement, Agreement.id == AgreementRate.agreement_id)
    .where(
        Agreement.client_id == bindparam("client"),
        Agreement.deleted_at.is_(None),
        or_(Agreement.valid_to.is_(None), Agreement.valid_to >= bindparam("today", type_=Date)),
    )
    .order_by(AgreementRate.id)
)


@dataclass(frozen=True, slots=True)
class ClientService:
    """What a client receives by its ``grade``, or where that has no standard by its ``standing``.

    ``dues`` holds one line for contact and one for visit, as far as the standard asks for them and
    the client is 合作. ``granted`` is compared with the standard's ceilings.
    """

    standard: ServiceStandard
    grade: str | None
    standing: Standing
    dues: tuple[ContactDue, ...]
    strategies: tuple[Strategy, ...]
    granted: Granted


def client_service(session: Session, client_id: ClientId, today: date) -> ClientService | None:
    """Return what a client receives; None when there is no such client.

    Kept, since the head of a card asks for it and its first tab does too.
    """
    question = ("client_service", client_id, today)
    return kept(session, question, lambda: _client_service(session, client_id, today))


def _client_service(session: Session, client_id: ClientId, today: date) -> ClientService | None:
    found = session.execute(FILE, {"client": client_id}).one_or_none()
    if found is None:
        return None
    stands = standing(found.first_stay_on, today, office_settings(session).new_months)
    rules = (TaskRule.CONTACT, TaskRule.VISIT) if found.status is ClientStatus.ACTIVE else ()
    dues = [due for rule in rules for due in contact_dues(session, today, rule, [client_id])]
    standards = service_standards(session)
    scale = Scale.MAJOR if found.major else Scale.ORDINARY
    return ClientService(
        standards.of(found.grade, stands),
        found.grade,
        stands,
        tuple(dues),
        tuple(standards.strategies(found.grade, stands, scale)),
        Granted(found.credit_limit, _rates(session, client_id, today)),
    )


def _rates(session: Session, client_id: int, today: date) -> tuple[tuple[str, Decimal], ...]:
    """Return the rates agreed with a client for today or later."""
    found = session.execute(RATES, {"client": client_id, "today": today})
    return tuple((room, rate) for room, rate in found)
