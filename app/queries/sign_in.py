"""Reads about who may sign in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.domain.types import Post, StaffId
from app.models import RecoveryCode, SignIn, Staff
from app.queries.office import setting

SETTINGS = "sign_in"
IDLE_MINUTES = 15
"""The window is locked after so many minutes without a key or a click; 0 is never."""


@dataclass(frozen=True, slots=True)
class SignInPerson:
    """Somebody who works here, as the sign-in shows it.

    ``one_time``: the password was given by a supervisor and is to be changed.
    """

    id: StaffId
    name: str
    post: Post
    has_password: bool
    one_time: bool
    changed_at: datetime | None


def sign_in_used(session: Session) -> bool:
    """Tell whether a password is asked for: somebody has one."""
    return bool(session.scalar(select(exists().where(SignIn.staff_id.is_not(None)))))


def people_to_sign_in(session: Session) -> list[SignInPerson]:
    """Return everybody who works here, by pinyin."""
    query = (
        select(Staff, SignIn)
        .outerjoin(SignIn, SignIn.staff_id == Staff.id)
        .where(Staff.active)
        .order_by(Staff.name_key, Staff.id)
    )
    return [_person(staff, kept) for staff, kept in session.execute(query)]


def _person(staff: Staff, kept: SignIn | None) -> SignInPerson:
    return SignInPerson(
        StaffId(staff.id),
        staff.name,
        staff.post,
        kept is not None,
        kept is not None and kept.one_time,
        None if kept is None else kept.changed_at,
    )


def who_may_begin(people: list[SignInPerson]) -> list[SignInPerson]:
    """Return who can set up the sign-in and use the recovery code: whoever supervises, or all."""
    return [person for person in people if person.post.supervises] or people


def sign_in_wanted(session: Session) -> bool:
    """Tell whether several people work here and none has a password; sample people do not count."""
    own = select(func.count()).where(Staff.active, Staff.is_sample.is_(False))
    return not sign_in_used(session) and (session.scalar(own) or 0) > 1


def has_recovery_code(session: Session) -> bool:
    """Tell whether there is a recovery code that was not used."""
    return bool(session.scalar(select(exists().where(RecoveryCode.used_at.is_(None)))))


def idle_minutes(session: Session) -> int:
    """Return after how many idle minutes the window is locked; 0 is never."""
    stored: Any = setting(session, SETTINGS)
    found = stored.get("idle_minutes") if isinstance(stored, dict) else None
    return found if isinstance(found, int) and found >= 0 else IDLE_MINUTES
