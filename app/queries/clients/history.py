"""A client's history (记录): who did what to its file, and from what to what."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.types import ClientId
from app.models import (
    AccountPlan,
    AccountReview,
    Action,
    Agreement,
    Attachment,
    Base,
    Booking,
    Case,
    Change,
    Client,
    ClientShare,
    Communication,
    Contact,
    Courtesy,
    Erasure,
    HandoverLine,
    ImportantDate,
    ImportBatch,
    KeyAccountRefusal,
    Notice,
    Receipt,
    Reception,
    Signer,
    Staff,
    Task,
    TopicShown,
)
from app.queries.changes import LONGEST_VALUE, PARENTS, Names

MOST_SHOWN = 200

OWNED: tuple[type[Any], ...] = (
    Contact,
    Agreement,
    Signer,
    Attachment,
    Communication,
    Task,
    Booking,
    Receipt,
    Case,
    Courtesy,
    ImportantDate,
    Reception,
    AccountPlan,
    AccountReview,
    KeyAccountRefusal,
    Notice,
    TopicShown,
    HandoverLine,
    ClientShare,
    Erasure,
)
"""What belongs to a client and is told with it."""

OWNED_NAMES = frozenset(table.__tablename__ for table in OWNED)
PARTS = {name: path for name, path in PARENTS.items() if path[1] in OWNED_NAMES}
"""What belongs to one of these, as a person's consent or a step of a problem."""

TOLD_TABLES = frozenset({"client", "client_tag"} | OWNED_NAMES | PARTS.keys())
"""The names of the tables whose changes are told."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One action that touched a client. ``details`` are sentences such as 等级：B → A."""

    id: int
    at: datetime
    staff: str
    summary: str
    details: tuple[str, ...]
    undone: bool


def client_history(session: Session, client_id: ClientId) -> list[HistoryEntry]:
    """Return what was done to a client, the latest first, at most 200 actions."""
    touched = select(Change.action_id).where(touches_client(client_id))
    columns = (Action.id, Action.at, Staff.name, Action.summary, Action.undone_at)
    query = select(*columns).outerjoin(Staff, Staff.id == Action.staff_id)
    came = select(ImportBatch.action_id).join(Client, Client.import_batch_id == ImportBatch.id)
    came = came.where(Client.id == client_id, ImportBatch.action_id.is_not(None))
    wanted = or_(Action.id.in_(touched), Action.id.in_(came))
    latest = query.where(wanted).order_by(Action.id.desc()).limit(MOST_SHOWN)
    actions = session.execute(latest).all()
    details = _details(session, client_id, [action.id for action in actions])
    return [
        HistoryEntry(id_, at, name or "", summary, tuple(details[id_]), undone_at is not None)
        for id_, at, name, summary, undone_at in actions
    ]


def touches_client(client_id: ClientId) -> ColumnElement[bool]:
    """Select the changes of a client and of what belongs to it."""
    own = and_(Change.table_name == Client.__tablename__, Change.row_id == client_id)
    owned = (
        and_(
            Change.table_name == table.__tablename__,
            Change.row_id.in_(select(table.id).where(table.client_id == client_id)),
        )
        for table in OWNED
    )
    return and_(or_(own, *owned, *_parts_of(client_id)), of_this_row())


def of_this_row() -> ColumnElement[bool]:
    """Leave out changes of a row that is gone, whose number was given anew."""
    later = aliased(Change)
    return ~exists().where(
        later.table_name == Change.table_name,
        later.row_id == Change.row_id,
        later.kind == "delete",
        later.id >= Change.id,
    )


def _parts_of(client_id: ClientId) -> Iterator[ColumnElement[bool]]:
    tables = Base.metadata.tables
    for name, (column, above) in PARTS.items():
        part, parent = tables[name], tables[above]
        joined = part.join(parent, parent.c.id == part.c[column])
        ids = select(part.c.id).select_from(joined).where(parent.c.client_id == client_id)
        yield and_(Change.table_name == name, Change.row_id.in_(ids))


def _details(
    session: Session, client_id: ClientId, action_ids: Sequence[int]
) -> dict[int, list[str]]:
    query = select(Change).where(Change.action_id.in_(action_ids), touches_client(client_id))
    changes = session.scalars(query.order_by(Change.id)).all()
    names, new = Names(session, changes), set()
    found: dict[int, list[str]] = defaultdict(list)
    for change in changes:
        row = (change.action_id, change.table_name, change.row_id)
        if change.kind == "insert":
            new.add(row)
        elif change.kind == "update" and row not in new:
            fields = names.told(change)
            found[change.action_id] += [field.sentence(LONGEST_VALUE) for field in fields]
    return found
