"""Planned against done visits and contacts: what the coverage report counts."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from app.domain.communications import RECEIVED_ONLY
from app.domain.coverage import ClientTally, Span
from app.domain.standing import standing
from app.domain.types import Channel, ClientStatus, CommunicationId, StaffId, TaskRule
from app.models import Client, ClientFact, Communication, Staff
from app.queries.contact_due import local_day
from app.queries.id_lists import all_of, id_list
from app.queries.office import office_settings
from app.queries.standards import service_standards, standard_lines

VISIT = Communication.channel == Channel.VISIT
MADE = Communication.channel.not_in(RECEIVED_ONLY)


def client_tallies(
    session: Session, span: Span, manager_ids: Collection[StaffId] = ()
) -> list[ClientTally]:
    """Return what each client asked for and got in a period, by its manager's name.

    Counted are the clients that are now 合作 and have a manager, with the grade and the manager
    they have now; a client began when its file was opened or it first stayed.

    Args:
        session: The office file.
        span: The days that are counted.
        manager_ids: Whose clients; empty for everybody's.
    """
    standards, months = service_standards(session), office_settings(session).new_months
    places = {line.standard.label: line.id for line in standard_lines(session, span.today)}
    tallies = []
    for row in _rows(session, span, manager_ids):
        standard = standards.of(row.grade, standing(row.first_stay_on, span.today, months))
        opened_on = local_day(row.created_at)
        began_on = min(opened_on, row.first_stay_on or opened_on)
        tallies.append(
            ClientTally(
                client_id=row.id,
                manager_id=row.manager_id,
                manager=row.manager,
                standard=standard.label,
                place=places[standard.label],
                days=span.days_since(began_on),
                contact_days=standard.contact_days,
                visit_days=standard.visit_days,
                contacts=row.contacts or 0,
                visits=row.visits or 0,
            )
        )
    return tallies


def covering_entries(
    session: Session, rule: TaskRule, client_ids: Collection[int], span: Span
) -> list[CommunicationId]:
    """Return the log entries behind a number of contacts (or visits) made."""
    counted = VISIT if rule is TaskRule.VISIT else MADE
    query = select(Communication.id).where(
        Communication.client_id.in_(all_of(client_ids)),
        counted,
        *_held(span),
    )
    return [CommunicationId(id_) for id_ in id_list(session, query.order_by(Communication.id))]


def _rows(session: Session, span: Span, manager_ids: Collection[StaffId]) -> Any:
    made = (
        select(
            Communication.client_id,
            func.sum(case((MADE, 1), else_=0)).label("contacts"),
            func.sum(case((VISIT, 1), else_=0)).label("visits"),
        )
        .where(*_held(span))
        .group_by(Communication.client_id)
        .subquery()
    )
    query = (
        select(
            Client.id,
            Client.manager_id,
            Staff.name.label("manager"),
            Client.grade,
            Client.created_at,
            ClientFact.first_stay_on,
            made.c.contacts,
            made.c.visits,
        )
        .join(Staff, Staff.id == Client.manager_id)
        .join(ClientFact, ClientFact.client_id == Client.id)
        .outerjoin(made, made.c.client_id == Client.id)
        .where(Client.deleted_at.is_(None), Client.status == ClientStatus.ACTIVE)
        .order_by(Staff.name_key, Staff.id, Client.id)
    )
    if manager_ids:
        query = query.where(Client.manager_id.in_(manager_ids))
    return session.execute(query)


def _held(span: Span) -> list[ColumnElement[bool]]:
    found = [Communication.deleted_at.is_(None), Communication.held_on <= span.last_past_on]
    if span.first_on is not None:
        found.append(Communication.held_on >= span.first_on)
    return found
