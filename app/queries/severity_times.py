"""How soon the office answers and solves problems of each severity."""

from typing import Any

from sqlalchemy.orm import Session

from app.domain.case_times import DEFAULT_SEVERITY_TIMES, SeverityTime, SeverityTimes
from app.domain.types import Severity
from app.queries.office import setting

SEVERITY_TIMES = "severity_times"
"""The setting they are kept in."""


def severity_times(session: Session) -> SeverityTimes:
    """Return the office's times; what was never set, or cannot be read, has its default."""
    stored = setting(session, SEVERITY_TIMES)
    if not isinstance(stored, dict):
        return DEFAULT_SEVERITY_TIMES
    return {
        severity: _time(stored.get(severity.value), default)
        for severity, default in DEFAULT_SEVERITY_TIMES.items()
    }


def times_to_json(times: SeverityTimes) -> dict[str, Any]:
    """Return what is stored for these times."""
    return {
        Severity(severity).value: [time.answer_hours, time.solve_days]
        for severity, time in times.items()
    }


def _time(stored: Any, default: SeverityTime) -> SeverityTime:
    match stored:
        case [int() | None as hours, int() | None as days]:
            return SeverityTime(hours, days)
    return default
