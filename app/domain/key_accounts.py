"""Key accounts (大客户, policy P8): which clients are proposed, and what a valid plan is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from app.domain.cells import clean
from app.domain.screening.spread import pareto
from app.domain.settings import months_before
from app.domain.types import ClientId, StaffId
from app.i18n import _

LONGEST_TEXT: Final = 4_000
LONGEST_REASON: Final = 300
MOST_MONTHS: Final = 24
REFUSED_MONTHS: Final = 12
"""So long a client that was refused is not proposed again."""

BEST_GRADE: Final = "A"
LARGEST: Final = "A"
"""The Pareto class of those that together bring 80 % of the volume."""

PLAN_TEXTS: Final = ("development", "problems", "opportunities", "help_offered", "departments")
HUNDRED: Final = Decimal(100)


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


@dataclass(frozen=True, slots=True)
class Volume:
    """What one client bought in a year, in yuan, and its place among all that bought.

    ``percent`` is its share of all positive amounts; ``largest``: it is of those that together
    bring 80 % (Pareto).
    """

    client_id: ClientId
    amount: Decimal
    percent: Decimal
    place: int
    largest: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A client the figures propose as key account; ``reasons`` say why, in words."""

    client_id: ClientId
    volume: Volume | None
    reasons: tuple[str, ...]


def volumes(amounts: Iterable[tuple[ClientId, Decimal]]) -> dict[ClientId, Volume]:
    """Return each client's share of a year's volume, the largest first."""
    found: dict[ClientId, Volume] = {}
    before = Decimal(0)
    for place, row in enumerate(pareto(amounts), 1):
        percent, before = row.amount_percent - before, row.amount_percent
        largest = row.part == LARGEST
        found[row.client_id] = Volume(row.client_id, row.amount, percent, place, largest)
    return found


def proposals(
    year: int,
    shares: Mapping[ClientId, Volume],
    best: Collection[ClientId],
    left_out: Collection[ClientId],
) -> list[Proposal]:
    """Return the clients to propose, by volume, then those that only have the best grade.

    Args:
        year: Whose volumes these are.
        shares: From ``volumes``.
        best: Clients of the best grade.
        left_out: Key accounts already, refused lately, or no longer traded with.
    """
    graded, out = frozenset(best), frozenset(left_out)
    large = [id_ for id_, one in shares.items() if one.largest or id_ in graded]
    others = sorted(graded - shares.keys())
    found = [id_ for id_ in (*large, *others) if id_ not in out]
    return [
        Proposal(id_, shares.get(id_), _reasons(year, shares.get(id_), graded=id_ in graded))
        for id_ in found
    ]


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
    found = {
        name: _("太长了：最多 {most} 个字。").format(most=LONGEST_TEXT)
        for name in PLAN_TEXTS
        if len(getattr(draft, name)) > LONGEST_TEXT
    }
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
    elif len(draft.remark) > LONGEST_TEXT:
        found["remark"] = _("太长了：最多 {most} 个字。").format(most=LONGEST_TEXT)
    return found


def refusal_problems(reason: str) -> dict[str, str]:
    """Return what is wrong with the reason for a client being no key account."""
    if not reason:
        return {"reason": _("请写明原因，以后看得明白。")}
    if len(reason) > LONGEST_REASON:
        return {"reason": _("太长了：最多 {most} 个字。").format(most=LONGEST_REASON)}
    return {}
