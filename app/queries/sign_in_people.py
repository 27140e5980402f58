"""Reads about who may sign in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.types import Post, StaffId
from app.models import RecoveryCode, SignIn, Staff


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


def has_recovery_code(session: Session) -> bool:
    """Tell whether there is a recovery code that was not used."""
    return bool(session.scalar(select(exists().where(RecoveryCode.used_at.is_(None)))))
