"""Whether passwords are asked for, and when the window is locked.

Plain SQL: it is asked before the window is painted, and mapping the tables takes longer.
"""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.queries.office import setting

SETTINGS = "sign_in"
IDLE_MINUTES = 15
"""The window is locked after so many minutes without a key or a click; 0 is never."""
USED = text("SELECT EXISTS (SELECT 1 FROM sign_in)")
OWN_PEOPLE = text("SELECT count(*) FROM staff WHERE active AND NOT is_sample")


def sign_in_used(session: Session) -> bool:
    """Tell whether a password is asked for: somebody has one."""
    return bool(session.scalar(USED))


def sign_in_wanted(session: Session) -> bool:
    """Tell whether several people work here and none has a password; sample people do not count."""
    return not sign_in_used(session) and session.scalars(OWN_PEOPLE).one() > 1


def idle_minutes(session: Session) -> int:
    """Return after how many idle minutes the window is locked; 0 is never."""
    stored: Any = setting(session, SETTINGS)
    found = stored.get("idle_minutes") if isinstance(stored, dict) else None
    return found if isinstance(found, int) and found >= 0 else IDLE_MINUTES
