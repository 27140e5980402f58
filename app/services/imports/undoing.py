"""Takes a whole import back, unless later work stands on it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from app.db.database import Desk, describe, touch
from app.domain.rights import Right
from app.domain.types import ActionId, BatchId
from app.errors import CannotUndoError
from app.i18n import _
from app.models import (
    Action,
    Attachment,
    Base,
    Booking,
    Change,
    Client,
    ClientAlias,
    Communication,
    Contact,
    ImportBatch,
    Receipt,
    ScreeningLine,
    Staff,
    Task,
)
from app.services.facts import refresh_facts, refresh_search
from app.services.undo import take_back

ADDED = (Receipt, Task, Communication, Booking, ClientAlias, Contact, Client)
"""Tables whose rows carry the batch, in the order in which they can go."""

DEPENDENTS: tuple[tuple[Any, str], ...] = (
    (Booking, _("预订")),
    (Receipt, _("收款")),
    (Communication, _("沟通记录")),
    (Task, _("待办")),
    (Contact, _("联系人")),
)
OTHERS: tuple[tuple[Any, str], ...] = (
    (ScreeningLine, _("年终筛选")),
    (Attachment, _("附件")),
)


def undo_import(desk: Desk, batch_id: BatchId) -> None:
    """Remove every row the batch added and put back every row it changed.

    Raises:
        CannotUndoError: The batch is undone already, or later work stands on its rows.
        NotAllowedError: The post does not import.
    """
    desk.require(Right.IMPORT)
    with desk.write(undoable=False) as session:
        batch = session.get(ImportBatch, batch_id)
        if batch is None:
            raise CannotUndoError([_("没有编号为 {id} 的导入。").format(id=batch_id)])
        if batch.undone_at is not None:
            raise CannotUndoError([_("这次导入已经撤销过了。")])
        if batch.action_id is None:
            told = _("这次导入改动了什么已无记录，不能撤销；请改用导入之前的备份。")
            raise CannotUndoError([told])
        if reasons := [*_later_rows(session, batch_id), *_later_changes(session, batch)]:
            raise CannotUndoError(reasons)
        staff, clients = list(batch.options.get("new_staff", [])), _clients(session, batch_id)
        take_back(session, ActionId(batch.action_id))
        _remove_added(session, batch_id)
        _remove_staff(session, staff)
        _refresh(session, clients)
        _mark(desk, session, batch_id)
        told = _("已撤销导入：{file}（{kind}）")
        describe(session, told.format(file=batch.file_name, kind=batch.kind.label))


def _later_rows(session: Session, batch_id: int) -> list[str]:
    """Return what hangs on clients the batch opened and did not come with it."""
    own = select(Client.id).where(Client.import_batch_id == batch_id)
    found = []
    for model, label in DEPENDENTS:
        foreign = or_(model.import_batch_id.is_(None), model.import_batch_id != batch_id)
        found.append((label, select(func.count()).where(model.client_id.in_(own), foreign)))
    for model, label in OTHERS:
        found.append((label, select(func.count()).where(model.client_id.in_(own))))
    told = _("这些客户名下后来有了 {n:,} 条{what}，请先撤销或删除它们。")
    counts = [(label, session.scalar(query) or 0) for label, query in found]
    return [told.format(n=n, what=label) for label, n in counts if n]


def _later_changes(session: Session, batch: ImportBatch) -> list[str]:
    """Return a sentence if a person changed rows of the batch afterwards."""
    later = (
        select(Change.id)
        .join(Action, Action.id == Change.action_id)
        .where(
            Change.action_id > (batch.action_id or 0),
            Change.kind == "update",
            Action.undone_at.is_(None),
            Action.undo_of_id.is_(None),
        )
    )
    changed = [label for model, label in _NAMED if _any_of(session, later, model, batch.id)]
    told = _("导入的{what}后来又被修改过，请先撤销那些修改。")
    return [told.format(what="、".join(changed))] if changed else []


_NAMED: tuple[tuple[type[Base], str], ...] = (
    (Client, _("客户")),
    (Contact, _("联系人")),
    (Booking, _("预订")),
    (Receipt, _("收款")),
    (Communication, _("沟通记录")),
    (Task, _("待办")),
)


def _any_of(session: Session, later: Any, model: type[Base], batch_id: int) -> bool:
    table = model.__table__
    rows = select(table.c.id).where(table.c.import_batch_id == batch_id)
    own = later.where(Change.table_name == table.name, Change.row_id.in_(rows))
    return session.scalar(select(exists(own))) or False


def _clients(session: Session, batch_id: int) -> set[int]:
    """Return the clients whose rows go."""
    found: set[int] = set()
    for model in (Booking, Communication, Contact, ClientAlias):
        table = model.__table__
        own = table.c.import_batch_id == batch_id
        found |= set(session.scalars(select(table.c.client_id).where(own).distinct()))
    return found


def _remove_added(session: Session, batch_id: int) -> None:
    for model in ADDED:
        table = model.__table__
        session.connection().execute(delete(table).where(table.c.import_batch_id == batch_id))
        touch(session, table.name)


def _remove_staff(session: Session, names: Sequence[str]) -> None:
    """Remove people first named in the file whom nothing names any more."""
    for name in names:
        staff = session.scalar(select(Staff).where(Staff.name == name))
        if staff is not None and not _is_named(session, staff.id):
            session.delete(staff)


def _is_named(session: Session, staff_id: int) -> bool:
    columns = (
        Client.manager_id,
        Client.relationship_manager_id,
        Communication.staff_id,
        Task.staff_id,
        Action.staff_id,
        ImportBatch.staff_id,
    )
    return any(session.scalar(select(exists().where(column == staff_id))) for column in columns)


def _refresh(session: Session, clients: set[int]) -> None:
    session.flush()
    there: set[int] = set()
    wanted = sorted(clients)
    for start in range(0, len(wanted), 500):
        some = Client.id.in_(wanted[start : start + 500])
        there |= set(session.scalars(select(Client.id).where(some)))
    refresh_facts(session, there)
    refresh_search(session, there)


def _mark(desk: Desk, session: Session, batch_id: int) -> None:
    own = update(ImportBatch).where(ImportBatch.__table__.c.id == batch_id)
    session.execute(
        own.values(undone_at=desk.now()), execution_options={"synchronize_session": False}
    )
