"""Days, moments and months as offices write them; see ``cells`` for the manner."""

import calendar
import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta

from app.domain.cells import Cell, CellError, shown
from app.domain.day_order import TRIPLE, Told, alone, days_of, year_of
from app.domain.table_years import DayOfTable, Period
from app.domain.traditional import simplified
from app.i18n import _

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - likewise
FIRST_SERIAL, LAST_SERIAL = 14_000, 80_000
"""Numbers taken for Excel days: 1938 to 2119, less in the 1904 system."""
FIRST_COMPACT, LAST_COMPACT = 19_000_101, 21_001_231
NOON = 12
LONGEST_MONTH = 31

_AFTERNOON = ("下午", "pm")
_HALF = "上午|下午|[ap]m"
_CLOCK = (
    rf"(?:[t\s]*({_HALF})?\s*(\d{{1,2}})[:时点](\d{{1,2}})?(?:[:分](?:\d{{1,2}})?(?:\.\d+)?秒?)?分?"
    r"\s*([ap]m)?)?"
)
_YEAR_FIRST = re.compile(
    r"(\d{4}|\d{2}(?=\s*年))\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?" + _CLOCK
)
_THREE_NUMBERS = re.compile(TRIPLE.pattern + _CLOCK)
_NAMED_DAY_FIRST = re.compile(r"(\d{1,2})[-/ .]*([a-z]{3,9})[-/ .,]*(\d{4}|\d{2})" + _CLOCK)
_NAMED_MONTH_FIRST = re.compile(r"([a-z]{3,9})[-/ .]*(\d{1,2})[-/ .,]+(\d{4})" + _CLOCK)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s*()(\d{2}):?(\d{2}):?(?:\d{2})?())?")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:份)?|(\d{4})(\d{2})")
_DAY_ALONE = re.compile(r"(\d{1,2})\s*[日号]?")
_MONTH_ALONE = re.compile(r"(\d{1,2})\s*月?份?")
_YEARLESS = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?" + _CLOCK)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WEEKDAY = re.compile(
    r"[,\s(]*(?:(?:星期|周|礼拜)[一二三四五六日天]"
    r"|\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b)[.,]?\)?"
)
_ZONE = re.compile(
    r"(.*\d:\d{2}(?::\d{2})?(?:\.\d+)?)\s*(?:z|utc|gmt|(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?)"
)
_HERE = timedelta(hours=8)
"""Hotels in China keep one time, ahead of UTC by so much."""
_MONTH_NAMES = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}


