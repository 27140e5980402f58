"""The sample's problems, made from its log, and the checklists of its nearest bookings."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from app.domain.case_course import number_of, proposed_kind
from app.domain.case_times import CaseDue, case_due
from app.domain.communications import beginning
from app.domain.sample.cases import (
    CLIENT_WORDS,
    MORNING,
    REOPENED,
    STORIES,
    CaseCourse,
    CaseStory,
    answer_day,
    course,
)
from app.domain.types import CaseState, Channel, Direction, Purpose, Standing
from app.i18n import _
from app.models import (
    Booking,
    BookingPoint,
    Case,
    CaseEvent,
    CaseStep,
    Client,
    Communication,
    CommunicationContact,
    Department,
)
from app.queries.checklist import template_points
from app.queries.severity_times import severity_times
from app.queries.standards import service_standards
from app.queries.working_days import working_days
from app.services.cases import last_place

Row = dict[str, Any]

MOST_CASES = 42
NEWEST = 17
"""Those still open are of the last weeks."""
NEAR_DAYS = 3
MOST_BOOKINGS = 12
TITLE_LENGTH = 40


def add_cases(session: Session, now: datetime) -> None:
    """Make problems of complaints and calls for help, the newest of them still open.

    Args:
        session: Holds the sample's clients and log already.
        now: This moment, aware.
    """
    rows = list(_case_rows(session, _entries(session), now))
    session.execute(insert(Case), [row for row, _course in rows])
    numbers = [row["number"] for row, _course in rows]
    ids = dict(session.execute(select(Case.number, Case.id).where(Case.number.in_(numbers))).all())
    departments = dict(session.execute(select(Department.name, Department.id)).all())
    steps: list[Row] = []
    events: list[Row] = []
    for place, (row, gone) in enumerate(rows):
        own_id, story = ids[row["number"]], STORIES[row["kind"]]
        if gone.state is not CaseState.WAITING:
            answered_on = answer_day(place, row["received_at"].astimezone().date(), now.date())
            steps += _steps(own_id, row, story, departments, answered_on)
        events += _events(own_id, row, gone, story)
    if steps:
        session.execute(insert(CaseStep), steps)
    session.execute(insert(CaseEvent), events)


def add_checklists(session: Session, today: date) -> None:
    """Give the bookings around today their checklists, ticked as far as the stay has come."""
    near = (
        select(Booking.id, Booking.arrival_on, Booking.departure_on)
        .join(Client, Client.id == Booking.client_id)
        .where(Client.is_sample, Booking.arrival_on >= today - timedelta(NEAR_DAYS))
        .order_by(Booking.arrival_on, Booking.id)
        .limit(MOST_BOOKINGS)
    )
    template = [point for point in template_points(session) if point.active]
    rows: list[Row] = []
    for booking_id, arrival_on, departure_on in session.execute(near):
        days = (arrival_on - timedelta(1), arrival_on, departure_on + timedelta(2))
        done = dict(zip(("before", "during", "after"), days, strict=True))
        rows += [
            {
                "booking_id": booking_id,
                "phase": point.phase,
                "text": point.text,
                "position": place,
                "done_on": day if (day := done[point.phase.value]) <= today else None,
                "version": 1,
            }
            for place, point in enumerate(template)
        ]
    if rows:
        session.execute(insert(BookingPoint), rows)


def _entries(session: Session) -> Sequence[Communication]:
    """Return complaints and calls for help, the newest first; older help is thinned out."""
    asked = (Communication.purpose == Purpose.HELP) & (Communication.direction == Direction.IN)
    query = (
        select(Communication)
        .join(Client, Client.id == Communication.client_id)
        .where(Client.is_sample, or_(Communication.channel == Channel.HOTLINE, asked))
        .order_by(Communication.held_on.desc(), Communication.id)
    )
    found = session.scalars(query).all()
    newest, others = found[:NEWEST], found[NEWEST:]
    complaints = [entry for entry in others if entry.channel is Channel.HOTLINE]
    helped = [entry for entry in others if entry.channel is not Channel.HOTLINE]
    most = MOST_CASES - NEWEST - len(complaints)
    spread = helped[:: max(1, len(helped) // most)][:most]
    return [*newest, *sorted([*complaints, *spread], key=lambda e: (e.held_on, e.id))[::-1]]


def _case_rows(
    session: Session, entries: Sequence[Communication], now: datetime
) -> Iterator[tuple[Row, CaseCourse]]:
    clients = {entry.client_id for entry in entries}
    grades = dict(
        session.execute(select(Client.id, Client.grade).where(Client.id.in_(clients))).all()
    )
    met = select(CommunicationContact.communication_id, CommunicationContact.contact_id).where(
        CommunicationContact.communication_id.in_([entry.id for entry in entries])
    )
    contacts = dict(session.execute(met).all())
    standards, times, days = (
        service_standards(session),
        severity_times(session),
        working_days(session),
    )
    numbers = _numbers(session, entries)
    for place, entry in enumerate(entries):
        received = datetime.combine(entry.held_on, entry.held_time or MORNING).astimezone()
        gone = course(place, received, now)
        standard = standards.of(grades[entry.client_id], Standing.EXISTING)
        due = case_due(received, gone.severity, standard, times, days)
        if gone.solved_at is None and place % 2:
            due = _agreed(now, place)
        row = _case_row(entry, gone, due, place)
        row |= {"number": numbers[entry.id], "contact_id": contacts.get(entry.id)}
        yield row, gone


def _agreed(now: datetime, place: int) -> CaseDue:
    """Return times the client was content with: not all that is open is late."""
    return CaseDue(now + timedelta(hours=2), now.date() + timedelta(1 + place % 4))


def _numbers(session: Session, entries: Sequence[Communication]) -> dict[int, str]:
    """Number the problems of each year in their order, after those of the office's own."""
    years = {entry.held_on.year for entry in entries}
    places = {year: last_place(session, year) for year in sorted(years)}
    found: dict[int, str] = {}
    for entry in reversed(entries):
        year = entry.held_on.year
        places[year] += 1
        found[entry.id] = number_of(year, places[year])
    return found


