"""Reads about handing clients over: what each client's state is, and what was handed over when."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.handover import HandoverFigures, figures_from, named_matters
from app.domain.types import CaseState, ClientId, HandoverId, StaffId, TaskStatus
from app.models import (
    Agreement,
    Case,
    Client,
    ClientFact,
    ClientYear,
    Handover,
    HandoverLine,
    Staff,
    Task,
)
from app.queries.ageing import receivables
from app.queries.clients.mains import MainContact, main_contacts
from app.queries.id_lists import all_of

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One handover as listed; the names are those of the day."""

    id: HandoverId
    handed_on: date
    from_name: str
    to_name: str
    reason: str
    staff: str
    clients: int


@dataclass(frozen=True, slots=True)
class HandedClient:
    """One client of a handover, as it stood on the day."""

    client_id: ClientId
    figures: HandoverFigures
    remark: str


@dataclass(frozen=True, slots=True)
class HandoverRecord:
    """A handover as it is printed."""

    row: HandoverRow
    lines: tuple[HandedClient, ...]


def clients_in_hand(
    session: Session, staff_id: StaffId, among: Collection[ClientId] | None = None
) -> list[ClientId]:
    """Return the clients somebody looks after, as account or relationship manager, by pinyin.

    ``among``: only of these.
    """
    query = select(Client.id).where(
        or_(Client.manager_id == staff_id, Client.relationship_manager_id == staff_id),
        Client.deleted_at.is_(None),
    )
    if among is not None:
        query = query.where(Client.id.in_(all_of(among)))
    return [ClientId(id_) for id_ in session.scalars(query.order_by(Client.name_key, Client.id))]


def managers_of(session: Session, client_ids: Collection[ClientId]) -> dict[StaffId, int]:
    """Return who looks after these clients and how many each, who has most first."""
    query = (
        select(Client.manager_id, func.count())
        .where(Client.id.in_(all_of(client_ids)), Client.manager_id.is_not(None))
        .group_by(Client.manager_id)
        .order_by(func.count().desc(), Client.manager_id)
    )
    return {StaffId(id_): count for id_, count in session.execute(query) if id_ is not None}


def client_figures(
    session: Session, client_ids: Sequence[ClientId], today: date
) -> dict[ClientId, HandoverFigures]:
    """Return how each of these clients stands today, by a fixed number of statements."""
    contacts = main_contacts(session, client_ids) if client_ids else {}
    owed = receivables(session, today, client_ids) if client_ids else {}
    tasks, cases = _tasks(session, client_ids), _cases(session, client_ids)
    found: dict[ClientId, HandoverFigures] = {}
    for row in session.execute(_clients(client_ids, today)):
        id_ = ClientId(row.id)
        one = owed.get(id_)
        found[id_] = HandoverFigures(
            code=row.code,
            name=row.name,
            grade=row.grade,
            contact=_called(contacts.get(id_)),
            amount=row.amount or ZERO,
            last_amount=row.last_amount or ZERO,
            receivable=ZERO if one is None else one.overdue + one.not_due,
            overdue=ZERO if one is None else one.overdue,
            open_tasks=len(tasks[id_]),
            open_cases=len(cases[id_]),
            matters=named_matters((*cases[id_], *tasks[id_])),
            last_contact_on=row.last_contact_on,
            agreement_ends_on=row.agreement_ends_on,
        )
    return {id_: found[id_] for id_ in client_ids if id_ in found}


def handover_rows(session: Session, text: str = "") -> list[HandoverRow]:
    """Return every handover whose names, reason or clients hold the text, the newest first."""
    query = _handovers()
    for word in text.split():
        told = select(HandoverLine.handover_id).join(Client, Client.id == HandoverLine.client_id)
        named = Client.name.icontains(word, autoescape=True)
        own = (Handover.from_name, Handover.to_name, Handover.reason)
        query = query.where(
            or_(
                *(column.icontains(word, autoescape=True) for column in own),
                Handover.id.in_(told.where(named)),
            )
        )
    return [HandoverRow(*row) for row in session.execute(query)]


def handover_record(session: Session, handover_id: HandoverId) -> HandoverRecord | None:
    """Return one handover with its clients as they stood; None when it was taken back."""
    row = session.execute(_handovers().where(Handover.id == handover_id)).one_or_none()
    if row is None:
        return None
    lines = session.scalars(
        select(HandoverLine)
        .where(HandoverLine.handover_id == handover_id)
        .order_by(HandoverLine.id)
    )
    return HandoverRecord(
        HandoverRow(*row),
        tuple(
            HandedClient(ClientId(one.client_id), figures_from(one.figures), one.remark)
            for one in lines
        ),
    )


def _handovers() -> Select[*tuple[Any, ...]]:
    clients = (
        select(func.count())
        .where(HandoverLine.handover_id == Handover.id)
        .correlate(Handover)
        .scalar_subquery()
    )
    return (
        select(
            Handover.id,
            Handover.handed_on,
            Handover.from_name,
            Handover.to_name,
            Handover.reason,
            func.coalesce(Staff.name, ""),
            clients,
        )
        .outerjoin(Staff, Staff.id == Handover.staff_id)
        .order_by(Handover.handed_on.desc(), Handover.id.desc())
    )


def _called(contact: MainContact | None) -> str:
    return "" if contact is None else f"{contact.name} {contact.telephone}".strip()


def _clients(client_ids: Sequence[ClientId], today: date) -> Select[*tuple[Any, ...]]:
    this_year, last_year = aliased(ClientYear), aliased(ClientYear)
    ends = (
        select(func.max(Agreement.valid_to))
        .where(Agreement.client_id == Client.id, Agreement.deleted_at.is_(None))
        .correlate(Client)
        .scalar_subquery()
    )
    return (
        select(
            Client.id,
            Client.code,
            Client.name,
            Client.grade,
            this_year.amount.label("amount"),
            last_year.amount.label("last_amount"),
            ClientFact.last_contact_on,
            ends.label("agreement_ends_on"),
        )
        .join(ClientFact, ClientFact.client_id == Client.id)
        .outerjoin(this_year, (this_year.client_id == Client.id) & (this_year.year == today.year))
        .outerjoin(
            last_year, (last_year.client_id == Client.id) & (last_year.year == today.year - 1)
        )
        .where(Client.id.in_(all_of(client_ids)), Client.deleted_at.is_(None))
    )


def _tasks(session: Session, client_ids: Sequence[ClientId]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = (
        select(Task.client_id, Task.due_on, Task.title)
        .where(
            Task.client_id.in_(all_of(client_ids)),
            Task.status == TaskStatus.OPEN,
            Task.deleted_at.is_(None),
        )
        .order_by(Task.due_on, Task.id)
    )
    for client_id, due_on, title in session.execute(query):
        found[client_id].append(f"{due_on} {title}")
    return found


def _cases(session: Session, client_ids: Sequence[ClientId]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = (
        select(Case.client_id, Case.number, Case.title)
        .where(
            Case.client_id.in_(all_of(client_ids)),
            Case.state != CaseState.CLOSED,
            Case.deleted_at.is_(None),
        )
        .order_by(Case.received_at, Case.id)
    )
    for client_id, number, title in session.execute(query):
        found[client_id].append(f"{number} {title}")
    return found
