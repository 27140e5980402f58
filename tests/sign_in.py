"""Makers for tests of the sign-in: people with passwords, at a cost that a test can bear."""

from dataclasses import replace

from app.db import Desk
from app.domain.passwords import Delays
from app.domain.types import Post, StaffId
from app.services.door import Cost, Door
from app.services.sign_in import begin_sign_in
from tests.clients import new_staff

CHEAP = Cost(1, 8, 1)
PASSWORD = "yunxi-2025"  # noqa: S105 - of nobody


class Clock:
    """Seconds that go on only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def cheap_door(clock: Clock | None = None) -> Door:
    """Return a door of a process that has just begun."""
    return Door(Delays() if clock is None else Delays(clock), CHEAP)


def with_sign_in(desk: Desk, door: Door | None = None) -> tuple[StaffId, str]:
    """Let 周样, the manager, set the first password; return who it is and the recovery code."""
    staff_id = new_staff(desk, "周样", Post.MANAGER)
    code = begin_sign_in(desk, door or cheap_door(), staff_id, PASSWORD)
    return staff_id, code


def sit(desk: Desk, staff_id: StaffId | None) -> Desk:
    """Return the desk with this person at it."""
    return replace(desk, staff_id=staff_id)
