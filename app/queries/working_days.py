"""The office's calendar: the state's days off, and over them what the office has set itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.holidays import DayKind, kind_of
from app.domain.working_days import SpecialDay, WorkingDays
from app.models import Holiday
from app.queries.kept import kept


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A day off, or a worked weekend. ``id`` is its ordinal; ``own``: the office has set it."""

    id: int
    day: date
    kind: DayKind
    name: str
    own: bool


def working_days(session: Session) -> WorkingDays:
    """Return the office's calendar; after the last announced year only weekends are off."""

    def both() -> WorkingDays:
        return WorkingDays({**announced_days(), **own_days(session)})

    return kept(session, "working_days", both)


@cache
def announced_days() -> Mapping[date, SpecialDay]:
    """Return what the state has announced; every reader gets the same mapping."""
    from app.language.days_off import announced_days as announced

    return {day: SpecialDay(*told) for day, told in announced().items()}


def own_days(session: Session) -> dict[date, SpecialDay]:
    """Return what the office has set itself."""
    found = session.execute(select(Holiday.day, Holiday.works, Holiday.name))
    return {row.day: SpecialDay(row.works, row.name) for row in found}


def holidays_of(session: Session, year: int) -> list[HolidayRow]:
    """Return the days of a year that are not as their weekday says, in order."""
    own = own_days(session)
    days = sorted({**announced_days(), **own}.items())
    return [
        HolidayRow(day.toordinal(), day, kind_of(works=one.works), one.name, day in own)
        for day, one in days
        if day.year == year
    ]


def own_years(session: Session) -> list[int]:
    """Return the years for which the office has set a day itself."""
    return sorted({day.year for day in own_days(session)})
