"""What tells one office from another."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Action


def office_mark(session: Session) -> str:
    """Return what an office's backups share and no other office has: when it began.

    Who may not see what everybody did sees another beginning: read it past the rights.
    """
    first = session.scalar(select(Action.at).order_by(Action.id).limit(1))
    return "" if first is None else first.isoformat()
