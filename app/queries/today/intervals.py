"""Clients to be contacted, visited or greeted by what their grade or standing receives (P10, P3).

The clock runs from the newest entry that was contact made, whoever made it; for a client never
contacted from the day its file was opened. Who answered the line starts the clock anew, so that
nothing is put off for ever. One pass over the clients answers all three questions.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.standards import ServiceStandard, Standards
from app.domain.standing import new_since
from app.domain.types import Standing, TaskRule, TaskStatus
from app.models import Client, ClientFact, Task
from app.queries.id_lists import id_list
from app.queries.office import office_settings
from app.queries.standards import service_standards
from app.queries.today.scope import TodayScope, served

LONG_AGO = date(1, 1, 2)
"""Nobody is silent since then: what a standard asks nothing for is never due."""
CLOCKS: Mapping[TaskRule, InstrumentedAttribute[Any]] = {
    TaskRule.CONTACT: ClientFact.last_made_on,
    TaskRule.VISIT: ClientFact.last_visit_on,
}
NO_CASE = (false(), literal(0))
"""What an office without any standard has; a CASE needs one."""
Who = Sequence[tuple[ColumnElement[bool], ServiceStandard]]


@dataclass(frozen=True, slots=True)
class Attended:
    """Whom to contact and to visit, the best grades and the longest silence first; and to greet."""

    contact: Sequence[int]
    visit: Sequence[int]
    greeted: Sequence[int]


def attended(session: Session, scope: TodayScope, standards: Standards, last: date) -> Attended:
    """Return the clients whose contact or visit is due by ``last``, and whom courtesies are for."""
    who = list(_applying(session, scope, standards))
    call = _due(scope, TaskRule.CONTACT, _since(who, last, lambda one: one.contact_days))
    see = _due(scope, TaskRule.VISIT, _since(who, last, lambda one: one.visit_days))
    greet = case(
        NO_CASE, *((applies, bool(one.courtesies.strip())) for applies, one in who), else_=False
    )
    one = (
        select(
            Client.id,
            func.coalesce(Client.grade, "~").label("grade"),
            *(day.label(rule.value) for rule, day in CLOCKS.items()),
            call.label("call"),
            see.label("see"),
            greet.label("greet"),
        )
        .outerjoin(ClientFact, ClientFact.client_id == Client.id)
        .where(served(), scope.mine(Client.manager_id))
        .cte("one")
    )
    columns = one.c
    order = ((columns.call, columns.contact), (columns.see, columns.visit))
    lists = [_ids(one, wanted, columns.grade, since, columns.id) for wanted, since in order]
    lists.append(_ids(one, columns.greet, columns.grade, columns.id))
    return Attended(*(json.loads(text) for text in session.execute(select(*lists)).one()))


def _ids(one: CTE, wanted: ColumnElement[bool], *order: ColumnElement[Any]) -> ColumnElement[str]:
    """Select the ids of those wanted as one JSON array; all lists come of one pass."""
    ids = select(one.c.id).where(wanted).order_by(*order).subquery()
    return select(func.json_group_array(ids.c.id)).scalar_subquery()


def greeted_clients(session: Session, scope: TodayScope) -> Sequence[int]:
    """Return the clients whom courtesies are for, the best grades first."""
    who = _applying(session, scope, service_standards(session))
    greet = [applies for applies, one in who if one.courtesies.strip()]
    query = (
        select(Client.id)
        .outerjoin(ClientFact, ClientFact.client_id == Client.id)
        .where(served(), scope.mine(Client.manager_id), or_(false(), *greet))
        .order_by(func.coalesce(Client.grade, "~"), Client.id)
    )
    return id_list(session, query)


def _applying(
    session: Session, scope: TodayScope, standards: Standards
) -> Iterator[tuple[ColumnElement[bool], ServiceStandard]]:
    """Yield to which clients each standard applies: the grade's, else the standing's."""
    for grade, standard in standards.by_grade.items():
        yield Client.grade == grade, standard
    months = office_settings(session).new_months
    ungraded = or_(Client.grade.is_(None), Client.grade.not_in(standards.by_grade))
    for standing, standard in standards.by_standing.items():
        yield and_(ungraded, _stands(standing, new_since(scope.today, months))), standard


def _stands(standing: Standing, new_from: date) -> ColumnElement[bool]:
    first = ClientFact.first_stay_on
    return {
        Standing.PROSPECT: first.is_(None),
        Standing.NEW: first >= new_from,
        Standing.EXISTING: first < new_from,
    }[standing]


def _since(
    who: Who, last: date, days: Callable[[ServiceStandard], int | None]
) -> Callable[[Callable[[date], Any]], ColumnElement[Any]]:
    """Return what says of a client since when it would have to be silent, in any form of a day."""
    asked = [
        (applies, None if (interval := days(one)) is None else last - timedelta(interval))
        for applies, one in who
    ]

    def since(form: Callable[[date], Any]) -> ColumnElement[Any]:
        cases = [(applies, literal(form(day or LONG_AGO))) for applies, day in asked]
        return case(NO_CASE, *cases, else_=literal(form(LONG_AGO)))

    return since


def _due(
    scope: TodayScope,
    rule: TaskRule,
    since: Callable[[Callable[[date], Any]], ColumnElement[Any]],
) -> ColumnElement[bool]:
    """Return the condition that a client was silent too long and nobody answered for it since."""
    clock, day = CLOCKS[rule], since(lambda day: day)
    opened = and_(clock.is_(None), Client.created_at < since(scope.midnight_after))
    answered = exists().where(
        Task.subject_id == Client.id,
        Task.rule == rule,
        Task.deleted_at.is_(None),
        or_(Task.status == TaskStatus.OPEN, Task.finished_on > day),
    )
    return and_(or_(clock <= day, opened), ~answered)
