"""The calendar on paper: what a month or a week shows, read on a worker thread."""

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from app.domain.calendar import CalendarItem
from app.domain.days import WEEK
from app.domain.exported import Imprint
from app.domain.settings import printed_head
from app.domain.working_days import WorkingDays
from app.exchange.writing import file_name
from app.i18n import _
from app.paper.calendar_sheet import SheetDay, calendar_sheet
from app.paper.document import FlowDocument
from app.queries.calendar import CalendarDay, CalendarFilter, calendar_days
from app.queries.office import office_settings
from app.queries.working_days import working_days
from app.ui.context import Context
from app.ui.printing import preview
from app.ui.today.grid import NOTHING, day_number, day_off_text, item_text

MOST_PRINTED = 60
"""Of each kind, each day: more finds no room in one day's column."""


def print_calendar(
    context: Context, parent: QWidget, title: str, wanted: CalendarFilter, *, month: int
) -> None:
    """Show the calendar as it will be on paper.

    Args:
        context: Where to read.
        parent: The window it stands above.
        title: Which month or week it is, and whose.
        wanted: What is shown.
        month: Days of others are empty, and weeks without a day of it left out; 0: a single week.
    """

    def make() -> FlowDocument:
        with context.db.read() as session:
            settings, working = office_settings(session), working_days(session)
            days = calendar_days(session, wanted, most=MOST_PRINTED)
        weeks = []
        for week in _weeks(wanted.first, wanted.last):
            if month in (0, *(day.month for day in week)):
                found = ((day, days.get(day, NOTHING)) for day in week)
                weeks.append([_sheet_day(*one, working, wanted, month) for one in found])
        by = "" if context.staff is None else context.staff.name
        at = context.desk.now().replace(tzinfo=None)
        imprint = Imprint(by, at)
        return calendar_sheet(title, weeks, policy=printed_head(settings), imprint=imprint)

    preview(context, parent, make, file_name(title, ".pdf"))


def _weeks(first: date, last: date) -> Iterator[list[date]]:
    while first <= last:
        yield [first + timedelta(number) for number in range(WEEK)]
        first += timedelta(WEEK)


def _sheet_day(
    day: date, found: CalendarDay, working: WorkingDays, wanted: CalendarFilter, month: int
) -> SheetDay:
    everybody, faint = wanted.staff_id is None, month not in (0, day.month)
    if faint:
        found = NOTHING
    return SheetDay(
        day,
        day_number(day, wanted.first),
        [_printed(item, everybody=everybody) for item in found.items],
        found.count,
        day_off_text(day, working),
        off=working.is_off(day),
        faint=faint,
    )


def _printed(item: CalendarItem, *, everybody: bool) -> str:
    """Write an entry; on everybody's calendar with whose it is."""
    text = item_text(item)
    if not everybody or not item.staff_name:
        return text
    return _("{entry}（{name}）").format(entry=text, name=item.staff_name)
