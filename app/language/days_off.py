"""The state's days off and worked weekends, as far as they have been announced."""

from datetime import date
from functools import cache
from types import MappingProxyType

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


@cache
def announced_days() -> MappingProxyType[date, tuple[bool, str]]:
    """Return (whether it is worked, the holiday it belongs to) of each day that was announced.

    They end with the last announced year; weekends outside a holiday are left out.
    """
    from chinese_calendar.constants import holidays, workdays

    off = {day: (False, NAMES.get(name, name)) for day, name in holidays.items()}
    worked = {day: (True, NAMES.get(name, name)) for day, name in workdays.items()}
    return MappingProxyType(off | worked)


def last_announced_year() -> int:
    """Return the last year whose days off are known."""
    return max(announced_days()).year
