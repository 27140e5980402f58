"""The periods a list is narrowed to by one click."""

from datetime import date, timedelta

from app.domain.settings import months_before
from app.i18n import _
from app.ui.period_chip import Period

RECENT_DAYS = 30


def periods(today: date, *, ahead: bool) -> list[tuple[Period, str]]:
    """Return the choices with their names; ``ahead`` adds what is still to come."""
    first_of_month = today.replace(day=1)
    last_month = months_before(first_of_month, 1)
    year = today.year
    found: list[tuple[Period, str]] = [
        (this_year(today), _("本年")),
        ((date(year - 1, 1, 1), date(year - 1, 12, 31)), _("去年")),
        ((date(year - 2, 1, 1), date(year - 2, 12, 31)), _("前年")),
        ((first_of_month, _last_day(first_of_month)), _("本月")),
        ((last_month, first_of_month - timedelta(1)), _("上月")),
        ((today - timedelta(RECENT_DAYS), today), _("近 30 天")),
    ]
    if ahead:
        found.append(((today, None), _("今天及以后")))
    return found


def this_year(today: date) -> Period:
    """Return the whole of the current year."""
    return date(today.year, 1, 1), date(today.year, 12, 31)


def _last_day(first: date) -> date:
    return (first + timedelta(31)).replace(day=1) - timedelta(1)
