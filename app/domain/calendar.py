"""What stands in the calendar (日历), and which days a month or a week shows."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from app.domain.days import WEEK, month_begin, week_of
from app.domain.types import ClientId, Labelled
from app.i18n import _

WEEKS_OF_A_MONTH = 6


class CalendarKind(Labelled):
    """What one thing in the calendar is."""

    TASK = "task", _("待办")
    VISIT = "visit", _("拜访")
    RECEPTION = "reception", _("接待")


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing on one day. ``done``: a finished task, a visit that was, a guest received.

    ``short_name`` is what the client is called where there is little room; empty: its name.
    """

    kind: CalendarKind
    id: int
    client_id: ClientId
    client_name: str
    title: str
    on: date
    at: time | None
    staff_name: str
    contact_name: str
    done: bool
    short_name: str = ""

    @property
    def movable(self) -> bool:
        """Tell whether it may be put on another day: what is still to be done."""
        return self.kind is not CalendarKind.VISIT and not self.done


def month_of(day: date) -> tuple[date, date]:
    """Return the first and last day that a page of six weeks shows of a day's month."""
    monday, _sunday = week_of(month_begin(day))
    return monday, monday + timedelta(WEEK * WEEKS_OF_A_MONTH - 1)
