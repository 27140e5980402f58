"""Which clients have their grade from a later year's screening than this one."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

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
