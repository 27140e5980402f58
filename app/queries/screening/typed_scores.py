"""Reads what was typed into a screening's hand scores and is not saved yet."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.form_drafts import TYPED_SCORES
from app.models import FormDraft


def typed_scores(session: Session, screening_id: int) -> dict[int | None, dict[str, str]]:
    """Return it by client and column; where two people typed, what was typed last.

    A restricted person is given the own, as the file is seen.
    """
    query = (
        select(FormDraft.client_id, FormDraft.content)
        .where(FormDraft.form == TYPED_SCORES, FormDraft.record_id == screening_id)
        .order_by(FormDraft.saved_at, FormDraft.id)
    )
    return dict(session.execute(query).all())
