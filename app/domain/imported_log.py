"""From the cells of a row of the log to a communication and the task that comes of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.communications import (
    FIRST_YEAR,
    LAST_YEAR,
    CommunicationDraft,
    next_title,
    proposed_direction,
)
from app.domain.table_years import not_before
from app.domain.types import Channel, Direction, Reaction, TaskKind, TaskStatus, Tone
from app.i18n import _

Values = Mapping[str, Any]
Columns = dict[str, Any]
Problems = dict[str, str]

STILL_OPEN_DAYS = 60
"""A next step older than this is history, not something to do."""


def communication_columns(values: Values, *, now: datetime) -> tuple[Columns, Problems]:
    """Return the columns that a row gives, and a message for each wrong field."""
    held_on, held_time = values.get("held", (None, None))
    channel: Channel = values.get("channel", Channel.VISIT)
    direction: Direction = values.get("direction") or proposed_direction(channel)
    purpose, tone, reaction = values.get("purpose"), values.get("tone"), values.get("reaction")
    known = isinstance(reaction, Reaction)
    found = {
        "held_on": held_on,
        "held_time": values.get("held_time", held_time),
        "channel": channel.value,
        "direction": direction.value,
        "purpose": None if purpose is None else purpose.value,
        "tone": (tone or Tone.BUSINESS).value,
        "summary": values.get("summary") or (purpose.label if purpose else ""),
        "reaction": reaction.value if isinstance(reaction, Reaction) else None,
        "reaction_note": "" if known or reaction is None else reaction,
        "next_step": values.get("next_step", ""),
        "next_on": _next_on(values, held_on),
        "contact_name": values.get("contact_name", ""),
    }
    return found, _problems(held_on, found, now)


def _next_on(values: Values, held_on: date | None) -> date | None:
    found: date | None = values.get("next_on")
    return found if found is None or held_on is None else not_before(found, held_on)


def _problems(held_on: date | None, found: Columns, now: datetime) -> Problems:
    problems: Problems = {}
    if held_on is None:
        problems["held"] = _("请填写日期。")
    elif held_on > now.date():
        problems["held"] = _("沟通日期不能晚于今天；以后的安排请写在下一步。")
    elif held_on.year < FIRST_YEAR:
        problems["held"] = _("年份 {year} 不对，请检查。").format(year=held_on.year)
    if not found["summary"]:
        problems["summary"] = _("没有写沟通的内容。")
    next_on: date | None = found["next_on"]
    if next_on is not None and held_on is not None:
        if next_on < held_on:
            problems["next_on"] = _("下一步的日期不能早于沟通日期。")
        elif next_on.year > LAST_YEAR:
            problems["next_on"] = _("年份 {year} 不对，请检查。").format(year=next_on.year)
    return problems


def task_columns(found: Columns, *, today: date) -> Columns | None:
    """Return the task that the next step becomes; None where there is none.

    One long past is kept as done: an old log must not fill the list of things to do.
    """
    draft = CommunicationDraft(
        summary=found["summary"], next_step=found["next_step"], next_on=found["next_on"]
    )
    title = next_title(draft)
    if not title or draft.next_on is None:
        return None
    past = draft.next_on < today - timedelta(STILL_OPEN_DAYS)
    return {
        "kind": TaskKind.FOLLOW_UP.value,
        "title": title,
        "due_on": draft.next_on,
        "status": (TaskStatus.DONE if past else TaskStatus.OPEN).value,
        "finished_on": draft.next_on if past else None,
        "outcome": _("随历史记录导入") if past else "",
    }
