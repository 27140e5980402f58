"""Reads about tasks (待办): what is to be done, for whom, by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, time
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session

from app.domain.tasks import TaskDraft
from app.domain.types import (
    CaseId,
    ClientId,
    CommunicationId,
    ContactId,
    StaffId,
    TaskId,
    TaskKind,
    TaskStatus,
)
from app.language.pinyin import query_words
from app.models import Client, ClientFact, Contact, Staff, Task
from app.queries.clients.filters import mentions
from app.queries.id_lists import id_list

MOST_OPEN = 200
"""More open tasks of one client are not shown at once."""


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks are shown; the default shows everybody's open ones.

    ``due_to`` is included. An empty set lets everything through; None among ``staff_ids`` stands
    for tasks nobody was named for. ``ids`` are the rows behind a number.
    """

    text: str = ""
    client_id: ClientId | None = None
    staff_id: StaffId | None = None
    staff_ids: frozenset[StaffId | None] = frozenset()
    kinds: frozenset[TaskKind] = frozenset()
    due_from: date | None = None
    due_to: date | None = None
    statuses: frozenset[TaskStatus] = frozenset({TaskStatus.OPEN})
    ids: frozenset[int] | None = None


class TaskColumn(StrEnum):
    """By what the list of tasks can be sorted."""

    DUE = "due_on"
    CLIENT = "client"
    TITLE = "title"
    KIND = "kind"
    STAFF = "staff"
    STATUS = "status"
    FINISHED = "finished_on"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with the names of whom it concerns. ``communication_id``: the entry it came of."""

    id: TaskId
    client_id: ClientId
    client_code: str
    client_name: str
    contact_id: ContactId | None
    contact_name: str | None
    communication_id: CommunicationId | None
    kind: TaskKind
    title: str
    due_on: date
    staff_id: StaffId | None
    staff_name: str | None
    status: TaskStatus
    finished_on: date | None
    outcome: str
    version: int
    due_time: time | None = None
    case_id: CaseId | None = None


def task_ids(
    session: Session,
    wanted: TaskFilter,
    *,
    by: TaskColumn = TaskColumn.DUE,
    descending: bool = False,
) -> list[TaskId]:
    """Return the tasks the filter lets through, the most urgent first unless sorted otherwise."""
    query = (
        select(Task.id)
        .join(Client, Client.id == Task.client_id)
        .outerjoin(Staff, Staff.id == Task.staff_id)
        .where(*_conditions(wanted))
        .order_by(*_order(by, descending=descending))
    )
    found = id_list(session, query)
    return [TaskId(id_) for id_ in found if wanted.ids is None or id_ in wanted.ids]


def task_rows(session: Session, ids: Sequence[int]) -> list[TaskRow]:
    """Return the rows of these tasks in the order asked for, leaving out any now gone."""
    columns: tuple[Any, ...] = (
        Task.id,
        Task.client_id,
        Client.code,
        Client.name,
        Task.contact_id,
        Contact.name,
        Task.communication_id,
        Task.kind,
        Task.title,
        Task.due_on,
        Task.staff_id,
        Staff.name,
        Task.status,
        Task.finished_on,
        Task.outcome,
        Task.version,
        Task.due_time,
        Task.case_id,
    )
    found = session.execute(
        select(*columns)
        .join(Client, Client.id == Task.client_id)
        .outerjoin(Contact, Contact.id == Task.contact_id)
        .outerjoin(Staff, Staff.id == Task.staff_id)
        .where(Task.id.in_(ids))
    )
    rows = {row.id: TaskRow(*row) for row in found}
    return [rows[id_] for id_ in map(TaskId, ids) if id_ in rows]


def open_tasks(session: Session, wanted: TaskFilter) -> list[TaskRow]:
    """Return the most urgent tasks the filter lets through, ``MOST_OPEN`` at most."""
    return task_rows(session, task_ids(session, wanted)[:MOST_OPEN])


def tasks_of_case(session: Session, case_id: CaseId) -> list[TaskRow]:
    """Return what is or was to be done about a problem, what is still open first."""
    query = (
        select(Task.id)
        .where(Task.case_id == case_id, Task.deleted_at.is_(None))
        .order_by(Task.status != TaskStatus.OPEN, Task.due_on, Task.id)
    )
    return task_rows(session, list(session.scalars(query)))


def task_draft(session: Session, task_id: TaskId) -> tuple[TaskDraft, int] | None:
    """Return a task as a form edits it, with its version; None when it is gone."""
    task = session.get(Task, task_id)
    if task is None or task.deleted_at is not None:
        return None
    values = {f.name: getattr(task, f.name) for f in fields(TaskDraft)}
    return TaskDraft(**values), task.version


def _order(by: TaskColumn, *, descending: bool) -> list[ColumnElement[Any]]:
    untimed = case((Task.due_time.is_(None), 1), else_=0)
    due: list[ColumnElement[Any]] = [
        Task.due_on.expression,
        untimed,
        Task.due_time.expression,
        Task.id.expression,
    ]
    columns: dict[TaskColumn, ColumnElement[Any]] = {
        TaskColumn.DUE: Task.due_on.expression,
        TaskColumn.CLIENT: Client.name_key.expression,
        TaskColumn.TITLE: Task.title.expression,
        TaskColumn.KIND: Task.kind.expression,
        TaskColumn.STAFF: Staff.name_key.expression,
        TaskColumn.STATUS: Task.status.expression,
        TaskColumn.FINISHED: Task.finished_on.expression,
    }
    first = columns[by]
    return [first.desc() if descending else first, *due]


def _conditions(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Task.deleted_at.is_(None), Client.deleted_at.is_(None)]
    if wanted.statuses:
        conditions.append(Task.status.in_(wanted.statuses))
    if wanted.kinds:
        conditions.append(Task.kind.in_(wanted.kinds))
    if wanted.client_id is not None:
        conditions.append(Task.client_id == wanted.client_id)
    if wanted.due_from is not None:
        conditions.append(Task.due_on >= wanted.due_from)
    if wanted.due_to is not None:
        conditions.append(Task.due_on <= wanted.due_to)
    return [*conditions, *_whose(wanted), *_named(wanted.text)]


def _whose(wanted: TaskFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.staff_id is not None:
        yield Task.staff_id == wanted.staff_id
    if wanted.staff_ids:
        named = Task.staff_id.in_([one for one in wanted.staff_ids if one is not None])
        yield or_(Task.staff_id.is_(None), named) if None in wanted.staff_ids else named


def _named(text: str) -> Iterator[ColumnElement[bool]]:
    """Yield the condition that every word stands in the title or is one of the client's."""
    for word in query_words(text):
        client = select(ClientFact.client_id).where(mentions(word))
        title = Task.title.icontains(word, autoescape=True)
        yield or_(title, Task.client_id.in_(client))
