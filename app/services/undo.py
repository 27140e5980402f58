"""撤销: takes back one action by the journal, whole or not at all."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.database import Desk, describe, touch
from app.db.journal import decode, encode, recorder
from app.domain.types import ActionId
from app.errors import CannotUndoError
from app.i18n import _
from app.models import Action, Base, Change
from app.services.facts import refresh_due, refresh_facts, refresh_search


def undo_action(desk: Desk, action_id: ActionId) -> None:
    """Put every row an action touched back to what it was before.

    Undoing is an action of its own, so that it can be undone in turn.

    Raises:
        CannotUndoError: The action is undone already, or a row it touched has changed since.
    """
    with desk.write() as session:
        action = session.get(Action, action_id)
        if action is None or not action.undoable or action.undone_at is not None:
            raise CannotUndoError([_("这一步已经撤销过，或不能撤销。")])
        describe(session, _("已撤销：{what}").format(what=action.summary))
        recorder(session).action.undo_of_id = action.id
        action.undone_at = desk.now()
        session.flush()
        take_back(session, action_id)


def take_back(session: Session, action_id: ActionId) -> None:
    """Reverse the changes of an action, newest first, and what follows from them.

    Raises:
        CannotUndoError: A row it touched has changed or gained others that need it.
    """
    changes = session.scalars(
        select(Change).where(Change.action_id == action_id).order_by(Change.id.desc())
    ).all()
    clients = _clients_of(session, changes)
    try:
        for change in changes:
            _reverse(session, change)
        session.flush()
    except IntegrityError as error:
        raise CannotUndoError([_("之后录入的其他记录还要用到它。")]) from error
    clients |= _clients_of(session, changes)
    there = set(session.scalars(select(_table("client").c.id)).all()) & clients
    refresh_facts(session, there)
    refresh_search(session, there)
    refresh_due(session, there)
    touch(session, "client_fact")


def _reverse(session: Session, change: Change) -> None:
    table = _table(change.table_name)
    own = table.c.id == change.row_id
    told = recorder(session)
    if change.kind == "insert":
        row = session.execute(select(table).where(own)).mappings().one_or_none()
        if row is not None:
            session.execute(delete(table).where(own))
            told.note_delete(table.name, change.row_id, {k: encode(v) for k, v in row.items()})
        return
    before = {name: decode(table, name, value) for name, value in (change.before or {}).items()}
    if change.kind == "delete":
        session.execute(insert(table).values(before))
        told.note_insert(table.name, change.row_id)
        return
    after = change.after or {}
    _refuse_if_changed(session, table, change, after)
    if "version" in table.c:
        before["version"] = table.c.version + 1
    session.execute(update(table).where(own).values(before))
    told.note_update(table.name, change.row_id, after, change.before or {})


def _refuse_if_changed(
    session: Session, table: Table, change: Change, after: dict[str, Any]
) -> None:
    columns = [table.c[name] for name in after]
    row = session.execute(select(*columns).where(table.c.id == change.row_id)).one_or_none()
    if row is None:
        raise CannotUndoError([_("有一条记录后来被彻底删除了。")])
    now = dict(zip(after, map(encode, row), strict=True))
    if now != after:
        raise CannotUndoError([_("有一条记录后来又被修改过，请直接修改它。")])


def _clients_of(session: Session, changes: Sequence[Change]) -> set[int]:
    """Return the clients the rows belong to, as they stand now."""
    by_table: dict[str, list[int]] = {}
    for change in changes:
        by_table.setdefault(change.table_name, []).append(change.row_id)
    found: set[int] = set()
    for name, ids in by_table.items():
        table = _table(name)
        if name == "client":
            found |= set(ids)
        elif "client_id" in table.c:
            for start in range(0, len(ids), 500):
                some = table.c.id.in_(ids[start : start + 500])
                found |= set(session.scalars(select(table.c.client_id).where(some)))
    return found


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
