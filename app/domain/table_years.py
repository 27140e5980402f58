"""Days written without their year, in a table whose title names it: 2016年度用房表, 1月5日."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date

from app.domain.cells import Cell, word
from app.domain.plain_text import clean
from app.i18n import _

HALF_A_YEAR = 6
NEAR = 184
"""Days within which two days over the turn of a year belong together."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-/.]\d|$)", re.MULTILINE)
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(?!\d)")
_QUARTER = re.compile(r"([一二三四1-4])季")
_QUARTERS = "一二三四"
_PRINTED = re.compile(
    r"(?:打印|制表|填表|导出|制单|生成|编制|print(?:ed)?|export(?:ed)?)[^,，;；、|()]{0,30}"
)


@dataclass(frozen=True, slots=True)
class Period:
    """What a title says its table is about; ``month`` lies in the middle of it, if it is short."""

    year: int
    month: int | None = None

    @property
    def label(self) -> str:
        """Return how a title names it."""
        told = _("{year}年") if self.month is None else _("{year}年{month}月")
        return told.format(year=self.year, month=self.month)

    def year_of(self, month: int) -> int:
        """Return the year of a month: December in a table of January is last year's."""
        away = month - (self.month or month)
        return self.year - (away > HALF_A_YEAR) + (away < -HALF_A_YEAR)


class DayOfTable(date):
    """A day whose own cell names no year."""


def period_in(*sources: Iterable[Cell]) -> Period | None:
    """Return the period that titles name, the nearest to the table first.

    None where no year is named, or the nearest title that names any names several.
    """
    told = [_told(source) for source in sources]
    years = next((found for text in told if (found := set(_YEAR.findall(text)))), set())
    if len(years) != 1:
        return None
    months = next((found for text in told if (found := _months(text))), set())
    return Period(int(years.pop()), months.pop() if len(months) == 1 else None)


def _told(cells: Iterable[Cell]) -> str:
    """Return what the cells say; the day on which a table was printed is not what it is about."""
    texts = (word(clean(cell)) for cell in cells if isinstance(cell, str))
    return "\n".join(_PRINTED.sub("", text) for text in texts)


def _months(text: str) -> set[int]:
    quarters = {_QUARTERS.find(one) + 1 or int(one) for one in _QUARTER.findall(text)}
    return {int(month) for month in _MONTH.findall(text)} or {3 * one - 1 for one in quarters}


def not_before(day: date, earliest: date) -> date:
    """Return the day; of the next year where its cell names none and it follows a year's turn."""
    if isinstance(day, DayOfTable) and day < earliest:
        return _moved(day, 1, earliest)
    return day


def not_after(day: date, latest: date) -> date:
    """Return the day; of the last year where its cell names none and it precedes its turn."""
    if isinstance(day, DayOfTable) and day > latest:
        return _moved(day, -1, latest)
    return day


def _moved(day: date, years: int, near: date) -> date:
    year = min(day.year + years, MAXYEAR)
    moved = date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
    return moved if abs((moved - near).days) < NEAR else day
