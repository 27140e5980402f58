"""Reads behind the log of communications, its timeline on a card, and the window to write one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, time
from enum import Enum
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Subquery, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.domain.communications import CommunicationDraft
from app.domain.types import (
    Channel,
    ClientId,
    CommunicationId,
    ContactId,
    Direction,
    Labelled,
    Purpose,
    Reaction,
    StaffId,
    TaskId,
    TaskStatus,
    Tone,
    TopicId,
)
from app.models import (
    Client,
    Communication,
    CommunicationContact,
    Contact,
    Staff,
    Task,
    TopicShown,
)
from app.queries.contact_names import contact_names
from app.queries.id_lists import id_list
from app.queries.narrowing import client_called, holds

LATEST = 3
"""So many of a client's newest entries are shown before the next one is written."""


@dataclass(frozen=True, slots=True)
class CommunicationFilter:
    """Which entries are shown; the default shows all that are not deleted.

    An empty set lets everything through. ``held_from`` and ``held_to`` are both included.
    ``open_step`` keeps entries whose next step is still to be done. ``ids`` are the rows behind a
    number. ``deleted`` shows the recycle bin instead.
    """

    text: str = ""
    client_id: ClientId | None = None
    contact_id: ContactId | None = None
    staff_ids: frozenset[StaffId] = frozenset()
    channels: frozenset[Channel] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    tones: frozenset[Tone] = frozenset()
    reactions: frozenset[Reaction] = frozenset()
    held_from: date | None = None
    held_to: date | None = None
    open_step: bool = False
    ids: frozenset[CommunicationId] | None = None
    deleted: bool = False


class CommunicationColumn(Enum):
    """What the list can be sorted by."""

    HELD = "held_on"
    CLIENT = "client"
    CHANNEL = "channel"
    DIRECTION = "direction"
    PURPOSE = "purpose"
    TONE = "tone"
    REACTION = "reaction"
    NEXT = "next_on"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class NextTask:
    """The task that an entry's next step became."""

    id: TaskId
    status: TaskStatus
    due_on: date


@dataclass(frozen=True, slots=True)
class CommunicationRow:
    """One entry of the log. ``people`` are the names of those spoken to.

    ``task`` is the one its next step became: the open one, else the newest.
    """

    id: CommunicationId
    client_id: ClientId
    client_code: str
    client_name: str
    held_on: date
    held_time: time | None
    channel: Channel
    direction: Direction
    purpose: Purpose | None
    tone: Tone | None
    summary: str
    reaction: Reaction | None
    reaction_note: str
    next_step: str
    next_on: date | None
    staff_id: StaffId | None
    staff_name: str | None
    version: int
    people: tuple[str, ...] = ()
    task: NextTask | None = None


def communication_ids(
    session: Session,
    wanted: CommunicationFilter,
    *,
    by: CommunicationColumn = CommunicationColumn.HELD,
    descending: bool = True,
) -> list[CommunicationId]:
    """Return the ids of every entry the filter lets through, in order, empty cells last."""
    query = select(Communication.id).where(*_conditions(wanted))
    ids = id_list(session, _ordered(query, by, descending=descending))
    found = cast("list[CommunicationId]", ids)
    return found if wanted.ids is None else [id_ for id_ in found if id_ in wanted.ids]


def communication_count(session: Session) -> int:
    """Return how many entries there are, the deleted ones included."""
    return session.scalar(select(func.count()).select_from(Communication)) or 0


def communication_rows(session: Session, ids: Sequence[int]) -> list[CommunicationRow]:
    """Return the entries in the order asked for, leaving out any now gone."""
    columns: tuple[Any, ...] = (
        Communication.id,
        Communication.client_id,
        Client.code,
        Client.name,
        Communication.held_on,
        Communication.held_time,
        Communication.channel,
        Communication.direction,
        Communication.purpose,
        Communication.tone,
        Communication.summary,
        Communication.reaction,
        Communication.reaction_note,
        Communication.next_step,
        Communication.next_on,
        Communication.staff_id,
        Staff.name,
        Communication.version,
    )
    found = session.execute(
        select(*columns)
        .join(Client, Client.id == Communication.client_id)
        .outerjoin(Staff, Staff.id == Communication.staff_id)
        .where(Communication.id.in_(ids))
    )
    people, tasks = _people(session, ids), _tasks(session, ids)
    rows = {
        row.id: replace(
            CommunicationRow(*row), people=tuple(people[row.id]), task=tasks.get(row.id)
        )
        for row in found
    }
    return [rows[id_] for id_ in map(CommunicationId, ids) if id_ in rows]


