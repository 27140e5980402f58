"""The periods a report is asked for by one click."""

from datetime import date, timedelta

from app.domain.settings import months_before
from app.i18n import _
from app.ui.period_chip import Period

MONTHS_OF_A_QUARTER = 3
DAY = timedelta(1)


def periods(today: date) -> list[tuple[Period, str]]:
    """Return the choices with their names; the first is the one shown at first."""
    month, quarter = today.replace(day=1), this_quarter(today)[0]
    last_quarter = months_before(quarter, MONTHS_OF_A_QUARTER)
    last_month = months_before(month, 1)
    year = today.year
    return [
        (this_quarter(today), _("本季度")),
        ((last_quarter, quarter - DAY), _("上季度")),
        ((month, months_before(month, -1) - DAY), _("本月")),
        ((last_month, month - DAY), _("上月")),
        ((date(year, 1, 1), date(year, 12, 31)), _("本年")),
        ((date(year - 1, 1, 1), date(year - 1, 12, 31)), _("去年")),
        ((months_before(today, 12) + DAY, today), _("近 12 个月")),
    ]


def this_quarter(today: date) -> tuple[date, date]:
    """Return the first and the last day of the quarter."""
    first = date(today.year, (today.month - 1) // MONTHS_OF_A_QUARTER * MONTHS_OF_A_QUARTER + 1, 1)
    return first, months_before(first, -MONTHS_OF_A_QUARTER) - DAY
