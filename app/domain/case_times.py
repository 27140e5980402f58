"""When a problem's first answer and its solution are due, by severity and service standard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.standards import MOST, ServiceStandard
from app.domain.types import Severity
from app.domain.working_days import WorkingDays
from app.i18n import _

MOST_HOURS, MOST_DAYS = MOST["answer_hours"], MOST["solve_days"]


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


def times_problems(times: SeverityTimes) -> dict[str, str]:
    """Return what is wrong with each time, under ``urgent_answer``, ``urgent_solve`` and so on."""
    found: dict[str, str] = {}
    for severity, time in times.items():
        named = ((time.answer_hours, "answer", MOST_HOURS), (time.solve_days, "solve", MOST_DAYS))
        for value, name, most in named:
            if value is not None and not 1 <= value <= most:
                told = _("请填写 1 到 {most} 之间的整数，不要求就留空。")
                found[f"{severity.value}_{name}"] = told.format(most=most)
    return found
