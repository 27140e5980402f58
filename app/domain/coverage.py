"""Coverage: visits and contacts that the service standards plan, against those that were made.

A client's plan for a period is the share of the period's days on which it was a client, divided
by the interval of its standard: 90 days at one visit every 30 days are 3 visits. Only past days
are counted. More visits to one client do not make up for none to another, so that the covered part
of a plan is at most the plan, client by client. What was before a handover belongs to who handed
the client over.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from app.domain.types import ClientId, Labelled, StaffId, TaskRule
from app.i18n import _

TENTH = Decimal("0.1")
PERCENT = 100
DAY = timedelta(1)
ALL = 0
"""The id of the row that sums all others."""


class Grouping(Labelled):
    """By what the clients are grouped."""

    MANAGER = "manager", _("客户经理")
    STANDARD = "standard", _("等级")


@dataclass(frozen=True, slots=True)
class Span:
    """The past days of a period: its ends are included, None is open, days after today are not."""

    first_on: date | None
    last_on: date | None
    today: date

    @property
    def last_past_on(self) -> date:
        """The last day that counts."""
        return self.today if self.last_on is None else min(self.last_on, self.today)

    def days_since(self, began_on: date) -> int:
        """Return how many days of it are not before a day."""
        first = began_on if self.first_on is None else max(began_on, self.first_on)
        return max((self.last_past_on - first).days + 1, 0)

    def days_of(self, care: "Care", began_on: date) -> int:
        """Return how many days of it somebody looked after a client that began on a day."""
        first = began_on if care.first_on is None else max(began_on, care.first_on)
        after = 0 if care.last_on is None else self.days_since(care.last_on + DAY)
        return max(self.days_since(first) - after, 0)


@dataclass(frozen=True, slots=True)
class Handed:
    """One handover of a client: on which day, by whom and to whom."""

    on: date
    giver_id: StaffId | None
    taker_id: StaffId | None


@dataclass(frozen=True, slots=True)
class Care:
    """The days on which one person looked after a client, both ends included; None is open."""

    manager_id: StaffId
    first_on: date | None = None
    last_on: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        after = self.first_on is None or self.first_on <= day
        return after and (self.last_on is None or day <= self.last_on)


def cares(manager_id: StaffId, handed: Iterable[Handed]) -> list[Care]:
    """Return who looked after a client when, the last first.

    A handover to somebody else than who had the client then moved its relationship manager only,
    or was put right by hand later: it is passed over.

    Args:
        manager_id: Who looks after it now.
        handed: Its handovers, the newest first; the day itself is the taker's.
    """
    found, now = [], Care(manager_id)
    for one in handed:
        if one.taker_id == now.manager_id and one.giver_id is not None:
            found.append(replace(now, first_on=one.on))
            now = Care(one.giver_id, last_on=one.on - DAY)
    return [*found, now]


@dataclass(frozen=True, slots=True)
class ClientTally:
    """What one client asks for and got in a period, or while one person looked after it.

    ``days`` are the past days of the period on which it was a client; ``standard`` is the label of
    what it receives, ``place`` where that stands among all standards. ``is_last``: no later one in
    the period looked after it; ``others_…``: what was made in the period while others did.
    """

    client_id: ClientId
    manager_id: StaffId
    manager: str
    standard: str
    place: int
    days: int
    contact_days: int | None
    visit_days: int | None
    contacts: int
    visits: int
    is_last: bool = True
    others_contacts: int = 0
    others_visits: int = 0

    def planned(self, rule: TaskRule) -> Decimal:
        """Return how many contacts (or visits) the standard asks for; 0 where it asks for none."""
        interval = self.visit_days if rule is TaskRule.VISIT else self.contact_days
        return Decimal(0) if interval is None else _times(self.days, interval)

    def done(self, rule: TaskRule) -> int:
        """Return how many were made, by anybody."""
        return self.visits if rule is TaskRule.VISIT else self.contacts

    def is_missed(self, rule: TaskRule) -> bool:
        """Tell whether it was planned and got none in the whole period; who has it now answers."""
        others = self.others_visits if rule is TaskRule.VISIT else self.others_contacts
        got = self.done(rule) + others
        return self.is_last and not got and bool(self.planned(rule))


@lru_cache(maxsize=4096)
def _times(days: int, interval: int) -> Decimal:
    """Return how often an interval goes into some days; thousands of clients share the answer."""
    return Decimal(days) / interval


@dataclass(frozen=True, slots=True)
class Cover:
    """Plan and work of some clients; ``missed`` are those with a plan that got none at all."""

    planned: Decimal
    done: int
    covered: Decimal
    missed: tuple[ClientId, ...]

    @property
    def percent(self) -> int | None:
        """How much of the plan is covered; None where nothing was planned."""
        if not self.planned:
            return None
        return int((self.covered * PERCENT / self.planned).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One salesperson, one standard, or with the id ``ALL`` everything."""

    id: int
    name: str
    clients: tuple[ClientId, ...]
    visits: Cover
    contacts: Cover

    def cover(self, rule: TaskRule) -> Cover:
        """Return the visits, or the contacts."""
        return self.visits if rule is TaskRule.VISIT else self.contacts


def coverage(tallies: Sequence[ClientTally], grouping: Grouping) -> list[CoverageRow]:
    """Return a row for each salesperson in the order of the tallies, or each standard by place.

    The last row sums all; without tallies there is none. A client handed over is counted with
    each who had it, and once in all other rows.
    """
    if not tallies:
        return []
    groups: dict[int, list[ClientTally]] = defaultdict(list)
    for one in tallies:
        groups[one.manager_id if grouping is Grouping.MANAGER else one.place].append(one)
    keys = list(groups) if grouping is Grouping.MANAGER else sorted(groups)
    rows = [_row(key, _name(groups[key][0], grouping), _whole(groups[key])) for key in keys]
    return [*rows, _row(ALL, _("合计"), _whole(tallies))]


def shown_plan(planned: Decimal) -> Decimal:
    """Return a plan as it is shown, to one decimal."""
    return planned.quantize(TENTH, ROUND_HALF_UP)


def _name(one: ClientTally, grouping: Grouping) -> str:
    return one.manager if grouping is Grouping.MANAGER else one.standard


def _whole(tallies: Sequence[ClientTally]) -> Sequence[ClientTally]:
    """Put together what several people did for the same client."""
    found: dict[ClientId, ClientTally] = {}
    for one in tallies:
        known = found.get(one.client_id)
        found[one.client_id] = one if known is None else _together(known, one)
    return list(found.values())


def _together(one: ClientTally, other: ClientTally) -> ClientTally:
    return replace(
        one,
        days=one.days + other.days,
        contacts=one.contacts + other.contacts,
        visits=one.visits + other.visits,
        is_last=one.is_last or other.is_last,
        others_contacts=one.others_contacts + other.others_contacts,
        others_visits=one.others_visits + other.others_visits,
    )


def _row(number: int, name: str, members: Sequence[ClientTally]) -> CoverageRow:
    clients = tuple(one.client_id for one in members)
    visits, contacts = _cover(members, TaskRule.VISIT), _cover(members, TaskRule.CONTACT)
    return CoverageRow(number, name, clients, visits, contacts)


def _cover(members: Iterable[ClientTally], rule: TaskRule) -> Cover:
    planned = covered = Decimal(0)
    done, missed = 0, []
    for one in members:
        asked, made = one.planned(rule), one.done(rule)
        planned += asked
        covered += min(asked, Decimal(made))
        done += made
        if one.is_missed(rule):
            missed.append(one.client_id)
    return Cover(planned, done, covered, tuple(missed))
