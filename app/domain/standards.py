"""What each grade and each of 准/新/老客户 receives (policy P10, P2)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from app.domain.lengths import length_problems
from app.domain.plain_text import clean
from app.domain.types import Scale, StandardKind, Standing
from app.i18n import _

LONGEST_TEXT: Final = 2_000
LONGEST_RATE: Final = 100
MOST: Final = {"contact_days": 3650, "visit_days": 3650, "answer_hours": 2400, "solve_days": 365}
YUAN: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*元")
NUMBER: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)")
LONG_TEXTS: Final = ("courtesies", "benefits", "strategy")


@dataclass(frozen=True, slots=True)
class ServiceStandard:
    """A service standard (服务标准), as a form edits it.

    ``code`` is the grade's name or the standing's code. Intervals are in days, ``answer_hours``
    in hours, ``solve_days`` in working days; None asks for nothing. ``credit_ceiling`` is in yuan.
    """

    kind: StandardKind
    code: str
    contact_days: int | None = None
    visit_days: int | None = None
    answer_hours: int | None = None
    solve_days: int | None = None
    courtesies: str = ""
    benefits: str = ""
    rate_ceiling: str = ""
    credit_ceiling: Decimal | None = None
    strategy: str = ""

    @property
    def label(self) -> str:
        """Name what it is the standard of: A 级, or 新客户."""
        return standard_label(self.kind, self.code)


@dataclass(frozen=True, slots=True)
class Strategy:
    """How a client is dealt with, and as what: as a 老客户, as a 大客户."""

    label: str
    text: str


FIRST_STRATEGIES: Final[Mapping[Scale, str]] = {
    Scale.MAJOR: _("由关系经理专人照看，按计划定期回顾，为它协调各部门。"),
    Scale.ORDINARY: _("由客户经理按服务标准联系，用量见长的及时提出列为大客户。"),
}


@dataclass(frozen=True, slots=True)
class Standards:
    """All standards of the office."""

    by_grade: Mapping[str, ServiceStandard]
    by_standing: Mapping[Standing, ServiceStandard]
    by_scale: Mapping[Scale, ServiceStandard] = field(default_factory=dict)

    def of(self, grade: str | None, standing: Standing) -> ServiceStandard:
        """Return what applies: the grade's standard, else the standing's; never None.

        What has no standard at all gets one that asks for nothing.
        """
        if grade is not None and grade in self.by_grade:
            return self.by_grade[grade]
        return self.by_standing.get(standing) or ServiceStandard(StandardKind.STANDING, standing)

    def of_scale(self, scale: Scale) -> ServiceStandard:
        """Return the strategy for 大客户 or 一般客户; one never set has what the policy says."""
        first = ServiceStandard(StandardKind.SCALE, scale, strategy=FIRST_STRATEGIES[scale])
        return self.by_scale.get(scale) or first

    def strategies(self, grade: str | None, standing: Standing, scale: Scale) -> list[Strategy]:
        """Return every strategy for a client: its grade's, its standing's, and 大 or 一般."""
        first, by_standing = self.of(grade, standing), self.of(None, standing)
        found = dict.fromkeys((first, by_standing, self.of_scale(scale)))
        return [Strategy(one.label, one.strategy) for one in found if one.strategy]


def standard_label(kind: StandardKind, code: str) -> str:
    """Name a grade or a standing as the office says it."""
    if kind is StandardKind.GRADE:
        return _("{grade} 级").format(grade=code)
    if kind is StandardKind.SCALE:
        return Scale(code).label
    return Standing(code).label


def tidied(standard: ServiceStandard) -> ServiceStandard:
    """Return the standard with its texts without control characters and outer blanks."""
    return replace(
        standard,
        courtesies=clean(standard.courtesies),
        benefits=clean(standard.benefits),
        strategy=clean(standard.strategy),
        rate_ceiling=clean(standard.rate_ceiling),
    )


def standard_problems(standard: ServiceStandard) -> dict[str, str]:
    """Return a message for each field that breaks a rule."""
    found = {
        name: _("请填写 1 到 {most} 之间的整数，不要求就留空。").format(most=most)
        for name, most in MOST.items()
        if (value := getattr(standard, name)) is not None and not 1 <= value <= most
    }
    longest = dict.fromkeys(LONG_TEXTS, LONGEST_TEXT) | {"rate_ceiling": LONGEST_RATE}
    found |= length_problems(standard, longest)
    if standard.credit_ceiling is not None and standard.credit_ceiling < 0:
        found["credit_ceiling"] = _("信用额度不能是负数。")
    return found


def standard_facts(standard: ServiceStandard) -> list[tuple[str, str]]:
    """Return what a client receives as (name, text) pairs; what is not set is left out.

    The strategy is not among them: a client has several, see ``Standards.strategies``.
    """
    days, hours = _("每 {n} 天"), _("{n} 小时内")
    counts = (
        (_("联系"), days, standard.contact_days),
        (_("拜访"), days, standard.visit_days),
        (_("首次答复"), hours, standard.answer_hours),
        (_("解决问题"), _("{n} 个工作日内"), standard.solve_days),
    )
    found = [(name, told.format(n=n)) for name, told, n in counts if n is not None]
    found += [(_("礼节"), standard.courtesies), (_("优惠"), standard.benefits)]
    found.append((_("房价优惠上限"), standard.rate_ceiling))
    if standard.credit_ceiling is not None:
        found.append((_("信用上限"), _("{n} 元").format(n=f"{standard.credit_ceiling:,.2f}")))
    return [(name, text) for name, text in found if text]


@dataclass(frozen=True, slots=True)
class Granted:
    """What was granted to a client: yuan of credit, and room types with yuan a night."""

    credit_limit: Decimal | None = None
    rates: tuple[tuple[str, Decimal], ...] = ()


def lowest_rate(rate_ceiling: str) -> Decimal | None:
    """Return the yuan a night below which nothing may be agreed; None where no amount is named."""
    text = unicodedata.normalize("NFKC", rate_ceiling)
    found = YUAN.search(text) or NUMBER.fullmatch(text.strip())
    return None if found is None else Decimal(found[1].replace(",", ""))


def credit_excess(standard: ServiceStandard, granted: Granted) -> str:
    """Say that more credit was granted than the standard allows; empty when it was not."""
    limit, ceiling = granted.credit_limit, standard.credit_ceiling
    if limit is None or ceiling is None or limit <= ceiling:
        return ""
    told = _("信用额度 {limit} 元，超过“{label}”的上限 {ceiling} 元")
    return told.format(limit=f"{limit:,.2f}", label=standard.label, ceiling=f"{ceiling:,.2f}")


def rate_excess(standard: ServiceStandard, granted: Granted) -> str:
    """Say that lower rates were granted than the standard allows; empty when none were."""
    lowest = lowest_rate(standard.rate_ceiling)
    low = [one for one in granted.rates if lowest is not None and one[1] < lowest]
    if not low:
        return ""
    told = _("协议价低于“{label}”的最低价 {lowest} 元：{rates}")
    rates = "、".join(f"{room} {rate:,.2f}" for room, rate in low)
    return told.format(label=standard.label, lowest=f"{lowest:,.2f}", rates=rates)
