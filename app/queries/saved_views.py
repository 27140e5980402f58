"""The views of a list that the office keeps; everybody sees the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import SavedView


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One view of a page; ``view`` is what the page made of its filters, order and columns."""

    id: int
    name: str
    view: Mapping[str, Any]


def saved_views(session: Session, page: str) -> list[ViewRow]:
    """Return the views of a page, the oldest first."""
    query = select(SavedView).where(SavedView.page == page).order_by(SavedView.id)
    return [ViewRow(one.id, one.name, one.view) for one in session.scalars(query)]
