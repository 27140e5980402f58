"""Keeping hand scores that are typed and not saved yet. Nothing here is journalled."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from app.db.database import Desk
from app.domain.form_drafts import TYPED_SCORES
from app.domain.types import ScreeningState
from app.i18n import _
from app.models import FormDraft, Screening, ScreeningLine
from app.queries.id_lists import all_of

Typed = Mapping[int, Mapping[str, str]]
"""What was typed, by client and column."""


def keep_typed_scores(desk: Desk, screening_id: int, typed: Typed) -> None:
    """Keep what stands unsaved in these clients' rows; an empty row is forgotten.

    What a supervisor types into somebody's row stays that person's.
    """
    own = [*_of(screening_id), FormDraft.client_id.in_(all_of(typed))]
    if desk.db.viewer().restricted:
        own.append(FormDraft.staff_id == desk.staff_id)
    with desk.write() as session:
        whose = dict(
            session.execute(select(FormDraft.client_id, FormDraft.staff_id).where(*own)).all()
        )
        session.execute(delete(FormDraft).where(*own))
        known = {client_id: whose.get(client_id, desk.staff_id) for client_id in typed}
        _add(desk, session, screening_id, typed, known)


def take_over_typed_scores(desk: Desk, screening_id: int, typed: Typed) -> None:
    """Keep what an earlier version kept beside the file; each row is its client manager's."""
    query = (
        select(ScreeningLine.client_id, ScreeningLine.manager_id)
        .join(Screening)
        .where(Screening.id == screening_id, Screening.state != ScreeningState.APPROVED)
    )
    with desk.write() as session:
        managers = dict(session.execute(query).all())
        there = {client_id: cells for client_id, cells in typed.items() if client_id in managers}
        _add(desk, session, screening_id, there, managers)


def forget_typed_scores(session: Session, screening_id: int) -> None:
    """Forget what nobody can save any more."""
    session.execute(delete(FormDraft).where(*_of(screening_id)))


def _of(screening_id: int) -> list[ColumnElement[bool]]:
    return [FormDraft.form == TYPED_SCORES, FormDraft.record_id == screening_id]


def _add(
    desk: Desk,
    session: Session,
    screening_id: int,
    typed: Typed,
    whose: Mapping[int, int | None],
) -> None:
    screening = session.get(Screening, screening_id)
    if screening is None:  # it went meanwhile, and with it what is typed about
        return
    title = _("{year} 年手工评分").format(year=screening.year)
    for client_id, cells in typed.items():
        if cells:
            session.add(
                FormDraft(
                    staff_id=whose[client_id],
                    form=TYPED_SCORES,
                    record_id=screening_id,
                    client_id=client_id,
                    title=title,
                    content=dict(cells),
                    saved_at=desk.now(),
                )
            )
