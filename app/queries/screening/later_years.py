"""Which clients have their grade from a later year's screening than this one."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.types import ScreeningState
from app.models import Screening, ScreeningLine


def graded_later(screening_id: int) -> Select[Any]:
    """Return the ids of clients graded by an approved screening of a later year.

    An old year may be screened afterwards; its grades are history then, not how a client is served.
    """
    this, later, line = aliased(Screening), aliased(Screening), aliased(ScreeningLine)
    year = select(this.year).where(this.id == screening_id).scalar_subquery()
    return (
        select(line.client_id)
        .join(later, later.id == line.screening_id)
        .where(
            later.year > year,
            later.state == ScreeningState.APPROVED,
            line.grade.is_not(None),
        )
    )


def lines_graded_later(session: Session, screening_id: int) -> int:
    """Count the graded lines that leave their client's grade to a later year."""
    query = select(func.count()).where(
        ScreeningLine.screening_id == screening_id,
        ScreeningLine.grade.is_not(None),
        ScreeningLine.client_id.in_(graded_later(screening_id)),
    )
    return session.scalar(query) or 0
