"""Which lines there are: the rows they are about, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Exists, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.domain.today import (
    AGREEMENT_DAYS,
    ANSWER_DAYS,
    CASE_DAYS,
    RECEPTION_DAYS,
    TodayGroup,
)
from app.domain.types import CaseState, ReceptionState, TaskRule, TaskStatus
from app.models import AccountPlan, Agreement, Case, Client, Reception, Task
from app.queries.form_drafts import forms_to_offer
from app.queries.id_lists import id_list
from app.queries.narrowing import client_there
from app.queries.standards import service_standards
from app.queries.today.courtesies import kept_days, kept_festivals
from app.queries.today.intervals import attended
from app.queries.today.scope import TodayScope, case_due_on, served
from app.queries.working_days import working_days

Ids = Select[int]
TodayKeys = dict[TodayGroup, Sequence[Any]]
"""The keys of each group's lines: ids, or what ``courtesies`` and ``money`` give."""


UNSOLVED = (CaseState.WAITING, CaseState.WORKING)


@dataclass(frozen=True, slots=True)
class _Days:
    """Today, and the last due day that is shown today."""

    today: date
    last: date


def today_keys(session: Session, scope: TodayScope) -> TodayKeys:
    """Return every line there is but those of money, group by group in the order of the page."""
    days = _Days(scope.today, working_days(session).last_shown_by(scope.today))
    ids: dict[TodayGroup, Ids] = {
        TodayGroup.DRAFT: forms_to_offer(scope.desk_staff_id),
        TodayGroup.OVERDUE: _tasks(scope, None, days.today - timedelta(1)),
        TodayGroup.DUE: _tasks(scope, days.today, days.last),
        TodayGroup.RECEPTION: _receptions(scope, days),
        TodayGroup.AGREEMENT: _agreements(scope, days),
        TodayGroup.REVIEW: _reviews(scope, days),
    }
    found: TodayKeys = {group: id_list(session, query) for group, query in ids.items()}
    whom = attended(session, scope, service_standards(session), days.last)
    found |= {
        TodayGroup.CASE: _cases(session, scope, days),
        TodayGroup.CONTACT: whom.contact,
        TodayGroup.VISIT: whom.visit,
        TodayGroup.COURTESY: kept_days(session, scope, days.last),
        TodayGroup.FESTIVAL: kept_festivals(session, scope, whom.greeted, days.last),
    }
    return {group: found.get(group, ()) for group in TodayGroup}


def _cases(session: Session, scope: TodayScope, days: _Days) -> list[int]:
    """Return the unsolved problems near or past their time by the day their line shows."""
    soon = scope.midnight_after(days.last + timedelta(ANSWER_DAYS))
    unanswered = and_(Case.answered_at.is_(None), Case.answer_due_at < soon)
    near = days.last + timedelta(CASE_DAYS)
    found = session.execute(
        select(Case.id, Case.answered_at, Case.answer_due_at, Case.solve_due_on)
        .where(
            Case.state.in_(UNSOLVED),
            Case.deleted_at.is_(None),
            or_(unanswered, Case.solve_due_on <= near),
            client_there(Case.client_id),
            scope.assigned(Case.staff_id, Case.client_id),
        )
        .order_by(Case.answer_due_at, Case.id)
    )
    due = {
        id_: case_due_on(scope, answered_at, answer_due_at, solve_due_on) or date.max
        for id_, answered_at, answer_due_at, solve_due_on in found
    }
    return sorted(due, key=due.__getitem__)


def _tasks(scope: TodayScope, first: date | None, last: date) -> Ids:
    wanted = [Task.status == TaskStatus.OPEN, Task.deleted_at.is_(None), Task.due_on <= last]
    if first is not None:
        wanted.append(Task.due_on >= first)
    timed = case((Task.due_time.is_(None), 1), else_=0)
    return (
        select(Task.id)
        .where(*wanted, client_there(Task.client_id), scope.assigned(Task.staff_id, Task.client_id))
        .order_by(Task.due_on, timed, Task.due_time, Task.id)
    )


def _receptions(scope: TodayScope, days: _Days) -> Ids:
    return (
        select(Reception.id)
        .where(
            Reception.state == ReceptionState.PLANNED,
            Reception.deleted_at.is_(None),
            Reception.arrives_on <= days.today + timedelta(RECEPTION_DAYS),
            client_there(Reception.client_id),
            scope.assigned(Reception.staff_id, Reception.client_id),
        )
        .order_by(Reception.arrives_on, Reception.arrives_time, Reception.id)
    )


def _agreements(scope: TodayScope, days: _Days) -> Ids:
    """Select the agreements that run out and that no later one follows."""
    later = aliased(Agreement)
    followed = exists().where(
        later.client_id == Agreement.client_id,
        later.deleted_at.is_(None),
        later.id != Agreement.id,
        or_(later.valid_to.is_(None), later.valid_to > Agreement.valid_to),
    )
    return (
        select(Agreement.id)
        .join(Client, Client.id == Agreement.client_id)
        .where(
            Agreement.deleted_at.is_(None),
            Agreement.valid_to <= days.today + timedelta(AGREEMENT_DAYS),
            ~followed,
            ~_answered(TaskRule.AGREEMENT, Agreement.id, Agreement.valid_to),
            served(),
            scope.mine(Client.manager_id),
        )
        .order_by(Agreement.valid_to, Agreement.id)
    )


def _reviews(scope: TodayScope, days: _Days) -> Ids:
    return (
        select(AccountPlan.id)
        .join(Client, Client.id == AccountPlan.client_id)
        .where(
            AccountPlan.next_review_on <= days.last,
            Client.major,
            ~_reviewed_or_answered(days.today),
            served(),
            scope.assigned(Client.relationship_manager_id, AccountPlan.client_id),
        )
        .order_by(AccountPlan.next_review_on, AccountPlan.id)
    )


def _reviewed_or_answered(today: date) -> Exists:
    """Return the condition that a review was put off, or answered within the plan's interval."""
    interval = func.printf("+%d months", AccountPlan.review_months)
    until = func.date(Task.finished_on, interval)
    return exists().where(
        Task.rule == TaskRule.REVIEW,
        Task.subject_id == AccountPlan.id,
        Task.occasion_on == AccountPlan.next_review_on,
        Task.deleted_at.is_(None),
        or_(Task.status == TaskStatus.OPEN, until > str(today)),
    )


def _answered(
    rule: TaskRule, subject: InstrumentedAttribute[int], on: InstrumentedAttribute[date | None]
) -> Exists:
    """Return the condition that a task answers for this day of a row."""
    return exists().where(
        Task.rule == rule,
        Task.subject_id == subject,
        Task.occasion_on == on,
        Task.deleted_at.is_(None),
    )
