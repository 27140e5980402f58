"""Calendar files (.ics) for a telephone or Outlook: tasks, visits and receptions as events."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.calendar import CalendarItem, CalendarKind
from app.i18n import _
from app.whole_files import whole_file

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT = "-//Keyou//Keyou//ZH"
HOUR = timedelta(hours=1)
DAY_MINUTES = 24 * 60
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
"""A file's edition is counted in minutes from here: Outlook takes only a later one of an event."""
MORNING = timedelta(hours=9)
"""An alarm of what has no time rings at nine in the morning of its day."""
BEFORE = timedelta(minutes=-30)


def write_calendar(
    path: Path, items: Sequence[CalendarItem], *, office: str, now: datetime
) -> None:
    """Write the items as events; the same item has the same UID in every file.

    Times are written in UTC, which every calendar shows in its own time zone; an item without a
    time is an all-day event. What is still to be done has an alarm.

    Args:
        path: Written whole or not at all.
        items: What is written.
        office: The office's mark, by which its items are told from another office's.
        now: This moment, aware, in the office's time zone.
    """
    with whole_file(path) as part:
        part.write_bytes(calendar_bytes(items, office=office, now=now))


def calendar_bytes(items: Sequence[CalendarItem], *, office: str, now: datetime) -> bytes:
    """Return the calendar file's content."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("客友"))
    whose = hashlib.blake2s(office.encode(), digest_size=8).hexdigest()
    for item in items:
        calendar.add_component(_event(item, whose, now))
    written: bytes = calendar.to_ical()
    return written


def _event(item: CalendarItem, whose: str, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"keyou-{whose}-{item.kind.value}-{item.id}")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", now.astimezone(UTC))
    event.add("sequence", (now - FIRST).days * DAY_MINUTES + (now - FIRST).seconds // 60)
    event.add("summary", _summary(item))
    event.add("description", _description(item))
    event.add("categories", [item.kind.label])
    if item.at is None:
        event.add("dtstart", item.on)
        event.add("dtend", item.on + timedelta(1))
        event.add("transp", "TRANSPARENT")
    else:
        begins = datetime.combine(item.on, item.at, now.tzinfo).astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + HOUR)
    if not item.done:
        event.add_component(_alarm(item))
    return event


def _alarm(item: CalendarItem) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(item))
    alarm.add("trigger", MORNING if item.at is None else BEFORE)
    return alarm


def _summary(item: CalendarItem) -> str:
    what = _("接待 {guest}") if item.kind is CalendarKind.RECEPTION else "{guest}"
    told = _("{client}：{what}")
    mark = "✓ " if item.done else ""
    return mark + told.format(client=item.client_name, what=what.format(guest=item.title))


def _description(item: CalendarItem) -> str:
    said = (
        item.kind.label,
        _("联系人：{name}").format(name=item.contact_name) if item.contact_name else "",
        _("经手人：{name}").format(name=item.staff_name) if item.staff_name else "",
    )
    return "\n".join(part for part in said if part)
