"""Keeping what was typed and not saved, so that it survives a crash. Nothing here is journalled."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.db.database import Desk
from app.domain.form_drafts import UnsavedForm
from app.models import FormDraft

LONGEST_TITLE = 200


def keep_form_draft(desk: Desk, unsaved: UnsavedForm, draft_id: int | None = None) -> int:
    """Keep an unsaved form and return its id; ``draft_id`` is what was kept of it before."""
    with desk.write() as session:
        kept = None if draft_id is None else session.get(FormDraft, draft_id)
        if kept is None or (kept.form, kept.record_id) != (unsaved.form, unsaved.record_id):
            # it was given up elsewhere, and its number may be another form's by now
            kept = FormDraft(staff_id=desk.staff_id, form=unsaved.form, record_id=unsaved.record_id)
            session.add(kept)
        kept.client_id = unsaved.client_id
        kept.title = unsaved.title[:LONGEST_TITLE]
        kept.content = dict(unsaved.content)
        kept.saved_at = desk.now()
        session.flush()
        return kept.id


def drop_form_draft(desk: Desk, draft_id: int) -> None:
    """Forget an unsaved form: it was saved or given up. One that is gone already is no error."""
    with desk.write() as session:
        _drop(desk, session, draft_id)


def ending_form_draft(desk: Desk, draft_id: int) -> Desk:
    """Return where a form is saved: what was kept of it ends in the transaction of the save."""
    return replace(desk, also=lambda session: _drop(desk, session, draft_id))


def _drop(desk: Desk, session: Session, draft_id: int) -> None:
    kept = session.get(FormDraft, draft_id)
    if kept is not None and kept.staff_id == desk.staff_id:  # else its number is another's by now
        session.delete(kept)
