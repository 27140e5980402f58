from datetime import UTC, date, datetime

import pytest

from app.domain.case_times import DEFAULT_SEVERITY_TIMES, CaseDue, SeverityTime, case_due
from app.domain.standards import ServiceStandard
from app.domain.types import Severity, StandardKind
from app.domain.working_days import WorkingDays

FRIDAY = datetime(2025, 12, 19, 3, 30, tzinfo=UTC)
CALENDAR = WorkingDays({})


def due(severity, *, hours=None, days=None, times=DEFAULT_SEVERITY_TIMES):
    standard = ServiceStandard(StandardKind.GRADE, "A", answer_hours=hours, solve_days=days)
    return case_due(FRIDAY, severity, standard, times, CALENDAR)


@pytest.mark.parametrize(
    ("severity", "hours", "days", "answer", "solve"),
    [
        (Severity.URGENT, 8, 5, (19, 5), 22),
        (Severity.ORDINARY, 2, 2, (19, 5), 23),
        (Severity.ORDINARY, None, None, (20, 3), 26),
        (Severity.SERIOUS, 24, 1, (19, 11), 22),
    ],
)
def test_the_shorter_of_severity_and_standard_counts(severity, hours, days, answer, solve):
    found = due(severity, hours=hours, days=days)
    at = datetime(2025, 12, answer[0], answer[1], 30, tzinfo=UTC)
    assert found == CaseDue(at, date(2025, 12, solve))


def test_where_neither_asks_nothing_is_due():
    none = {Severity.ORDINARY: SeverityTime()}
    assert due(Severity.ORDINARY, times=none) == CaseDue(None, None)
    assert due(Severity.URGENT, times=none, hours=0, days=0) == CaseDue(FRIDAY, FRIDAY.date())
