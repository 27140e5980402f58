"""Reads behind courtesies done, important dates and festivals (policy P3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.courtesies import CostBy, CourtesyDraft, Receiver
from app.domain.types import ClientId, ContactId, CourtesyId, Occasion, StaffId
from app.models import Client, Contact, Courtesy, Staff
from app.queries.id_lists import all_of, id_list
from app.queries.narrowing import client_called, client_of, client_there, holds


@dataclass(frozen=True, slots=True)
class CourtesyFilter:
    """Which courtesies a list shows; the default shows all that are not deleted.

    ``given_from`` and ``given_to`` are both included. ``staff_ids`` are who did them, None for
    nobody named; ``manager_ids`` who looks after the client. ``ids`` are the rows behind a number.
    """

    text: str = ""
    client_id: ClientId | None = None
    occasions: frozenset[Occasion] = frozenset()
    staff_ids: frozenset[StaffId | None] = frozenset()
    manager_ids: frozenset[StaffId] = frozenset()
    given_from: date | None = None
    given_to: date | None = None
    ids: frozenset[CourtesyId] | None = None


class CourtesyColumn(Enum):
    """What the list can be sorted by."""

    GIVEN_ON = "given_on"
    CLIENT = "client"
    OCCASION = "occasion"
    COST = "cost"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class CourtesyRow:
    """One courtesy done; ``cost`` in yuan, None where none was entered."""

    id: CourtesyId
    client_id: ClientId
    client_name: str
    grade: str
    contact_id: ContactId | None
    contact_name: str
    occasion: Occasion
    occasion_on: date | None
    title: str
    given_on: date
    given: str
    cost: Decimal | None
    staff: str
    notes: str
    version: int


@dataclass(frozen=True, slots=True)
class CourtesyTotals:
    """What a list of courtesies adds up to; ``without_cost`` of them name no cost."""

    courtesies: int
    clients: int
    cost: Decimal
    without_cost: int


@dataclass(frozen=True, slots=True)
class CostLine:
    """The courtesies of one client, person, month or occasion, and their cost in yuan.

    ``id`` numbers the lines. ``key`` is the client's or person's id, the month as 2025-12, or the
    occasion's code; None where there is none.
    """

    id: int
    key: Any
    name: str
    courtesies: int
    clients: int
    cost: Decimal


def courtesy_ids(
    session: Session,
    wanted: CourtesyFilter,
    *,
    by: CourtesyColumn = CourtesyColumn.GIVEN_ON,
    descending: bool = True,
) -> list[CourtesyId]:
    """Return the ids of every courtesy the filter lets through, in order, empty cells last."""
    query = _joined(select(Courtesy.id), by).where(*_conditions(wanted))
    first, *rest = _order(by)
    ordered = first.desc().nulls_last() if descending else first.asc().nulls_last()
    later = [key.desc() if descending else key.asc() for key in rest]
    return [CourtesyId(id_) for id_ in id_list(session, query.order_by(ordered, *later))]


def courtesy_rows(session: Session, ids: Sequence[int]) -> list[CourtesyRow]:
    """Return the rows of these courtesies in the order asked for, leaving out any now gone."""
    found = session.execute(
        select(
            Courtesy.id,
            Courtesy.client_id,
            Client.name.label("client_name"),
            func.coalesce(Client.grade, "").label("grade"),
            Courtesy.contact_id,
            func.coalesce(Contact.name, "").label("contact_name"),
            Courtesy.occasion,
            Courtesy.occasion_on,
            Courtesy.title,
            Courtesy.given_on,
            Courtesy.given,
            Courtesy.cost,
            func.coalesce(Staff.name, "").label("staff"),
            Courtesy.notes,
            Courtesy.version,
        )
        .join(Client, Client.id == Courtesy.client_id)
        .outerjoin(Contact, Contact.id == Courtesy.contact_id)
        .outerjoin(Staff, Staff.id == Courtesy.staff_id)
        .where(Courtesy.id.in_(ids), Courtesy.deleted_at.is_(None))
    )
    rows = {row.id: CourtesyRow(**row._asdict()) for row in found}
    return [rows[id_] for id_ in map(CourtesyId, ids) if id_ in rows]


def courtesy_totals(session: Session, wanted: CourtesyFilter) -> CourtesyTotals:
    """Add up the courtesies the filter lets through."""
    unknown = func.count().filter(Courtesy.cost.is_(None))
    clients = func.count(Courtesy.client_id.distinct())
    query = select(func.count(), clients, func.sum(Courtesy.cost), unknown)
    row = session.execute(query.where(*_conditions(wanted))).one()
    return CourtesyTotals(row[0], row[1], row[2] or Decimal(0), row[3])


def courtesy_costs(session: Session, wanted: CourtesyFilter, by: CostBy) -> list[CostLine]:
    """Add the courtesies up by client, person, month or occasion; the dearest first.

    Months come in their order.
    """
    key, name = {
        CostBy.CLIENT: (Courtesy.client_id, Client.name),
        CostBy.STAFF: (Courtesy.staff_id, func.coalesce(Staff.name, "")),
        CostBy.MONTH: (_month(), _month()),
        CostBy.OCCASION: (Courtesy.occasion, Courtesy.occasion),
    }[by]
    cost = func.sum(Courtesy.cost)
    query = (
        select(key, name, func.count(), func.count(Courtesy.client_id.distinct()), cost)
        .join(Client, Client.id == Courtesy.client_id)
        .outerjoin(Staff, Staff.id == Courtesy.staff_id)
        .where(*_conditions(wanted))
        .group_by(key)
        .order_by(*([key] if by is CostBy.MONTH else [cost.desc().nulls_last(), key]))
    )
    return [
        CostLine(
            number,
            known,
            called.label if isinstance(called, Occasion) else called,
            count,
            clients,
            paid or Decimal(0),
        )
        for number, (known, called, count, clients, paid) in enumerate(session.execute(query), 1)
    ]


def courtesy_draft(session: Session, courtesy_id: CourtesyId) -> tuple[CourtesyDraft, int] | None:
    """Return a courtesy as a form edits it, with its version; None when it is gone."""
    found = session.get(Courtesy, courtesy_id)
    if found is None or found.deleted_at is not None:
        return None
    receiver = Receiver(
        ClientId(found.client_id),
        None if found.contact_id is None else ContactId(found.contact_id),
        found.occasion,
        found.subject_id,
        found.occasion_on,
        found.title,
    )
    draft = CourtesyDraft(
        receivers=(receiver,),
        title=found.title,
        given_on=found.given_on,
        given=found.given,
        cost=found.cost,
        staff_id=None if found.staff_id is None else StaffId(found.staff_id),
        notes=found.notes,
    )
    return draft, found.version


def _month() -> Any:
    return func.substr(Courtesy.given_on, 1, 7)


def _joined(query: Select[Any], by: CourtesyColumn) -> Select[Any]:
    if by is CourtesyColumn.CLIENT:
        return query.join(Client, Client.id == Courtesy.client_id)
    if by is CourtesyColumn.STAFF:
        return query.outerjoin(Staff, Staff.id == Courtesy.staff_id)
    return query


def _order(by: CourtesyColumn) -> tuple[InstrumentedAttribute[Any], ...]:
    columns: dict[CourtesyColumn, InstrumentedAttribute[Any]] = {
        CourtesyColumn.CLIENT: Client.name_key,
        CourtesyColumn.STAFF: Staff.name_key,
        CourtesyColumn.OCCASION: Courtesy.occasion,
        CourtesyColumn.COST: Courtesy.cost,
        CourtesyColumn.GIVEN_ON: Courtesy.given_on,
    }
    return columns[by], Courtesy.given_on, Courtesy.id


def _conditions(wanted: CourtesyFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Courtesy.deleted_at.is_(None),
        client_there(Courtesy.client_id),
    ]
    found += [_mentions(word) for word in wanted.text.casefold().split()]
    if wanted.client_id is not None:
        found.append(Courtesy.client_id == wanted.client_id)
    if wanted.occasions:
        found.append(Courtesy.occasion.in_(wanted.occasions))
    if wanted.staff_ids:
        named = Courtesy.staff_id.in_([id_ for id_ in wanted.staff_ids if id_ is not None])
        nobody = Courtesy.staff_id.is_(None)
        found.append(or_(nobody, named) if None in wanted.staff_ids else named)
    if wanted.manager_ids:
        found.append(client_of(Courtesy.client_id, wanted.manager_ids))
    return found + _narrowed(wanted)


def _narrowed(wanted: CourtesyFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.given_from is not None:
        found.append(Courtesy.given_on >= wanted.given_from)
    if wanted.given_to is not None:
        found.append(Courtesy.given_on <= wanted.given_to)
    if wanted.ids is not None:
        found.append(Courtesy.id.in_(all_of(wanted.ids)))
    return found


def _mentions(word: str) -> ColumnElement[bool]:
    own = (Courtesy.title, Courtesy.given, Courtesy.notes)
    return or_(client_called(Courtesy.client_id, word), *(holds(column, word) for column in own))