def latest_communications(session: Session, client_id: ClientId) -> list[CommunicationRow]:
    """Return a client's three newest entries, the newest first."""
    query = (
        select(Communication.id)
        .where(Communication.client_id == client_id, Communication.deleted_at.is_(None))
        .order_by(*_newest_first())
        .limit(LATEST)
    )
    return communication_rows(session, session.scalars(query).all())


def _ordered(query: Select[int], by: CommunicationColumn, *, descending: bool) -> Select[int]:
    if by is CommunicationColumn.HELD:
        return query.order_by(*(_newest_first() if descending else _oldest_first()))
    if by is CommunicationColumn.CLIENT:
        # naming the condition lets SQLite begin with the clients, in the order of their index
        there = Client.deleted_at.is_(None)
        query = query.join(Client, Client.id == Communication.client_id).where(there)
        keys = (Client.name_key, Client.id)
        ordered = [key.desc() if descending else key.asc() for key in keys]
        return query.order_by(*ordered, *_newest_first())
    if by is CommunicationColumn.STAFF:
        query = query.outerjoin(Staff, Staff.id == Communication.staff_id)
    if by is CommunicationColumn.NEXT:
        steps = _open_steps()
        query = query.outerjoin(steps, steps.c.communication_id == Communication.id)
        key: ColumnElement[Any] | InstrumentedAttribute[Any]
        key = func.coalesce(steps.c.due_on, Communication.next_on)
    else:
        key = Staff.name_key if by is CommunicationColumn.STAFF else _plain_key(by)
    first = key.desc() if descending else key.asc()
    return query.order_by(first.nulls_last(), *_newest_first())


def _open_steps() -> Subquery:
    """Return by entry the day its open next step is due, which may have been put off."""
    newest = func.max(Task.id).label("newest")  # SQLite takes the day from the row of the highest
    open_ = (Task.status == TaskStatus.OPEN, Task.deleted_at.is_(None))
    return (
        select(Task.communication_id, newest, Task.due_on)
        .where(Task.communication_id.is_not(None), *open_)
        .group_by(Task.communication_id)
        .subquery()
    )


def _plain_key(by: CommunicationColumn) -> ColumnElement[Any]:
    """Order a choice as its members stand, not by their codes."""
    column: InstrumentedAttribute[Any] = getattr(Communication, by.value)
    kinds: dict[CommunicationColumn, type[Labelled]] = {
        CommunicationColumn.CHANNEL: Channel,
        CommunicationColumn.DIRECTION: Direction,
        CommunicationColumn.PURPOSE: Purpose,
        CommunicationColumn.TONE: Tone,
        CommunicationColumn.REACTION: Reaction,
    }
    return case({member: place for place, member in enumerate(kinds[by])}, value=column)


def _newest_first() -> tuple[ColumnElement[Any], ...]:
    keys = (Communication.held_on, Communication.held_time, Communication.id)
    return tuple(key.desc() for key in keys)


def _oldest_first() -> tuple[ColumnElement[Any], ...]:
    keys = (Communication.held_on, Communication.held_time, Communication.id)
    return tuple(key.asc() for key in keys)


def _conditions(wanted: CommunicationFilter) -> list[ColumnElement[bool]]:
    """Leave all that the index of days cannot tell to a subquery.

    SQLite then reads the index in order, or, where rows must be read, reads them as they stand;
    left to itself it would jump from row to row in the order of the index.
    """
    conditions = [*_living(wanted), *_period(wanted)]
    own = [*_choices(wanted), *_mentioning(wanted), *_linked(wanted)]
    if wanted.client_id is not None:
        return [Communication.client_id == wanted.client_id, *conditions, *own]
    if own:
        conditions.append(Communication.id.in_(select(Communication.id).where(*own)))
    return conditions


