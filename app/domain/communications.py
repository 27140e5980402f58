"""What a valid log entry is (沟通记录), and what follows from its own fields."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from app.domain.lengths import length_problems
from app.domain.plain_text import clean
from app.domain.tasks import one_line
from app.domain.types import (
    Channel,
    ClientId,
    ContactId,
    Direction,
    Purpose,
    Reaction,
    StaffId,
    Tone,
    TopicId,
)
from app.i18n import _

FIRST_YEAR = 1980
LAST_YEAR = 2100
LONGEST_SUMMARY = 20_000
LONGEST_NOTE = 2_000
LONGEST_STEP = 300
LONGEST_NAME = 60
TITLE_LENGTH = 40

WRITTEN_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:点时.]?(?P<minute>\d{2})分?|[点时](?P<half>半)|[点时]整?|)"
)
BEGUN_BY_CLIENT = frozenset({Channel.RECEPTION, Channel.LETTER_IN, Channel.HOTLINE})
RECEIVED_ONLY = frozenset({Channel.LETTER_IN, Channel.HOTLINE})
"""Contact received, not made: it does not set back the clock of a client's contact interval."""


@dataclass(frozen=True, slots=True)
class CommunicationDraft:
    """The editable part of a log entry, as a form shows it.

    ``held_on`` and ``held_time`` are the office's wall clock. ``contact_name`` is somebody who is
    no contact of the client's. ``staff_id`` is who held the communication, not who typed it.
    ``topic_ids`` is what the client was taught (教育).
    """

    client_id: ClientId | None = None
    contact_ids: tuple[ContactId, ...] = ()
    contact_name: str = ""
    channel: Channel = Channel.CALL
    direction: Direction = Direction.OUT
    held_on: date | None = None
    held_time: time | None = None
    purpose: Purpose | None = None
    tone: Tone | None = Tone.BUSINESS
    summary: str = ""
    reaction: Reaction | None = None
    reaction_note: str = ""
    next_step: str = ""
    next_on: date | None = None
    staff_id: StaffId | None = None
    topic_ids: tuple[TopicId, ...] = ()


def proposed_direction(channel: Channel) -> Direction:
    """Return who usually begins a communication of this kind."""
    return Direction.IN if channel in BEGUN_BY_CLIENT else Direction.OUT


def tidied(draft: CommunicationDraft) -> CommunicationDraft:
    """Return the draft without blanks around its texts, control characters and halves of such."""
    return replace(
        draft,
        summary=clean(draft.summary),
        reaction_note=clean(draft.reaction_note),
        next_step=one_line(draft.next_step),
        contact_name=clean(draft.contact_name),
    )


def time_of_day(typed: str) -> time:
    """Return the time somebody typed: 9:30, 0930, 9点半, 14点.

    Raises:
        ValueError: It is no time of day; the sentence says how to write one.
    """
    found = WRITTEN_TIME.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    try:
        if found is not None:
            hour, minute = found["hour"], found["minute"] or ("30" if found["half"] else "0")
            return time(int(hour), int(minute))
    except ValueError:
        pass
    raise ValueError(_("“{typed}”不是时间，请写成 9:30 这样。").format(typed=typed))


def problems(draft: CommunicationDraft, *, now: datetime) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when a tidied draft may be saved.

    Args:
        draft: What was entered.
        now: The office's wall clock.
    """
    found = _wrong_texts(draft)
    if draft.client_id is None:
        found["client_id"] = _("请选择客户。")
    found |= _wrong_moment(draft, now)
    found |= _wrong_next(draft)
    return found


def next_title(draft: CommunicationDraft) -> str:
    """Return the title of the task that the next step becomes; empty where there is no next step.

    A day without words is a reminder to come back to what was said.
    """
    if draft.next_on is None:
        return ""
    if draft.next_step:
        return draft.next_step
    return _("跟进：{what}").format(what=beginning(draft.summary, TITLE_LENGTH))


def beginning(text: str, length: int) -> str:
    """Return the first line of a text, at most so many characters, with … where it goes on."""
    whole = text.strip()
    line = whole.partition("\n")[0].strip()
    return line if line == whole and len(line) <= length else f"{line[: length - 1]}…"


def _wrong_texts(draft: CommunicationDraft) -> dict[str, str]:
    lengths = {
        "summary": LONGEST_SUMMARY,
        "reaction_note": LONGEST_NOTE,
        "next_step": LONGEST_STEP,
        "contact_name": LONGEST_NAME,
    }
    found = length_problems(draft, lengths)
    if not draft.summary:
        found["summary"] = _("请写下沟通了什么。")
    return found


def _wrong_moment(draft: CommunicationDraft, now: datetime) -> dict[str, str]:
    if draft.held_on is None:
        return {"held_on": _("请填写沟通日期。")}
    if draft.held_on.year < FIRST_YEAR:
        return {"held_on": _("年份 {year} 不对，请检查。").format(year=draft.held_on.year)}
    if draft.held_on > now.date():
        return {"held_on": _("沟通日期不能晚于今天；以后的安排请写在下一步。")}
    time_ahead = draft.held_time is not None and draft.held_time > now.time()
    if draft.held_on == now.date() and time_ahead:
        return {"held_time": _("这个时间还没到。")}
    return {}


def _wrong_next(draft: CommunicationDraft) -> dict[str, str]:
    if draft.next_on is None:
        if draft.next_step:
            return {"next_on": _("请选下一步的日期，到时会出现在待办里。")}
        return {}
    if draft.held_on is not None and draft.next_on < draft.held_on:
        return {"next_on": _("下一步的日期不能早于沟通日期。")}
    if draft.next_on.year > LAST_YEAR:
        return {"next_on": _("年份 {year} 不对，请检查。").format(year=draft.next_on.year)}
    return {}
