"""Answering a computed line of 今日: put off, done, not to be done. The answer is a task."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.db.journal import change_many
from app.domain.tasks import day_problem, one_line, outcome_problem, reason_problem
from app.domain.today import Occasion
from app.domain.types import ClientId, TaskId, TaskRule, TaskStatus
from app.errors import ConflictError
from app.i18n import _
from app.models import Client, Task
from app.services.rows import refuse

TOUCHED = frozenset({TaskRule.CONTACT, TaskRule.VISIT})
"""The rules whose clock a new log entry restarts."""


def postpone_occasion(desk: Desk, occasion: Occasion, due_on: date | None) -> TaskId:
    """Put a computed line off to a day, on which it stands among the tasks.

    Raises:
        InvalidInputError: The day is missing or past.
        ConflictError: Somebody has answered it, or the client is gone.
    """
    refuse(day_problem(due_on, earliest=desk.today()))
    assert due_on is not None  # noqa: S101 - checked above
    with desk.write() as session:
        task = _answer(desk, session, occasion)
        task.due_on = due_on
        session.flush()
        told = _("已推迟到 {day}：{what}")
        describe(session, told.format(day=due_on, what=occasion.title))
        return TaskId(task.id)


def finish_occasion(desk: Desk, occasion: Occasion, outcome: str = "") -> TaskId:
    """Note that a computed line was done today, with what came of it.

    Raises:
        InvalidInputError: The outcome is too long.
        ConflictError: Somebody has answered it, or the client is gone.
    """
    told = one_line(outcome)
    refuse(outcome_problem(told))
    return _close(desk, occasion, TaskStatus.DONE, told)


def drop_occasion(desk: Desk, occasion: Occasion, reason: str) -> TaskId:
    """Note that a computed line is not to be done, and why.

    Raises:
        InvalidInputError: There is no reason, or it is too long; under ``reason``.
        ConflictError: Somebody has answered it, or the client is gone.
    """
    told = one_line(reason)
    refuse(reason_problem(told))
    return _close(desk, occasion, TaskStatus.DROPPED, told)


def close_touched(
    desk: Desk, session: Session, client_ids: Collection[ClientId], *, visit: bool
) -> None:
    """Close the open tasks that a log entry answers: 该联系了, and after a visit 该拜访了 too."""
    rules = TOUCHED if visit else frozenset({TaskRule.CONTACT})
    ids = session.scalars(
        select(Task.id).where(
            Task.client_id.in_(client_ids),
            Task.rule.in_(rules),
            Task.status == TaskStatus.OPEN,
            Task.deleted_at.is_(None),
        )
    )
    done = {"status": TaskStatus.DONE, "finished_on": desk.today(), "outcome": _("已记一笔")}
    change_many(session, Task, list(ids), done)


def _close(desk: Desk, occasion: Occasion, status: TaskStatus, outcome: str) -> TaskId:
    with desk.write() as session:
        task = _answer(desk, session, occasion)
        task.status, task.outcome, task.finished_on = status, outcome, desk.today()
        session.flush()
        told = _("已完成：{what}") if status is TaskStatus.DONE else _("已列为不做：{what}")
        describe(session, told.format(what=occasion.title))
        return TaskId(task.id)


def _answer(desk: Desk, session: Session, occasion: Occasion) -> Task:
    """Return the new task that answers an occasion nobody has answered."""
    client = session.get(Client, occasion.client_id)
    if client is None or client.deleted_at is not None or _is_answered(session, occasion):
        raise ConflictError
    task = Task(
        client_id=occasion.client_id,
        contact_id=occasion.contact_id,
        kind=occasion.kind,
        title=occasion.title,
        due_on=desk.today(),
        staff_id=occasion.staff_id or desk.staff_id,
        status=TaskStatus.OPEN,
        rule=occasion.rule,
        subject_id=occasion.subject_id,
        occasion_on=occasion.occasion_on,
    )
    session.add(task)
    return task


def _is_answered(session: Session, occasion: Occasion) -> bool:
    """Tell whether it stands among the open tasks, as from another window a moment ago."""
    return (
        session.scalar(
            select(Task.id).where(
                Task.rule == occasion.rule,
                Task.client_id == occasion.client_id,
                Task.subject_id == occasion.subject_id,
                Task.occasion_on == occasion.occasion_on,
                Task.status == TaskStatus.OPEN,
                Task.deleted_at.is_(None),
            )
        )
        is not None
    )
