"""Reads about the service standards (服务标准)."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Case, case, func, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.standards import ServiceStandard, Standards
from app.domain.standing import new_since
from app.domain.types import ClientStatus, Scale, StandardKind, Standing
from app.models import Client, ClientFact
from app.models import ServiceStandard as StandardRow
from app.queries.kept import kept
from app.queries.office import office_settings
from app.queries.screening.office_rules import office_rules

Key = tuple[StandardKind, str]


@dataclass(frozen=True, slots=True)
class StandardLine:
    """One standard as listed.

    ``version`` is None where it was never set; ``clients`` are those in 合作 that receive it.
    ``in_rules``: the rules of the screening still know this grade.
    """

    id: int
    standard: ServiceStandard
    version: int | None
    clients: int
    in_rules: bool = True


def service_standards(session: Session) -> Standards:
    """Return every standard the office has set."""
    return kept(session, "service_standards", lambda: _service_standards(session))


def _service_standards(session: Session) -> Standards:
    found = [_standard(row) for row in session.scalars(select(StandardRow))]
    grades = {one.code: one for one in found if one.kind is StandardKind.GRADE}
    standings = {Standing(one.code): one for one in found if one.kind is StandardKind.STANDING}
    scales = {Scale(one.code): one for one in found if one.kind is StandardKind.SCALE}
    return Standards(grades, standings, scales)


def standard_lines(session: Session, today: date) -> list[StandardLine]:
    """Return a line for each grade of the office's rules, for 准, 新 and 老, for 大 and 一般客户.

    A grade the rules no longer know is listed while a client still has it.
    """
    stored = {(row.kind, row.code): row for row in session.scalars(select(StandardRow))}
    clients = _clients_by_standard(session, today)
    ruled = [(StandardKind.GRADE, grade.name) for grade in office_rules(session).grades]
    old = [key for key in sorted(stored) if key[0] is StandardKind.GRADE and key not in ruled]
    grades = [*ruled, *(key for key in old if key in clients)]
    standings = [(StandardKind.STANDING, one.value) for one in Standing]
    scales = [(StandardKind.SCALE, one.value) for one in Scale]
    return [
        _line(place, key, stored.get(key), clients.get(key, 0), in_rules=key not in old)
        for place, key in enumerate([*grades, *standings, *scales], 1)
    ]


def standard_as_stored(
    session: Session, kind: StandardKind, code: str
) -> tuple[ServiceStandard, int | None]:
    """Return one standard as a form edits it, with its version; None: it was never set."""
    row = session.scalar(
        select(StandardRow).where(StandardRow.kind == kind, StandardRow.code == code)
    )
    return (_unset(kind, code), None) if row is None else (_standard(row), row.version)


def by_standard(
    standards: Standards,
    new_from: date,
    value: Callable[[ServiceStandard], Any],
    grade: InstrumentedAttribute[str | None] | None = None,
) -> Case[Any]:
    """Return, as SQL over client and facts, what ``value`` makes of what each client receives.

    ``grade`` is another grade than the client's own, such as that of a screening.
    """
    own = Client.grade if grade is None else grade
    first_stay = ClientFact.first_stay_on
    standings = {
        Standing.PROSPECT: first_stay.is_(None),
        Standing.NEW: first_stay >= new_from,
        Standing.EXISTING: first_stay < new_from,
    }
    grades = standards.by_grade.items()
    return case(
        *((own == name, _or_null(value(one))) for name, one in grades),
        *((found, _or_null(value(standards.of(None, one)))) for one, found in standings.items()),
    )


def _line(
    place: int, key: Key, row: StandardRow | None, clients: int, *, in_rules: bool
) -> StandardLine:
    if row is None:
        return StandardLine(place, _unset(*key), None, clients, in_rules)
    return StandardLine(place, _standard(row), row.version, clients, in_rules)


def _clients_by_standard(session: Session, today: date) -> dict[Key, int]:
    standards = service_standards(session)
    new_from = new_since(today, office_settings(session).new_months)
    key = by_standard(standards, new_from, lambda one: f"{one.kind.value} {one.code}")
    counted = (
        select(key, func.count())
        .select_from(Client)
        .join(ClientFact, ClientFact.client_id == Client.id)
        .where(Client.deleted_at.is_(None), Client.status == ClientStatus.ACTIVE)
        .group_by(key)
    )
    found = {}
    for text, count in session.execute(counted):
        kind, _blank, code = text.partition(" ")
        found[StandardKind(kind), code] = count
    return found | _clients_by_scale(session)


def _clients_by_scale(session: Session) -> dict[Key, int]:
    there = (Client.deleted_at.is_(None), Client.status == ClientStatus.ACTIVE)
    counted = select(Client.major, func.count()).where(*there).group_by(Client.major)
    scales = {True: Scale.MAJOR, False: Scale.ORDINARY}
    return {(StandardKind.SCALE, scales[row[0]].value): row[1] for row in session.execute(counted)}


def _unset(kind: StandardKind, code: str) -> ServiceStandard:
    """Return what applies where the office has set nothing."""
    if kind is StandardKind.SCALE:
        return Standards({}, {}).of_scale(Scale(code))
    return ServiceStandard(kind, code)


def _or_null(value: Any) -> Any:
    return null() if value is None else value


def _standard(row: StandardRow) -> ServiceStandard:
    return ServiceStandard(**{f.name: getattr(row, f.name) for f in fields(ServiceStandard)})
