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
LEAP_DAY = (2, 29)
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
        if told := _why_not(self):
            raise InvalidInputError({"birthday": told})

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

    @property
    def rule(self) -> str:
        """Say when it is kept in years that have no such day; "" where every year has it."""
        if not self.lunar:
            return _("平年在 2 月 28 日") if (self.month, self.day) == LEAP_DAY else ""
        rules = []
        if self.leap:
            rules.append(_("没有这个闰月的年份在平月"))
        if self.day == LONGEST_LUNAR_MONTH:
            rules.append(_("这个月只有廿九天的年份在廿九"))
        return _("，").join(rules)

    @property
    def told(self) -> str:
        """Return its text with its rule."""
        if not self.rule:
            return self.text
        return _("{text}（{rule}）").format(text=self.text, rule=self.rule)

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


def lunar_problem(birthday: Birthday, lunar_year: Callable[[int], LunarYear]) -> str:
    """Return why its own lunar year had no such day; "" where it had, or no year is known."""
    if not birthday.lunar or birthday.year is None:
        return ""
    months = lunar_year(birthday.year)
    place = {"year": birthday.year, "month": LUNAR_MONTHS[birthday.month - 1]}
    if (birthday.month, birthday.leap) not in months:
        told = _("农历{year}年没有闰{month}月：请去掉“闰月”，或不填年份。")
        return told.format(**place)
    if birthday.day > months[birthday.month, birthday.leap][1]:
        place["leap"] = _("闰") if birthday.leap else ""
        told = _("农历{year}年{leap}{month}月只有二十九天，没有三十：请核对，或不填年份。")
        return told.format(**place)
    return ""


def _why_not(birthday: Birthday) -> str:
    """Say why there is no such day in any year, or in its own solar year."""
    year, month = birthday.year, birthday.month
    if year is not None and not OLDEST_YEAR <= year <= LAST_YEAR:
        told = _("年份 {year} 不对：请填 {first} 到 {last} 年之间的四位数，或不填。")
        return told.format(year=year, first=OLDEST_YEAR, last=LAST_YEAR)
    if not 1 <= month <= len(LUNAR_MONTHS) or birthday.day < 1:
        return _("没有这样的日子，请核对月份和日期。")
    if birthday.lunar:
        most = LONGEST_LUNAR_MONTH
        return "" if birthday.day <= most else _("农历一个月最多三十天，请核对日期。")
    return _why_not_solar(birthday)


def _why_not_solar(birthday: Birthday) -> str:
    year, month = birthday.year, birthday.month
    if birthday.leap:
        return _("只有农历才有闰月：请选农历，或去掉“闰月”。")
    last = calendar.monthrange(SOME_LEAP_YEAR if year is None else year, month)[1]
    if birthday.day <= last:
        return ""
    if (month, birthday.day) == LEAP_DAY:
        return _("{year} 年不是闰年，没有 2 月 29 日。").format(year=year)
    return _("{month} 月没有 {day} 日。").format(month=month, day=birthday.day)


def _kept_on(birthday: Birthday, year: int, lunar_year: Callable[[int], LunarYear]) -> date:
    """Return the day in the solar year ``year``, or in the lunar year that begins in it."""
    if not birthday.lunar:
        last = calendar.monthrange(year, birthday.month)[1]
        return date(year, birthday.month, min(birthday.day, last))
    months = lunar_year(year)
    ordinary = months[birthday.month, False]
    first, length = months.get((birthday.month, birthday.leap), ordinary)
    return first + timedelta(min(birthday.day, length) - 1)
