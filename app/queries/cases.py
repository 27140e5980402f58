"""Reads about problems (问题): the list, the board, and what makes a problem late."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.case_course import OPEN_STATES, CaseClock
from app.domain.types import (
    CaseId,
    CaseKind,
    CaseState,
    ClientId,
    CommunicationId,
    DepartmentId,
    Reaction,
    Severity,
    StaffId,
)
from app.models import Case, CaseStep, Client, Contact, Department, Staff
from app.queries.id_lists import all_of, id_list
from app.queries.narrowing import client_called, client_there, holds

CARDS = 50
"""The most a column of the board shows."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which problems are shown; the default shows all that are not deleted.

    ``received_from`` and ``received_to`` are days of the wall clock, both included. ``late_at``
    keeps what is late at that moment, ``late_on`` being its day at the office.
    """

    text: str = ""
    client_id: ClientId | None = None
    kinds: frozenset[CaseKind] = frozenset()
    severities: frozenset[Severity] = frozenset()
    states: frozenset[CaseState] = frozenset()
    department_ids: frozenset[DepartmentId] = frozenset()
    staff_ids: frozenset[StaffId] = frozenset()
    received_from: date | None = None
    received_to: date | None = None
    late_at: datetime | None = None
    ids: frozenset[int] | None = None


class CaseColumn(Enum):
    """What the list can be sorted by."""

    NUMBER = "number"
    RECEIVED = "received_at"
    CLIENT = "client"
    KIND = "kind"
    SEVERITY = "severity"
    STATE = "state"
    TITLE = "title"
    DUE = "solve_due_on"
    STAFF = "staff"
    SOLVED = "solved_at"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One problem as listed. Instants are aware; ``departments`` in the order they were asked."""

    id: CaseId
    number: str
    client_id: ClientId
    client_code: str
    client_name: str
    contact: str
    communication_id: CommunicationId | None
    kind: CaseKind
    severity: Severity
    state: CaseState
    title: str
    received_at: datetime
    answer_due_at: datetime | None
    answered_at: datetime | None
    solve_due_on: date | None
    solved_at: datetime | None
    closed_at: datetime | None
    satisfaction: Reaction | None
    staff: str
    version: int
    departments: tuple[str, ...] = ()

    @property
    def clock(self) -> CaseClock:
        """What tells whether it is late."""
        return CaseClock(self.state, self.answered_at, self.answer_due_at, self.solve_due_on)


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One state of the board: how many there are, how many of them late, and the first cards."""

    state: CaseState
    count: int
    late: int
    cards: tuple[CaseRow, ...]


def case_ids(
    session: Session,
    wanted: CaseFilter,
    *,
    by: CaseColumn = CaseColumn.RECEIVED,
    descending: bool = True,
) -> list[CaseId]:
    """Return the ids of every problem the filter lets through, in order, empty cells last."""
    query = _joined(select(Case.id), by).where(*conditions(wanted))
    keys = _order(by)
    ordered = [key.desc() if descending else key.asc() for key in keys]
    if by in NULLABLE:
        ordered[0] = ordered[0].nulls_last()
    return [CaseId(id_) for id_ in id_list(session, query.order_by(*ordered))]


def case_rows(session: Session, ids: Sequence[int]) -> list[CaseRow]:
    """Return the rows of these problems in the order asked for, leaving out any now gone."""
    columns = (
        Case.id,
        Case.number,
        Case.client_id,
        Client.code.label("client_code"),
        Client.name.label("client_name"),
        func.coalesce(Contact.name, Case.contact_name).label("contact"),
        Case.communication_id,
        Case.kind,
        Case.severity,
        Case.state,
        Case.title,
        Case.received_at,
        Case.answer_due_at,
        Case.answered_at,
        Case.solve_due_on,
        Case.solved_at,
        Case.closed_at,
        Case.satisfaction,
        func.coalesce(Staff.name, "").label("staff"),
        Case.version,
    )
    found = session.execute(
        select(*columns)
        .join(Client, Client.id == Case.client_id)
        .outerjoin(Contact, Contact.id == Case.contact_id)
        .outerjoin(Staff, Staff.id == Case.staff_id)
        .where(Case.id.in_(ids))
    )
    asked = _departments(session, ids)
    rows = {
        row.id: CaseRow(**row._asdict(), departments=tuple(asked.get(row.id, ()))) for row in found
    }
    return [rows[id_] for id_ in map(CaseId, ids) if id_ in rows]


def board(session: Session, wanted: CaseFilter, *, now: datetime) -> tuple[BoardColumn, ...]:
    """Return the four columns of the board: what is late first, of what is closed the latest."""
    counts = _state_counts(session, wanted, now)
    ids = {state: _cards(session, wanted, state, now) for state in CaseState}
    rows = {row.id: row for row in case_rows(session, [i for found in ids.values() for i in found])}
    return tuple(
        BoardColumn(
            state,
            *counts.get(state, (0, 0)),
            tuple(rows[CaseId(id_)] for id_ in ids[state] if id_ in rows),
        )
        for state in CaseState
    )


def is_late(now: datetime) -> ColumnElement[bool]:
    """Select what is late at a moment; its day is the office's."""
    unanswered = and_(Case.answered_at.is_(None), Case.answer_due_at < now)
    return and_(
        Case.state.in_(OPEN_STATES),
        or_(unanswered, Case.solve_due_on < now.date()),
    )


