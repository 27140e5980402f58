"""Days from one to another: by their everyday names, or as somebody chose them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.domain.days import month_begin, months_before, week_of
from app.i18n import _

Period = tuple[date | None, date | None]
"""First and last day, both included; None is open."""

OPEN: Final[Period] = (None, None)
DAY: Final = timedelta(1)
MONTHS_OF_A_QUARTER: Final = 3


@dataclass(frozen=True, slots=True)
class UsualPeriod:
    """A period with a name; ``days`` gives its days as of today, so that 本月 is always this month.

    Two of one list may be the same days: on a Sunday 今天 and the rest of 本周 are.
    """

    name: str
    days: Callable[[date], Period]


def months(day: date, first: int, last: int) -> tuple[date, date]:
    """Return the days of whole months, counted from a day's month: 0, 0 is that month."""
    return month_begin(day, first), month_begin(day, last + 1) - DAY


def year(day: date, before: int = 0) -> tuple[date, date]:
    """Return the days of a day's year, or of one so many years before."""
    return date(day.year - before, 1, 1), date(day.year - before, 12, 31)


def quarter(day: date, before: int = 0) -> tuple[date, date]:
    """Return the days of a day's quarter, or of one so many quarters before."""
    first = -((day.month - 1) % MONTHS_OF_A_QUARTER) - before * MONTHS_OF_A_QUARTER
    return months(day, first, first + MONTHS_OF_A_QUARTER - 1)


def lately(days: int) -> UsualPeriod:
    """Return the last days, today among them."""
    name = _("近 {n} 天").format(n=days)
    return UsualPeriod(name, lambda today: (today - (days - 1) * DAY, today))


def coming(days: int) -> UsualPeriod:
    """Return today and so many days to come."""
    name = _("今后 {n} 天").format(n=days)
    return UsualPeriod(name, lambda today: (today, today + days * DAY))


TODAY: Final = UsualPeriod(_("今天"), lambda today: (today, today))
YESTERDAY: Final = UsualPeriod(_("昨天"), lambda today: (today - DAY, today - DAY))
FROM_TODAY: Final = UsualPeriod(_("今天及以后"), lambda today: (today, None))
THIS_WEEK: Final = UsualPeriod(_("本周"), week_of)
THIS_MONTH: Final = UsualPeriod(_("本月"), lambda today: months(today, 0, 0))
LAST_MONTH: Final = UsualPeriod(_("上月"), lambda today: months(today, -1, -1))
NEXT_MONTH: Final = UsualPeriod(_("下月"), lambda today: months(today, 1, 1))
THIS_QUARTER: Final = UsualPeriod(_("本季度"), quarter)
LAST_QUARTER: Final = UsualPeriod(_("上季度"), lambda today: quarter(today, 1))
THIS_YEAR: Final = UsualPeriod(_("本年"), year)
LAST_YEAR: Final = UsualPeriod(_("去年"), lambda today: year(today, 1))
YEAR_BEFORE_LAST: Final = UsualPeriod(_("前年"), lambda today: year(today, 2))
TWELVE_MONTHS: Final = UsualPeriod(
    _("近 12 个月"), lambda today: (months_before(today, 12) + DAY, today)
)


def period_problems(first_on: date | None, last_on: date | None) -> dict[str, str]:
    """Return what is wrong with a period of which either end may be open."""
    if first_on is None and last_on is None:
        return {"first_on": _("请至少填写一个日期。")}
    if first_on is not None and last_on is not None and last_on < first_on:
        told = _("最后一天 {last} 早于第一天 {first}，请对调或改正。")
        return {"last_on": told.format(first=first_on, last=last_on)}
    return {}
