"""From points to a grade."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from app.domain.screening.evidence import Evidence
from app.domain.screening.line import LineTotal, NoGrade
from app.domain.screening.points import Points
from app.domain.screening.rules import GradeRule, ScreeningRules
from app.domain.screening.texts import share_text, tenths
from app.domain.types import Dimension
from app.i18n import _

ZERO = Decimal(0)


def line_total(
    points: Mapping[Dimension, Points],
    evidence: Evidence,
    rules: ScreeningRules,
    *,
    cut_off_on: date,
) -> LineTotal:
    """Add up the points and find the grade, or say why there is none.

    The percent is rounded before it is compared, so that whoever recalculates the printed sheet
    comes to the same grade and the same rank.
    """
    total = sum((given for one in points.values() if (given := one.total) is not None), ZERO)
    available = sum((one.available for one in points.values()), ZERO)
    weights = sum((one.weight for one in points.values()), ZERO)
    completeness = tenths(available * 100 / weights) if weights else ZERO
    percent = percent_of(total, available)
    grade, no_grade, reason = _grade(percent, completeness, evidence, rules, cut_off_on)
    return LineTotal(total, available, completeness, percent, grade, no_grade, reason)


def percent_of(total: Decimal, available: Decimal) -> Decimal | None:
    """Return the points in per cent of what they were given of, rounded to one decimal."""
    return tenths(total * 100 / available) if available else None


def months_of_trade(first_stay_on: date | None, cut_off_on: date) -> int:
    """Count the full months since the first stay; a month's last day completes it."""
    if first_stay_on is None or first_stay_on > cut_off_on:
        return 0
    months = (cut_off_on.year - first_stay_on.year) * 12 + cut_off_on.month - first_stay_on.month
    month_ends = (cut_off_on + timedelta(1)).day == 1
    return months if cut_off_on.day >= first_stay_on.day or month_ends else months - 1


def grade_of(percent: Decimal, grades: tuple[GradeRule, ...]) -> GradeRule:
    """Return the best grade whose floor is reached; the last one below them all."""
    return next((grade for grade in grades if percent >= grade.floor), grades[-1])


def _grade(
    percent: Decimal | None,
    completeness: Decimal,
    evidence: Evidence,
    rules: ScreeningRules,
    cut_off_on: date,
) -> tuple[str | None, NoGrade | None, str]:
    if months_of_trade(evidence.first_stay_on, cut_off_on) < rules.months_of_trade_min:
        return None, NoGrade.TOO_YOUNG, _young_words(evidence, rules)
    if percent is None or completeness < rules.completeness_min:
        return None, NoGrade.INCOMPLETE, _incomplete_words(completeness, rules)
    earned = grade_of(percent, rules.grades).name
    if (evidence.blacklisted or evidence.bad_debt) and _better(earned, rules):
        why = _("黑名单客户") if evidence.blacklisted else _("有坏账")
        text = _("{why}，最高只能评 {grade} 级（按得分应为 {earned} 级）。")
        grade = rules.capped_grade
        return grade, None, text.format(why=why, grade=grade, earned=earned)
    return earned, None, ""


def _better(earned: str, rules: ScreeningRules) -> bool:
    names = [grade.name for grade in rules.grades]
    return names.index(earned) < names.index(rules.capped_grade)


def _young_words(evidence: Evidence, rules: ScreeningRules) -> str:
    if evidence.first_stay_on is None:
        return _("还没有成交，不评等级。")
    return _("首次成交 {day}，往来不满 {months} 个月，不评等级。").format(
        day=evidence.first_stay_on, months=rules.months_of_trade_min
    )


def _incomplete_words(completeness: Decimal, rules: ScreeningRules) -> str:
    return _("资料完整度 {is_now}，低于规定的 {least}，不评等级。").format(
        is_now=share_text(completeness), least=share_text(rules.completeness_min)
    )
