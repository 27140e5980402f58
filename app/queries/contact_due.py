"""Clients whose contact or visit runs out by what their grade or standing receives (P10, P2).

A contact restarts the clock from the newest log entry of the client, whoever made it; 来函 and
投诉热线 only came in. Where there was none yet, the clock began when the file was opened.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from app.domain.standards import ServiceStandard
from app.domain.standing import new_since, standing
from app.domain.types import ClientId, ClientStatus, StaffId, TaskRule
from app.models import Client, ClientFact, Staff, Task
from app.queries.id_lists import id_pairs
from app.queries.office import office_settings
from app.queries.standards import by_standard, service_standards
from app.queries.working_days import working_days

LENGTH_OF_A_DAY = len("2025-12-20")


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


def overdue_contacts(
    session: Session,
    today: date,
    rule: TaskRule,
    *,
    staff_id: StaffId | None = None,
    until: date | None = None,
) -> dict[ClientId, date]:
    """Return each client whose contact (or visit) has run out and the day it did.

    The longest overdue come first. Only clients that are 合作 and have a manager are asked for.
    Left out are those for which a task (open, done or dropped) answers this very occasion. Who,
    since when and why: ``contact_dues``, for those that are shown.

    Args:
        session: The office file.
        today: What is due on a day off is shown on the working day before, so that on a Friday
            those of Saturday and Sunday are here too.
        rule: ``TaskRule.CONTACT`` or ``TaskRule.VISIT``.
        staff_id: One manager's clients, or None for everybody's.
        until: Look further ahead, for a calendar: what is due up to this day.
    """
    last_day = working_days(session).last_shown_by(today) if until is None else until
    answered = _answered(session, rule)
    found: dict[date, list[int]] = defaultdict(list)
    for client_id, (began_on, due_on) in _clocks(session, today, rule, last_day, staff_id):
        if due_on <= last_day and (not answered or (client_id, began_on) not in answered):
            found[due_on].append(client_id)
    return {ClientId(id_): due_on for due_on in sorted(found) for id_ in found[due_on]}


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
            due_on = began_on + timedelta(days)
            ids = (row.id, row.code, row.name, row.manager_id, row.manager)
            days_of = (row.last_on, began_on, due_on, calendar.shown_on(due_on))
            found[row.id] = ContactDue(*ids, rule, standard, *days_of)
    return [found[id_] for id_ in client_ids if id_ in found]


def interval(standard: ServiceStandard, rule: TaskRule) -> int | None:
    """Return the days a standard leaves between two contacts, or two visits."""
    return standard.visit_days if rule is TaskRule.VISIT else standard.contact_days


def local_day(at: datetime) -> date:
    """Return the day of an instant by this machine's wall clock."""
    return at.astimezone().date()


def _clocks(
    session: Session, today: date, rule: TaskRule, until: date, staff_id: StaffId | None
) -> Iterator[tuple[int, tuple[date, date]]]:
    """Yield client and (where its clock began, the day it runs out).

    Of those never contacted, the ones not yet due are here too.
    """
    standards = service_standards(session)
    new_from = new_since(today, office_settings(session).new_months)
    days = by_standard(standards, new_from, lambda one: interval(one, rule))
    latest = by_standard(standards, new_from, lambda one: _before(until, interval(one, rule)))
    last_on = _last_on(rule)
    began = func.coalesce(cast(last_on, String), cast(Client.created_at, String))
    query = (
        select(Client.id, cast(days, String) + "|" + began)
        .join(ClientFact, ClientFact.client_id == Client.id)
        .where(
            Client.deleted_at.is_(None),
            Client.status == ClientStatus.ACTIVE,
            Client.manager_id.is_not(None) if staff_id is None else Client.manager_id == staff_id,
            or_(last_on <= latest, and_(last_on.is_(None), days.is_not(None))),
        )
    )
    ids, texts = id_pairs(session, query)
    # many clients share a day, and reading it takes longer than finding the client
    clocks = {text: _clock(text) for text in set(texts)}
    return zip(ids, map(clocks.__getitem__, texts), strict=True)


def _clock(text: str) -> tuple[date, date]:
    length, _bar, began = text.partition("|")
    began_on = _day(began)
    return began_on, began_on + timedelta(int(length))


def _before(until: date, days: int | None) -> date | None:
    return None if days is None else until - timedelta(days)


def _day(stored: str) -> date:
    if len(stored) == LENGTH_OF_A_DAY:
        return date.fromisoformat(stored)
    return local_day(datetime.fromisoformat(f"{stored}+00:00"))


def _last_on(rule: TaskRule) -> Any:
    return ClientFact.last_visit_on if rule is TaskRule.VISIT else ClientFact.last_made_on


def _answered(session: Session, rule: TaskRule) -> set[tuple[int | None, date | None]]:
    query = select(Task.subject_id, Task.occasion_on)
    found = session.execute(query.where(Task.rule == rule, Task.deleted_at.is_(None)))
    return {(row.subject_id, row.occasion_on) for row in found}


def _clients(session: Session, rule: TaskRule, client_ids: Sequence[int]) -> Any:
    names = (Client.code, Client.name, Client.manager_id, Staff.name.label("manager"))
    facts = (ClientFact.first_stay_on, _last_on(rule).label("last_on"))
    return session.execute(
        select(Client.id, *names, Client.grade, Client.created_at, *facts)
        .join(ClientFact, ClientFact.client_id == Client.id)
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .where(Client.id.in_(client_ids), Client.deleted_at.is_(None))
    )
