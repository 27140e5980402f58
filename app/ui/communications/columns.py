"""What the log shows of an entry, in the list, beside it, and on a client's card."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from app.domain.tasks import due_text, one_line
from app.domain.types import Direction, Reaction, TaskStatus, Tone
from app.exchange.columns import Format
from app.i18n import _
from app.queries.communications import CommunicationRow
from app.ui.tables import Column
from app.ui.theme import current_look

LINE_LENGTH = 120
MARKS: Final = {TaskStatus.DONE: "✓", TaskStatus.DROPPED: "✕"}
SHORT_DIRECTIONS: Final = {Direction.OUT: _("我方"), Direction.IN: _("客户")}
SHORT_TONES: Final = {Tone.BUSINESS: _("业务"), Tone.EMOTIONAL: _("情感")}


def when_text(row: CommunicationRow) -> str:
    """Write day and time of day as 2026-11-22 14:30."""
    return f"{row.held_on} {time_text(row)}".strip()


def time_text(row: CommunicationRow) -> str:
    """Write the time of day; nothing where it is not known."""
    return "" if row.held_time is None else f"{row.held_time:%H:%M}"


def next_day(row: CommunicationRow) -> date | None:
    """Return the day of the next step: the open task's, which may have been put off."""
    return row.task.due_on if row.task is not None and has_open_step(row) else row.next_on


def next_text(row: CommunicationRow) -> str:
    """Write what is to be done next, and whether it was."""
    text = row.next_step or (_("跟进") if row.next_on else "")
    if row.task is None or has_open_step(row) or not text:
        return text
    return _("{step}（{state}）").format(step=text, state=row.task.status.label)


def next_line(row: CommunicationRow) -> str:
    """Write what is to be done next on one line; what is closed is ticked or crossed off."""
    text = row.next_step or (_("跟进") if row.next_on else "")
    mark = "" if row.task is None else MARKS.get(row.task.status, "")
    return f"{mark} {text}" if mark and text else text


def step_text(row: CommunicationRow, today: date) -> str:
    """Write the next step in full: what, when, and how late it is."""
    day = next_day(row)
    when = "" if day is None else day.isoformat()
    late = due_text(day, today) if day is not None and has_open_step(row) else ""
    return "　".join(part for part in (next_text(row), when, late if late != when else "") if part)


def has_open_step(row: CommunicationRow) -> bool:
    """Tell whether the next step is still to be done."""
    return row.task is not None and row.task.status is TaskStatus.OPEN


def is_late(row: CommunicationRow, today: date) -> bool:
    """Tell whether the next step is still to be done and its day is past."""
    return row.task is not None and has_open_step(row) and row.task.due_on < today


VALUES: Final[Mapping[str, tuple[Callable[[Any], Any], Format]]] = {
    "held_on": (lambda row: row.held_on, Format.DAY),
    "held_time": (lambda row: row.held_time, Format.TIME),
    "direction": (lambda row: row.direction, Format.TEXT),
    "tone": (lambda row: row.tone, Format.TEXT),
    "summary": (lambda row: row.summary, Format.TEXT),
    "next_on": (next_day, Format.DAY),
    "next_step": (next_text, Format.TEXT),
}
"""What a cell of the workbook holds where that is not its text."""


def log_columns(today: Callable[[], date]) -> Sequence[Column[CommunicationRow]]:
    """Return the columns of the list; what is late ``today`` is red, what is closed grey."""

    def late(row: CommunicationRow) -> str:
        closed = row.task is not None and not has_open_step(row)
        look = current_look()
        return look.faint if closed else look.bad if is_late(row, today()) else ""

    def displeased(row: CommunicationRow) -> str:
        return current_look().bad if row.reaction is Reaction.DISPLEASED else ""

    return (
        Column("held_on", _("日期"), lambda row: row.held_on.isoformat(), width=92),
        Column("held_time", _("时间"), time_text, width=58, hidden=True, sortable=False),
        Column("client", _("客户"), lambda row: row.client_name, width=150),
        Column("people", _("联系人"), lambda row: "、".join(row.people), width=64, sortable=False),
        Column("channel", _("方式"), lambda row: row.channel.label, width=78),
        Column(
            "direction",
            _("发起"),
            lambda row: SHORT_DIRECTIONS[row.direction],
            width=54,
            hidden=True,
        ),
        Column(
            "purpose", _("目的"), lambda row: row.purpose.label if row.purpose else "", width=54
        ),
        Column(
            "tone",
            _("性质"),
            lambda row: SHORT_TONES[row.tone] if row.tone else "",
            width=54,
            hidden=True,
        ),
        Column("summary", _("内容"), summary_line, width=176, sortable=False),
        Column(
            "reaction",
            _("反应"),
            lambda row: row.reaction.label if row.reaction else "",
            width=62,
            colour=displeased,
        ),
        Column("next_on", _("下次日期"), _next_day_text, width=92, colour=late),
        Column("next_step", _("下一步"), next_line, width=90, colour=late, sortable=False),
        Column("staff", _("经手人"), lambda row: row.staff_name or "", width=60),
    )


def summary_line(row: CommunicationRow) -> str:
    """Write the beginning of what was said on one line."""
    return one_line(row.summary[: 2 * LINE_LENGTH])[:LINE_LENGTH]


def _next_day_text(row: CommunicationRow) -> str:
    day = next_day(row)
    return "" if day is None else day.isoformat()
