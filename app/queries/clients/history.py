"""A client's history (记录): who did what to its file, and from what to what."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.db.journal import decode
from app.domain import clients_labels
from app.domain.types import ClientId, Labelled
from app.i18n import _
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
    Communication,
    Contact,
    Courtesy,
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
from app.queries.own_fields import own_fields

MOST_SHOWN = 200
LONGEST_VALUE = 40

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
)
"""What belongs to a client and is told with it."""

TOLD_TABLES = frozenset({"client", "client_tag"} | {table.__tablename__ for table in OWNED})
"""The names of the tables whose changes are told."""

LABELS: Mapping[str, Mapping[str, str]] = {
    "client": clients_labels.CLIENT,
    "contact": clients_labels.CONTACT,
    "agreement": clients_labels.AGREEMENT,
    "signer": clients_labels.SIGNER,
}
"""The columns worth telling, by table; changes of other tables are told by the action alone."""


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
    touched = select(Change.action_id).where(_touches(client_id))
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


def _touches(client_id: ClientId) -> ColumnElement[bool]:
    own = and_(Change.table_name == Client.__tablename__, Change.row_id == client_id)
    owned = (
        and_(
            Change.table_name == table.__tablename__,
            Change.row_id.in_(select(table.id).where(table.client_id == client_id)),
        )
        for table in OWNED
    )
    return or_(own, *owned)


def _details(
    session: Session, client_id: ClientId, action_ids: Sequence[int]
) -> dict[int, list[str]]:
    query = select(Change).where(Change.action_id.in_(action_ids), _touches(client_id))
    names, new = _names(session), set()
    found: dict[int, list[str]] = defaultdict(list)
    for change in session.scalars(query.order_by(Change.id)):
        row = (change.action_id, change.table_name, change.row_id)
        if change.kind == "insert":
            new.add(row)
        elif change.kind == "update" and row not in new:
            found[change.action_id] += _sentences(change, names)
    return found


def _names(session: Session) -> dict[str, dict[Any, str]]:
    staff = {row.id: row.name for row in session.execute(select(Staff.id, Staff.name))}
    own = {field.key: field.name for field in own_fields(session)}
    ids = ("manager_id", "relationship_manager_id", "staff_id")
    return {**dict.fromkeys(ids, staff), "extra": own}


def _sentences(change: Change, names: Mapping[str, Mapping[Any, str]]) -> list[str]:
    labels = LABELS.get(change.table_name, {})
    before, after = change.before or {}, change.after or {}
    if "extra" in after:
        told = _own_sentences(before.get("extra") or {}, after["extra"] or {}, names["extra"])
    else:
        told = []
    return told + [
        _("{label}：{before} → {after}").format(
            label=labels[column],
            before=_shown(change.table_name, column, before.get(column), names),
            after=_shown(change.table_name, column, after.get(column), names),
        )
        for column in after
        if column in labels and column != "extra"
    ]


def _own_sentences(
    before: Mapping[str, str], after: Mapping[str, str], names: Mapping[Any, str]
) -> list[str]:
    """Tell the own fields that changed, each by its name."""
    empty = _("（空）")
    return [
        _("{label}：{before} → {after}").format(
            label=names.get(key, key), before=before.get(key, empty), after=after.get(key, empty)
        )
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    ]


def _shown(table: str, column: str, stored: Any, names: Mapping[str, Mapping[Any, str]]) -> str:
    value = decode(Base.metadata.tables[table], column, stored)
    if value is None or value == "":
        return _("（空）")
    if column == "deleted_at":
        return _("已删除")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Labelled):
        return value.label
    text = names.get(column, {}).get(value, str(value))
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"