def _case_row(entry: Communication, gone: CaseCourse, due: CaseDue, place: int) -> Row:
    kind = proposed_kind(entry.channel, entry.summary)
    story = STORIES[kind]
    done = gone.solved_at is not None
    said, words = CLIENT_WORDS[place % len(CLIENT_WORDS)]
    closed = gone.closed_at is not None
    return {
        "client_id": entry.client_id,
        "communication_id": entry.id,
        "kind": kind,
        "channel": entry.channel,
        "severity": gone.severity,
        "title": beginning(entry.summary, TITLE_LENGTH),
        "asked": entry.summary,
        "received_at": datetime.combine(entry.held_on, entry.held_time or MORNING)
        .astimezone()
        .astimezone(UTC),
        "answer_due_at": due.answer_due_at,
        "solve_due_on": due.solve_due_on,
        "staff_id": entry.staff_id,
        "state": gone.state,
        "answered_at": gone.answered_at,
        "answer": "" if gone.answered_at is None else _("已去电致意，说明正在处理。"),
        "solved_at": gone.solved_at,
        "solution": story.solution if done or gone.reopened else "",
        "closed_at": gone.closed_at,
        "satisfaction": said if closed else None,
        "closing_words": words if closed else "",
        "compensation": story.compensation if done else "",
        "compensation_amount": story.amount if done else None,
        "cause": story.cause if done else "",
        "improvement": story.improvement if done else "",
        "version": 1,
    }


def _steps(
    case_id: int,
    row: Row,
    story: CaseStory,
    departments: dict[str, int],
    answered_on: date | None,
) -> Iterator[Row]:
    asked_on = row["received_at"].astimezone().date()
    for name in story.departments:
        if name in departments:
            yield {
                "case_id": case_id,
                "department_id": departments[name],
                "person": "",
                "asked": story.asked,
                "asked_on": asked_on,
                "due_on": asked_on + timedelta(2),
                "answered_on": answered_on,
                "answer": "" if answered_on is None else story.answered,
                "version": 1,
            }


def _events(case_id: int, row: Row, gone: CaseCourse, story: CaseStory) -> Iterator[Row]:
    told: list[tuple[datetime | None, CaseState, str]] = [
        (row["received_at"], CaseState.WAITING, _("收到")),
        (gone.answered_at, CaseState.WORKING, _("答复客户：{text}").format(text=row["answer"])),
    ]
    if gone.reopened and gone.answered_at is not None:
        later = gone.answered_at + timedelta(minutes=30)
        why = _("重新处理：{why}").format(why=REOPENED)
        told += [
            (gone.answered_at, CaseState.SOLVED, story.solution),
            (later, CaseState.WORKING, why),
        ]
    told += [
        (gone.solved_at, CaseState.SOLVED, story.solution),
        (gone.closed_at, CaseState.CLOSED, _said(row)),
    ]
    for at, state, note in told:
        if at is not None:
            yield {
                "case_id": case_id,
                "at": at,
                "staff_id": row["staff_id"],
                "state": state,
                "note": note,
            }


def _said(row: Row) -> str:
    said = row["satisfaction"]
    return "" if said is None else "　".join(filter(None, (said.label, row["closing_words"])))
