"""Reads about guests to receive (接待)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from app.domain.receptions import ReceptionDraft
from app.domain.types import ClientId, ReceptionId, ReceptionState, StaffId
from app.models import Client, Contact, Reception, Staff
from app.queries.id_lists import all_of


class ReceptionColumn(Enum):
    """What the list can be sorted by."""

    ARRIVES = "arrives_on"
    GUEST = "guest"
    CLIENT = "client"
    STATE = "state"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class ReceptionFilter:
    """Which receptions are shown; the default shows all. Days are included."""

    text: str = ""
    client_id: ClientId | None = None
    states: frozenset[ReceptionState] = frozenset()
    staff_ids: frozenset[StaffId] = frozenset()
    arrives_from: date | None = None
    arrives_to: date | None = None
    ids: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class ReceptionRow:
    """One reception with what is shown beside it."""

    id: ReceptionId
    draft: ReceptionDraft
    client_name: str
    client_grade: str | None
    contact: str
    staff: str
    version: int

    def is_late(self, today: date) -> bool:
        """Tell whether the guest should have come and nobody said that it did."""
        due_on = self.draft.arrives_on
        planned = self.draft.state is ReceptionState.PLANNED
        return planned and due_on is not None and due_on < today


def reception_ids(
    session: Session,
    wanted: ReceptionFilter,
    *,
    by: ReceptionColumn = ReceptionColumn.ARRIVES,
    descending: bool = True,
    today: date | None = None,
) -> list[ReceptionId]:
    """Return the ids of every reception the filter lets through, in order.

    By day, ascending, with ``today``: those overdue, then the next ones, then those of the past.
    """
    key = _keys()[by]
    near = []
    if today is not None and by is ReceptionColumn.ARRIVES and not descending:
        key = case((Reception.arrives_on >= today, Reception.arrives_on))
        planned = Reception.state == ReceptionState.PLANNED
        near = [case((Reception.arrives_on >= today, 1), (planned, 0), else_=2)]
    query = (
        select(Reception.id)
        .join(Client, Client.id == Reception.client_id)
        .outerjoin(Staff, Staff.id == Reception.staff_id)
        .where(*_conditions(wanted))
        .order_by(*near, (key.desc() if descending else key.asc()).nulls_last())
        .order_by(Reception.arrives_on.desc(), Reception.id.desc())
    )
    return [ReceptionId(id_) for id_ in session.scalars(query)]


def reception_rows(session: Session, ids: Sequence[int]) -> list[ReceptionRow]:
    """Return these receptions in the order asked for, leaving out any now gone."""
    name = func.coalesce
    query = (
        select(Reception, Client.name, Client.grade, name(Contact.name, ""), name(Staff.name, ""))
        .join(Client, Client.id == Reception.client_id)
        .outerjoin(Contact, Contact.id == Reception.contact_id)
        .outerjoin(Staff, Staff.id == Reception.staff_id)
        .where(Reception.id.in_(all_of(ids)), Reception.deleted_at.is_(None))
    )
    rows = {
        one.id: ReceptionRow(
            ReceptionId(one.id), _draft(one), client, grade, contact, staff, one.version
        )
        for one, client, grade, contact, staff in session.execute(query)
    }
    return [rows[id_] for id_ in ids if id_ in rows]


def reception_row(session: Session, reception_id: ReceptionId) -> ReceptionRow | None:
    """Return one reception; None when it is gone."""
    found = reception_rows(session, [reception_id])
    return found[0] if found else None


def _draft(one: Reception) -> ReceptionDraft:
    return ReceptionDraft(**{f.name: getattr(one, f.name) for f in fields(ReceptionDraft)})


def _keys() -> dict[ReceptionColumn, Any]:
    return {
        ReceptionColumn.ARRIVES: Reception.arrives_on,
        ReceptionColumn.GUEST: Reception.guest,
        ReceptionColumn.CLIENT: Client.name_key,
        ReceptionColumn.STATE: Reception.state,
        ReceptionColumn.STAFF: Staff.name_key,
    }


def _conditions(wanted: ReceptionFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Reception.deleted_at.is_(None),
        Client.deleted_at.is_(None),
    ]
    for word in wanted.text.split():
        texts = (Reception.guest, Reception.rank, Reception.prepared, Client.name, Client.code)
        found.append(or_(*(text.icontains(word, autoescape=True) for text in texts)))
    if wanted.client_id is not None:
        found.append(Reception.client_id == wanted.client_id)
    if wanted.states:
        found.append(Reception.state.in_(wanted.states))
    if wanted.staff_ids:
        found.append(Reception.staff_id.in_(wanted.staff_ids))
    if wanted.arrives_from is not None:
        found.append(Reception.arrives_on >= wanted.arrives_from)
    if wanted.arrives_to is not None:
        found.append(Reception.arrives_on <= wanted.arrives_to)
    if wanted.ids is not None:
        found.append(Reception.id.in_(all_of(wanted.ids)))
    return found
