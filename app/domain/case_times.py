"""When a problem's first answer and its solution are due, by severity and service standard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.standards import ServiceStandard
from app.domain.types import Severity
from app.domain.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class SeverityTime:
    """What a severity asks for: hours to the first answer, working days to the solution."""

    answer_hours: int | None = None
    solve_days: int | None = None


SeverityTimes = Mapping[Severity, SeverityTime]

DEFAULT_SEVERITY_TIMES: SeverityTimes = {
    Severity.ORDINARY: SeverityTime(24, 5),
    Severity.SERIOUS: SeverityTime(8, 3),
    Severity.URGENT: SeverityTime(2, 1),
}


@dataclass(frozen=True, slots=True)
class CaseDue:
    """When a problem's first answer and its solution are due; None when nothing asks for it."""

    answer_due_at: datetime | None
    solve_due_on: date | None


def case_due(
    received_at: datetime,
    severity: Severity,
    standard: ServiceStandard,
    severity_times: SeverityTimes,
    working_days: WorkingDays,
) -> CaseDue:
    """Return when a problem is due, by the shorter of the severity's and the standard's times.

    Hours run by the clock, since a hotel never closes; days are the office's working days after
    the day of receipt, by the wall clock of this machine. ``received_at`` is aware.
    """
    times = severity_times.get(severity, SeverityTime())
    hours = _shorter(times.answer_hours, standard.answer_hours)
    days = _shorter(times.solve_days, standard.solve_days)
    return CaseDue(
        None if hours is None else received_at + timedelta(hours=hours),
        None if days is None else working_days.plus(received_at.astimezone().date(), days),
    )


def _shorter(one: int | None, other: int | None) -> int | None:
    known = [time for time in (one, other) if time is not None]
    return min(known, default=None)
