"""The office's own fields of a client file."""

from sqlalchemy.orm import Session

from app.domain.own_fields import OwnField, fields_from
from app.queries.office import setting

OWN_FIELDS = "own_fields"
"""The setting they are kept in."""


def own_fields(session: Session) -> tuple[OwnField, ...]:
    """Return every own field in the office's order, those no longer used as well."""
    return fields_from(setting(session, OWN_FIELDS))
