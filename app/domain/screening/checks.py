"""What is wrong with a set of screening rules."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from app.domain.screening.rules import DimensionRule, GradeRule, Method, ScreeningRules
from app.domain.screening.scoring import MONEY_DIMENSIONS
from app.domain.screening.texts import points_text
from app.domain.types import Dimension
from app.i18n import _

FULL = Decimal(100)
LONGEST_GRADE = 4


def problems(rules: ScreeningRules) -> dict[str, str]:
    """Return a message for each wrong part; empty when the rules may be used.

    Keys: a dimension's code, "weights", "grades", "capped_grade", "completeness_min",
    "cost_known_min", "months_of_trade_min", "bookings_min", "long_overdue_cap".
    """
    found = {**_dimension_problems(rules), **_limit_problems(rules)}
    if not rules.grades:
        found["grades"] = _("请至少填写一个等级。")
    elif message := next(_grade_problems(rules.grades), ""):
        found["grades"] = message
    if rules.capped_grade not in [grade.name for grade in rules.grades]:
        found["capped_grade"] = _("黑名单与坏账客户的最高等级须是等级表中的一个。")
    return found


def _dimension_problems(rules: ScreeningRules) -> dict[str, str]:
    found: dict[str, str] = {}
    if [rule.dimension for rule in rules.dimensions] != list(Dimension):
        return {"weights": _("五项指标须各有一条规则。")}
    total = sum((rule.weight for rule in rules.dimensions), Decimal(0))
    if total != FULL:
        text = _("各项权重合计须为 100，现在是 {total}。")
        found["weights"] = text.format(total=points_text(total))
    for rule in rules.dimensions:
        if message := next(_rule_problems(rule), ""):
            found[rule.dimension.value] = rule.dimension.label + _("：") + message
    return found


def _rule_problems(rule: DimensionRule) -> Iterator[str]:
    yield from _weight_problems(rule)
    yield from _method_problems(rule)


def _weight_problems(rule: DimensionRule) -> Iterator[str]:
    if rule.weight < 0:
        yield _("权重不能为负数。")
    if rule.weight % 1 or rule.hand_weight % 1:
        yield _("权重须为整数。")
    if not 0 <= rule.hand_weight <= rule.weight:
        yield _("手工评分的部分须在 0 与权重之间。")


def _method_problems(rule: DimensionRule) -> Iterator[str]:
    if rule.dimension is Dimension.FUTURE and rule.method is not Method.HAND:
        yield _("未来性没有可计算的数据，只能手工评分。")
    if (rule.method is Method.HAND) != (rule.measured_weight == 0):
        yield _("方法为手工评分时，全部权重须由手工评定；否则须留出可计算的部分。")
    if rule.method is Method.PROPORTIONAL and (rule.cap is None or rule.cap <= 0):
        yield _("请填写大于 0 的满分线。")
    if rule.method is Method.BANDS and not rule.bands:
        yield _("请至少填写一档。")
    elif rule.method is Method.BANDS:
        yield from _band_problems(rule)


def _band_problems(rule: DimensionRule) -> Iterator[str]:
    for high, low in pairwise(rule.bands):
        if high.floor == low.floor:
            yield _("有两档的起点同为 {floor}，请合并。").format(floor=points_text(low.floor))
        if high.floor < low.floor:
            yield _("各档须从高到低排列。")
        if high.points <= low.points:
            yield _("起点较高的一档得分须较高，否则多订反而少得分。")
    if rule.bands[0].points != rule.measured_weight:
        text = _("最高一档须得满分 {points} 分。")
        yield text.format(points=points_text(rule.measured_weight))
    if rule.bands[-1].points < 0:
        yield _("得分不能为负数。")
    yield from _floor_problems(rule)


def _floor_problems(rule: DimensionRule) -> Iterator[str]:
    if rule.dimension in MONEY_DIMENSIONS:
        if rule.bands[-1].floor <= 0:
            yield _("最低一档的起点须大于 0：没有预订就是 0 分。")
    elif rule.bands[-1].floor < 0 or rule.bands[0].floor > FULL:
        yield _("各档起点是百分比，须在 0 与 100 之间。")


def _grade_problems(grades: tuple[GradeRule, ...]) -> Iterator[str]:
    names = [grade.name for grade in grades]
    if not all(names) or len(set(names)) != len(names):
        yield _("等级名称不能空白或重复。")
    if any(len(name) > LONGEST_GRADE for name in names):
        yield _("等级名称最多 {most} 个字。").format(most=LONGEST_GRADE)
    if any(high.floor <= low.floor for high, low in pairwise(grades)):
        yield _("等级的分数线须从高到低，不能相同。")
    if grades[0].floor > FULL:
        yield _("最高等级的分数线不能超过 100。")
    if grades[-1].floor != 0:
        yield _("最低等级的分数线须为 0，否则有的得分没有等级。")


def _limit_problems(rules: ScreeningRules) -> dict[str, str]:
    percents = {
        "completeness_min": rules.completeness_min,
        "cost_known_min": rules.cost_known_min,
    }
    counts: dict[str, Decimal | int] = {
        "months_of_trade_min": rules.months_of_trade_min,
        "bookings_min": rules.bookings_min,
        "long_overdue_cap": rules.long_overdue_cap,
    }
    return {
        **{k: _("须在 0 与 100 之间。") for k, v in percents.items() if not 0 <= v <= FULL},
        **{k: _("不能为负数。") for k, v in counts.items() if v < 0},
    }
