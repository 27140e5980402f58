"""撤销: takes back one action by the journal, whole or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.database import Desk, describe, touch
from app.db.journal import decode, encode, recorder
from app.domain.rights import Right
from app.domain.types import ActionId
from app.errors import CannotUndoError
from app.i18n import _
from app.models import Action, Base, Change
from app.queries.facts import CHUNK, chunks
from app.services.charge import charge_kept
from app.services.facts import is_followed, refresh_due, refresh_facts, refresh_search


def undo_action(desk: Desk, action_id: ActionId) -> None:
    """Put every row an action touched back to what it was before.

    Undoing is an action of its own, so that it can be undone in turn.

    Raises:
        CannotUndoError: The action is undone already, or a row it touched has changed since.
        NotAllowedError: It is somebody else's, and the post does not undo that; or nobody would
            supervise any more who has a password.
    """
    with desk.write() as session:
        action = session.get(Action, action_id)
        if action is not None and action.staff_id != desk.staff_id:
            desk.require(Right.UNDO_OTHERS)
        if action is None or not action.undoable or action.undone_at is not None:
            raise CannotUndoError([_("这一步已经撤销过，或不能撤销。")])
        describe(session, _("已撤销：{what}").format(what=action.summary))
        recorder(session).action.undo_of_id = action.id
        action.undone_at = desk.now()
        session.flush()
        with charge_kept(session):
            take_back(session, action_id)


def take_back(session: Session, action_id: ActionId) -> None:
    """Reverse the changes of an action, newest first, and what follows from them.

    Raises:
        CannotUndoError: A row it touched has changed or gained others that need it.
    """
    changes = session.scalars(
        select(Change).where(Change.action_id == action_id).order_by(Change.id.desc())
    ).all()
    followed = [one for one in changes if is_followed(one.table_name, one.after)]
    clients = _clients_of(session, followed)
    try:
        for alike in _runs(changes):
            REVERSE[alike[0].kind](session, _table(alike[0].table_name), alike)
    except IntegrityError as error:
        raise CannotUndoError([_("之后录入的其他记录还要用到它。")]) from error
    clients |= _clients_of(session, followed)
    there = set(session.scalars(select(_table("client").c.id)).all()) & clients
    refresh_facts(session, there)
    refresh_search(session, there)
    refresh_due(session, there)
    touch(session, "client_fact")


def _runs(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Cut changes into runs that one statement takes: of one kind and table, each row once."""
    run: list[Change] = []
    rows: set[int] = set()
    for change in changes:
        if run and (_alike(change) != _alike(run[0]) or change.row_id in rows or len(run) == CHUNK):
            yield run
            run, rows = [], set()
        run.append(change)
        rows.add(change.row_id)
    if run:
        yield run


def _alike(change: Change) -> tuple[str, str, Sequence[str]]:
    """Return what the changes of one statement share: kind, table and columns."""
    return change.kind, change.table_name, [*(change.before or ())]


def _take_out(session: Session, table: Table, changes: Sequence[Change]) -> None:
    """Delete the rows an action added."""
    own = table.c.id.in_([change.row_id for change in changes])
    rows = session.execute(select(table).where(own)).mappings().all()
    session.execute(delete(table).where(own))
    for row in rows:
        recorder(session).note_delete(
            table.name, row["id"], {name: encode(value) for name, value in row.items()}
        )


def _put_in(session: Session, table: Table, changes: Sequence[Change]) -> None:
    """Insert the rows an action deleted."""
    session.execute(insert(table), [_decoded(table, change) for change in changes])
    for change in changes:
        recorder(session).note_insert(table.name, change.row_id)


def _change_back(session: Session, table: Table, changes: Sequence[Change]) -> None:
    """Give the rows an action changed what they held before."""
    _refuse_if_changed(session, table, changes)
    counted = {"version": table.c.version + 1} if "version" in table.c else {}
    names = {
        name: bindparam(f"old_{name}", type_=table.c[name].type) for name in changes[0].before or ()
    }
    statement = update(table).where(table.c.id == bindparam("row_id")).values(names | counted)
    rows = [
        {f"old_{name}": value for name, value in _decoded(table, change).items()}
        | {"row_id": change.row_id}
        for change in changes
    ]
    session.connection().execute(statement, rows)
    for change in changes:
        recorder(session).note_update(
            table.name, change.row_id, change.after or {}, change.before or {}
        )


REVERSE = {"insert": _take_out, "delete": _put_in, "update": _change_back}


def _decoded(table: Table, change: Change) -> dict[str, Any]:
    return {name: decode(table, name, value) for name, value in (change.before or {}).items()}


def _refuse_if_changed(session: Session, table: Table, changes: Sequence[Change]) -> None:
    names = [*(changes[0].after or ())]
    own = table.c.id.in_([change.row_id for change in changes])
    columns = [table.c[name] for name in names]
    found = {row[0]: row[1:] for row in session.execute(select(table.c.id, *columns).where(own))}
    for change in changes:
        if change.row_id not in found:
            raise CannotUndoError([_("有一条记录后来被彻底删除了。")])
        now = dict(zip(names, map(encode, found[change.row_id]), strict=True))
        if now != change.after:
            raise CannotUndoError([_("有一条记录后来又被修改过，请直接修改它。")])


def _clients_of(session: Session, changes: Sequence[Change]) -> set[int]:
    """Return the clients that rows of their own tables belong to, as they stand now."""
    by_table: dict[str, list[int]] = {}
    for change in changes:
        by_table.setdefault(change.table_name, []).append(change.row_id)
    found = set(by_table.pop("client", ()))
    for name, ids in by_table.items():
        table = _table(name)
        for some in chunks(ids):
            own = select(table.c.client_id).where(table.c.id.in_(some))
            found |= set(session.scalars(own))
    return found


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
