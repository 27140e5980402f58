"""Occasions for courtesies in a stretch of days: the same that 今日 shows (policy P3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.courtesies import OCCASIONS, Receiver
from app.domain.today import LATE_DAYS, TodayGroup, TodayLine
from app.domain.types import ClientId, Occasion
from app.models import Client
from app.queries.clients.search import mentioned
from app.queries.id_lists import all_of
from app.queries.today.courtesies import Kept, kept_days, kept_festivals
from app.queries.today.intervals import greeted_clients
from app.queries.today.lines import today_lines
from app.queries.today.scope import TodayScope

FARTHEST_DAYS = 300
"""Nobody looks farther ahead: a day of the year would come round again."""


class OccasionColumn(Enum):
    """What the list can be sorted by."""

    ON = "on"
    CLIENT = "client"
    OCCASION = "occasion"


@dataclass(frozen=True, slots=True)
class OccasionFilter:
    """Which occasions are wanted, both days included.

    Without ``first`` those are there too that were missed in the last month.
    """

    last: date
    first: date | None = None
    text: str = ""
    client_id: ClientId | None = None
    occasions: frozenset[Occasion] = frozenset()


def occasion_keys(
    session: Session,
    scope: TodayScope,
    wanted: OccasionFilter,
    *,
    by: OccasionColumn = OccasionColumn.ON,
    descending: bool = False,
) -> list[Kept]:
    """Return the occasions nobody has seen to yet, in order."""
    last = min(wanted.last, scope.today + timedelta(FARTHEST_DAYS))
    first = wanted.first or scope.today - timedelta(LATE_DAYS)
    found = kept_days(session, scope, last)
    if not wanted.occasions or Occasion.FESTIVAL in wanted.occasions:
        found = [*found, *kept_festivals(session, scope, greeted_clients(session, scope), last)]
    clients = mentioned(session, wanted.text)
    shown = [
        one
        for one in found
        if first <= one.on <= last
        and (not wanted.occasions or OCCASIONS[one.rule] in wanted.occasions)
        and (clients is None or one.client_id in clients)
        and wanted.client_id in (None, one.client_id)
    ]
    return _sorted(session, scope.today, shown, by, descending=descending)


def occasion_lines(
    session: Session, scope: TodayScope, keys: Sequence[Kept]
) -> dict[Kept, TodayLine]:
    """Return what is to be said of these occasions; what is gone meanwhile is left out."""
    lines = today_lines(session, scope, {TodayGroup.COURTESY: keys})
    return {key: line for (_group, key), line in lines.items()}


def occasion_receiver(line: TodayLine) -> Receiver:
    """Return whom the courtesy of an occasion is for."""
    about = line.occasion
    assert about is not None  # noqa: S101 - every line of an occasion has one
    return Receiver(
        about.client_id,
        about.contact_id,
        OCCASIONS[about.rule],
        about.subject_id,
        about.occasion_on,
        about.title,
    )


def _sorted(
    session: Session, today: date, found: list[Kept], by: OccasionColumn, *, descending: bool
) -> list[Kept]:
    by_day = sorted(found, key=lambda one: (one.on, one.rule, one.client_id), reverse=descending)
    if not descending:  # the next day first, and what was missed after all to come, as 今日 does
        missed = [one for one in by_day if one.on < today]
        by_day = [*by_day[len(missed) :], *reversed(missed)]
    if by is OccasionColumn.OCCASION:
        order = list(OCCASIONS)
        return sorted(by_day, key=lambda one: order.index(one.rule), reverse=descending)
    if by is OccasionColumn.ON:
        return by_day
    ids = all_of({one.client_id for one in found})
    query = select(Client.id, Client.name_key).where(Client.id.in_(ids))
    names = {id_: key for id_, key in session.execute(query)}  # noqa: C416 - rows are no pairs to mypy
    return sorted(by_day, key=lambda one: names[one.client_id], reverse=descending)
