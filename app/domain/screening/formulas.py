"""The rules in words, for the sheet 规则, for the papers and for the approved year."""

from dataclasses import dataclass

from app.domain.screening.rules import DimensionRule, Method, ScreeningRules
from app.domain.screening.scoring import MONEY_DIMENSIONS
from app.domain.screening.texts import points_text, share_text
from app.domain.types import Dimension
from app.domain.written import amount_text
from app.i18n import _

BASES = {
    Dimension.VOLUME: _("当年到店且已离店的预订金额（十二个月合计）"),
    Dimension.PROFIT: _("毛利额：成本已知的预订的金额减成本"),
    Dimension.SAFETY: _("截止日已到期的账款中已收的比例；付款情况同时计入合作性"),
    Dimension.FUTURE: _("同行中的地位、经营方式与前景，由客户经理评定"),
    Dimension.COOPERATION: _("预订履约率，加上客户经理对付款与配合的评定；付款情况同时计入安全性"),
}


@dataclass(frozen=True, slots=True)
class Formula:
    """How one dimension was scored, in words: basis (计算依据) and scale (计分办法)."""

    dimension: Dimension
    weight: str
    basis: str
    scale: str


def formulas(rules: ScreeningRules) -> tuple[Formula, ...]:
    """Describe the five dimensions in order."""
    return tuple(
        Formula(
            rule.dimension,
            points_text(rule.weight),
            BASES[rule.dimension],
            _scale(rule) + _hand(rule),
        )
        for rule in rules.dimensions
    )


def principles(rules: ScreeningRules) -> tuple[str, ...]:
    """Describe what holds for all of them: grades, completeness, exceptions."""
    grades = _("、").join(
        _("{name} 级 {floor} 分起").format(name=grade.name, floor=points_text(grade.floor))
        for grade in rules.grades
    )
    return (
        _(
            "得分率＝得分合计÷已评指标的权重合计×100，保留一位小数；等级与名次按得分率，同分同名次。"
        ),
        grades + _("。"),
        _("资料不足的指标不计 0 分也不计满分；资料完整度低于 {least} 的不评等级。").format(
            least=share_text(rules.completeness_min)
        ),
        _("往来不满 {months} 个月的客户不评等级；黑名单或有坏账的客户最高评 {grade} 级。").format(
            months=rules.months_of_trade_min, grade=rules.capped_grade
        ),
        _("逾期 90 天以上仍有欠款的，安全性最多 {points} 分；现结且没有欠款的得满分。").format(
            points=points_text(rules.long_overdue_cap)
        ),
        _("成本已知的金额不到 {known} 的，收益性资料不足。").format(
            known=share_text(rules.cost_known_min)
        ),
        _("当年预订不到 {count:,} 笔的，履约情况资料不足。").format(count=rules.bookings_min),
    )


def _scale(rule: DimensionRule) -> str:
    text = amount_text if rule.dimension in MONEY_DIMENSIONS else share_text
    points = points_text(rule.measured_weight)
    if rule.method is Method.BANDS:
        steps = _("；").join(
            _("{floor} 起 {points} 分").format(
                floor=text(band.floor), points=points_text(band.points)
            )
            for band in rule.bands
        )
        return _("分档：{steps}；其余 0 分。").format(steps=steps)
    if rule.method is Method.PERCENTILE:
        return _("百分位：低于该客户的客户所占比例×{points} 分。").format(points=points)
    if rule.method is Method.PROPORTIONAL and rule.cap is not None:
        return _("封顶比例：达到 {cap} 得 {points} 分，以下按比例。").format(
            cap=text(rule.cap), points=points
        )
    return ""


def _hand(rule: DimensionRule) -> str:
    if not rule.hand_weight:
        return ""
    return _("手工评分最多 {points} 分，须写理由。").format(points=points_text(rule.hand_weight))
