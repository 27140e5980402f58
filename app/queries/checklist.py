"""Reads about the checklist of sales (服务清单)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.checklist import PointDraft
from app.domain.types import BookingId, Phase
from app.models import BookingPoint, ChecklistPoint

PHASES = {phase: place for place, phase in enumerate(Phase)}


@dataclass(frozen=True, slots=True)
class TemplatePoint:
    """A point of the office's template."""

    id: int
    phase: Phase
    text: str
    active: bool
    version: int


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of one booking."""

    id: int
    draft: PointDraft
    version: int


def template_points(session: Session) -> list[TemplatePoint]:
    """Return the template in the order of a sale."""
    query = select(
        ChecklistPoint.id,
        ChecklistPoint.phase,
        ChecklistPoint.text,
        ChecklistPoint.active,
        ChecklistPoint.version,
    ).order_by(ChecklistPoint.position, ChecklistPoint.id)
    found = [TemplatePoint(*row) for row in session.execute(query)]
    return sorted(found, key=lambda point: PHASES[point.phase])


def booking_points(session: Session, booking_id: BookingId) -> list[PointRow]:
    """Return the checklist of a booking in the order of a sale."""
    query = (
        select(BookingPoint)
        .where(BookingPoint.booking_id == booking_id)
        .order_by(BookingPoint.position, BookingPoint.id)
    )
    found = [
        PointRow(
            point.id,
            PointDraft(point.phase, point.text, point.person, point.done_on, point.note),
            point.version,
        )
        for point in session.scalars(query)
    ]
    return sorted(found, key=lambda row: PHASES[row.draft.phase])


def checklist_progress(session: Session, booking_id: BookingId) -> tuple[int, int]:
    """Return how many points of a booking are done, and how many it has."""
    own = BookingPoint.booking_id == booking_id
    done, count = session.execute(
        select(func.count(BookingPoint.done_on), func.count()).where(own)
    ).one()
    return done, count
