"""Reads about one problem: all that is known of it, and what a form edits."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.case_course import proposed_kind, proposed_severity
from app.domain.cases import CaseDraft, StepDraft
from app.domain.communications import beginning
from app.domain.types import (
    CaseId,
    CaseState,
    CaseStepId,
    Channel,
    ClientId,
    CommunicationId,
    ContactId,
    DepartmentId,
)
from app.models import (
    Booking,
    Case,
    CaseEvent,
    CaseStep,
    Communication,
    CommunicationContact,
    Department,
    Staff,
)
from app.queries.cases import CaseRow, case_rows
from app.queries.tasks import TaskRow, tasks_of_case

TITLE_LENGTH = 40
UNKNOWN_TIME = time(9)
"""When an entry without a time counts as received: the office opens."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """What one department has to do."""

    id: CaseStepId
    department: str
    draft: StepDraft
    version: int

    def is_late(self, today: date) -> bool:
        """Tell whether its day is past without an answer."""
        due = self.draft.due_on
        return self.draft.answered_on is None and due is not None and due < today


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of a problem's history; ``staff`` empty is nobody in particular."""

    at: datetime
    staff: str
    state: CaseState
    note: str


@dataclass(frozen=True, slots=True)
class EntryBehind:
    """The log entry a problem came from."""

    id: CommunicationId
    held_on: date
    channel: Channel
    summary: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything about one problem. ``compensation_amount`` is in yuan."""

    row: CaseRow
    channel: Channel | None
    asked: str
    answer: str
    solution: str
    compensation: str
    compensation_amount: Decimal | None
    cause: str
    improvement: str
    closing_words: str
    booking_number: str
    entry: EntryBehind | None
    steps: tuple[StepRow, ...]
    tasks: tuple[TaskRow, ...]
    events: tuple[EventRow, ...]


TEXTS = (
    "channel",
    "asked",
    "answer",
    "solution",
    "compensation",
    "compensation_amount",
    "cause",
    "improvement",
    "closing_words",
)


def case_record(session: Session, case_id: CaseId) -> CaseRecord | None:
    """Return a problem with its steps and history, the newest event first; None when gone."""
    found = session.get(Case, case_id)
    rows = case_rows(session, [case_id])
    if found is None or found.deleted_at is not None or not rows:
        return None
    booking = None if found.booking_id is None else session.get(Booking, found.booking_id)
    texts: dict[str, Any] = {name: getattr(found, name) for name in TEXTS}
    return CaseRecord(
        row=rows[0],
        **texts,
        booking_number="" if booking is None else booking.number or "",
        entry=_entry(session, found.communication_id),
        steps=tuple(case_steps(session, case_id)),
        tasks=tuple(tasks_of_case(session, case_id)),
        events=tuple(_events(session, case_id)),
    )


def case_steps(session: Session, case_id: CaseId) -> list[StepRow]:
    """Return what departments were asked, in order."""
    query = (
        select(CaseStep, Department.name)
        .join(Department, Department.id == CaseStep.department_id)
        .where(CaseStep.case_id == case_id)
        .order_by(CaseStep.asked_on, CaseStep.id)
    )
    return [
        StepRow(CaseStepId(step.id), name, step_draft(step), step.version)
        for step, name in session.execute(query)
    ]


def case_draft(session: Session, case_id: CaseId) -> tuple[CaseDraft, int] | None:
    """Return a problem as a form edits it, with its version; None when it is gone."""
    found = session.get(Case, case_id)
    if found is None or found.deleted_at is not None:
        return None
    names = set(CaseDraft.__dataclass_fields__) - {"received_on", "received_time"}
    values: dict[str, Any] = {name: getattr(found, name) for name in names}
    received = found.received_at.astimezone()
    at = received.time().replace(second=0, microsecond=0)
    return CaseDraft(**values, received_on=received.date(), received_time=at), found.version


def draft_from_entry(session: Session, communication_id: CommunicationId) -> CaseDraft | None:
    """Return the problem that a log entry tells of; None when the entry is gone."""
    entry = session.get(Communication, communication_id)
    if entry is None or entry.deleted_at is not None:
        return None
    met = select(CommunicationContact.contact_id).where(
        CommunicationContact.communication_id == communication_id
    )
    contact_id = session.scalar(met.order_by(CommunicationContact.id).limit(1))
    return CaseDraft(
        client_id=ClientId(entry.client_id),
        contact_id=None if contact_id is None else ContactId(contact_id),
        contact_name=entry.contact_name,
        communication_id=communication_id,
        kind=proposed_kind(entry.channel, entry.summary),
        channel=entry.channel,
        severity=proposed_severity(entry.reaction),
        title=beginning(entry.summary, TITLE_LENGTH),
        asked=entry.summary,
        received_on=entry.held_on,
        received_time=entry.held_time or UNKNOWN_TIME,
    )


def case_of_entry(session: Session, communication_id: CommunicationId) -> CaseId | None:
    """Return the problem that was opened from a log entry, if there is one."""
    query = select(Case.id).where(
        Case.communication_id == communication_id, Case.deleted_at.is_(None)
    )
    found = session.scalar(query.order_by(Case.id.desc()).limit(1))
    return None if found is None else CaseId(found)


def step_draft(step: CaseStep) -> StepDraft:
    """Return a step as a form edits it."""
    return StepDraft(
        DepartmentId(step.department_id),
        step.person,
        step.asked,
        step.asked_on,
        step.due_on,
        step.answered_on,
        step.answer,
    )


def _entry(session: Session, communication_id: int | None) -> EntryBehind | None:
    entry = None if communication_id is None else session.get(Communication, communication_id)
    if entry is None or entry.deleted_at is not None:
        return None
    return EntryBehind(CommunicationId(entry.id), entry.held_on, entry.channel, entry.summary)


def _events(session: Session, case_id: CaseId) -> list[EventRow]:
    query = (
        select(CaseEvent.at, Staff.name, CaseEvent.state, CaseEvent.note)
        .outerjoin(Staff, Staff.id == CaseEvent.staff_id)
        .where(CaseEvent.case_id == case_id)
        .order_by(CaseEvent.at.desc(), CaseEvent.id.desc())
    )
    return [
        EventRow(at, staff or "", state, note) for at, staff, state, note in session.execute(query)
    ]
