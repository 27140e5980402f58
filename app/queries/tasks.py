"""Reads about tasks (待办): what is to be done, for whom, by when."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.tasks import TaskDraft
from app.domain.types import (
    ClientId,
    CommunicationId,
    ContactId,
    StaffId,
    TaskId,
    TaskKind,
    TaskStatus,
)
from app.models import Client, Contact, Staff, Task


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks are shown; the default shows everybody's open ones.

    ``due_to`` is included. ``statuses`` empty shows all of them.
    """

    client_id: ClientId | None = None
    staff_id: StaffId | None = None
    due_from: date | None = None
    due_to: date | None = None
    statuses: frozenset[TaskStatus] = frozenset({TaskStatus.OPEN})


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


def task_ids(session: Session, wanted: TaskFilter) -> list[TaskId]:
    """Return the tasks the filter lets through, the most urgent first."""
    query = select(Task.id).where(*_conditions(wanted)).order_by(Task.due_on, Task.id)
    return [TaskId(id_) for id_ in session.scalars(query)]


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


def open_tasks(session: Session, wanted: TaskFilter, *, at_most: int = 200) -> list[TaskRow]:
    """Return the most urgent tasks the filter lets through, with their names."""
    return task_rows(session, task_ids(session, wanted)[:at_most])


def task_draft(session: Session, task_id: TaskId) -> tuple[TaskDraft, int] | None:
    """Return a task as a form edits it, with its version; None when it is gone."""
    task = session.get(Task, task_id)
    if task is None or task.deleted_at is not None:
        return None
    values = {f.name: getattr(task, f.name) for f in fields(TaskDraft)}
    return TaskDraft(**values), task.version


def _conditions(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    gone = select(Client.id).where(Client.deleted_at.is_not(None))
    conditions: list[ColumnElement[bool]] = [
        Task.deleted_at.is_(None),
        Task.client_id.not_in(gone),
    ]
    if wanted.statuses:
        conditions.append(Task.status.in_(wanted.statuses))
    if wanted.client_id is not None:
        conditions.append(Task.client_id == wanted.client_id)
    if wanted.staff_id is not None:
        conditions.append(Task.staff_id == wanted.staff_id)
    if wanted.due_from is not None:
        conditions.append(Task.due_on >= wanted.due_from)
    if wanted.due_to is not None:
        conditions.append(Task.due_on <= wanted.due_to)
    return conditions