def start_of(day: date) -> datetime:
    """Return the moment a day begins by the wall clock."""
    return datetime.combine(day, time.min).astimezone()


def conditions(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    """Return what the filter asks of a problem."""
    found: list[ColumnElement[bool]] = [
        Case.deleted_at.is_(None),
        client_there(Case.client_id),
        *(_mentions(word) for word in wanted.text.casefold().split()),
    ]
    if wanted.client_id is not None:
        found.append(Case.client_id == wanted.client_id)
    chosen: tuple[tuple[InstrumentedAttribute[Any], frozenset[Any]], ...] = (
        (Case.kind, wanted.kinds),
        (Case.severity, wanted.severities),
        (Case.state, wanted.states),
        (Case.staff_id, wanted.staff_ids),
    )
    found += [column.in_(values) for column, values in chosen if values]
    return found + _narrowed(wanted)


NULLABLE = frozenset({CaseColumn.STAFF, CaseColumn.DUE, CaseColumn.SOLVED})
STATES = case(
    {state.value: place for place, state in enumerate(CaseState)}, value=Case.state, else_=0
)


def _narrowed(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.department_ids:
        asked = select(CaseStep.case_id).where(CaseStep.department_id.in_(wanted.department_ids))
        found.append(Case.id.in_(asked))
    if wanted.received_from is not None:
        found.append(Case.received_at >= start_of(wanted.received_from))
    if wanted.received_to is not None:
        found.append(Case.received_at < start_of(wanted.received_to + timedelta(1)))
    if wanted.late_at is not None:
        found.append(is_late(wanted.late_at))
    if wanted.ids is not None:
        found.append(Case.id.in_(all_of(wanted.ids)))
    return found


def _joined(query: Select[Any], by: CaseColumn) -> Select[Any]:
    if by is CaseColumn.CLIENT:
        return query.join(Client, Client.id == Case.client_id)
    if by is CaseColumn.STAFF:
        return query.outerjoin(Staff, Staff.id == Case.staff_id)
    return query


def _order(by: CaseColumn) -> tuple[ColumnElement[Any], ...]:
    last = (Case.received_at.expression, Case.id.expression)
    if by is CaseColumn.CLIENT:
        return (Client.name_key.expression, *last)
    if by is CaseColumn.STAFF:
        return (Staff.name_key.expression, *last)
    if by is CaseColumn.STATE:
        return (STATES, *last)
    if by is CaseColumn.NUMBER:
        return (func.substr(Case.number, 1, 4), func.length(Case.number), Case.number.expression)
    return (getattr(Case, by.value).expression, *last)


def _mentions(word: str) -> ColumnElement[bool]:
    own = (Case.number, Case.title, Case.asked, Case.contact_name)
    return or_(client_called(Case.client_id, word), *(holds(column, word) for column in own))


def _departments(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    query = (
        select(CaseStep.case_id, Department.name)
        .join(Department, Department.id == CaseStep.department_id)
        .where(CaseStep.case_id.in_(ids))
        .order_by(CaseStep.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for case_id, name in session.execute(query):
        if name not in found[case_id]:
            found[case_id].append(name)
    return found


def _state_counts(
    session: Session, wanted: CaseFilter, now: datetime
) -> dict[CaseState, tuple[int, int]]:
    late = func.coalesce(func.sum(case((is_late(now), 1), else_=0)), 0)
    query = select(Case.state, func.count(), late).where(*conditions(wanted))
    return {
        state: (count, late) for state, count, late in session.execute(query.group_by(Case.state))
    }


def _cards(session: Session, wanted: CaseFilter, state: CaseState, now: datetime) -> list[int]:
    query = select(Case.id).where(Case.state == state, *conditions(wanted))
    if state in OPEN_STATES:
        due = Case.solve_due_on.asc().nulls_last()
        ordered = query.order_by(is_late(now).desc(), Case.severity.desc(), due, Case.id)
    elif state is CaseState.SOLVED:
        ordered = query.order_by(Case.solved_at, Case.id)
    else:
        ordered = query.order_by(Case.closed_at.desc(), Case.id)
    return list(session.scalars(ordered.limit(CARDS)))
