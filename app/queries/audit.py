"""Reads behind 操作记录: every action of the office, and what each changed."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import Session

from app.domain.audit import BULK_FROM, AuditFilter, AuditOnly
from app.domain.types import ActionId, ClientId, StaffId
from app.models import Action, Change, ImportBatch, Staff
from app.queries.clients.history import touches_client
from app.queries.id_lists import all_of, id_list
from app.queries.told_changes import owners_of

LOOKED_AT = 20
"""Of so many changes of an action a list tells the clients."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action, as the list shows it.

    ``clients`` are those of its first changes, ``client_ids`` likewise; ``changes`` counts the
    rows it touched that are told one by one.
    """

    id: ActionId
    at: datetime
    staff: str
    summary: str
    clients: tuple[str, ...]
    client_ids: tuple[ClientId, ...]
    changes: int
    undoable: bool
    undone: bool


def action_ids(
    session: Session, wanted: AuditFilter, *, by: str = "at", descending: bool = True
) -> list[int]:
    """Return the actions looked for, by time or by person (``by`` "staff")."""
    query = select(Action.id)
    if by == "staff":
        query = query.outerjoin(Staff, Staff.id == Action.staff_id)
        person = Staff.name_key.desc() if descending else Staff.name_key
        query = query.order_by(person.nulls_last(), Action.id.desc())
    else:
        query = query.order_by(Action.id.desc() if descending else Action.id)
    return id_list(session, query.where(*_conditions(wanted)))


def action_rows(session: Session, ids: Sequence[int]) -> list[ActionRow]:
    """Return these actions, in their order."""
    columns = (
        Action.id,
        Action.at,
        Staff.name,
        Action.summary,
        Action.undoable,
        Action.undone_at,
    )
    query = select(*columns).outerjoin(Staff, Staff.id == Action.staff_id)
    found = {row.id: row for row in session.execute(query.where(Action.id.in_(all_of(ids))))}
    counts, clients = _counts(session, ids), _clients(session, ids)
    return [
        ActionRow(
            ActionId(row.id),
            row.at,
            row.name or "",
            row.summary,
            tuple(clients[row.id].values()),
            tuple(clients[row.id]),
            counts.get(row.id, 0),
            row.undoable and row.undone_at is None,
            row.undone_at is not None,
        )
        for id_ in ids
        if (row := found.get(id_)) is not None
    ]


def _counts(session: Session, ids: Sequence[int]) -> dict[int, int]:
    own = Change.action_id.in_(all_of(ids))
    query = select(Change.action_id, func.count().label("n")).where(own).group_by(Change.action_id)
    return {row.action_id: row.n for row in session.execute(query)}


def _clients(session: Session, ids: Sequence[int]) -> Mapping[int, Mapping[ClientId, str]]:
    """Return the clients of the first changes of each action."""
    first = select(func.min(Change.id)).where(Change.action_id == Action.id).scalar_subquery()
    begun = select(Action.id, first.label("first")).where(Action.id.in_(all_of(ids))).subquery()
    query = select(Change).join(begun, Change.action_id == begun.c.id)
    changes = session.scalars(
        query.where(Change.id < begun.c.first + LOOKED_AT).order_by(Change.id)
    ).all()
    owners = owners_of(session, changes)
    found: dict[int, dict[ClientId, str]] = defaultdict(dict)
    for change in changes:
        if (owner := owners.get((change.table_name, change.row_id))) is not None:
            found[change.action_id][owner[0]] = owner[1]
    return found


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    found = [*_period(wanted.first_on, wanted.last_on), *_people(wanted.staff_ids)]
    if wanted.ids is not None:
        found.append(Action.id.in_(all_of(wanted.ids)))
    if wanted.tables:
        found.append(_with_change(Change.table_name.in_(wanted.tables)))
    if wanted.client_id is not None:
        found.append(_with_change(touches_client(wanted.client_id)))
    if wanted.only:
        found.append(or_(*(ONLY[one]() for one in wanted.only)))
    if text := wanted.text.strip():
        found.append(_text(text))
    return found


def _period(first_on: date | None, last_on: date | None) -> list[ColumnElement[bool]]:
    found = []
    if first_on is not None:
        found.append(Action.at >= _begin_of(first_on))
    if last_on is not None:
        found.append(Action.at < _begin_of(last_on + timedelta(1)))
    return found


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min).astimezone()


def _people(staff_ids: Sequence[StaffId | None]) -> list[ColumnElement[bool]]:
    if not staff_ids:
        return []
    known = Action.staff_id.in_([one for one in staff_ids if one is not None])
    return [or_(known, Action.staff_id.is_(None)) if None in staff_ids else known]


def _text(text: str) -> ColumnElement[bool]:
    """Look in the sentence and in the values; the journal's JSON writes Chinese by its numbers."""
    written = json.dumps(text)[1:-1]
    values = or_(
        cast(Change.before, String).icontains(written, autoescape=True),
        cast(Change.after, String).icontains(written, autoescape=True),
    )
    return or_(Action.summary.icontains(text, autoescape=True), _with_change(values))


def _with_change(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Action.id.in_(select(Change.action_id).where(condition))


def _bulk() -> Select[int]:
    counted = select(Change.action_id).group_by(Change.action_id)
    return counted.having(func.count() >= BULK_FROM)


ONLY: Mapping[AuditOnly, Callable[[], ColumnElement[bool]]] = {
    AuditOnly.DELETED: lambda: _with_change(
        (Change.kind == "delete") | Change.after["deleted_at"].as_string().is_not(None)
    ),
    AuditOnly.IMPORTED: lambda: Action.id.in_(
        select(ImportBatch.action_id).where(ImportBatch.action_id.is_not(None))
    ),
    AuditOnly.MERGED: lambda: _with_change(
        Change.after["merged_into_id"].as_integer().is_not(None)
    ),
    AuditOnly.BULK: lambda: Action.id.in_(_bulk()),
    AuditOnly.UNDONE: lambda: Action.undone_at.is_not(None),
    AuditOnly.UNDOING: lambda: Action.undo_of_id.is_not(None),
    AuditOnly.REVEALED: lambda: _with_change(Change.kind == "reveal"),
}
