"""How many business and emotional contacts each client had in a period (policy P14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import Session

from app.domain.balance import Balance, balance_of
from app.domain.types import ClientId, ClientStatus, CommunicationId, StaffId, Tone
from app.language.pinyin import query_words
from app.models import Client, ClientFact, Communication, Staff
from app.queries.clients.filters import mentions
from app.queries.id_lists import id_list

EMOTIONAL = and_(Communication.tone == Tone.EMOTIONAL, Communication.deleted_at.is_(None))


@dataclass(frozen=True, slots=True)
class BalanceFilter:
    """Which clients the list shows, of those still traded with; both days are included.

    None among managers and grades stands for "none entered".
    """

    first: date | None = None
    last: date | None = None
    text: str = ""
    manager_ids: frozenset[StaffId | None] = frozenset()
    grades: frozenset[str | None] = frozenset()
    balances: frozenset[Balance] = frozenset()


class BalanceColumn(Enum):
    """What the list can be sorted by."""

    NAME = "name"
    GRADE = "grade"
    MANAGER = "manager"
    BUSINESS = "business"
    EMOTIONAL = "emotional"
    UNTOLD = "untold"
    LAST = "last_on"


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A client's contacts in a period; ``untold`` are those whose kind nobody entered.

    ``last_on`` is the day of the last emotional one, whenever that was.
    """

    id: ClientId
    name: str
    grade: str
    manager: str
    business: int
    emotional: int
    untold: int
    last_on: date | None

    @property
    def balance(self) -> Balance:
        """Which kinds there were."""
        return balance_of(self.business, self.emotional)


def balance_ids(
    session: Session,
    wanted: BalanceFilter,
    *,
    by: BalanceColumn = BalanceColumn.EMOTIONAL,
    descending: bool = False,
) -> list[ClientId]:
    """Return the ids of every client the filter lets through, in order, empty cells last."""
    counted = _counted(wanted)
    query = _joined(select(Client.id), counted).where(*_conditions(wanted, counted))
    if by is BalanceColumn.LAST:
        last = _last_held()
        query = query.outerjoin(last, last.c.client_id == Client.id)
        key: ColumnElement[Any] = last.c.held_on
    else:
        key = _keys(counted)[by]
    first = key.desc().nulls_last() if descending else key.asc().nulls_last()
    ids = id_list(session, query.order_by(first, Client.name_key, Client.id))
    return [ClientId(id_) for id_ in ids]


def balance_counts(session: Session, wanted: BalanceFilter) -> dict[Balance, int]:
    """Return how many clients of the filter are of each kind."""
    counted = _counted(wanted)
    kinds = {kind: func.count().filter(_is(kind, counted)) for kind in Balance}
    query = _joined(select(*kinds.values()), counted).where(*_conditions(wanted, counted))
    return dict(zip(kinds, session.execute(query).one(), strict=True))


def balance_rows(session: Session, wanted: BalanceFilter, ids: Sequence[int]) -> list[BalanceRow]:
    """Return the rows of these clients in the order asked for, leaving out any now gone."""
    counted = _counted_of(wanted, ids)
    last = _last_held_of(ids)
    keys = _keys(counted)
    columns: list[Any] = [
        Client.id,
        Client.name,
        func.coalesce(Client.grade, "").label("grade"),
        func.coalesce(Staff.name, "").label("manager"),
        keys[BalanceColumn.BUSINESS].label("business"),
        keys[BalanceColumn.EMOTIONAL].label("emotional"),
        keys[BalanceColumn.UNTOLD].label("untold"),
        last.c.held_on.label("last_on"),
    ]
    query = (
        _joined(select(*columns), counted)
        .outerjoin(last, last.c.client_id == Client.id)
        .where(Client.id.in_(ids))
    )
    rows = {row.id: BalanceRow(**row._asdict()) for row in session.execute(query)}
    return [rows[id_] for id_ in map(ClientId, ids) if id_ in rows]


def balance_entries(
    session: Session, wanted: BalanceFilter, client_ids: Sequence[int]
) -> list[CommunicationId]:
    """Return the log entries of these clients in the period, the latest first."""
    query = (
        select(Communication.id)
        .where(Communication.client_id.in_(client_ids), *_period(wanted))
        .order_by(Communication.held_on.desc(), Communication.id.desc())
    )
    return [CommunicationId(id_) for id_ in id_list(session, query)]