def _living(wanted: CommunicationFilter) -> list[ColumnElement[bool]]:
    entry = aliased(Communication)
    deleted = select(entry.id).where(entry.deleted_at.is_not(None))
    gone = select(Client.id).where(Client.deleted_at.is_not(None))
    orphaned = select(entry.id).where(entry.client_id.in_(gone))
    binned = Communication.id.in_(deleted) if wanted.deleted else Communication.id.not_in(deleted)
    return [binned, Communication.id.not_in(orphaned)]


def _mentioning(wanted: CommunicationFilter) -> list[ColumnElement[bool]]:
    return [_mentions(word) for word in wanted.text.split()]


def _linked(wanted: CommunicationFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.contact_id is not None:
        there = select(CommunicationContact.communication_id)
        with_contact = there.where(CommunicationContact.contact_id == wanted.contact_id)
        conditions.append(Communication.id.in_(with_contact))
    if wanted.open_step:
        steps = select(Task.communication_id).where(
            Task.status == TaskStatus.OPEN,
            Task.deleted_at.is_(None),
            Task.communication_id.is_not(None),
        )
        conditions.append(Communication.id.in_(steps))
    return conditions


def _choices(wanted: CommunicationFilter) -> list[ColumnElement[bool]]:
    columns: Iterable[tuple[InstrumentedAttribute[Any], frozenset[Any]]] = (
        (Communication.staff_id, wanted.staff_ids),
        (Communication.channel, wanted.channels),
        (Communication.purpose, wanted.purposes),
        (Communication.tone, wanted.tones),
        (Communication.reaction, wanted.reactions),
    )
    return [column.in_(chosen) for column, chosen in columns if chosen]


def _period(wanted: CommunicationFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.held_from is not None:
        conditions.append(Communication.held_on >= wanted.held_from)
    if wanted.held_to is not None:
        conditions.append(Communication.held_on <= wanted.held_to)
    return conditions


def _mentions(word: str) -> ColumnElement[bool]:
    """Look in what was said and to be done, in names, and in all a client is found by.

    Texts are compared as they were typed; what a client is found by is folded.
    """
    people = (
        select(CommunicationContact.communication_id)
        .join(Contact, Contact.id == CommunicationContact.contact_id)
        .where(holds(Contact.name, word))
    )
    return or_(
        holds(Communication.summary, word),
        holds(Communication.next_step, word),
        holds(Communication.contact_name, word),
        client_called(Communication.client_id, word),
        Communication.id.in_(people),
    )


def communication_draft(
    session: Session, communication_id: CommunicationId
) -> tuple[CommunicationDraft, int] | None:
    """Return an entry as a form edits it, with its version; None when it is gone."""
    entry = session.get(Communication, communication_id)
    if entry is None or entry.deleted_at is not None:
        return None
    query = (
        select(CommunicationContact.contact_id)
        .where(CommunicationContact.communication_id == communication_id)
        .order_by(CommunicationContact.id)
    )
    taught = (
        select(TopicShown.topic_id)
        .where(TopicShown.communication_id == communication_id)
        .order_by(TopicShown.id)
    )
    names = {f.name for f in fields(CommunicationDraft)} - {"contact_ids", "topic_ids"}
    values = {name: getattr(entry, name) for name in names}
    people = tuple(ContactId(id_) for id_ in session.scalars(query))
    topics = tuple(TopicId(id_) for id_ in session.scalars(taught))
    return CommunicationDraft(**values, contact_ids=people, topic_ids=topics), entry.version


def _people(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return everybody who took part: the contacts, then who was only named."""
    found = contact_names(session, ids)
    others = select(Communication.id, Communication.contact_name).where(
        Communication.id.in_(ids), Communication.contact_name != ""
    )
    for communication_id, name in session.execute(others):
        found[communication_id].append(name)
    return found


def _tasks(session: Session, ids: Sequence[int]) -> dict[int, NextTask]:
    columns = (Task.communication_id, Task.id, Task.status, Task.due_on)
    open_last = case((Task.status == TaskStatus.OPEN, 1), else_=0)
    query = (
        select(*columns)
        .where(Task.communication_id.in_(ids), Task.deleted_at.is_(None))
        .order_by(open_last, Task.id)
    )
    return {
        entry_id: NextTask(TaskId(task_id), status, due_on)
        for entry_id, task_id, status, due_on in session.execute(query)
        if entry_id is not None
    }
