"""Clients to be contacted, visited or greeted by what their grade or standing receives (P10, P3).

The clock runs from the newest entry that was contact made, whoever made it; for a client never
contacted from the day its file was opened. Who answered the line starts the clock anew, so that
nothing is put off for ever. A day after today, as of an entry written while the PC's clock was
wrong, starts no clock: its client would be forgotten till then.

The clients and their days are read whole, as text, and compared here: SQL takes several times as
long to tell for each client what applies to it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Literal

from sqlalchemy import String, case, cast, func, or_, select
from sqlalchemy.orm import Session

from app.domain.standards import ServiceStandard, Standards
from app.domain.standing import new_since
from app.domain.types import Standing, TaskRule, TaskStatus
from app.models import Client, ClientFact, Task
from app.queries.contact_due import interval
from app.queries.id_lists import id_columns, id_values
from app.queries.office import office_settings
from app.queries.standards import service_standards
from app.queries.today.scope import TodayScope, served

LAST_OF_GRADES = "~"
STILL = "~"
"""Later than any day: an open task answers for its client as long as it is open."""

CLOCKS: Mapping[TaskRule, Literal[1, 2]] = {TaskRule.CONTACT: 1, TaskRule.VISIT: 2}
"""Which day of a client's row each rule goes by."""
CLIENT_ID = itemgetter(0)
_Client = tuple[int, str, str, str]
"""Id, last contact and last visit, or "", and the day the file was opened."""
_Grade = list[tuple[ServiceStandard, list[_Client]]]
"""The clients of one grade: those who receive the same together, by id."""


@dataclass(frozen=True, slots=True)
class _Days:
    """Today, and the last due day that is shown today."""

    today: date
    last: date


@dataclass(frozen=True, slots=True)
class Attended:
    """Whom to contact and to visit, the best grades and the longest silence first; and to greet."""

    contact: Sequence[int]
    visit: Sequence[int]
    greeted: Sequence[int]


def attended(session: Session, scope: TodayScope, standards: Standards, last: date) -> Attended:
    """Return the clients whose contact or visit is due by ``last``, and whom courtesies are for."""
    grades = _grades(session, scope, standards)
    days = _Days(scope.today, last)
    contact, visit = (_due(session, grades, rule, days) for rule in CLOCKS)
    return Attended(contact, visit, _greeted(grades))


def greeted_clients(session: Session, scope: TodayScope) -> Sequence[int]:
    """Return the clients whom courtesies are for, the best grades first."""
    return _greeted(_grades(session, scope, service_standards(session)))


def _grades(session: Session, scope: TodayScope, standards: Standards) -> list[_Grade]:
    """Return the clients served, grade by grade; those without a grade come last."""
    days = (ClientFact.first_stay_on, ClientFact.last_made_on, ClientFact.last_visit_on)
    query = (
        select(Client.id, Client.grade, *(func.coalesce(cast(day, String), "") for day in days))
        .add_columns(Client.created_at)
        .join(ClientFact, ClientFact.client_id == Client.id)
        .where(served(), scope.mine(Client.manager_id))
        .order_by(Client.id)
    )
    ids, grades, first, made, visited, created = id_columns(session, query)
    clients = zip(ids, made, visited, _local_days(created, scope), strict=True)
    new_from = str(new_since(scope.today, office_settings(session).new_months))
    standings = {day: _standing(day, new_from) for day in set(first)}
    alike: dict[tuple[str | None, Standing], list[_Client]] = defaultdict(list)
    for grade, day, client in zip(grades, first, clients, strict=True):
        alike[grade, standings[day]].append(client)
    found: dict[str, _Grade] = defaultdict(list)
    for (grade, standing), own in alike.items():
        found[grade or LAST_OF_GRADES].append((standards.of(grade, standing), own))
    return [found[grade] for grade in sorted(found)]


def _local_days(moments: Sequence[str], scope: TodayScope) -> Iterator[str]:
    zone = scope.now.tzinfo
    # an import opens many files at one moment, and reading it takes longer than finding them
    days = {
        text: str(datetime.fromisoformat(f"{text}+00:00").astimezone(zone).date())
        for text in set(moments)
    }
    return map(days.__getitem__, moments)


def _standing(first_stay_on: str, new_from: str) -> Standing:
    if not first_stay_on:
        return Standing.PROSPECT
    return Standing.NEW if first_stay_on >= new_from else Standing.EXISTING


def _greeted(grades: Sequence[_Grade]) -> list[int]:
    return [
        id_
        for alike in grades
        for id_ in sorted(
            client[0]
            for standard, clients in alike
            if standard.courtesies.strip()
            for client in clients
        )
    ]


def _due(session: Session, grades: Sequence[_Grade], rule: TaskRule, days: _Days) -> list[int]:
    """Return who was silent too long and for whom nobody answered since."""
    answered, clock = _answered(session, rule, days.today), CLOCKS[rule]
    found: list[int] = []
    for alike in grades:
        due: list[_Client] = []
        for standard, clients in alike:
            if (length := interval(standard, rule)) is not None:
                since = str(days.last - timedelta(length))
                due += _silent(clients, clock, (since, str(days.today)), answered)
        due.sort(key=CLIENT_ID)
        due.sort(key=itemgetter(clock))
        found += map(CLIENT_ID, due)
    return found


def _silent(
    clients: Sequence[_Client],
    clock: Literal[1, 2],
    days: tuple[str, str],
    answered: Mapping[int, str],
) -> list[_Client]:
    """Return those whose clock began no later than the first of ``days``, or after the last."""
    since, today = days
    silent = [c for c in clients if not since < (c[clock] or c[3]) <= today]
    if not answered:
        return silent
    return [client for client in silent if answered.get(client[0], "") <= since]


def _answered(session: Session, rule: TaskRule, today: date) -> dict[int, str]:
    """Return the last day on which each client was answered for, still to come if it is open."""
    until = case((Task.status == TaskStatus.OPEN, STILL), else_=cast(Task.finished_on, String))
    whom = func.coalesce(Task.subject_id, 0)
    still_or_past = or_(Task.status == TaskStatus.OPEN, Task.finished_on <= today)
    counts = (Task.rule == rule, Task.deleted_at.is_(None), still_or_past)
    return id_values(session, select(whom, func.max(until)).where(*counts).group_by(whom))
