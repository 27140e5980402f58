"""The checklist of sales: the office's template, and the points of each booking (P18)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.domain.checklist import LONGEST_POINT, PointDraft, point_problems
from app.domain.types import BookingId, Phase
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import Booking, BookingPoint, ChecklistPoint, Client
from app.queries.checklist import template_points
from app.services.rows import row_as_loaded
from app.services.small_lists import (
    activate_entry,
    arrange_entries,
    checked_name,
    next_place,
)


def open_checklist(desk: Desk, booking_id: BookingId) -> int:
    """Give a booking the points of the template if it has none yet; return how many it got.

    Raises:
        ConflictError: The booking was deleted.
    """
    with desk.db.read() as session:
        if _count(session, booking_id):
            return 0
    with desk.write() as session:
        name = _client_name(session, booking_id)
        template = [point for point in template_points(session) if point.active]
        if not template:
            return 0
        for place, point in enumerate(template):
            session.add(
                BookingPoint(
                    booking_id=booking_id, phase=point.phase, text=point.text, position=place
                )
            )
        describe(session, _("已建立服务清单：{client}").format(client=name))
        return len(template)


def add_booking_point(desk: Desk, booking_id: BookingId, draft: PointDraft) -> int:
    """Add a point to one booking's checklist and return its id.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The booking was deleted.
    """
    _check(desk, draft)
    with desk.write(_("已加服务事项：{what}").format(what=draft.text)) as session:
        _client_name(session, booking_id)
        last = session.scalar(
            select(func.max(BookingPoint.position)).where(BookingPoint.booking_id == booking_id)
        )
        place = 0 if last is None else last + 1
        point = BookingPoint(booking_id=booking_id, position=place, **asdict(draft))
        session.add(point)
        session.flush()
        return point.id


def change_booking_point(desk: Desk, point_id: int, draft: PointDraft, *, version: int) -> None:
    """Save a point that was loaded at ``version``.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: It was changed or deleted since it was loaded.
    """
    _check(desk, draft)
    with desk.write(_("已修改服务事项：{what}").format(what=draft.text)) as session:
        point = row_as_loaded(session, BookingPoint, point_id, version)
        for name, value in asdict(draft).items():
            setattr(point, name, value)


def tick_point(desk: Desk, point_id: int, done_on: date | None, *, version: int) -> None:
    """Note the day on which a point was done; None takes the tick back.

    Raises:
        ConflictError: It was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        point = row_as_loaded(session, BookingPoint, point_id, version)
        point.done_on = done_on
        told = _("已做：{what}") if done_on is not None else _("改为未做：{what}")
        describe(session, told.format(what=point.text))


def delete_booking_point(desk: Desk, point_id: int, *, version: int) -> None:
    """Take a point off one booking's checklist.

    Raises:
        ConflictError: It was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        point = row_as_loaded(session, BookingPoint, point_id, version)
        describe(session, _("已删除服务事项：{what}").format(what=point.text))
        session.delete(point)


def add_template_point(desk: Desk, phase: Phase, text: str) -> int:
    """Add a point at the end of the template and return its id; bookings begun keep theirs.

    Raises:
        InvalidInputError: The text is empty or too long; under ``name``.
    """
    text = checked_name(text, LONGEST_POINT)
    with desk.write(_("已加入服务清单：{what}").format(what=text)) as session:
        point = ChecklistPoint(phase=phase, text=text, position=next_place(session, ChecklistPoint))
        session.add(point)
        session.flush()
        return point.id


def change_template_point(desk: Desk, point_id: int, text: str, version: int) -> None:
    """Word a point of the template anew.

    Raises:
        InvalidInputError: The text is empty or too long; under ``name``.
        ConflictError: It was changed or deleted since it was loaded.
    """
    text = checked_name(text, LONGEST_POINT)
    with desk.write(_("已修改服务清单：{what}").format(what=text)) as session:
        row_as_loaded(session, ChecklistPoint, point_id, version).text = text


def activate_template_point(desk: Desk, point_id: int, active: bool, version: int) -> None:  # noqa: FBT001 - as a list ticks
    """Give a point to new checklists, or no longer."""
    activate_entry(desk, ChecklistPoint, point_id, version, active=active, name="text")


def arrange_template(desk: Desk, ids: Sequence[int]) -> None:
    """Put the points of one phase into this order."""
    arrange_entries(desk, ChecklistPoint, ids, _("已调整服务清单的顺序"))


def delete_template_point(desk: Desk, point_id: int, version: int) -> None:
    """Take a point out of the template.

    Raises:
        ConflictError: It was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        point = row_as_loaded(session, ChecklistPoint, point_id, version)
        describe(session, _("已从服务清单删除：{what}").format(what=point.text))
        session.delete(point)


def _check(desk: Desk, draft: PointDraft) -> None:
    if found := point_problems(draft, today=desk.today()):
        raise InvalidInputError(found)


def _client_name(session: Session, booking_id: BookingId) -> str:
    query = (
        select(Client.name)
        .join(Booking, Booking.client_id == Client.id)
        .where(Booking.id == booking_id, Booking.deleted_at.is_(None))
    )
    name = session.scalar(query)
    if name is None:
        raise ConflictError
    return name


def _count(session: Session, booking_id: BookingId) -> int:
    own = BookingPoint.booking_id == booking_id
    return session.scalar(select(func.count()).where(own)) or 0
