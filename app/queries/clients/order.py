"""In which order the client list stands."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.types import ClientId, ClientKind, ClientStatus, TaskStatus
from app.models import Client, ClientFact, ClientTag, ClientYear, Contact, Staff, Task
from app.queries.clients.filters import ClientFilter, conditions
from app.queries.id_lists import id_list, id_values
from app.queries.office import office_settings


class ClientColumn(Enum):
    """What the list can be sorted by."""

    NAME = "name"
    CODE = "code"
    SHORT_NAME = "short_name"
    KIND = "kind"
    INDUSTRY = "industry"
    SEGMENT = "segment"
    REGION = "region"
    SOURCE = "source"
    MANAGER = "manager"
    GRADE = "grade"
    STANDING = "standing"
    MAJOR = "major"
    CONTACT = "contact"
    TELEPHONE = "telephone"
    AMOUNT = "amount"
    LAST_AMOUNT = "last_amount"
    FIRST_STAY = "first_stay_on"
    LAST_STAY = "last_stay_on"
    LAST_CONTACT = "last_contact_on"
    NEXT_TASK = "next_task_on"
    CREDIT_LIMIT = "credit_limit"
    TERMS = "terms_days"
    TAGS = "tags"
    STATUS = "status"


PLAIN: Mapping[ClientColumn, InstrumentedAttribute[Any]] = {
    ClientColumn.CODE: Client.code,
    ClientColumn.SHORT_NAME: Client.short_name,
    ClientColumn.INDUSTRY: Client.industry,
    ClientColumn.SEGMENT: Client.segment,
    ClientColumn.REGION: Client.region,
    ClientColumn.SOURCE: Client.source,
    ClientColumn.GRADE: Client.grade,
    ClientColumn.MAJOR: Client.major,
    ClientColumn.CREDIT_LIMIT: Client.credit_limit,
    ClientColumn.TERMS: Client.terms_days,
}
FACTS: Mapping[ClientColumn, InstrumentedAttribute[Any]] = {
    ClientColumn.STANDING: ClientFact.first_stay_on,
    ClientColumn.FIRST_STAY: ClientFact.first_stay_on,
    ClientColumn.LAST_STAY: ClientFact.last_stay_on,
    ClientColumn.LAST_CONTACT: ClientFact.last_contact_on,
}
YEARS_BACK: Mapping[ClientColumn, int] = {ClientColumn.AMOUNT: 0, ClientColumn.LAST_AMOUNT: 1}


def client_ids(
    session: Session,
    wanted: ClientFilter,
    *,
    today: date,
    by: ClientColumn = ClientColumn.NAME,
    descending: bool = False,
) -> list[ClientId]:
    """Return the ids of every client the filter lets through, in order, empty cells last.

    Equal cells stand by pinyin.
    """
    months = office_settings(session).new_months if wanted.standings else 0
    query = select(Client.id).where(*conditions(wanted, today=today, new_months=months))
    ordered = _order(session, by, descending=descending)
    found = id_list(session, query.order_by(*ordered, Client.name_key, Client.id))
    if wanted.ids is not None:
        found = [id_ for id_ in found if id_ in wanted.ids]
    if not ordered:
        found = _sorted(found, _values(session, by, today), descending=descending)
    return [ClientId(id_) for id_ in found]


def _order(session: Session, by: ClientColumn, *, descending: bool) -> list[ColumnElement[Any]]:
    """Return how the database sorts; nothing for what stands in other tables."""
    if by is ClientColumn.NAME:
        keys = [Client.name_key, Client.id]
        return [key.desc() if descending else key.asc() for key in keys]
    if by is ClientColumn.KIND:
        key = _ranked(Client.kind, ClientKind)
    elif by is ClientColumn.STATUS:
        key = _ranked(Client.status, ClientStatus)
    elif by is ClientColumn.MANAGER:
        key = _ranked(Client.manager_id, _staff_by_name(session))
    elif by in PLAIN:
        key = func.nullif(PLAIN[by], "")
    else:
        return []
    return [(key.desc() if descending else key.asc()).nulls_last()]


def _sorted(ids: list[int], values: Mapping[int, Any], *, descending: bool) -> list[int]:
    """Sort by values that stand in other tables.

    SQLite looks up 20,000 rows of another table in three times the time that this takes.
    """
    known = [id_ for id_ in ids if id_ in values]
    known.sort(key=values.__getitem__, reverse=descending)
    return known + [id_ for id_ in ids if id_ not in values]


def _values(session: Session, by: ClientColumn, today: date) -> Mapping[int, Any]:
    """Return what each client is sorted by, where it has such a thing."""
    if by in FACTS:
        return id_values(session, select(ClientFact.client_id, FACTS[by]))
    if by in YEARS_BACK:
        return _amounts(session, today.year - YEARS_BACK[by])
    if by is ClientColumn.NEXT_TASK:
        return id_values(session, _next_tasks())
    if by is ClientColumn.TAGS:
        return id_values(session, _tags())
    if by is ClientColumn.CONTACT:
        return id_values(session, _mains(Contact.name_key))
    return _telephones(session)


def _next_tasks() -> Select[int, Any]:
    open_ones = (Task.status == TaskStatus.OPEN, Task.deleted_at.is_(None))
    due_on = func.min(Task.due_on)
    return select(Task.client_id, due_on).where(*open_ones).group_by(Task.client_id)


def _tags() -> Select[int, Any]:
    tags = select(ClientTag.client_id, ClientTag.tag).order_by(ClientTag.tag).subquery()
    joined = func.aggregate_strings(tags.c.tag, "、")
    return select(tags.c.client_id, joined).group_by(tags.c.client_id)


def _telephones(session: Session) -> Mapping[int, str]:
    own = id_values(session, select(Client.id, Client.telephones))
    landlines = id_values(session, _mains(Contact.telephone))
    return own | landlines | id_values(session, _mains(Contact.mobile))


def _amounts(session: Session, year: int) -> Mapping[int, int]:
    query = select(ClientYear.client_id, ClientYear.amount).where(ClientYear.year == year)
    return {id_: int(fen) for id_, fen in id_values(session, query).items()}


def _staff_by_name(session: Session) -> Iterable[int]:
    return session.scalars(select(Staff.id).order_by(Staff.name_key, Staff.id)).all() or (0,)


def _mains(column: InstrumentedAttribute[str]) -> Select[int, Any]:
    return select(Contact.client_id, column).where(Contact.main, Contact.deleted_at.is_(None))


def _ranked(column: InstrumentedAttribute[Any], order: Iterable[Any]) -> ColumnElement[Any]:
    return case({value: rank for rank, value in enumerate(order)}, value=column)
