"""Numbers about problems: by kind, department and month; help given to one client (P18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.domain.case_course import HELP_KINDS
from app.domain.days import months_before
from app.domain.types import CaseKind, ClientId, DepartmentId
from app.models import Case, CaseStep, Department
from app.queries.cases import CaseFilter, conditions, start_of

MONTHS = 12


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department: how many steps it was handed in all."""

    id: DepartmentId
    name: str
    active: bool
    version: int
    steps: int


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """How many problems there are by kind, by department asked, and by month of receipt.

    ``months`` are the first days of the last twelve months, the oldest first; departments that
    were never asked are left out. A problem of two departments counts for both.
    """

    by_kind: tuple[tuple[CaseKind, int], ...]
    by_department: tuple[tuple[DepartmentId, str, int], ...]
    by_month: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class HelpRow:
    """Help of one kind: how often, how often done, and how many minutes it took on average."""

    kind: CaseKind
    count: int
    done: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class ClientHelp:
    """What a client was helped with; complaints stand apart from help."""

    rows: tuple[HelpRow, ...] = ()

    @property
    def given(self) -> HelpRow:
        """All help together, complaints left out."""
        own = [row for row in self.rows if row.kind in HELP_KINDS]
        done = sum(row.done for row in own)
        minutes = sum((row.minutes or 0) * row.done for row in own)
        count = sum(row.count for row in own)
        return HelpRow(CaseKind.OTHER, count, done, round(minutes / done) if done else None)


def case_counts(session: Session, wanted: CaseFilter, *, today: date) -> CaseCounts:
    """Return the numbers of the problems the filter lets through; months are the last twelve."""
    return CaseCounts(
        _by_kind(session, wanted),
        _by_department(session, wanted),
        _by_month(session, wanted, today),
    )


def client_help(session: Session, client_id: ClientId) -> ClientHelp:
    """Return what a client was helped with and how long it took from receipt to solution."""
    query = select(Case.kind, Case.received_at, Case.solved_at)
    own = (Case.client_id == client_id, Case.deleted_at.is_(None))
    found: dict[CaseKind, list[tuple[datetime, datetime | None]]] = {}
    for kind, received_at, solved_at in session.execute(query.where(*own)):
        found.setdefault(kind, []).append((received_at, solved_at))
    return ClientHelp(tuple(_help(kind, found[kind]) for kind in CaseKind if kind in found))


def department_rows(session: Session) -> list[DepartmentRow]:
    """Return the departments in the office's order."""
    steps = select(func.count()).where(CaseStep.department_id == Department.id).scalar_subquery()
    query = select(
        Department.id, Department.name, Department.active, Department.version, steps
    ).order_by(Department.position, Department.id)
    return [DepartmentRow(DepartmentId(id_), *rest) for id_, *rest in session.execute(query)]


def month_starts(today: date) -> list[date]:
    """Return the first days of the last twelve months, this one included, the oldest first."""
    first = today.replace(day=1)
    return [months_before(first, back) for back in range(MONTHS - 1, -1, -1)]


def _by_kind(session: Session, wanted: CaseFilter) -> tuple[tuple[CaseKind, int], ...]:
    query = select(Case.kind, func.count()).where(*conditions(wanted)).group_by(Case.kind)
    counts = dict(session.execute(query).all())
    return tuple((kind, counts.get(kind, 0)) for kind in CaseKind)


def _by_department(
    session: Session, wanted: CaseFilter
) -> tuple[tuple[DepartmentId, str, int], ...]:
    query = (
        select(Department.id, Department.name, func.count(CaseStep.case_id.distinct()))
        .join(CaseStep, CaseStep.department_id == Department.id)
        .join(Case, Case.id == CaseStep.case_id)
        .where(*conditions(wanted))
        .group_by(Department.id, Department.name, Department.position)
        .order_by(Department.position, Department.id)
    )
    return tuple((DepartmentId(id_), name, count) for id_, name, count in session.execute(query))


def _by_month(session: Session, wanted: CaseFilter, today: date) -> tuple[tuple[date, int], ...]:
    """Count by the wall clock's months; the table holds UTC."""
    starts = month_starts(today)
    following = months_before(starts[-1], -1)
    place = case(
        *(
            (Case.received_at < start_of(end), number)
            for number, end in enumerate([*starts[1:], following])
        ),
        else_=MONTHS,
    )
    query = select(place, func.count()).where(
        Case.received_at >= start_of(starts[0]), *conditions(wanted)
    )
    counts: dict[int, int] = dict(session.execute(query.group_by(place)).all())
    return tuple((start, counts.get(number, 0)) for number, start in enumerate(starts))


def _help(kind: CaseKind, times: Sequence[tuple[datetime, datetime | None]]) -> HelpRow:
    took = [(solved - received).total_seconds() for received, solved in times if solved is not None]
    minutes = round(sum(took) / len(took) / 60) if took else None
    return HelpRow(kind, len(times), len(took), minutes)
