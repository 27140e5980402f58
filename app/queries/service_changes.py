"""Which clients receive another service once a screening is approved (policy P9, P10)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.standing import new_since
from app.domain.types import ClientId, ScreeningId, StaffId
from app.models import Client, ClientFact, ScreeningLine
from app.queries.id_lists import id_list
from app.queries.office import office_settings
from app.queries.screening.later_years import graded_later
from app.queries.standards import by_standard, service_standards


@dataclass(frozen=True, slots=True)
class ServiceChange:
    """How many clients go from one service standard to another, by their labels."""

    before: str
    after: str
    clients: int


def service_changes(
    session: Session, screening_id: ScreeningId, today: date, *, manager_id: StaffId | None = None
) -> list[ServiceChange]:
    """Return what approving a screening now would change, the most frequent change first.

    A line without a grade leaves its client's grade, and so its service, as it is; so does an
    old year's line of a client that a later year has graded.

    Args:
        session: The office file.
        screening_id: Which screening.
        today: On which the client is new or not, where its grade has no standard.
        manager_id: Whose clients; None for everybody's.
    """
    before, after = _labels(session, today)
    query = _changing(select(before, after, func.count()), screening_id, manager_id, before, after)
    found = [ServiceChange(*row) for row in session.execute(query.group_by(before, after))]
    return sorted(found, key=lambda one: (-one.clients, one.before, one.after))


def clients_changing_service(
    session: Session, screening_id: ScreeningId, today: date, *, manager_id: StaffId | None = None
) -> list[ClientId]:
    """Return the clients behind ``service_changes``."""
    labels = _labels(session, today)
    query = _changing(select(Client.id), screening_id, manager_id, *labels)
    return [ClientId(id_) for id_ in id_list(session, query)]


def _labels(session: Session, today: date) -> tuple[Any, Any]:
    standards = service_standards(session)
    new_from = new_since(today, office_settings(session).new_months)
    now = by_standard(standards, new_from, lambda one: one.label)
    graded = by_standard(standards, new_from, lambda one: one.label, ScreeningLine.grade)
    return now, graded


def _changing(
    query: Select[Any],
    screening_id: ScreeningId,
    manager_id: StaffId | None,
    before: Any,
    after: Any,
) -> Select[Any]:
    whose = () if manager_id is None else (ScreeningLine.manager_id == manager_id,)
    return (
        query.select_from(ScreeningLine)
        .join(Client, Client.id == ScreeningLine.client_id)
        .join(ClientFact, ClientFact.client_id == Client.id)
        .where(
            ScreeningLine.screening_id == screening_id,
            ScreeningLine.grade.is_not(None),
            ScreeningLine.client_id.not_in(graded_later(screening_id)),
            before != after,
            *whose,
        )
    )
