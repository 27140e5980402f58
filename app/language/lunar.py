"""The lunar calendar (农历)."""

from datetime import date
from functools import cache
from types import MappingProxyType

JULIAN_DAY_BEFORE_DAY_ONE = 1721424.5


@cache
def lunar_year(year: int) -> MappingProxyType[tuple[int, bool], tuple[date, int]]:
    """Return the months of the lunar year that begins in the solar year ``year``.

    Each is (month 1–12, whether it is the leap one) → (its first day, its length in days). A year
    takes some milliseconds to work out, and is then remembered.
    """
    from lunar_python import LunarYear

    own = [month for month in LunarYear.fromYear(year).getMonths() if month.getYear() == year]
    return MappingProxyType(
        {
            (abs(month.getMonth()), month.isLeap()): (
                _solar_day(month.getFirstJulianDay()),
                month.getDayCount(),
            )
            for month in own
        }
    )


def _solar_day(julian_day: float) -> date:
    return date.fromordinal(int(julian_day - JULIAN_DAY_BEFORE_DAY_ONE))
