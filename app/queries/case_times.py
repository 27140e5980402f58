"""What a client is promised when something goes wrong: the service standard that applies to it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.standards import ServiceStandard
from app.domain.standing import standing
from app.domain.types import ClientId
from app.models import Client, ClientFact
from app.queries.office import office_settings
from app.queries.standards import service_standards


def case_standard(session: Session, client_id: ClientId | int, *, today: date) -> ServiceStandard:
    """Return the service standard of a client, by its grade or by 准/新/老客户."""
    query = (
        select(Client.grade, ClientFact.first_stay_on)
        .outerjoin(ClientFact, ClientFact.client_id == Client.id)
        .where(Client.id == client_id)
    )
    grade, first_stay_on = session.execute(query).one()
    months = office_settings(session).new_months
    return service_standards(session).of(grade, standing(first_stay_on, today, months))
