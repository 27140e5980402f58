"""Coverage: visits and contacts that the service standards plan, against those that were made.

A client's plan for a period is the share of the period's days on which it was a client, divided
by the interval of its standard: 90 days at one visit every 30 days are 3 visits. Only past days
are counted. More visits to one client do not make up for none to another, so that the covered part
of a plan is at most the plan, client by client.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.domain.types import ClientId, Labelled, StaffId, TaskRule
from app.i18n import _

TENTH = Decimal("0.1")
PERCENT = 100
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


@dataclass(frozen=True, slots=True)
class ClientTally:
    """What one client asks for and got in a period.

    ``days`` are the past days of the period on which it was a client; ``standard`` is the label of
    what it receives, ``place`` where that stands among all standards.
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

    def planned(self, rule: TaskRule) -> Decimal:
        """Return how many contacts (or visits) the standard asks for; 0 where it asks for none."""
        interval = self.visit_days if rule is TaskRule.VISIT else self.contact_days
        return Decimal(0) if interval is None else Decimal(self.days) / interval

    def done(self, rule: TaskRule) -> int:
        """Return how many were made, by anybody."""
        return self.visits if rule is TaskRule.VISIT else self.contacts


@dataclass(frozen=True, slots=True)
class Cover:
    """Plan and work of some clients; ``missed`` are those owed at least one who got none."""

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

    The last row sums all; without tallies there is none.
    """
    if not tallies:
        return []
    groups: dict[int, list[ClientTally]] = defaultdict(list)
    for one in tallies:
        groups[one.manager_id if grouping is Grouping.MANAGER else one.place].append(one)
    keys = list(groups) if grouping is Grouping.MANAGER else sorted(groups)
    rows = [_row(key, _name(groups[key][0], grouping), groups[key]) for key in keys]
    return [*rows, _row(ALL, _("合计"), tallies)]


def shown_plan(planned: Decimal) -> Decimal:
    """Return a plan as it is shown, to one decimal."""
    return planned.quantize(TENTH, ROUND_HALF_UP)


def _name(one: ClientTally, grouping: Grouping) -> str:
    return one.manager if grouping is Grouping.MANAGER else one.standard


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
        if asked >= 1 and not made:
            missed.append(one.client_id)
    return Cover(planned, done, covered, tuple(missed))
