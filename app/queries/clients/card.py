"""Reads behind a client's card: its head, its overview, and the draft its form edits."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.domain.clients import ClientDraft
from app.domain.types import ClientId, GradeSource, TaskKind, TaskStatus
from app.models import Agreement, Client, ClientTag, ClientYear, Staff, Task
from app.queries.clients.rows import ClientRow, client_rows

YEARS_SHOWN = 5
TASKS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ClientHead:
    """What stands on top of a client's card."""

    row: ClientRow
    status_reason: str
    grade_source: GradeSource | None
    relationship_manager: str
    bad_debt: bool
    deleted: bool


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


def client_head(session: Session, client_id: ClientId, *, today: date) -> ClientHead | None:
    """Return the head of a client's card; None when there is no such client."""
    rows = client_rows(session, [client_id], today=today)
    if not rows:
        return None
    columns = (
        Client.status_reason,
        Client.grade_source,
        func.coalesce(Staff.name, ""),
        Client.bad_debt,
        Client.deleted_at.is_not(None),
    )
    relation = select(*columns).outerjoin(Staff, Staff.id == Client.relationship_manager_id)
    return ClientHead(rows[0], *session.execute(relation.where(Client.id == client_id)).one())


def client_draft(session: Session, client_id: ClientId) -> tuple[ClientDraft, int] | None:
    """Return what the form edits and the version it was loaded at; None for a deleted client."""
    client = session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        return None
    return _draft(session, client), client.version


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
        _draft(session, client),
        manager=names[0] or "",
        relationship_manager=names[1] or "",
        parent=names[2] or "",
        branches=session.scalar(below) or 0,
        extra=tuple((name, str(value)) for name, value in client.extra.items()),
        years=_years(session, client_id),
        tasks=_tasks(session, client_id),
        agreement_to=session.scalar(valid),
    )


def _draft(session: Session, client: Client) -> ClientDraft:
    own = {f.name: getattr(client, f.name) for f in fields(ClientDraft) if f.name != "tags"}
    tags = select(ClientTag.tag).where(ClientTag.client_id == client.id).order_by(ClientTag.tag)
    return ClientDraft(**own, tags=tuple(session.scalars(tags)))


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
