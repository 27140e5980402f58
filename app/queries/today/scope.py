"""Whose day it is, and which day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.types import ClientStatus, StaffId, TaskRule, TaskStatus
from app.models import Client, Task
from app.queries.id_lists import unindexed


@dataclass(frozen=True, slots=True)
class TodayScope:
    """Whose lines are wanted, and of when.

    Attributes:
        now: This moment, aware, in the office's time zone.
        staff_id: Only this person's; None is everybody's.
        desk_staff_id: Who sits at the desk: drafts are one's own, whoever's day is shown.
    """

    now: datetime
    staff_id: StaffId | None = None
    desk_staff_id: StaffId | None = None

    @property
    def today(self) -> date:
        """The office's calendar day."""
        return self.now.date()

    def midnight_after(self, day: date) -> datetime:
        """Return the moment a day of the office ends."""
        return datetime.combine(day + timedelta(1), time(), self.now.tzinfo)

    def mine(self, owner: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """Return the condition that a row of this owner is wanted."""
        return true() if self.staff_id is None else owner == self.staff_id

    def assigned(
        self, staff: InstrumentedAttribute[Any], client: InstrumentedAttribute[Any]
    ) -> ColumnElement[bool]:
        """Like ``mine``; what nobody was named for is its client's manager's."""
        if self.staff_id is None:
            return true()
        own = select(Client.id).where(Client.manager_id == self.staff_id)
        return or_(staff == self.staff_id, and_(staff.is_(None), client.in_(own)))


def case_due_on(
    scope: TodayScope,
    answered_at: datetime | None,
    answer_due_at: datetime | None,
    solve_due_on: date | None,
) -> date | None:
    """Return by when a problem is to be answered, or once it was, solved."""
    if answered_at is None and answer_due_at is not None:
        return answer_due_at.astimezone(scope.now.tzinfo).date()
    return solve_due_on


def served() -> ColumnElement[bool]:
    """Return the condition that the office sells to a client.

    Nearly every client is not deleted: SQLite had better begin with the few rows asked about.
    """
    return and_(unindexed(Client.deleted_at).is_(None), Client.status == ClientStatus.ACTIVE)


def settled(rule: TaskRule, since: date) -> ColumnElement[bool]:
    """Return the condition on tasks that they answer a rule: still open, or closed after a day."""
    return and_(
        Task.rule == rule,
        Task.deleted_at.is_(None),
        or_(Task.status == TaskStatus.OPEN, Task.finished_on > since),
    )
