"""Take the sample office out again, with all that was added to its clients."""

from dataclasses import replace

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.db import Desk
from app.db.database import describe, touch
from app.domain.sample.counts import SampleCounts
from app.domain.sample.letters import SAMPLE_FILES
from app.domain.sample.office import HOTEL
from app.domain.screening.chain import link
from app.domain.types import ScreeningState
from app.errors import AppError
from app.i18n import _
from app.models import (
    AccountReview,
    Attachment,
    Booking,
    Case,
    CaseEvent,
    Client,
    Communication,
    Contact,
    Courtesy,
    Handover,
    HandoverLine,
    ImportBatch,
    KeyAccountRefusal,
    LetterTemplate,
    Receipt,
    Reception,
    Screening,
    ScreeningLine,
    ScreeningScore,
    SignIn,
    Staff,
    Task,
)
from app.queries.office import OFFICE, office_settings, settings_to_json
from app.queries.screening.seals import first_link, frozen_values
from app.services.gone import close_steps, with_their_own
from app.services.office import keep_setting

SAMPLES = select(Client.id).where(Client.is_sample)
SAMPLE_STAFF = select(Staff.id).where(Staff.is_sample)
COUNTED = {
    "contacts": Contact.client_id,
    "bookings": Booking.client_id,
    "receipts": Receipt.client_id,
    "communications": Communication.client_id,
    "tasks": Task.client_id,
    "cases": Case.client_id,
    "screening_lines": ScreeningLine.client_id,
}
HELD_BY = (
    Client.manager_id,
    Client.relationship_manager_id,
    Communication.staff_id,
    Task.staff_id,
    Case.staff_id,
    CaseEvent.staff_id,
    Reception.staff_id,
    AccountReview.staff_id,
    KeyAccountRefusal.staff_id,
    Handover.from_staff_id,
    Handover.to_staff_id,
    Handover.staff_id,
    Attachment.staff_id,
    Courtesy.staff_id,
    ImportBatch.staff_id,
    Screening.scope_staff_id,
    Screening.submitted_by_id,
    Screening.approved_by_id,
    ScreeningLine.manager_id,
    ScreeningScore.staff_id,
    SignIn.staff_id,
)
"""Where a person is still needed once the sample is gone."""


def has_sample(session: Session) -> bool:
    """Tell whether the sample office is in the file."""
    return bool(session.scalar(select(or_(exists(SAMPLES), exists(SAMPLE_STAFF)))))


def sample_counts(session: Session) -> SampleCounts:
    """Return what removing the sample would take away."""
    clients = session.scalar(select(func.count(Client.id)).where(Client.is_sample))
    counts = {name: _count(session, column) for name, column in COUNTED.items()}
    return SampleCounts(clients=clients or 0, **counts)


def remove_sample(desk: Desk) -> SampleCounts:
    """Remove the sample's clients with everything on them, for good; return what went.

    What was done to them is not undone any more.

    A sample salesperson who sits at this desk, or whose name other records need, stays as one of
    the office's own. The seals of approved years that held sample lines are made anew.

    Raises:
        AppError: A client of the office's own was merged into a sample client.
    """
    with desk.write(undoable=False) as session:
        _check_merged(session)
        counts = sample_counts(session)
        close_steps(session, with_their_own(session, "client", session.scalars(SAMPLES)))
        _remove_screenings(session)
        _remove_handovers(session)
        session.execute(
            update(Client)
            .where(Client.merged_into_id.in_(SAMPLES))
            .values(merged_into_id=None)
            .execution_options(synchronize_session=False)
        )
        session.execute(
            delete(Client).where(Client.is_sample).execution_options(synchronize_session=False)
        )
        session.execute(
            delete(LetterTemplate)
            .where(LetterTemplate.file_name.in_(SAMPLE_FILES))
            .execution_options(synchronize_session=False)
        )
        _release_staff(session, desk)
        _unname_hotel(session)
        touch(session, LetterTemplate.__tablename__)
        touch(session, *(column.class_.__tablename__ for column in COUNTED.values()))
        describe(session, _("已移除示例：{what}").format(what=counts.text))
        return counts


def _count(session: Session, client_id: InstrumentedAttribute[int]) -> int:
    return session.scalar(select(func.count()).where(client_id.in_(SAMPLES))) or 0


def _check_merged(session: Session) -> None:
    merged = select(func.count()).where(~Client.is_sample, Client.merged_into_id.in_(SAMPLES))
    if count := session.scalar(merged):
        told = _("有 {count:,} 个自己的客户已合并到示例客户里，移除会连带丢失。请先撤销这些合并。")
        raise AppError(told.format(count=count))


def _remove_screenings(session: Session) -> None:
    """Remove sample lines, and screenings that hold nothing else."""
    held = select(ScreeningLine.screening_id).where(ScreeningLine.client_id.in_(SAMPLES))
    affected = set(session.scalars(held.distinct()))
    session.execute(
        delete(ScreeningLine)
        .where(ScreeningLine.client_id.in_(SAMPLES))
        .execution_options(synchronize_session=False)
    )
    left = set(session.scalars(select(ScreeningLine.screening_id).distinct()))
    empty = affected - left
    later = select(Screening).where(Screening.supersedes_id.in_(empty), Screening.id.not_in(empty))
    for screening in session.scalars(later):
        screening.supersedes_id = None
    session.flush()
    session.execute(update(Screening).where(Screening.id.in_(empty)).values(supersedes_id=None))
    session.execute(delete(Screening).where(Screening.id.in_(empty)))
    for screening_id in sorted(affected & left):
        _seal_again(session, screening_id)


def _remove_handovers(session: Session) -> None:
    """Remove handovers of nothing but sample clients, while their lines still tell which."""
    lines = HandoverLine.handover_id
    held = set(session.scalars(select(lines).where(HandoverLine.client_id.in_(SAMPLES)).distinct()))
    own = set(session.scalars(select(lines).where(HandoverLine.client_id.not_in(SAMPLES))))
    session.execute(delete(Handover).where(Handover.id.in_(held - own)))


def _seal_again(session: Session, screening_id: int) -> None:
    screening = session.get_one(Screening, screening_id)
    if screening.state is not ScreeningState.APPROVED:
        return
    table = ScreeningLine.__table__
    own = select(table).where(table.c.screening_id == screening_id).order_by(table.c.id)
    seal = first_link(screening)
    sealed = []
    for row in session.execute(own).mappings():
        seal = link(seal, frozen_values(dict(row)))
        sealed.append({"line_id": row["id"], "new_link": seal})
    line = update(ScreeningLine).where(ScreeningLine.id == bindparam("line_id"))
    session.connection().execute(line.values(link=bindparam("new_link")), sealed)
    screening.chain = seal


def _release_staff(session: Session, desk: Desk) -> None:
    """Remove the sample's people; one still needed becomes the office's own."""
    needed: list[ColumnElement[bool]] = [exists().where(_of(column)) for column in HELD_BY]
    if desk.staff_id is not None:
        needed.append(Staff.id == desk.staff_id)
    for person in session.scalars(select(Staff).where(Staff.is_sample, or_(*needed))):
        person.is_sample = False
    session.flush()
    for person in session.scalars(select(Staff).where(Staff.is_sample)):
        session.delete(person)


def _of(column: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    return column == Staff.id


def _unname_hotel(session: Session) -> None:
    settings = office_settings(session)
    if settings.hotel_name == HOTEL:
        unnamed = replace(settings, hotel_name="")
        keep_setting(session, OFFICE, settings_to_json(unnamed))