def _period(wanted: BalanceFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Communication.deleted_at.is_(None)]
    if wanted.first is not None:
        found.append(Communication.held_on >= wanted.first)
    if wanted.last is not None:
        found.append(Communication.held_on <= wanted.last)
    return found


def _counted(wanted: BalanceFilter) -> Subquery:
    """Count each client's entries of the period by kind."""
    return _grouped(_counts()).where(*_period(wanted)).subquery("counted")


def _counted_of(wanted: BalanceFilter, ids: Sequence[int]) -> Subquery:
    """Count the entries of some clients by kind.

    The period stands among what is counted: as a condition it would have SQLite read the log by
    day, every client's, instead of by client.
    """
    within = and_(*_period(wanted))
    query = _grouped(_counts(within)).where(Communication.client_id.in_(ids))
    return query.subquery("counted")


def _counts(*within: ColumnElement[bool]) -> list[ColumnElement[int]]:
    tone = Communication.tone
    kinds = (
        ("business", tone == Tone.BUSINESS),
        ("emotional", tone == Tone.EMOTIONAL),
        ("untold", tone.is_(None)),
    )
    return [func.count().filter(and_(kind, *within)).label(name) for name, kind in kinds]


def _grouped(columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
    return select(Communication.client_id, *columns).group_by(Communication.client_id)


def _last_held() -> Subquery:
    """Return the last emotional entry of each client, whenever it was."""
    last = func.max(Communication.held_on).label("held_on")
    return _grouped([last]).where(EMOTIONAL).subquery("last")


def _last_held_of(ids: Sequence[int]) -> Subquery:
    """Return the last emotional entry of some clients, read by client as ``_counted_of``."""
    last = func.max(Communication.held_on).filter(EMOTIONAL).label("held_on")
    return _grouped([last]).where(Communication.client_id.in_(ids)).subquery("last")


def _joined(query: Select[*tuple[Any, ...]], counted: Subquery) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Client)
        .outerjoin(counted, counted.c.client_id == Client.id)
        .outerjoin(Staff, Staff.id == Client.manager_id)
    )


def _keys(counted: Subquery) -> dict[BalanceColumn, ColumnElement[Any]]:
    return {
        BalanceColumn.NAME: Client.name_key.expression,
        BalanceColumn.GRADE: Client.grade.expression,
        BalanceColumn.MANAGER: Staff.name_key.expression,
        BalanceColumn.BUSINESS: func.coalesce(counted.c.business, 0),
        BalanceColumn.EMOTIONAL: func.coalesce(counted.c.emotional, 0),
        BalanceColumn.UNTOLD: func.coalesce(counted.c.untold, 0),
    }


def _conditions(wanted: BalanceFilter, counted: Subquery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Client.deleted_at.is_(None),
        Client.status == ClientStatus.ACTIVE,
    ]
    words = query_words(wanted.text)
    found += [Client.id.in_(select(ClientFact.client_id).where(mentions(word))) for word in words]
    found += _among(Client.manager_id, wanted.manager_ids)
    found += _among(Client.grade, wanted.grades)
    if wanted.balances:
        found.append(or_(*(_is(one, counted) for one in wanted.balances)))
    return found


def _is(kind: Balance, counted: Subquery) -> ColumnElement[bool]:
    keys = _keys(counted)
    business, emotional = keys[BalanceColumn.BUSINESS], keys[BalanceColumn.EMOTIONAL]
    return {
        Balance.BOTH: and_(business > 0, emotional > 0),
        Balance.BUSINESS_ONLY: and_(business > 0, emotional == 0),
        Balance.EMOTIONAL_ONLY: and_(business == 0, emotional > 0),
        Balance.NONE: and_(business == 0, emotional == 0),
    }[kind]


def _among(column: Any, values: frozenset[Any]) -> list[ColumnElement[bool]]:
    if not values:
        return []
    named = column.in_([value for value in values if value is not None])
    return [or_(column.is_(None), named) if None in values else named]
