"""Reads behind the notice board (公告牌): what hangs, what hung when, what could be hung."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.domain.notices import KnownNames, NoticeDraft, proposed_title
from app.domain.types import (
    CaseId,
    CaseKind,
    Channel,
    ClientId,
    CommunicationId,
    NoticeId,
)
from app.models import (
    Case,
    Client,
    ClientAlias,
    Communication,
    CommunicationContact,
    Contact,
    Notice,
    NoticeHanging,
    Staff,
)
from app.queries.id_lists import all_of
from app.queries.narrowing import holds


class NoticeColumn(Enum):
    """What the list can be sorted by."""

    MADE = "made_on"
    TITLE = "title"
    CLIENT = "client"
    HUNG = "hung_on"


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """Which notices are shown; the default shows all that are not deleted.

    ``hangs``: only those that hang (True) or do not (False). ``ids`` are the rows behind a number.
    """

    text: str = ""
    hangs: bool | None = None
    made_from: date | None = None
    made_to: date | None = None
    ids: frozenset[NoticeId] | None = None


@dataclass(frozen=True, slots=True)
class Hanging:
    """From when to when a notice hung, both days included; ``taken_down_on`` None: it hangs."""

    hung_on: date
    taken_down_on: date | None
    staff_name: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice. ``hung_on`` is the day it was last hung, ``taken_down_on`` None while it hangs.

    ``channel`` or ``case_kind`` tells where its words came from.
    """

    id: NoticeId
    client_id: ClientId
    client_name: str
    title: str
    wording: str
    learned: str
    done: str
    names_client: bool
    names_contact: bool
    contact_name: str
    channel: Channel | None
    case_kind: CaseKind | None
    communication_id: CommunicationId | None
    case_id: CaseId | None
    made_on: date
    staff_name: str
    hung_on: date | None
    taken_down_on: date | None

    @property
    def hangs(self) -> bool:
        """Tell whether it is on the board now."""
        return self.hung_on is not None and self.taken_down_on is None

    @property
    def draft(self) -> NoticeDraft:
        """Return what of it can be edited."""
        return NoticeDraft(**{f.name: getattr(self, f.name) for f in fields(NoticeDraft)})


def notice_ids(
    session: Session,
    wanted: NoticeFilter,
    *,
    by: NoticeColumn = NoticeColumn.MADE,
    descending: bool = True,
) -> list[NoticeId]:
    """Return the ids of every notice the filter lets through, in order, empty cells last."""
    key = _keys()[by]
    ordered = key.desc() if descending else key.asc()
    query = _from(select(Notice.id)).where(*_conditions(wanted))
    found = session.scalars(query.order_by(ordered.nulls_last(), Notice.id.desc()))
    return [NoticeId(id_) for id_ in found]


def notice_rows(session: Session, ids: Sequence[int]) -> list[NoticeRow]:
    """Return the rows of these notices in the order asked for, leaving out any now gone."""
    last = _last_hanging()
    columns: tuple[Any, ...] = (
        Notice.id,
        Notice.client_id,
        Client.name,
        Notice.title,
        Notice.wording,
        Notice.learned,
        Notice.done,
        Notice.names_client,
        Notice.names_contact,
        Notice.contact_name,
        Communication.channel,
        Case.kind,
        Notice.communication_id,
        Notice.case_id,
        Notice.made_on,
        func.coalesce(Staff.name, ""),
        NoticeHanging.hung_on,
        NoticeHanging.taken_down_on,
    )
    query = (
        _from(select(*columns))
        .outerjoin(Communication, Communication.id == Notice.communication_id)
        .outerjoin(Case, Case.id == Notice.case_id)
        .outerjoin(Staff, Staff.id == Notice.staff_id)
        .outerjoin(last, last.c.notice_id == Notice.id)
        .outerjoin(NoticeHanging, NoticeHanging.id == last.c.last_id)
        .where(Notice.id.in_(ids))
    )
    rows = {row.id: NoticeRow(*row) for row in session.execute(query)}
    return [rows[NoticeId(id_)] for id_ in ids if id_ in rows]


def hanging_ids(session: Session) -> list[NoticeId]:
    """Return the notices that hang now, the one hung first in front."""
    query = (
        _from(select(Notice.id))
        .join(NoticeHanging, NoticeHanging.notice_id == Notice.id)
        .where(Notice.deleted_at.is_(None), NoticeHanging.taken_down_on.is_(None))
        .order_by(NoticeHanging.hung_on, Notice.id)
    )
    return [NoticeId(id_) for id_ in session.scalars(query)]


def hangings(session: Session, notice_id: NoticeId) -> list[Hanging]:
    """Return every time a notice hung, the latest first."""
    query = (
        select(NoticeHanging.hung_on, NoticeHanging.taken_down_on, func.coalesce(Staff.name, ""))
        .outerjoin(Staff, Staff.id == NoticeHanging.staff_id)
        .where(NoticeHanging.notice_id == notice_id)
        .order_by(NoticeHanging.id.desc())
    )
    return [Hanging(*row) for row in session.execute(query)]


