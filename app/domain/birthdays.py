"""Birthdays as contacts tell them: solar or lunar, with or without the year."""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import InvalidInputError
from app.i18n import _

LunarYear = Mapping[tuple[int, bool], tuple[date, int]]
"""A lunar year's months: (month 1–12, whether it is the leap one) → (first day, 29 or 30 days)."""

SOME_LEAP_YEAR = 2000
OLDEST_YEAR = 1850
LAST_YEAR = 2150
LONGEST_LUNAR_MONTH = 30
LUNAR_MONTHS = "正二三四五六七八九十冬腊"
DIGITS = "一二三四五六七八九"
LUNAR_DAYS = (
    *(f"初{digit}" for digit in DIGITS),
    "初十",
    *(f"十{digit}" for digit in DIGITS),
    "二十",
    *(f"廿{digit}" for digit in DIGITS),
    "三十",
)


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day of the year, solar (公历) or lunar (农历); ``leap`` marks a leap lunar month (闰月).

    Raises:
        InvalidInputError: There is no such day, under the field ``birthday``.
    """

    year: int | None
    month: int
    day: int
    lunar: bool = False
    leap: bool = False

    def __post_init__(self) -> None:
        if not _exists(self):
            raise InvalidInputError({"birthday": _("没有这样的生日，请核对月份和日期。")})

    @property
    def text(self) -> str:
        """Return it as an office writes it: 1980-08-15, 8月15日, 农历八月十五."""
        if not self.lunar:
            return self._solar_text()
        place = {
            "year": "" if self.year is None else _("{year}年").format(year=self.year),
            "leap": _("闰") if self.leap else "",
            "month": LUNAR_MONTHS[self.month - 1],
            "day": LUNAR_DAYS[self.day - 1],
        }
        return _("农历{year}{leap}{month}月{day}").format(**place)

    def _solar_text(self) -> str:
        if self.year is None:
            return _("{month}月{day}日").format(month=self.month, day=self.day)
        return date(self.year, self.month, self.day).isoformat()


def next_on(birthday: Birthday, today: date, lunar_year: Callable[[int], LunarYear]) -> date:
    """Return the next day on which the birthday is kept, today included.

    29 February is kept on the 28th in common years; a leap lunar month in the ordinary month of
    years without it; the 30th of a lunar month on the 29th where the month is short.

    Args:
        birthday: Its year does not matter.
        today: The day from which to look.
        lunar_year: Gives the months of a lunar year; asked for lunar birthdays only.
    """
    days = (_kept_on(birthday, today.year + shift, lunar_year) for shift in (-1, 0, 1))
    return next(day for day in days if day >= today)


def days_until(birthday: Birthday, today: date, lunar_year: Callable[[int], LunarYear]) -> int:
    """Return how many days off the birthday is, 0 on the day itself."""
    return (next_on(birthday, today, lunar_year) - today).days


def _exists(birthday: Birthday) -> bool:
    year = birthday.year
    if year is not None and not OLDEST_YEAR <= year <= LAST_YEAR:
        return False
    if not 1 <= birthday.month <= len(LUNAR_MONTHS):
        return False
    if birthday.lunar:
        return 1 <= birthday.day <= LONGEST_LUNAR_MONTH
    last = calendar.monthrange(SOME_LEAP_YEAR if year is None else year, birthday.month)[1]
    return 1 <= birthday.day <= last and not birthday.leap


def _kept_on(birthday: Birthday, year: int, lunar_year: Callable[[int], LunarYear]) -> date:
    """Return the day in the solar year ``year``, or in the lunar year that begins in it."""
    if not birthday.lunar:
        last = calendar.monthrange(year, birthday.month)[1]
        return date(year, birthday.month, min(birthday.day, last))
    months = lunar_year(year)
    ordinary = months[birthday.month, False]
    first, length = months.get((birthday.month, birthday.leap), ordinary)
    return first + timedelta(min(birthday.day, length) - 1)
