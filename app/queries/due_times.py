"""What falls due next at a certain time: tasks by the clock, first answers to problems."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.domain.types import CaseState, ClientId, TaskStatus
from app.models import Case, Client, Task
from app.queries.narrowing import client_there
from app.queries.today.scope import TodayScope

MOST_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class DueTime:
    """Something that falls due at a moment. ``case_id`` where it is a problem, not a task."""

    at: datetime
    title: str
    client_id: ClientId
    client_name: str
    case_id: int | None = None


def next_due(session: Session, scope: TodayScope) -> list[DueTime]:
    """Return what falls due first after this moment; more than one where they are at one time."""
    found = sorted([*_tasks(session, scope), *_cases(session, scope)], key=lambda one: one.at)
    return [one for one in found if one.at == found[0].at]


def _tasks(session: Session, scope: TodayScope) -> list[DueTime]:
    now = scope.now.time().replace(tzinfo=None)
    later = or_(Task.due_on > scope.today, and_(Task.due_on == scope.today, Task.due_time > now))
    query = (
        select(Task.due_on, Task.due_time, Task.title, Task.client_id, Client.name)
        .join(Client, Client.id == Task.client_id)
        .where(
            Task.status == TaskStatus.OPEN,
            Task.deleted_at.is_(None),
            Task.due_time.is_not(None),
            later,
            client_there(Task.client_id),
            scope.assigned(Task.staff_id, Task.client_id),
        )
        .order_by(Task.due_on, Task.due_time, Task.id)
        .limit(MOST_AT_ONCE)
    )
    return [
        DueTime(datetime.combine(on, at, scope.now.tzinfo), title, ClientId(client), name)
        for on, at, title, client, name in session.execute(query)
        if at is not None
    ]


def _cases(session: Session, scope: TodayScope) -> list[DueTime]:
    query = (
        select(Case.answer_due_at, Case.title, Case.client_id, Client.name, Case.id)
        .join(Client, Client.id == Case.client_id)
        .where(
            Case.answer_due_at > scope.now,
            Case.answered_at.is_(None),
            Case.state.in_((CaseState.WAITING, CaseState.WORKING)),
            Case.deleted_at.is_(None),
            client_there(Case.client_id),
            scope.assigned(Case.staff_id, Case.client_id),
        )
        .order_by(Case.answer_due_at, Case.id)
        .limit(MOST_AT_ONCE)
    )
    return [
        DueTime(at.astimezone(scope.now.tzinfo), title, ClientId(client), name, case_id)
        for at, title, client, name, case_id in session.execute(query)
        if at is not None
    ]
