"""The sheet 排名: points with live totals, and the open cells for what is scored by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.screening.line import ScreeningLine
from app.domain.screening.printed import PrintedScreening
from app.domain.screening.rules import DimensionRule, ScreeningRules
from app.domain.screening.texts import points_text, tenths
from app.domain.types import Dimension
from app.exchange.book import money_width
from app.exchange.columns import BookColumn, CellValue, Format, Formula
from app.exchange.evidence_sheets import month_totals
from app.exchange.screening_plan import (
    CODE,
    MANAGER,
    NAME,
    REMARK,
    SheetPlan,
    amount_in,
    cell,
    sum_of,
)
from app.i18n import _

RANKING = _("排名")
AMOUNT_COLUMN = 4
FIRST_SCORE = 5


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """Points of the measured part of a dimension, or of the part scored by hand."""

    rule: DimensionRule
    by_hand: bool

    @property
    def weight(self) -> Decimal:
        """The most points it takes."""
        return self.rule.hand_weight if self.by_hand else self.rule.measured_weight

    @property
    def title(self) -> str:
        """The column's title with the most points."""
        dimension = self.rule.dimension
        name = hand_title(dimension) if self.by_hand else dimension.label
        return f"{name}\n{points_text(self.weight)}"


def hand_title(dimension: Dimension) -> str:
    """Return how the title of a dimension's hand scores begins."""
    return _("{dimension}（手工）").format(dimension=dimension.label)


def reason_title(dimension: Dimension) -> str:
    """Return the title of the reasons for a dimension's hand scores."""
    return _("{dimension}理由").format(dimension=dimension.label)


def score_columns(rules: ScreeningRules) -> list[ScoreColumn]:
    """Return the columns of points in order, of those parts that weigh anything."""
    columns = [ScoreColumn(rule, by_hand) for rule in rules.dimensions for by_hand in (False, True)]
    return [column for column in columns if column.weight]


def ranking_plan(printed: PrintedScreening) -> SheetPlan:
    """Lay out the sheet for a screening."""
    scores = score_columns(printed.head.rules)
    by_hand = [column.rule.dimension for column in scores if column.by_hand]

    def cells(row: int, line: ScreeningLine) -> Sequence[CellValue]:
        points = [_points(column, line) for column in scores]
        return [
            line.rank,
            line.code,
            line.name,
            line.manager,
            line.evidence.amount,
            *points,
            *_totals(row, scores, points),
            *_grades(line),
            *(_reason(dimension, line) for dimension in by_hand),
            line.remark,
        ]

    return SheetPlan(
        RANKING,
        _columns(scores, by_hand, money_width(sum(month_totals(printed), Decimal(0)))),
        cells,
        summed=(AMOUNT_COLUMN,),
        fixed=3,
        pages_wide=2,
        hint=_(
            "黄色格可以填写手工评分、理由和备注，总分随之变动；填好存盘后在程序的“年终筛选”中读回。"
            "名次和等级是导出时的结果。"
        ),
    )


def _columns(
    scores: Sequence[ScoreColumn], by_hand: Sequence[Dimension], wide: float
) -> list[BookColumn]:
    return [
        BookColumn(_("名次"), Format.WHOLE, 6, centred=True),
        BookColumn(CODE, Format.CODE, 11),
        BookColumn(NAME, Format.LONG, 32),
        BookColumn(MANAGER, Format.TEXT, 10),
        BookColumn(_("全年预订额"), Format.MONEY, wide),
        *(_score(one) for one in scores),
        BookColumn(_("总分"), Format.POINTS, 8, centred=True),
        BookColumn(_("可得分"), Format.POINTS, 8, centred=True),
        BookColumn(_("完整度"), Format.PERCENT, 9, centred=True),
        BookColumn(_("得分率"), Format.PERCENT, 9, centred=True),
        BookColumn(_("等级"), Format.TEXT, 10, centred=True),
        BookColumn(_("去年等级"), Format.TEXT, 10, centred=True),
        BookColumn(_("去年名次"), Format.WHOLE, 10, centred=True),
        *(
            BookColumn(reason_title(dimension), Format.LONG, 24, entered=True)
            for dimension in by_hand
        ),
        BookColumn(REMARK, Format.LONG, 24, entered=True),
    ]


def _score(column: ScoreColumn) -> BookColumn:
    width = 15 if column.by_hand else 10
    return BookColumn(column.title, Format.POINTS, width, entered=column.by_hand, centred=True)


def _points(column: ScoreColumn, line: ScreeningLine) -> CellValue:
    points = line.points[column.rule.dimension]
    if column.by_hand:
        return None if points.hand is None else points.hand.points
    return _("资料不足") if points.measured is None else points.measured


def _totals(
    row: int, scores: Sequence[ScoreColumn], points: Sequence[CellValue]
) -> list[CellValue]:
    """Return 总分, 可得分, 完整度 and 得分率 as formulas over the points beside them."""
    last = FIRST_SCORE + len(scores) - 1
    total, available = cell(row, last + 1), cell(row, last + 2)
    counted = "+".join(
        f"IF(ISNUMBER({cell(row, FIRST_SCORE + number)}),{column.weight},0)"
        for number, column in enumerate(scores)
    )
    every = sum((column.weight for column in scores), Decimal(0))
    given = [column.weight for column, one in zip(scores, points, strict=True) if _counts(one)]
    summed, weights = sum_of(row, FIRST_SCORE, points), sum(given, Decimal(0))
    return [
        summed,
        Formula(counted, weights),
        Formula(f"{available}*100/{every}", weights * 100 / every),
        Formula(
            f'IF({available}=0,"",ROUND({total}*100/{available},1))',
            tenths(amount_in(summed) * 100 / weights) if weights else "",
        ),
    ]


def _counts(points: CellValue) -> bool:
    return isinstance(points, Decimal)


def _grades(line: ScreeningLine) -> list[CellValue]:
    result, last = line.result, line.evidence.last_year
    grade = result.grade or (result.no_grade.label if result.no_grade else None)
    return [grade, last.grade if last else None, last.rank if last else None]


def _reason(dimension: Dimension, line: ScreeningLine) -> str:
    hand = line.points[dimension].hand
    return "" if hand is None else hand.reason
