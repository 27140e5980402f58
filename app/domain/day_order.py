"""Days written as three numbers: which is the year, the month, the day, as a column tells."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum

from app.domain.cells import Cell

CENTURY_TURN = 70
CLEARLY_WIDER = 5
"""Years by which a wrong order spreads a column wider than the right one."""

_PLACES = r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{1,2})"
TRIPLE = re.compile(_PLACES)
_BEGINS = re.compile(_PLACES + r"(?![\d.])")


class Order(Enum):
    """In which order; the values are the places of year, month and day."""

    YMD = (0, 1, 2)
    DMY = (2, 1, 0)
    MDY = (2, 0, 1)


Days = Mapping[Order, date]
Told = Callable[[], Order | None]
"""Asked which order a column has, only once a cell could be read in several."""


def alone() -> Order:
    """Return how a single short day is read, as in China: 16-1-5."""
    return Order.YMD


def year_of(digits: str) -> int:
    """Return the year that two or four digits mean."""
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - a year in full
        return year
    return year + (2000 if year < CENTURY_TURN else 1900)


def days_of(numbers: tuple[str, str, str]) -> Days:
    """Return the day that three numbers name in each order in which they name one."""
    found = {order: _day(numbers, order) for order in Order}
    return {order: day for order, day in found.items() if day is not None}


def order_of(cells: Iterable[Cell]) -> Order | None:
    """Return the one order in which all cells of a column are days; None where it is not clear.

    Of several that are possible, the one that keeps the years clearly closest together: who reads
    a day as a year scatters them.
    """
    written = {cell for cell in cells if isinstance(cell, str)}
    triples = [days for cell in written if (days := _days_in(cell))]
    possible = [order for order in Order if triples and all(order in days for days in triples)]
    spans = sorted((_span([days[order] for days in triples]), order.value) for order in possible)
    if not spans or (len(spans) > 1 and spans[1][0] - spans[0][0] < CLEARLY_WIDER):
        return None
    return Order(spans[0][1])


def _days_in(cell: str) -> Days:
    found = _BEGINS.match(unicodedata.normalize("NFKC", cell).strip().lstrip("'"))
    return days_of((found[1], found[2], found[3])) if found else {}


def _span(days: Sequence[date]) -> int:
    years = [day.year for day in days]
    return max(years) - min(years)


def _day(numbers: tuple[str, str, str], order: Order) -> date | None:
    year, month, day = (numbers[place] for place in order.value)
    if len(year) == 1:
        return None
    try:
        return date(year_of(year), int(month), int(day))
    except ValueError:
        return None
