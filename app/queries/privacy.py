"""What the office decided about personal data."""

from sqlalchemy.orm import Session

from app.domain.masking import PRIVACY, Privacy, privacy_from
from app.queries.kept import kept
from app.queries.office import setting


def privacy(session: Session) -> Privacy:
    """Return the setting; its default where none was made."""
    return kept(session, PRIVACY, lambda: privacy_from(setting(session, PRIVACY)))
