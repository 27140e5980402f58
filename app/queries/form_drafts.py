"""Reads about forms that were not saved."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.form_drafts import TYPED_SCORES, UnsavedForm
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
    return list(session.scalars(forms_to_offer(staff_id)))


def forms_to_offer(staff_id: StaffId | None) -> Select[int]:
    """Return the query for the forms this person did not save, the newest first."""
    own = FormDraft.staff_id.is_not_distinct_from(staff_id), FormDraft.form != TYPED_SCORES
    return select(FormDraft.id).where(*own).order_by(FormDraft.saved_at.desc(), FormDraft.id)
