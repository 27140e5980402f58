"""Reads about forms that were not saved."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.form_drafts import UnsavedForm
from app.domain.types import ClientId, StaffId
from app.models import FormDraft


def unsaved_form(session: Session, draft_id: int) -> UnsavedForm | None:
    """Return what was kept of a form; None when it is gone."""
    kept = session.get(FormDraft, draft_id)
    if kept is None:
        return None
    client_id = None if kept.client_id is None else ClientId(kept.client_id)
    return UnsavedForm(kept.form, kept.title, kept.content, kept.record_id, client_id)


def unsaved_form_ids(session: Session, staff_id: StaffId | None) -> list[int]:
    """Return the forms this person did not save, the newest first."""
    own = FormDraft.staff_id.is_not_distinct_from(staff_id)
    query = select(FormDraft.id).where(own).order_by(FormDraft.saved_at.desc(), FormDraft.id)
    return list(session.scalars(query))
