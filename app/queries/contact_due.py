"""Clients whose contact or visit runs out by what their grade or standing receives (P10, P2).

A contact restarts the clock from the newest log entry of the client, whoever made it; 来函 and
投诉热线 only came in. Where there was none yet, the clock began when the file was opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.domain.standards import ServiceStandard
from app.domain.standing import standing
from app.domain.types import ClientId, StaffId, TaskRule
from app.models import Client, ClientFact, Staff
from app.queries.office import office_settings
from app.queries.standards import service_standards
from app.queries.working_days import working_days


@dataclass(frozen=True, slots=True)
class ContactDue:
    """How one client stands against its contact or visit interval.

    Attributes:
        rule: ``TaskRule.CONTACT`` or ``TaskRule.VISIT``.
        standard: What the client receives, and why: ``standard.label``.
        last_on: The newest contact made (not 来函, 投诉热线), or visit, by anybody; None: never.
        began_on: Where the clock began: ``last_on``, else the day the file was opened. It is the
            ``occasion_on`` of a task that answers this line; its ``subject_id`` is the client.
        due_on: ``began_on`` and the interval.
        shown_on: ``due_on``, or the working day before when that is a day off.
        ahead: ``began_on`` is still to come, as of an entry noted while the PC's clock was wrong.
            Such a day starts no clock: the client is due today, and the day wants checking.
    """

    client_id: ClientId
    client_code: str
    client_name: str
    manager_id: StaffId | None
    manager_name: str | None
    rule: TaskRule
    standard: ServiceStandard
    last_on: date | None
    began_on: date
    due_on: date
    shown_on: date
    ahead: bool = False

    def is_late(self, today: date) -> bool:
        """Tell whether the interval has run out, or cannot run at all."""
        return self.ahead or self.due_on < today


def contact_dues(
    session: Session, today: date, rule: TaskRule, client_ids: Sequence[int]
) -> list[ContactDue]:
    """Return how these clients stand against the interval, overdue or not, in the order asked for.

    Left out are those of whose standard no contact (or visit) is asked, and those now gone.
    """
    calendar, standards = working_days(session), service_standards(session)
    months = office_settings(session).new_months
    found: dict[int, ContactDue] = {}
    for row in _clients(session, rule, client_ids):
        standard = standards.of(row.grade, standing(row.first_stay_on, today, months))
        if (days := interval(standard, rule)) is not None:
            began_on = row.last_on or local_day(row.created_at)
            ahead = began_on > today
            due_on = today if ahead else began_on + timedelta(days)
            ids = (row.id, row.code, row.name, row.manager_id, row.manager)
            days_of = (row.last_on, began_on, due_on, calendar.shown_on(due_on))
            found[row.id] = ContactDue(*ids, rule, standard, *days_of, ahead)
    return [found[id_] for id_ in client_ids if id_ in found]


def interval(standard: ServiceStandard, rule: TaskRule) -> int | None:
    """Return the days a standard leaves between two contacts, or two visits."""
    return standard.visit_days if rule is TaskRule.VISIT else standard.contact_days


def local_day(at: datetime) -> date:
    """Return the day of an instant by this machine's wall clock."""
    return at.astimezone().date()


def _clients(session: Session, rule: TaskRule, client_ids: Sequence[int]) -> Any:
    return session.execute(_statement(rule), {"ids": client_ids})


@cache
def _statement(rule: TaskRule) -> Any:
    """Return the query, made once: for one client building it takes longer than running it."""
    last_on = ClientFact.last_visit_on if rule is TaskRule.VISIT else ClientFact.last_made_on
    names = (Client.code, Client.name, Client.manager_id, Staff.name.label("manager"))
    facts = (ClientFact.first_stay_on, last_on.label("last_on"))
    return (
        select(Client.id, *names, Client.grade, Client.created_at, *facts)
        .join(ClientFact, ClientFact.client_id == Client.id)
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .where(Client.id.in_(bindparam("ids", expanding=True)), Client.deleted_at.is_(None))
    )
