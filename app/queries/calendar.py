"""The calendar: tasks, visits and receptions day by day, the first few of each day with names."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    case,
    func,
    literal,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.calendar import CalendarItem, CalendarKind
from app.domain.types import Channel, ClientId, ReceptionState, StaffId, TaskStatus
from app.models import Client, Communication, Contact, Reception, Staff, Task
from app.queries.id_lists import all_of, id_pairs, unindexed
from app.queries.narrowing import client_there

MOST_A_DAY = 8
MOST_EXPORTED = 2_000
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: how much there is, and the first of it; by time, what was ticked off at the end."""

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
            for item, count in _items(session, kind, wanted, most):
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
    chosen = Task.id.in_(all_of(ids))
    found = _items(session, CalendarKind.TASK, everything, len(ids), chosen)
    return sorted((item for item, _count in found), key=lambda one: (one.on, *_by_time(one)))


def _by_time(item: CalendarItem) -> tuple[bool, bool, time, str, int]:
    """Go by the clock, with what was ticked off at the end: a full day shows only its first."""
    ticked = item.done and item.kind is not CalendarKind.VISIT
    return ticked, item.at is None, item.at or time(), item.kind.value, item.id


@dataclass(frozen=True, slots=True)
class _Source:
    """Whence one kind comes: its columns, and which rows there are."""

    id: InstrumentedAttribute[int]
    client_id: InstrumentedAttribute[int]
    contact_id: ColumnElement[Any] | None
    title: ColumnElement[str]
    on: InstrumentedAttribute[Any]
    at: InstrumentedAttribute[Any]
    staff_id: InstrumentedAttribute[Any]
    done: ColumnElement[bool]
    deleted_at: InstrumentedAttribute[Any]
    counts: ColumnElement[bool]


def _items(
    session: Session,
    kind: CalendarKind,
    wanted: CalendarFilter,
    most: int,
    *only: ColumnElement[bool],
) -> Iterator[tuple[CalendarItem, int]]:
    source = SOURCES[kind]
    first, counts = _first_of_days(session, source, wanted, most, *only)
    shown = (
        select(
            source.id,
            source.client_id,
            Client.name,
            source.title,
            source.on,
            source.at,
            func.coalesce(Staff.name, ""),
            literal("") if source.contact_id is None else func.coalesce(Contact.name, ""),
            source.done,
            Client.short_name,
        )
        .join(Client, Client.id == source.client_id)
        .outerjoin(Staff, Staff.id == source.staff_id)
        .where(source.id.in_(all_of(first)))
    )
    if source.contact_id is not None:
        shown = shown.outerjoin(Contact, Contact.id == source.contact_id)
    for row in session.connection().execute(shown):
        id_, client, name, title, on, at, staff, contact, done, short = row
        item = CalendarItem(
            kind, id_, ClientId(client), name, title, on, at, staff, contact, bool(done), short
        )
        yield item, counts[on.isoformat()]


def _first_of_days(
    session: Session,
    source: _Source,
    wanted: CalendarFilter,
    most: int,
    *only: ColumnElement[bool],
) -> tuple[list[int], Counter[str]]:
    """Return the first rows of each day by the clock, and how many there are by day.

    A large office has thousands of them, of which a few dozen are shown: only their ids are read.
    They are found by their day: SQLite thinks that few rows are not deleted, and would read the
    whole log for one month.
    """
    untimed = case((source.at.is_(None), 1), else_=0)
    query = (
        select(source.id, type_coerce(source.on, String))
        .where(
            source.counts,
            unindexed(source.deleted_at).is_(None),
            source.on.between(wanted.first, wanted.last),
            client_there(source.client_id),
            true() if wanted.staff_id is None else unindexed(source.staff_id) == wanted.staff_id,
            *only,
        )
        .order_by(source.on, source.done, untimed, source.at, source.id)
    )
    ids, days = id_pairs(session, query)
    counts = Counter(days)
    first: list[int] = []
    begin = 0
    for count in counts.values():  # day by day, as they are ordered
        first += ids[begin : begin + min(count, most)]
        begin += count
    return first, counts


SOURCES = {
    CalendarKind.TASK: _Source(
        Task.id,
        Task.client_id,
        Task.contact_id.expression,
        Task.title.expression,
        Task.due_on,
        Task.due_time,
        Task.staff_id,
        Task.status == TaskStatus.DONE,
        Task.deleted_at,
        Task.status.in_((TaskStatus.OPEN, TaskStatus.DONE)),
    ),
    CalendarKind.VISIT: _Source(
        Communication.id,
        Communication.client_id,
        None,
        func.substr(Communication.summary, 1, LONGEST_TITLE),
        Communication.held_on,
        Communication.held_time,
        Communication.staff_id,
        true(),
        Communication.deleted_at,
        Communication.channel == Channel.VISIT,
    ),
    CalendarKind.RECEPTION: _Source(
        Reception.id,
        Reception.client_id,
        Reception.contact_id.expression,
        Reception.guest.expression,
        Reception.arrives_on,
        Reception.arrives_time,
        Reception.staff_id,
        Reception.state == ReceptionState.RECEIVED,
        Reception.deleted_at,
        Reception.state != ReceptionState.CANCELLED,
    ),
}
