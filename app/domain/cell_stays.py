"""Arrival and departure written in one cell: 2016-01-05至2016-01-07, 1.5-1.7, 2016/3/30—4/2."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from app.domain.cells import Cell, CellError, shown
from app.domain.table_years import DayOfTable, not_before
from app.i18n import _

Stay = tuple[date, date]

_BETWEEN = re.compile(r"\s*(?:至|到|~|\n|—+|–|→|->|--+|\bto\b|\s-\s)\s*")
_CLOCK = re.compile(r"[t\s]\s*\d{1,2}:\d{2}(?::\d{2})?", re.IGNORECASE)
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_DAY_ALONE = re.compile(r"(\d{1,2})\s*[日号]?")


def stay(cell: Cell, day: Callable[[Cell], date]) -> Stay:
    """Return arrival and departure; what the second leaves out is as in the first.

    Args:
        cell: As it stands.
        day: Reads one day.

    Raises:
        CellError: They cannot be told apart or are no days.
    """
    first, second = _parted(_CLOCK.sub("", unicodedata.normalize("NFKC", shown(cell))))
    arrival = day(first)
    return arrival, not_before(_departure(second, arrival, day), arrival)


def _parted(written: str) -> tuple[str, str]:
    parts = _BETWEEN.split(written.strip())
    if len(parts) == 1:  # of the hyphens within 2016-01-05-2016-01-07 that in the middle
        pieces = parts[0].split("-")
        half = len(pieces) // 2
        parts = ["-".join(pieces[:half]), "-".join(pieces[half:])] if len(pieces) % 2 == 0 else []
    if len(parts) != 2:  # noqa: PLR2004 - arrival and departure
        raise CellError(_("应写到店和离店两个日期，如 2016-01-05 至 2016-01-07。"))
    return parts[0], parts[1]


def _departure(written: str, arrival: date, day: Callable[[Cell], date]) -> date:
    if found := _MONTH_AND_DAY.fullmatch(written):
        return _made(written, arrival.year, int(found[1]), int(found[2]))
    if found := _DAY_ALONE.fullmatch(written):
        return _day_of_month(written, arrival, int(found[1]))
    return day(written)


def _day_of_month(written: str, arrival: date, number: int) -> date:
    """Return the first day of this number from the arrival on."""
    months = arrival.year * 12 + arrival.month - 1 + (number < arrival.day)
    return _made(written, months // 12, months % 12 + 1, number)


def _made(written: str, year: int, month: int, number: int) -> date:
    try:
        return DayOfTable(year, month, number)
    except ValueError:
        told = _("“{text}”不是有效的日期。").format(text=written[:40])
        raise CellError(told) from None
