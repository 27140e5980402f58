"""What the tab 概况 of a client's card shows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.clients import ClientDraft
from app.domain.own_fields import named_values
from app.domain.types import ClientId, TaskKind, TaskStatus
from app.models import Agreement, Client, ClientYear, Staff, Task
from app.queries.clients.card import draft_of
from app.queries.own_fields import own_fields

YEARS_SHOWN = 5
TASKS_SHOWN = 5

CLIENT: BindParameter[int] = bindparam("client")
YEARS = (
    select(ClientYear.year, ClientYear.amount, ClientYear.room_nights, ClientYear.bookings)
    .where(ClientYear.client_id == CLIENT)
    .order_by(ClientYear.year.desc())
    .limit(YEARS_SHOWN)
)
TASKS = (
    select(Task.id, Task.kind, Task.title, Task.due_on, func.coalesce(Staff.name, ""))
    .outerjoin(Staff, Staff.id == Task.staff_id)
    .where(Task.client_id == CLIENT, Task.status == TaskStatus.OPEN, Task.deleted_at.is_(None))
    .order_by(Task.due_on, Task.id)
    .limit(TASKS_SHOWN)
)


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
    own = {"client": client_id}
    client, *names, branches, agreement_to = session.execute(_file(), own).one()
    return ClientOverview(
        draft_of(session, client),
        manager=names[0] or "",
        relationship_manager=names[1] or "",
        parent=names[2] or "",
        branches=branches,
        extra=named_values(own_fields(session), client.extra) if client.extra else (),
        years=tuple(YearSum(*row) for row in session.execute(YEARS, own)),
        tasks=tuple(OpenTask(*row) for row in session.execute(TASKS, own)),
        agreement_to=agreement_to,
    )


@cache
def _file() -> Select[Any]:
    """Return the main query, made once: building it takes longer than running it."""
    manager, relation = aliased(Staff), aliased(Staff)
    parent, branch = aliased(Client), aliased(Client)
    below = select(func.count()).where(branch.parent_id == CLIENT, branch.deleted_at.is_(None))
    valid = select(func.max(Agreement.valid_to)).where(
        Agreement.client_id == CLIENT, Agreement.deleted_at.is_(None)
    )
    names = (manager.name, relation.name, parent.name)
    return (
        select(Client, *names, below.scalar_subquery(), valid.scalar_subquery())
        .outerjoin(manager, manager.id == Client.manager_id)
        .outerjoin(relation, relation.id == Client.relationship_manager_id)
        .outerjoin(parent, parent.id == Client.parent_id)
        .where(Client.id == CLIENT)
    )
