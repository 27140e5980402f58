"""Everything a person can do to the reception of an important guest (接待)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.db.journal import change_many
from app.domain.receptions import ReceptionDraft, problems, tidied
from app.domain.tasks import day_problem
from app.domain.types import ReceptionId, ReceptionState
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import Contact, Reception
from app.services.rows import client_named, refuse, row_as_loaded, row_there


def add_reception(desk: Desk, draft: ReceptionDraft) -> ReceptionId:
    """Note a guest to be received and return its id.

    Raises:
        InvalidInputError: The draft breaks a rule, or the client or contact is gone.
    """
    draft = tidied(draft)
    refuse(problems(draft))
    told = _("已安排接待：{guest}，{day}").format(guest=draft.guest, day=draft.arrives_on)
    with desk.write(told) as session:
        _check_owner(session, draft)
        reception = Reception(**asdict(draft))
        session.add(reception)
        session.flush()
        return ReceptionId(reception.id)


def change_reception(
    desk: Desk, reception_id: ReceptionId, draft: ReceptionDraft, *, version: int
) -> None:
    """Save a reception that was loaded at ``version``.

    Raises:
        InvalidInputError: The draft breaks a rule, or the client or contact is gone.
        ConflictError: It was changed or deleted since it was loaded.
    """
    draft = tidied(draft)
    refuse(problems(draft))
    with desk.write(_("已修改接待：{guest}").format(guest=draft.guest)) as session:
        reception = row_as_loaded(session, Reception, reception_id, version)
        _check_owner(session, draft)
        for name, value in asdict(draft).items():
            setattr(reception, name, value)


def set_reception_state(
    desk: Desk, reception_ids: Sequence[ReceptionId], state: ReceptionState
) -> int:
    """Mark guests as received, called off, or still to come; return how many changed."""
    with desk.write() as session:
        there = _there(session, reception_ids)
        changed = change_many(session, Reception, there, {"state": state})
        if changed:
            describe(session, _("{n:,} 次接待：{state}").format(n=changed, state=state.label))
        return changed


def move_reception(desk: Desk, reception_id: ReceptionId, arrives_on: date) -> None:
    """Let a guest who is still to come arrive, and leave, so many days later or earlier.

    Raises:
        InvalidInputError: The day is past; under ``due_on``.
        ConflictError: The guest was received or called off, or the reception is deleted.
    """
    refuse(day_problem(arrives_on, earliest=desk.today()))
    with desk.write() as session:
        reception = row_there(session, Reception, reception_id)
        if reception.state is not ReceptionState.PLANNED:
            raise ConflictError
        if reception.leaves_on is not None:
            reception.leaves_on += arrives_on - reception.arrives_on
        reception.arrives_on = arrives_on
        told = _("接待改到 {day}：{guest}")
        describe(session, told.format(day=arrives_on, guest=reception.guest))


def delete_receptions(desk: Desk, reception_ids: Sequence[ReceptionId]) -> None:
    """Put receptions into the recycle bin."""
    with desk.write() as session:
        there = _there(session, reception_ids)
        change_many(session, Reception, there, {"deleted_at": desk.now()})
        describe(session, _("已删除 {n:,} 次接待").format(n=len(there)))


def _there(session: Session, ids: Sequence[ReceptionId]) -> list[int]:
    query = select(Reception.id).where(Reception.id.in_(ids), Reception.deleted_at.is_(None))
    return list(session.scalars(query))


def _check_owner(session: Session, draft: ReceptionDraft) -> None:
    client = client_named(session, draft.client_id)
    if draft.contact_id is not None:
        contact = session.get(Contact, draft.contact_id)
        if contact is None or contact.client_id != client.id:
            raise InvalidInputError({"contact_id": _("这个联系人不在该客户名下，请重新选择。")})
