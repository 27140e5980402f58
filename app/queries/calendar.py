"""The calendar: tasks, visits and receptions day by day, the first few of each day with names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.calendar import CalendarItem, CalendarKind
from app.domain.types import Channel, ClientId, ReceptionState, StaffId, TaskStatus
from app.models import Client, Communication, Contact, Reception, Staff, Task
from app.queries.id_lists import all_of

MOST_A_DAY = 12
MOST_EXPORTED = 2_000


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: how much there is, and the first of it; what has a time comes first."""

    count: int = 0
    items: tuple[CalendarItem, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """Which days, last included, and whose; None is everybody's."""

    first: date
    last: date
    staff_id: StaffId | None = None
    kinds: frozenset[CalendarKind] = field(default=frozenset(CalendarKind))


def calendar_days(
    session: Session, wanted: CalendarFilter, *, most: int = MOST_A_DAY
) -> dict[date, CalendarDay]:
    """Return the days on which there is anything, with at most so many of each kind a day."""
    found: dict[date, list[CalendarItem]] = {}
    counts: dict[date, int] = {}
    for kind in CalendarKind:
        if kind in wanted.kinds:
            seen = set()
            for item, count in _items(session, QUERIES[kind](wanted), kind, most):
                found.setdefault(item.on, []).append(item)
                if item.on not in seen:
                    seen.add(item.on)
                    counts[item.on] = counts.get(item.on, 0) + count
    return {
        day: CalendarDay(counts[day], tuple(sorted(items, key=_by_time)))
        for day, items in found.items()
    }


def calendar_items(session: Session, wanted: CalendarFilter) -> list[CalendarItem]:
    """Return all there is in these days, for a calendar file."""
    days = calendar_days(session, wanted, most=MOST_EXPORTED)
    return [item for day in sorted(days) for item in days[day].items]


def task_items(session: Session, ids: Sequence[int]) -> list[CalendarItem]:
    """Return these tasks as they stand in a calendar; those not to be done are left out."""
    everything = CalendarFilter(date.min, date.max)
    wanted = _tasks(everything).where(Task.id.in_(all_of(ids)))
    found = _items(session, wanted, CalendarKind.TASK, len(ids))
    return sorted((item for item, _count in found), key=lambda one: (one.on, *_by_time(one)))


def _by_time(item: CalendarItem) -> tuple[bool, time, str, int]:
    return item.at is None, item.at or time(), item.kind.value, item.id


def _items(
    session: Session, query: Select[*tuple[Any, ...]], kind: CalendarKind, most: int
) -> Iterator[tuple[CalendarItem, int]]:
    rows = query.subquery(kind.value)
    shown = (
        select(rows, Client.name, func.coalesce(Staff.name, ""), func.coalesce(Contact.name, ""))
        .join(Client, Client.id == rows.c.client_id)
        .outerjoin(Staff, Staff.id == rows.c.staff_id)
        .outerjoin(Contact, Contact.id == rows.c.contact_id)
        .where(rows.c.place <= most)
    )
    for row in session.connection().execute(shown):
        id_, client_id, _contact, title, on, at, _staff, done, _place, count, *names = row
        name, staff, contact = names
        yield (
            CalendarItem(
                kind,
                id_,
                ClientId(client_id),
                name,
                title,
                on,
                at,
                staff_name=staff,
                contact_name=contact,
                done=bool(done),
            ),
            count,
        )


def _placed(
    on: InstrumentedAttribute[Any], at: InstrumentedAttribute[Any], id_: InstrumentedAttribute[int]
) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Return a row's place among those of its day, and how many they are."""
    untimed = case((at.is_(None), 1), else_=0)
    place = func.row_number().over(partition_by=on, order_by=(untimed, at, id_)).label("place")
    return place, func.count().over(partition_by=on).label("count")


def _alive(client: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return client.not_in(select(Client.id).where(Client.deleted_at.is_not(None)))


def _whose(wanted: CalendarFilter, staff: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return true() if wanted.staff_id is None else staff == wanted.staff_id


def _tasks(wanted: CalendarFilter) -> Select[*tuple[Any, ...]]:
    return select(
        Task.id,
        Task.client_id,
        Task.contact_id,
        Task.title,
        Task.due_on,
        Task.due_time,
        Task.staff_id,
        (Task.status == TaskStatus.DONE).label("done"),
        *_placed(Task.due_on, Task.due_time, Task.id),
    ).where(
        Task.status.in_((TaskStatus.OPEN, TaskStatus.DONE)),
        Task.deleted_at.is_(None),
        Task.due_on.between(wanted.first, wanted.last),
        _alive(Task.client_id),
        _whose(wanted, Task.staff_id),
    )


def _visits(wanted: CalendarFilter) -> Select[*tuple[Any, ...]]:
    return select(
        Communication.id,
        Communication.client_id,
        literal(None).label("contact_id"),
        func.substr(Communication.summary, 1, 60).label("title"),
        Communication.held_on,
        Communication.held_time,
        Communication.staff_id,
        literal(1).label("done"),
        *_placed(Communication.held_on, Communication.held_time, Communication.id),
    ).where(
        Communication.channel == Channel.VISIT,
        Communication.deleted_at.is_(None),
        Communication.held_on.between(wanted.first, wanted.last),
        _alive(Communication.client_id),
        _whose(wanted, Communication.staff_id),
    )


def _receptions(wanted: CalendarFilter) -> Select[*tuple[Any, ...]]:
    return select(
        Reception.id,
        Reception.client_id,
        Reception.contact_id,
        Reception.guest,
        Reception.arrives_on,
        Reception.arrives_time,
        Reception.staff_id,
        (Reception.state == ReceptionState.RECEIVED).label("done"),
        *_placed(Reception.arrives_on, Reception.arrives_time, Reception.id),
    ).where(
        Reception.state != ReceptionState.CANCELLED,
        Reception.deleted_at.is_(None),
        Reception.arrives_on.between(wanted.first, wanted.last),
        _alive(Reception.client_id),
        _whose(wanted, Reception.staff_id),
    )


QUERIES = {
    CalendarKind.TASK: _tasks,
    CalendarKind.VISIT: _visits,
    CalendarKind.RECEPTION: _receptions,
}