def day(
    cell: Cell,
    *,
    system_1904: bool = False,
    order: Told = alone,
    period: Period | None = None,
) -> date:
    """Return the day a cell names; a time of day is left out.

    Args:
        cell: A date, an Excel day number (also as text) or a text such as “2016.1.5”.
        system_1904: Bare day numbers count from 1904.
        order: Asked which of three numbers is what, where that is not clear: 05/01/16.
        period: What the table is about: of a day without a year.

    Raises:
        CellError: It is no day, or one of two: 01/05/2016.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return moment(cell, system_1904=system_1904, order=order, period=period)[0]


def moment(
    cell: Cell,
    *,
    system_1904: bool = False,
    order: Told = alone,
    period: Period | None = None,
) -> tuple[date, time | None]:
    """Return the day and, where the cell names one, the time of day, to the minute.

    Raises:
        CellError: As ``day`` does.
    """
    if isinstance(cell, datetime):
        return cell.date(), cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, date):
        return cell, None
    if isinstance(cell, bool | time | timedelta):
        raise no_day(cell)
    if isinstance(cell, str):
        return _written_moment(cell, system_1904=system_1904, order=order, period=period)
    return _numbered_moment(cell, system_1904=system_1904)


def month(
    cell: Cell,
    *,
    system_1904: bool = False,
    order: Told = alone,
    period: Period | None = None,
) -> date:
    """Return the first day of the month a cell names: “2016年1月”, 201601, or any day of it.

    Raises:
        CellError: It names no month, or one of two: to Excel 2016.10 is the number 2016.1.
    """
    if isinstance(cell, float | int | str) and not isinstance(cell, bool):
        if isinstance(cell, float) and str(cell).endswith(".1"):
            raise CellError(_("分不清是 1 月还是 10 月，请写成 2016-01 的样子。"))
        written = unicodedata.normalize("NFKC", shown(cell))
        if found := _MONTH.fullmatch(written):
            year, number = int(found[1] or found[3]), int(found[2] or found[4])
            return _made(cell, year, number, 1)
        if period is not None and (alone_ := _MONTH_ALONE.fullmatch(written)):
            return _made(cell, period.year, int(alone_[1]), 1)
    return day(cell, system_1904=system_1904, order=order, period=period).replace(day=1)


def day_of_month(cell: Cell) -> int:
    """Return the number of a day whose month stands in a column beside: 5, “05”, “5日”.

    Raises:
        CellError: No month has such a day.
    """
    found = _DAY_ALONE.fullmatch(unicodedata.normalize("NFKC", shown(cell)))
    if isinstance(cell, bool) or found is None or not 1 <= int(found[1]) <= LONGEST_MONTH:
        raise no_day(cell)
    return int(found[1])


def _numbered_moment(number: float, *, system_1904: bool) -> tuple[date, time | None]:
    if FIRST_COMPACT <= number <= LAST_COMPACT and number == int(number):
        return _written_moment(str(int(number)), system_1904=system_1904, order=alone, period=None)
    if not math.isfinite(number) or not FIRST_SERIAL <= number < LAST_SERIAL:
        raise no_day(number)
    epoch = EPOCH_1904 if system_1904 else EPOCH_1900
    whole = epoch + timedelta(minutes=round(number * 24 * 60))
    return whole.date(), None if number == int(number) else whole.time()


def _written_moment(
    cell: str, *, system_1904: bool, order: Told, period: Period | None
) -> tuple[date, time | None]:
    written = simplified(unicodedata.normalize("NFKC", shown(cell))).lower().lstrip("'")
    written = _WEEKDAY.sub(" ", written).strip()
    if zoned := _ZONE.fullmatch(written):
        return _here(cell, zoned, moment(zoned[1], system_1904=system_1904, order=order))
    for pattern, places in _PATTERNS:
        if found := pattern.fullmatch(written):
            year, number, day_ = (found[place] for place in places)
            made = _made(cell, year_of(year), _month_number(cell, number), int(day_))
            return made, _time(cell, *found.groups()[3:])
    if found := _THREE_NUMBERS.fullmatch(written):
        return _in_order(cell, found, order), _time(cell, *found.groups()[3:])
    if found := _YEARLESS.fullmatch(written):
        return _yearless(cell, found, period), _time(cell, *found.groups()[2:])
    if _NUMBER.fullmatch(written):
        return _numbered_moment(float(written), system_1904=system_1904)
    raise no_day(cell)


def _yearless(cell: str, found: re.Match[str], period: Period | None) -> date:
    if period is None:
        raise CellError(_("没有写年份，请写成 2016-01-05 的样子。"))
    number = int(found[1])
    try:
        return DayOfTable(period.year_of(number), number, int(found[2]))
    except ValueError:
        raise no_day(cell) from None


_PATTERNS = (
    (_YEAR_FIRST, (1, 2, 3)),
    (_COMPACT, (1, 2, 3)),
    (_NAMED_DAY_FIRST, (3, 2, 1)),
    (_NAMED_MONTH_FIRST, (3, 1, 2)),
)


def _in_order(cell: str, found: re.Match[str], order: Told) -> date:
    """Read 25/12/2016 or 12/25/2016; 05/01/2016, which is two days, as the column is written."""
    days = days_of((found[1], found[2], found[3]))
    if not days:
        raise no_day(cell)
    if len({*days.values()}) == 1:
        return next(iter(days.values()))
    known = order()
    if known is None or known not in days:
        raise CellError(_("分不清哪个是年、月、日，请写成 2016-01-05 的样子。"))
    return days[known]


def _here(cell: str, zoned: re.Match[str], told: tuple[date, time | None]) -> tuple[date, time]:
    """Return a moment told for a zone as clocks here showed it: 16:00Z is 0:00."""
    ahead = timedelta(hours=int(zoned[3] or 0), minutes=int(zoned[4] or 0))
    utc_ahead = _HERE + ahead if zoned[2] == "-" else _HERE - ahead
    try:
        here = datetime.combine(told[0], told[1] or time()) + utc_ahead
    except OverflowError:
        raise no_day(cell) from None
    return here.date(), here.time()


def _month_number(cell: str, written: str) -> int:
    if written.isdigit():
        return int(written)
    number = _MONTH_NAMES.get(written[:3])
    if number is None or not calendar.month_name[number].lower().startswith(written.rstrip(".")):
        raise no_day(cell)
    return number


def _time(
    cell: str, before: str | None, hour: str | None, minute: str | None, after: str | None
) -> time | None:
    if hour is None:
        return None
    half, number = before or after, int(hour)
    if half:
        number = number % NOON + NOON * (half in _AFTERNOON)
    try:
        return time(number, int(minute or 0))
    except ValueError:
        raise no_day(cell) from None


def _made(cell: Cell, year: int, number: int, day_: int) -> date:
    try:
        return date(year, number, day_)
    except ValueError:
        raise no_day(cell) from None


def no_day(cell: Cell) -> CellError:
    """Return the refusal of what is no day."""
    return CellError(_("“{text}”不是有效的日期。").format(text=shown(cell)[:40]))
