"""Courtesies of the days around today: birthdays, important dates, festivals (policy P3)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.birthdays import LONGEST_LUNAR_MONTH, Birthday, next_on
from app.domain.today import COURTESY_DAYS, LATE_DAYS
from app.domain.types import Occasion, TaskRule
from app.errors import InvalidInputError
from app.language.lunar import lunar_year
from app.models import Client, Contact, Courtesy, Festival, ImportantDate, Task
from app.queries.id_lists import id_columns
from app.queries.today.scope import TodayScope, served

MONTHS = range(1, 13)
RULES = {
    TaskRule.BIRTHDAY: Occasion.BIRTHDAY,
    TaskRule.IMPORTANT_DATE: Occasion.IMPORTANT_DATE,
    TaskRule.FESTIVAL: Occasion.FESTIVAL,
}
Written = tuple[int, int, bool, bool]
"""A day of the year as it is kept: month, day, lunar, leap."""


class Kept(NamedTuple):
    """A day that is kept for a client this year, and the row it comes of."""

    rule: TaskRule
    subject_id: int
    client_id: int
    on: date


def kept_days(session: Session, scope: TodayScope, last: date) -> list[Kept]:
    """Return the birthdays and important dates nobody has seen to yet; those missed come last."""
    today = scope.today
    first, end = _span(today, last)
    days = days_kept(first, end)
    found = [*_birthdays(session, scope, days), *_important_dates(session, scope, days)]
    answered = _answered(session, first)

    def near(one: Kept) -> tuple[bool, int, int]:
        return one.on < today, abs((one.on - today).days), one.client_id

    return sorted((one for one in found if one not in answered), key=near)


def kept_festivals(
    session: Session, scope: TodayScope, greeted: Sequence[int], last: date
) -> list[Kept]:
    """Return the festivals of these days for the clients to be greeted, in their order."""
    first, end = _span(scope.today, last)
    festivals = [
        (on, festival.id)
        for festival in session.scalars(select(Festival).where(Festival.active))
        if (on := kept_on(festival, first)) is not None and on <= end
    ]
    if not festivals:
        return []
    answered = _answered(session, first)
    return [
        one
        for on, id_ in sorted(festivals)
        for one in map(Kept, repeat(TaskRule.FESTIVAL), repeat(id_), greeted, repeat(on))
        if not answered or one not in answered
    ]


@lru_cache(maxsize=8)
def days_kept(first: date, last: date) -> dict[Written, date]:
    """Return every way a day can be written that is kept between two days, with that day.

    A thousand days are looked at instead of every contact.
    """
    found = {}
    for written in _all_written():
        month, day, lunar, leap = written
        try:
            on = next_on(Birthday(None, month, day, lunar=lunar, leap=leap), first, lunar_year)
        except InvalidInputError:
            continue  # there is no 30 February
        if on <= last:
            found[written] = on
    return found


def kept_on(one: Festival | ImportantDate, first: date) -> date | None:
    """Return the first day from ``first`` on which it is kept; None for no day there is."""
    leap = isinstance(one, ImportantDate) and one.leap
    try:
        kept = Birthday(None, one.month, one.day, lunar=one.lunar, leap=leap)
    except InvalidInputError:
        return None
    return next_on(kept, first, lunar_year)


def _all_written() -> Iterator[Written]:
    for month in MONTHS:
        for day in range(1, 32):
            yield month, day, False, False
            if day <= LONGEST_LUNAR_MONTH:
                yield month, day, True, False
                yield month, day, True, True


def _span(today: date, last: date) -> tuple[date, date]:
    return today - timedelta(LATE_DAYS), max(last, today + timedelta(COURTESY_DAYS))


def _birthdays(session: Session, scope: TodayScope, days: dict[Written, date]) -> Iterator[Kept]:
    columns = (Contact.birth_month, Contact.birth_day, Contact.birth_lunar, Contact.birth_leap)
    query = (
        select(Contact.id, Contact.client_id, *columns)
        .join(Client, Client.id == Contact.client_id)
        .where(
            Contact.deleted_at.is_(None),
            ~Contact.left,
            columns[0].in_(_months(days)),
            served(),
            scope.mine(Client.manager_id),
        )
    )
    yield from _kept(session, query, TaskRule.BIRTHDAY, days)


def _important_dates(
    session: Session, scope: TodayScope, days: dict[Written, date]
) -> Iterator[Kept]:
    columns = (ImportantDate.month, ImportantDate.day, ImportantDate.lunar, ImportantDate.leap)
    query = (
        select(ImportantDate.id, ImportantDate.client_id, *columns)
        .join(Client, Client.id == ImportantDate.client_id)
        .where(
            ImportantDate.deleted_at.is_(None),
            columns[0].in_(_months(days)),
            served(),
            scope.mine(Client.manager_id),
        )
    )
    yield from _kept(session, query, TaskRule.IMPORTANT_DATE, days)


def _months(days: Iterable[Written]) -> set[int]:
    """Return the months of these days, all that SQL need look at; the rest is quicker here."""
    return {month for month, _day, _lunar, _leap in days}


def _kept(
    session: Session,
    query: Select[*tuple[Any, ...]],
    rule: TaskRule,
    days: dict[Written, date],
) -> Iterator[Kept]:
    ids, clients, *written = id_columns(session, query)
    for id_, client_id, *one in zip(ids, clients, *written, strict=True):
        if (on := days.get(tuple(one))) is not None:
            yield Kept(rule, id_, client_id, on)


def _answered(session: Session, first: date) -> set[tuple[Any, ...]]:
    """Return the days that were seen to: by a task that answers them, or by a courtesy done."""
    tasks = select(Task.rule, Task.subject_id, Task.client_id, Task.occasion_on).where(
        Task.rule.in_(RULES), Task.deleted_at.is_(None), Task.occasion_on >= first
    )
    rules = {occasion: rule for rule, occasion in RULES.items()}
    done = select(
        Courtesy.occasion, Courtesy.subject_id, Courtesy.client_id, Courtesy.occasion_on
    ).where(
        Courtesy.occasion.in_(rules), Courtesy.deleted_at.is_(None), Courtesy.occasion_on >= first
    )
    found: set[tuple[Any, ...]] = {tuple(row) for row in session.execute(tasks)}
    return found | {(rules[row[0]], *row[1:]) for row in session.execute(done)}
