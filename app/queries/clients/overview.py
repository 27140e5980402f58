"""What the tab 概况 of a client's card shows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.domain.clients import ClientDraft
from app.domain.types import ClientId, TaskKind, TaskStatus
from app.models import Agreement, Client, ClientYear, Staff, Task
from app.queries.clients.card import draft_of

YEARS_SHOWN = 5
TASKS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class YearSum:
    """A client's completed bookings of one year of arrival."""

    year: int
    amount: Decimal
    room_nights: int
    bookings: int


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something still to do for a client."""

    id: int
    kind: TaskKind
    title: str
    due_on: date
    staff: str


@dataclass(frozen=True, slots=True)
class ClientOverview:
    """What the tab 概况 shows. ``agreement_to``: until when the agreements run."""

    draft: ClientDraft
    manager: str
    relationship_manager: str
    parent: str
    branches: int
    extra: tuple[tuple[str, str], ...]
    years: tuple[YearSum, ...]
    tasks: tuple[OpenTask, ...]
    agreement_to: date | None


def client_overview(session: Session, client_id: ClientId) -> ClientOverview:
    """Return what the tab 概况 shows of a client.

    Raises:
        NoResultFound: There is no such client.
    """
    manager, relation, parent = aliased(Staff), aliased(Staff), aliased(Client)
    query = (
        select(Client, manager.name, relation.name, parent.name)
        .outerjoin(manager, manager.id == Client.manager_id)
        .outerjoin(relation, relation.id == Client.relationship_manager_id)
        .outerjoin(parent, parent.id == Client.parent_id)
    )
    client, *names = session.execute(query.where(Client.id == client_id)).one()
    below = select(func.count()).where(Client.parent_id == client_id, Client.deleted_at.is_(None))
    valid = select(func.max(Agreement.valid_to)).where(
        Agreement.client_id == client_id, Agreement.deleted_at.is_(None)
    )
    return ClientOverview(
        draft_of(session, client),
        manager=names[0] or "",
        relationship_manager=names[1] or "",
        parent=names[2] or "",
        branches=session.scalar(below) or 0,
        extra=tuple((name, str(value)) for name, value in client.extra.items()),
        years=_years(session, client_id),
        tasks=_tasks(session, client_id),
        agreement_to=session.scalar(valid),
    )


def _years(session: Session, client_id: ClientId) -> tuple[YearSum, ...]:
    columns = (ClientYear.year, ClientYear.amount, ClientYear.room_nights, ClientYear.bookings)
    query = select(*columns).where(ClientYear.client_id == client_id)
    latest = query.order_by(ClientYear.year.desc()).limit(YEARS_SHOWN)
    return tuple(YearSum(*row) for row in session.execute(latest))


def _tasks(session: Session, client_id: ClientId) -> tuple[OpenTask, ...]:
    columns = (Task.id, Task.kind, Task.title, Task.due_on, func.coalesce(Staff.name, ""))
    query = select(*columns).outerjoin(Staff, Staff.id == Task.staff_id)
    own = (Task.client_id == client_id, Task.status == TaskStatus.OPEN, Task.deleted_at.is_(None))
    soonest = query.where(*own).order_by(Task.due_on, Task.id).limit(TASKS_SHOWN)
    return tuple(OpenTask(*row) for row in session.execute(soonest))
