"""The lines of the client list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.standing import standing
from app.domain.types import ClientId, ClientKind, ClientStatus, Standing, TaskStatus
from app.models import Client, ClientFact, ClientTag, ClientYear, Staff, Task
from app.queries.clients.mains import MainContact, main_contacts
from app.queries.office import office_settings

NOBODY = MainContact("", "")
OWN = (
    "id",
    "code",
    "name",
    "short_name",
    "kind",
    "industry",
    "segment",
    "region",
    "source",
    "grade",
    "major",
    "telephones",
    "credit_limit",
    "terms_days",
    "status",
    "extra",
    "version",
)

IDS: BindParameter[Any] = bindparam("ids", expanding=True)
TASKS = (
    select(Task.client_id, Task.title, Task.due_on)
    .where(Task.client_id.in_(IDS), Task.status == TaskStatus.OPEN, Task.deleted_at.is_(None))
    .order_by(Task.client_id, Task.due_on.desc(), Task.id.desc())
)
"""Open tasks, of each client the next one last.

By client first: by day alone SQLite takes the index of days and reads every open task there is.
"""
TAGS = (
    select(ClientTag.client_id, ClientTag.tag)
    .where(ClientTag.client_id.in_(IDS))
    .order_by(ClientTag.tag)
)


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One line of the client list.

    ``amount`` and ``last_amount`` are this year's and last year's completed bookings, in yuan;
    None when there were none. ``extra`` holds the office's own fields by key.
    """

    id: ClientId
    code: str
    name: str
    short_name: str
    kind: ClientKind | None
    industry: str
    segment: str
    region: str
    source: str
    manager: str
    grade: str | None
    standing: Standing
    major: bool
    contact: str
    telephone: str
    amount: Decimal | None
    last_amount: Decimal | None
    first_stay_on: date | None
    last_stay_on: date | None
    last_contact_on: date | None
    next_task: str
    next_task_on: date | None
    credit_limit: Decimal | None
    terms_days: int | None
    tags: tuple[str, ...]
    status: ClientStatus
    version: int
    extra: Mapping[str, str] = field(default_factory=dict)


def client_rows(session: Session, ids: Sequence[int], *, today: date) -> list[ClientRow]:
    """Return the rows of these clients in the order asked for, leaving out any now gone."""
    mains, tasks, tags = main_contacts(session, ids), _tasks(session, ids), _tags(session, ids)
    months = office_settings(session).new_months
    rows: dict[int, ClientRow] = {}
    for found in session.execute(_columns(today.year), {"ids": ids}):
        values = found._asdict()
        own_telephones = values.pop("telephones")
        main = mains.get(found.id, NOBODY)
        task, due_on = tasks.get(found.id, ("", None))
        rows[found.id] = ClientRow(
            **values,
            standing=standing(found.first_stay_on, today, months),
            contact=main.name,
            telephone=main.telephone or own_telephones,
            next_task=task,
            next_task_on=due_on,
            tags=tuple(tags[found.id]),
        )
    return [rows[id_] for id_ in ids if id_ in rows]


@cache
def _columns(year: int) -> Select[Any]:
    """Return the main query, made once: building it takes longer than running it."""
    this_year, last_year = aliased(ClientYear), aliased(ClientYear)
    own = (getattr(Client, name) for name in OWN)
    return (
        select(
            *own,
            func.coalesce(Staff.name, "").label("manager"),
            ClientFact.first_stay_on,
            ClientFact.last_stay_on,
            ClientFact.last_contact_on,
            this_year.amount.label("amount"),
            last_year.amount.label("last_amount"),
        )
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .outerjoin(ClientFact, ClientFact.client_id == Client.id)
        .outerjoin(this_year, _of_year(this_year, year))
        .outerjoin(last_year, _of_year(last_year, year - 1))
        .where(Client.id.in_(IDS))
    )


def _of_year(sums: type[ClientYear], year: int) -> ColumnElement[bool]:
    return and_(sums.client_id == Client.id, sums.year == year)


def _tasks(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, date]]:
    """Return what is to be done next for each client, and when."""
    found = session.execute(TASKS, {"ids": ids})
    return {client_id: (title, due_on) for client_id, title, due_on in found}


def _tags(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for client_id, tag in session.execute(TAGS, {"ids": ids}):
        found[client_id].append(tag)
    return found
