"""Key accounts (大客户, policy P8): which clients are proposed, and what a valid plan is."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Final, NamedTuple

from app.domain.days import months_before
from app.domain.lengths import length_problem, length_problems
from app.domain.plain_text import clean
from app.domain.screening.plain import yuan
from app.domain.types import ClientId, StaffId
from app.i18n import _

LONGEST_TEXT: Final = 4_000
LONGEST_REASON: Final = 300
MOST_MONTHS: Final = 24
REFUSED_MONTHS: Final = 12
"""So long a client that was refused is not proposed again."""

BEST_GRADE: Final = "A"
LARGEST_PERCENT: Final = 80
"""The largest clients are those that together bring so much of the volume."""

PLAN_TEXTS: Final = ("development", "problems", "opportunities", "help_offered", "departments")


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """The plan of one key account, as a form shows it.

    ``next_review_on`` None: it follows from the last review, or today, and ``review_months``.
    """

    development: str = ""
    problems: str = ""
    opportunities: str = ""
    help_offered: str = ""
    departments: str = ""
    review_months: int | None = 3
    next_review_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """One review of a plan, as a form shows it."""

    reviewed_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What is asked when a client becomes a key account."""

    relationship_manager_id: StaffId | None = None


class Volume(NamedTuple):
    """What one client bought in a year, in whole fen, and its place among all that bought.

    ``whole`` is the sum of all positive amounts; ``largest``: it is of those that together bring
    80 % of it (Pareto), the one that passes them included.
    """

    client_id: ClientId
    fen: int
    whole: int
    place: int
    largest: bool

    @property
    def amount(self) -> Decimal:
        """What it bought, in yuan."""
        return yuan(self.fen)

    @property
    def percent(self) -> Decimal:
        """Its share of everything; nothing where refunds were larger than sales."""
        return Decimal(max(self.fen, 0) * 100) / self.whole if self.whole else Decimal(0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A client the figures propose as key account; ``reasons`` say why, in words."""

    client_id: ClientId
    volume: Volume | None
    reasons: tuple[str, ...]


def volumes(amounts: Iterable[tuple[ClientId, int]]) -> dict[ClientId, Volume]:
    """Return each client's share of a year's volume, the largest first; amounts in whole fen.

    Those that bought the same have the same place, and are all of the largest or none.
    """
    ordered = sorted(amounts, key=lambda pair: (-pair[1], pair[0]))
    whole = sum(fen for _client, fen in ordered if fen > 0)
    found: dict[ClientId, Volume] = {}
    before, place, largest, last = 0, 0, False, None
    for number, (client_id, fen) in enumerate(ordered, 1):
        if fen != last:
            place, last = number, fen
            largest = fen > 0 and before * 100 < whole * LARGEST_PERCENT
        found[client_id] = Volume(client_id, fen, whole, place, largest)
        before += fen
    return found


def proposals(
    year: int,
    shares: Mapping[ClientId, Volume],
    best: Collection[ClientId],
    left_out: Container[int],
) -> Iterator[Proposal]:
    """Yield the clients to propose, by volume, then those that only have the best grade.

    Args:
        year: Whose volumes these are.
        shares: From ``volumes``.
        best: Clients of the best grade.
        left_out: Key accounts already, refused lately, or no longer traded with.
    """
    graded = frozenset(best)
    large = (id_ for id_, one in shares.items() if one.largest or id_ in graded)
    for id_ in chain(large, sorted(graded - shares.keys())):
        if id_ not in left_out:
            volume = shares.get(id_)
            yield Proposal(id_, volume, _reasons(year, volume, graded=id_ in graded))


def _reasons(year: int, volume: Volume | None, *, graded: bool) -> tuple[str, ...]:
    reasons: list[str] = []
    if volume is not None and volume.largest:
        told = _("{year} 年预订额排第 {place}，占全部的 {percent} %")
        percent = percent_text(volume.percent)
        reasons.append(told.format(year=year, place=volume.place, percent=percent))
    if graded:
        reasons.append(_("等级为 {grade}").format(grade=BEST_GRADE))
    return tuple(reasons)


def percent_text(percent: Decimal) -> str:
    """Write a share with one decimal."""
    return f"{percent:.1f}"


def refused_since(today: date) -> date:
    """Return the first day of refusals that still count."""
    return months_before(today, REFUSED_MONTHS)


def next_review(last_on: date, months: int) -> date:
    """Return the day a plan is to be looked through again."""
    return months_before(last_on, -months)


def tidied_plan(draft: PlanDraft) -> PlanDraft:
    """Return the plan without control characters and outer blanks."""
    return replace(
        draft,
        development=clean(draft.development),
        problems=clean(draft.problems),
        opportunities=clean(draft.opportunities),
        help_offered=clean(draft.help_offered),
        departments=clean(draft.departments),
    )


def plan_problems(draft: PlanDraft) -> dict[str, str]:
    """Return a message for each field that breaks a rule."""
    found = length_problems(draft, dict.fromkeys(PLAN_TEXTS, LONGEST_TEXT))
    if draft.review_months is None or not 1 <= draft.review_months <= MOST_MONTHS:
        told = _("请填写 1 到 {most} 之间的月数。")
        found["review_months"] = told.format(most=MOST_MONTHS)
    return found


def review_problems(draft: ReviewDraft, today: date) -> dict[str, str]:
    """Return a message for each field that breaks a rule."""
    found: dict[str, str] = {}
    if draft.reviewed_on is None:
        found["reviewed_on"] = _("请选日期。")
    elif draft.reviewed_on > today:
        found["reviewed_on"] = _("回顾的日期不能晚于今天。")
    if not draft.remark:
        found["remark"] = _("请写明回顾的结果：有什么变化，下一步做什么。")
    return found | length_problem("remark", draft.remark, LONGEST_TEXT)


def refusal_problems(reason: str) -> dict[str, str]:
    """Return what is wrong with the reason for a client being no key account."""
    if not reason:
        return {"reason": _("请写明原因，以后看得明白。")}
    return length_problem("reason", reason, LONGEST_REASON)
