"""Saving what a masked person edits: a number that came back hidden stays as it is stored."""

from dataclasses import replace
from typing import Any, TypeVar

from app.db.database import Desk
from app.domain.masking import HIDDEN, hidden_still, unhidden
from app.models.base import Base
from app.queries.privacy import privacy
from app.services.rows import refuse

Draft = TypeVar("Draft")


def with_hidden(draft: Draft, row: Base) -> Draft:
    """Return a draft with the numbers of its row where it holds them hidden.

    Raises:
        InvalidInputError: A hidden number was changed in part.
    """
    names = HIDDEN[row.__tablename__]
    stored = {name: getattr(row, name) for name in names}
    values = unhidden({name: getattr(draft, name) for name in names}, stored)
    refuse(hidden_still(values, stored))
    whole: Any = draft
    made: Draft = replace(whole, **values)
    return made


def numbers_hidden(desk: Desk) -> bool:
    """Tell whether the office hides numbers and birthdays from this person."""
    viewer = desk.db.viewer()
    if not viewer.restricted:
        return False
    with desk.db.read() as session:
        return viewer.post in privacy(session).masked_posts
