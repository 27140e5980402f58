"""What one action changed, row by row in words, and whose clients' rows they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, Table, select
from sqlalchemy.orm import Session

from app.db.journal import encode
from app.domain.audit import ChangeKind
from app.domain.audit_labels import TABLES
from app.domain.types import ActionId, ClientId
from app.models import Base, Change, Client
from app.queries.changes import PARENTS, Names, ToldField
from app.queries.id_lists import all_of

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One row an action touched: of which table, what it is called, and its fields in words.

    ``title`` and ``client`` are empty where they are not known.
    """

    table: str
    kind: ChangeKind
    title: str
    client: str
    fields: tuple[ToldField, ...]


def told_changes(
    session: Session, action_id: ActionId, *, first: int = 0, most: int | None = None
) -> list[ToldChange]:
    """Return what an action changed, from its change number ``first``, at most ``most``.

    An insert tells what the row held when the action ended; what happened later is left out.
    """
    query = select(Change).where(Change.action_id == action_id).order_by(Change.id)
    changes = session.scalars(query.offset(first).limit(most)).all()
    new = {_key(one) for one in changes if one.kind == "insert"}
    shown = [one for one in changes if one.kind == "insert" or _key(one) not in new]
    whole = _with_values(session, action_id, shown)
    names, owners = Names(session, whole), owners_of(session, whole)
    return [
        ToldChange(
            TABLES.get(one.table_name, one.table_name),
            ChangeKind(one.kind),
            names.title(one.table_name, one.row_id) or (one.before or {}).get("title", ""),
            owners.get(_key(one), (None, ""))[1],
            tuple(field for field in names.told(one) if field.before != field.after),
        )
        for one in whole
    ]


def owners_of(session: Session, changes: Iterable[Change]) -> dict[Key, tuple[ClientId, str]]:
    """Return the client (id, name) of each row that has one, by table and row."""
    rows: dict[str, set[int]] = defaultdict(set)
    owners: dict[Key, int] = {}
    for change in changes:
        rows[change.table_name].add(change.row_id)
        if (gone := (change.before or {}).get("client_id")) is not None:
            owners[_key(change)] = gone
    for name, ids in rows.items():
        owners |= {(name, row_id): owner for row_id, owner in _owners(session, name, ids).items()}
    names = _client_names(session, set(owners.values()))
    return {key: (ClientId(owner), names[owner]) for key, owner in owners.items() if owner in names}


def _owners(session: Session, name: str, ids: set[int]) -> dict[int, int]:
    """Return the clients that rows of a table belong to, of those that are still there."""
    if name == "client":
        return {row_id: row_id for row_id in ids}
    table = _table(name)
    if "client_id" in table.c:
        query = select(table.c.id, table.c.client_id)
    elif name in PARENTS:
        column, above = PARENTS[name]
        parent = _table(above)
        joined = table.join(parent, parent.c.id == table.c[column])
        query = select(table.c.id, parent.c.client_id).select_from(joined)
    else:
        return {}
    found = session.execute(query.where(table.c.id.in_(all_of(ids))))
    return {row_id: owner for row_id, owner in found if owner is not None}


def _client_names(session: Session, ids: set[int]) -> dict[int, str]:
    query = select(Client.id, Client.name).where(Client.id.in_(all_of(ids)))
    return {row.id: row.name for row in session.execute(query)}


def _with_values(session: Session, action_id: ActionId, changes: Sequence[Change]) -> list[Change]:
    """Return the changes, those of new rows with what these held when the action ended."""
    new = [one for one in changes if one.kind == "insert"]
    values = _values_then(session, action_id, {_key(one) for one in new})
    return [
        Change(
            table_name=one.table_name,
            row_id=one.row_id,
            kind=one.kind,
            before=None,
            after=values.get(_key(one), {}),
        )
        if one.kind == "insert"
        else one
        for one in changes
    ]


def _values_then(
    session: Session, action_id: ActionId, keys: set[Key]
) -> dict[Key, dict[str, Any]]:
    """Return what rows held after an action: as they stand now, with later changes put back."""
    by_table: dict[str, set[int]] = defaultdict(set)
    for name, row_id in keys:
        by_table[name].add(row_id)
    values: dict[Key, dict[str, Any]] = {}
    for name, ids in by_table.items():
        values |= {(name, id_): row for id_, row in rows_now(session, name, ids).items()}
        later = select(Change).where(
            Change.table_name == name,
            Change.row_id.in_(all_of(ids)),
            Change.action_id > action_id,
            Change.kind.in_(("update", "delete")),
        )
        for change in session.scalars(later.order_by(Change.id.desc())):
            values.setdefault(_key(change), {}).update(change.before or {})
    return values


def rows_now(session: Session, name: str, ids: set[int]) -> dict[int, dict[str, Any]]:
    """Return what rows of a table hold, as the journal writes it; files are left out."""
    table = _table(name)
    columns = [column for column in table.c if not isinstance(column.type, LargeBinary)]
    found = session.execute(select(*columns).where(table.c.id.in_(all_of(ids)))).mappings()
    return {row["id"]: {key: encode(value) for key, value in row.items()} for row in found}


def _key(change: Change) -> Key:
    return change.table_name, change.row_id


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
