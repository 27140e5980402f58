"""Everything a person can do to a task: add, change, finish, put off, drop."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.db.journal import change_many
from app.domain.tasks import (
    TaskDraft,
    day_problem,
    one_line,
    outcome_problem,
    problems,
    reason_problem,
    tidied,
)
from app.domain.types import ContactId, StaffId, TaskId, TaskStatus
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import Client, Contact, Staff, Task
from app.queries.id_lists import all_of
from app.services.rows import client_named, refuse, row_as_loaded


def add_task(desk: Desk, draft: TaskDraft) -> TaskId:
    """Note something to do and return its id.

    Raises:
        InvalidInputError: The draft breaks a rule.
    """
    draft = tidied(draft)
    refuse(problems(draft, earliest=desk.today()))
    with desk.write(_("已新建待办：{what}").format(what=draft.title)) as session:
        task = Task(**asdict(draft), status=TaskStatus.OPEN)
        _check_owner(session, draft)
        session.add(task)
        session.flush()
        return TaskId(task.id)


def change_task(desk: Desk, task_id: TaskId, draft: TaskDraft, *, version: int) -> None:
    """Save a task that was loaded at ``version``.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The task was changed, finished or deleted since it was loaded.
    """
    draft = tidied(draft)
    with desk.write(_("已修改待办：{what}").format(what=draft.title)) as session:
        task = row_as_loaded(session, Task, task_id, version)
        refuse(problems(draft, earliest=min(desk.today(), task.due_on)))
        _check_owner(session, draft)
        for name, value in asdict(draft).items():
            setattr(task, name, value)


def finish_task(desk: Desk, task_id: TaskId, outcome: str = "") -> None:
    """Mark a task done today, with what came of it.

    Raises:
        InvalidInputError: The outcome is too long.
        ConflictError: The task is no longer open.
    """
    told = one_line(outcome)
    refuse(outcome_problem(told))
    with desk.write() as session:
        task = _open_task(session, task_id)
        _close(desk, session, task, TaskStatus.DONE, told)


def drop_task(desk: Desk, task_id: TaskId, reason: str) -> None:
    """Mark a task as not to be done, and why.

    Raises:
        InvalidInputError: There is no reason, or it is too long; under ``reason``.
        ConflictError: The task is no longer open.
    """
    told = one_line(reason)
    refuse(reason_problem(told))
    with desk.write() as session:
        task = _open_task(session, task_id)
        _close(desk, session, task, TaskStatus.DROPPED, told)


def postpone_task(desk: Desk, task_id: TaskId, due_on: date | None) -> None:
    """Move an open task to another day, mostly a later one.

    Raises:
        InvalidInputError: The day is missing or past.
        ConflictError: The task is no longer open.
    """
    refuse(day_problem(due_on, earliest=desk.today()))
    assert due_on is not None  # noqa: S101 - checked above
    with desk.write() as session:
        task = _open_task(session, task_id)
        earlier = due_on < task.due_on
        told = _("已提前到 {day}：{what}") if earlier else _("已推迟到 {day}：{what}")
        task.due_on = due_on
        describe(session, told.format(day=due_on, what=task.title))


def reopen_tasks(desk: Desk, task_ids: Collection[TaskId]) -> int:
    """Take up again tasks that were finished or dropped; return how many were.

    Raises:
        ConflictError: They are gone.
    """
    values = {"status": TaskStatus.OPEN, "finished_on": None, "outcome": ""}
    told = _("重新列为待办：{what}"), _("已把 {n:,} 项重新列为待办")
    return _change_there(desk, task_ids, values, *told)


def delete_tasks(desk: Desk, task_ids: Collection[TaskId]) -> int:
    """Take tasks away that should not have been noted; return how many were there.

    Raises:
        ConflictError: They are gone.
    """
    told = _("已删除待办：{what}"), _("已删除 {n:,} 项待办")
    return _change_there(desk, task_ids, {"deleted_at": desk.now()}, *told)


def postpone_tasks(desk: Desk, task_ids: Collection[TaskId], due_on: date | None) -> int:
    """Put many open tasks on one day; return how many were.

    Raises:
        InvalidInputError: The day is missing or past.
    """
    refuse(day_problem(due_on, earliest=desk.today()))
    told = _("已把 {n:,} 项待办推迟到 {day}")
    return _change_open(desk, task_ids, {"due_on": due_on}, told, day=due_on)


def finish_tasks(desk: Desk, task_ids: Collection[TaskId], outcome: str = "") -> int:
    """Mark many open tasks done today; return how many were.

    Raises:
        InvalidInputError: The outcome is too long.
    """
    told = one_line(outcome)
    refuse(outcome_problem(told))
    done = {"status": TaskStatus.DONE, "outcome": told, "finished_on": desk.today()}
    return _change_open(desk, task_ids, done, _("已完成 {n:,} 项待办"))


def drop_tasks(desk: Desk, task_ids: Collection[TaskId], reason: str) -> int:
    """Mark many open tasks as not to be done, for one reason; return how many were.

    Raises:
        InvalidInputError: There is no reason, or it is too long; under ``reason``.
    """
    told = one_line(reason)
    refuse(reason_problem(told))
    dropped = {"status": TaskStatus.DROPPED, "outcome": told, "finished_on": desk.today()}
    return _change_open(desk, task_ids, dropped, _("已把 {n:,} 项待办列为不做"))


def assign_tasks(desk: Desk, task_ids: Collection[TaskId], staff_id: StaffId | None) -> int:
    """Give many open tasks to one person; return how many were.

    Raises:
        InvalidInputError: There is no such person any more; under ``staff_id``.
    """
    with desk.db.read() as session:
        member = None if staff_id is None else session.get(Staff, staff_id)
    if member is None or not member.active:
        raise InvalidInputError({"staff_id": _("请选一位在职的人。")})
    told = _("已把 {n:,} 项待办交给 {name}")
    return _change_open(desk, task_ids, {"staff_id": staff_id}, told, name=member.name)


def _change_open(
    desk: Desk, task_ids: Collection[TaskId], values: Mapping[str, Any], told: str, **words: object
) -> int:
    """Give those that are still open the same new values, as one action."""
    with desk.write() as session:
        still = select(Task.id).where(Task.status == TaskStatus.OPEN, Task.deleted_at.is_(None))
        open_ids = set(task_ids) & set(session.scalars(still))
        changed = change_many(session, Task, sorted(open_ids), values)
        describe(session, told.format(n=changed, **words))
        return changed


def _change_there(
    desk: Desk, task_ids: Collection[TaskId], values: Mapping[str, Any], one: str, many: str
) -> int:
    """Give those that are not deleted the same new values, as one action."""
    with desk.write() as session:
        there = (Task.id.in_(all_of(task_ids)), Task.deleted_at.is_(None))
        found = session.execute(select(Task.id, Task.title).where(*there)).all()
        if not found:
            raise ConflictError
        changed = change_many(session, Task, [row.id for row in found], values)
        alone = one.format(what=found[0].title) if len(found) == 1 else ""
        describe(session, alone or many.format(n=changed))
        return changed


def _open_task(session: Session, task_id: TaskId) -> Task:
    task = session.get(Task, task_id)
    if task is None or task.deleted_at is not None or task.status is not TaskStatus.OPEN:
        raise ConflictError
    return task


def _close(desk: Desk, session: Session, task: Task, status: TaskStatus, outcome: str) -> None:
    task.status, task.outcome, task.finished_on = status, outcome, desk.today()
    done = _("已完成：{what}") if status is TaskStatus.DONE else _("已列为不做：{what}")
    describe(session, done.format(what=task.title))


def _check_owner(session: Session, draft: TaskDraft) -> None:
    client = client_named(session, draft.client_id)
    if draft.contact_id is not None:
        _check_contact(session, draft.contact_id, client)


def _check_contact(session: Session, contact_id: ContactId, client: Client) -> None:
    contact = session.get(Contact, contact_id)
    if contact is None or contact.client_id != client.id:
        raise InvalidInputError({"contact_id": _("这个联系人不在该客户名下，请重新选择。")})