def notice_draft(session: Session, notice_id: NoticeId) -> tuple[NoticeDraft, int] | None:
    """Return a notice as a form edits it, with its version; None when it is gone."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.deleted_at is not None:
        return None
    values = {f.name: getattr(notice, f.name) for f in fields(NoticeDraft)}
    return NoticeDraft(**values), notice.version


def known_names(session: Session, client_ids: Collection[int]) -> dict[int, KnownNames]:
    """Return the names of clients, their former ones too, and of everybody there."""
    ids = all_of(client_ids)
    clients: dict[int, set[str]] = {client_id: set() for client_id in client_ids}
    people: dict[int, set[str]] = {client_id: set() for client_id in client_ids}
    own = select(Client.id, Client.name, Client.short_name).where(Client.id.in_(ids))
    for client_id, name, short in session.execute(own):
        clients[client_id] |= {name, short}
    former = select(ClientAlias.client_id, ClientAlias.name).where(ClientAlias.client_id.in_(ids))
    for client_id, name in session.execute(former):
        clients[client_id].add(name)
    there = (Contact.client_id.in_(ids), Contact.deleted_at.is_(None))
    for client_id, name in session.execute(select(Contact.client_id, Contact.name).where(*there)):
        people[client_id].add(name)
    return {
        client_id: KnownNames(frozenset(clients[client_id]), frozenset(people[client_id]))
        for client_id in clients
    }


def draft_from_entry(session: Session, communication_id: CommunicationId) -> NoticeDraft | None:
    """Return a notice to begin with, taken from a log entry; None when that is gone."""
    entry = session.get(Communication, communication_id)
    if entry is None or entry.deleted_at is not None:
        return None
    return NoticeDraft(
        client_id=ClientId(entry.client_id),
        communication_id=communication_id,
        title=proposed_title(entry.channel, None),
        wording=entry.summary,
        contact_name=entry.contact_name or _speaker(session, communication_id),
    )


def draft_from_case(session: Session, case_id: CaseId) -> NoticeDraft | None:
    """Return a notice to begin with, taken from a problem and its solution; None when gone."""
    case = session.get(Case, case_id)
    if case is None or case.deleted_at is not None:
        return None
    contact = None if case.contact_id is None else session.get(Contact, case.contact_id)
    return NoticeDraft(
        client_id=ClientId(case.client_id),
        case_id=case_id,
        title=proposed_title(None, case.kind),
        wording=case.asked or case.title,
        learned=case.improvement,
        done=case.solution or case.answer,
        contact_name=case.contact_name if contact is None else contact.name,
    )


def _speaker(session: Session, communication_id: CommunicationId) -> str:
    query = (
        select(Contact.name)
        .join(CommunicationContact, CommunicationContact.contact_id == Contact.id)
        .where(CommunicationContact.communication_id == communication_id)
        .order_by(CommunicationContact.id)
    )
    return session.scalars(query).first() or ""


def _from(query: Select[Any]) -> Select[Any]:
    return query.join(Client, Client.id == Notice.client_id)


def _last_hanging() -> Any:
    last = func.max(NoticeHanging.id).label("last_id")
    return select(NoticeHanging.notice_id, last).group_by(NoticeHanging.notice_id).subquery()


def _keys() -> dict[NoticeColumn, ColumnElement[Any]]:
    hung = select(func.max(NoticeHanging.hung_on)).where(NoticeHanging.notice_id == Notice.id)
    return {
        NoticeColumn.MADE: Notice.made_on.expression,
        NoticeColumn.TITLE: Notice.title.expression,
        NoticeColumn.CLIENT: Client.name_key.expression,
        NoticeColumn.HUNG: hung.scalar_subquery(),
    }


def _conditions(wanted: NoticeFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Notice.deleted_at.is_(None),
        Client.deleted_at.is_(None),
    ]
    for word in wanted.text.split():
        texts = (Notice.title, Notice.wording, Notice.learned, Notice.done, Client.name)
        conditions.append(or_(*(holds(text, word) for text in texts)))
    if wanted.hangs is not None:
        hangs = select(NoticeHanging.notice_id).where(NoticeHanging.taken_down_on.is_(None))
        conditions.append(Notice.id.in_(hangs) if wanted.hangs else Notice.id.not_in(hangs))
    if wanted.made_from is not None:
        conditions.append(Notice.made_on >= wanted.made_from)
    if wanted.made_to is not None:
        conditions.append(Notice.made_on <= wanted.made_to)
    if wanted.ids is not None:
        conditions.append(Notice.id.in_(all_of(wanted.ids)))
    return conditions
