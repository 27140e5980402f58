"""Handing clients over from one person to another (交接), as one action."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.db.journal import change_many
from app.domain.handover import HandoverDraft, handover_problems
from app.domain.plain_text import clean
from app.domain.tasks import one_line
from app.domain.types import (
    CaseState,
    ClientId,
    HandoverId,
    ReceptionState,
    StaffId,
    TaskStatus,
)
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import Case, Client, Handover, HandoverLine, Reception, Staff, Task
from app.queries.handover import client_figures, clients_in_hand
from app.queries.id_lists import all_of
from app.services.charge import charge_kept


def hand_over(desk: Desk, draft: HandoverDraft) -> HandoverId:
    """Hand clients with their open tasks, problems and receptions over; keep how each stood.

    What is done stays in the old name. Of a client somebody else manages only what is in the
    name of the one who hands over moves. Who leaves hands over everything still open.

    Raises:
        InvalidInputError: Somebody or something is missing, or a text is too long.
        ConflictError: One of the clients is no longer this person's.
        NotAllowedError: Who leaves is the last who supervises and has a password.
    """
    if found := handover_problems(draft):
        raise InvalidInputError(found)
    with desk.write() as session:
        giver, taker = _person(session, draft.from_staff_id), _taker(session, draft)
        ids = clients_in_hand(session, StaffId(giver.id), draft.client_ids)
        if len(ids) != len(set(draft.client_ids)):
            raise ConflictError
        handover = _note(session, desk, draft, giver, taker)
        _move_clients(session, ids, giver.id, taker.id)
        _move_open(session, None if draft.leaves else ids, giver.id, taker.id)
        if draft.leaves:
            with charge_kept(session):
                giver.active = False
        told = _("{giver} 的 {n:,} 个客户已交接给 {taker}")
        if draft.leaves:
            told += _("，{giver} 已停用")
        told = told.format(giver=giver.name, taker=taker.name, n=len(ids))
        describe(session, told)
        return HandoverId(handover.id)


def _note(
    session: Session, desk: Desk, draft: HandoverDraft, giver: Staff, taker: Staff
) -> Handover:
    """Keep who hands over what to whom, and each client's state before it moves."""
    handover = Handover(
        handed_on=desk.today(),
        from_staff_id=giver.id,
        from_name=giver.name,
        to_staff_id=taker.id,
        to_name=taker.name,
        reason=one_line(draft.reason),
        staff_id=desk.staff_id,
    )
    session.add(handover)
    session.flush()
    session.add_all(
        HandoverLine(
            handover_id=handover.id,
            client_id=id_,
            figures=figures.to_json(),
            remark=clean(draft.remarks.get(id_, "")),
        )
        for id_, figures in client_figures(session, draft.client_ids, desk.today()).items()
    )
    session.flush()
    return handover


def _move_clients(session: Session, ids: Sequence[ClientId], giver: int, taker: int) -> None:
    for column in (Client.manager_id, Client.relationship_manager_id):
        query = select(Client.id).where(Client.id.in_(all_of(ids)), column == giver)
        change_many(session, Client, list(session.scalars(query)), {column.key: taker})


def _move_open(session: Session, ids: Sequence[ClientId] | None, giver: int, taker: int) -> None:
    """Give the taker what is open in the giver's name, of these clients or of all."""
    open_ones: tuple[tuple[type[Task] | type[Case] | type[Reception], ColumnElement[bool]], ...] = (
        (Task, Task.status == TaskStatus.OPEN),
        (Case, Case.state != CaseState.CLOSED),
        (Reception, Reception.state == ReceptionState.PLANNED),
    )
    for model, is_open in open_ones:
        query = select(model.id).where(model.staff_id == giver, is_open, model.deleted_at.is_(None))
        if ids is not None:
            query = query.where(model.client_id.in_(all_of(ids)))
        change_many(session, model, list(session.scalars(query)), {"staff_id": taker})


def _person(session: Session, staff_id: StaffId | None) -> Staff:
    person = session.get(Staff, staff_id)
    if person is None:
        raise ConflictError
    return person


def _taker(session: Session, draft: HandoverDraft) -> Staff:
    taker = session.get(Staff, draft.to_staff_id)
    if taker is None or not taker.active:
        raise InvalidInputError({"to_staff_id": _("请选一位在职的人接手。")})
    return taker
