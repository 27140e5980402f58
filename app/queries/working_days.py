"""The office's calendar: the state's days off, and over them what the office has set itself."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.working_days import SpecialDay, WorkingDays
from app.models import Holiday


def working_days(session: Session) -> WorkingDays:
    """Return the office's calendar; after the last announced year only weekends are off."""
    from app.language.days_off import announced_days

    special = {day: SpecialDay(*told) for day, told in announced_days().items()}
    found = session.execute(select(Holiday.day, Holiday.works, Holiday.name))
    return WorkingDays(special | {row.day: SpecialDay(row.works, row.name) for row in found})
