"""The periods by which courtesies are looked at, those done and those to come."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.domain.settings import months_before
from app.i18n import _
from app.ui.period_chip import Period


def past_periods(today: date) -> list[tuple[Period, str]]:
    """Return the periods courtesies done are looked at by."""
    month = today.replace(day=1)
    last = months_before(month, 1)
    return [
        (this_year(today), _("本年")),
        ((date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)), _("去年")),
        ((month, month_end(month)), _("本月")),
        ((last, month_end(last)), _("上月")),
    ]


def this_year(today: date) -> Period:
    """Return the whole of the current year."""
    return date(today.year, 1, 1), date(today.year, 12, 31)


def coming_periods(today: date) -> Sequence[tuple[Period, str]]:
    """Return the periods coming days are looked at by; those of days show what was missed too."""
    month = today.replace(day=1)
    following = month_end(month) + timedelta(1)
    return [
        *(
            ((None, today + timedelta(days)), _("今后 {n} 天和错过的").format(n=days))
            for days in (14, 30, 60)
        ),
        ((month, month_end(month)), _("本月")),
        ((following, month_end(following)), _("下月")),
    ]


def month_end(first: date) -> date:
    """Return the last day of the month that begins on ``first``."""
    return (first + timedelta(31)).replace(day=1) - timedelta(1)
