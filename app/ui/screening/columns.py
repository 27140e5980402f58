"""The columns in which lines are shown, and what each is sorted by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

from PySide6.QtCore import Qt

from app.domain.screening.line import ScreeningLine
from app.domain.screening.points import Points
from app.domain.screening.rules import ScreeningRules
from app.domain.screening.spread import Movement, movement
from app.domain.screening.texts import points_text, share_text
from app.domain.types import Dimension
from app.domain.written import amount_text
from app.i18n import _
from app.queries.screening.behind import Figure
from app.ui.screening.behind import Behind
from app.ui.tables import CENTRE, LEFT, RIGHT, Column
from app.ui.theme import current_look, grade_colour

NONE_TEXT = "—"
ARROWS = {Movement.UP: "↑", Movement.DOWN: "↓", Movement.SAME: "→", Movement.NEW: _("新")}
AGES = (_("逾期 0–30 天"), _("逾期 31–60 天"), _("逾期 61–90 天"), _("逾期 90 天以上"))


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A column of lines: ``value`` is what it sorts by, None last; ``behind`` leads to its rows.

    An ``amount`` is never cut: its column is as wide as its widest number.
    """

    column: Column[ScreeningLine]
    value: Callable[[ScreeningLine], Any]
    behind: Behind | None = None
    amount: bool = False


def sort_lines(
    lines: Sequence[ScreeningLine], column: LineColumn, *, descending: bool
) -> list[ScreeningLine]:
    """Return the lines by one column; those without a value come last either way."""
    values = [(column.value(line), line) for line in lines]
    known = [pair for pair in values if pair[0] is not None]
    known.sort(key=itemgetter(0), reverse=descending)
    return [line for _value, line in (*known, *(pair for pair in values if pair[0] is None))]


def text_column(
    key: str,
    title: str,
    value: Callable[[ScreeningLine], str],
    width: int,
    align: Qt.AlignmentFlag = LEFT,
    *,
    hidden: bool = False,
) -> LineColumn:
    """Show a text."""
    shown: Column[ScreeningLine] = Column(key, title, value, align, width, hidden=hidden)
    return LineColumn(shown, lambda line: value(line) or None)


def amount_column(
    key: str,
    title: str,
    value: Callable[[ScreeningLine], Decimal | None],
    behind: Behind | None = None,
    *,
    width: int = 96,
    hidden: bool = False,
) -> LineColumn:
    """Show yuan, negative ones in red; nothing known is a dash."""

    def text(line: ScreeningLine) -> str:
        amount = value(line)
        return NONE_TEXT if amount is None else amount_text(amount)

    def colour(line: ScreeningLine) -> str:
        return current_look().bad if (value(line) or 0) < 0 else ""

    shown: Column[ScreeningLine] = Column(key, title, text, RIGHT, width, colour, hidden=hidden)
    return LineColumn(shown, value, behind, amount=True)


def count_column(
    key: str,
    title: str,
    value: Callable[[ScreeningLine], int],
    behind: Behind | None = None,
    width: int = 60,
    *,
    hidden: bool = False,
) -> LineColumn:
    """Show a count."""
    shown: Column[ScreeningLine] = Column(
        key, title, lambda line: f"{value(line):,}", RIGHT, width, hidden=hidden
    )
    return LineColumn(shown, value, behind)


def name_columns(width: int = 190) -> list[LineColumn]:
    """Show who the client is and who looks after it."""
    return [
        text_column("code", _("编号"), lambda line: line.code, 80, hidden=True),
        text_column("name", _("客户"), lambda line: line.name, width),
        text_column("manager", _("客户经理"), lambda line: line.manager, 76, hidden=True),
    ]


BEHIND: Final = {
    Dimension.VOLUME: Behind(Figure.AMOUNT),
    Dimension.PROFIT: Behind(Figure.COST_KNOWN),
    Dimension.SAFETY: Behind(Figure.DUE),
    Dimension.COOPERATION: Behind(Figure.BOOKINGS),
}
"""The rows that points were computed from; the future is judged by people alone."""


def suggested_columns() -> list[LineColumn]:
    """Show the five suggested points; of a dimension that people alone score, theirs."""
    columns = []
    for one in Dimension:
        width = 58 if one is Dimension.VOLUME else 70  # volume is never 资料不足
        columns.append(_points_column(one, suggested_text, _suggested_value, width))
    return columns


def given_columns() -> list[LineColumn]:
    """Show the five dimensions' points as they count."""
    return [
        _points_column(one, given_text, lambda points: points.total, width=58) for one in Dimension
    ]


def suggested_text(points: Points) -> str:
    """Return the suggestion, the override marked by *, or why there is none.

    Where nothing is measured, what a person gave.
    """
    if not points.measured_weight:
        return _("待评") if points.hand is None else points_text(points.hand.points)
    if points.override is not None:
        return points_text(points.override.points) + "*"
    if points.suggestion is not None:
        return points_text(points.suggestion)
    return _("资料不足")


def given_text(points: Points) -> str:
    """Return the points as they count, * where a person changed the suggestion."""
    if points.total is None:
        return NONE_TEXT
    return points_text(points.total) + ("*" if points.override is not None else "")


def _of_month(month: int) -> Callable[[ScreeningLine], Decimal]:
    return lambda line: line.evidence.months[month - 1]


def _of_age(age: int) -> Callable[[ScreeningLine], Decimal]:
    return lambda line: line.evidence.overdue[age]


def month_columns() -> list[LineColumn]:
    """Show the twelve amounts; chosen in the column chooser."""
    return [
        amount_column(
            f"m{month}",
            _("{n}月").format(n=month),
            _of_month(month),
            Behind(Figure.AMOUNT, month=month),
            width=84,
            hidden=True,
        )
        for month in range(1, 13)
    ]


def evidence_columns() -> list[LineColumn]:
    """Show what the files say of the year."""
    return [
        amount_column("amount", _("全年金额"), lambda x: x.evidence.amount, Behind(Figure.AMOUNT)),
        *month_columns(),
        count_column(
            "room_nights", _("房夜"), lambda x: x.evidence.room_nights, Behind(Figure.AMOUNT)
        ),
        count_column("bookings", _("预订"), lambda x: x.evidence.bookings, Behind(Figure.BOOKINGS)),
        count_column(
            "not_fulfilled",
            _("未履约"),
            lambda x: x.evidence.not_fulfilled,
            Behind(Figure.NOT_FULFILLED),
        ),
        amount_column(
            "profit", _("毛利"), lambda x: x.evidence.gross_profit, Behind(Figure.COST_KNOWN)
        ),
        _share_column(
            "cost_known",
            _("成本已知"),
            lambda x: x.evidence.cost_known_percent,
            Behind(Figure.COST_UNKNOWN),
        ),
        amount_column("due", _("到期应收"), lambda x: x.evidence.due, Behind(Figure.DUE)),
        amount_column(
            "received", _("已收"), lambda x: x.evidence.received, Behind(Figure.RECEIVED)
        ),
        amount_column(
            "overdue", _("逾期未收"), lambda x: x.evidence.overdue_amount, Behind(Figure.OVERDUE)
        ),
        *[
            amount_column(
                f"overdue{age}",
                title,
                _of_age(age),
                Behind(Figure.OVERDUE, age=age),
                hidden=True,
            )
            for age, title in enumerate(AGES)
        ],
        count_column(
            "complaints", _("投诉"), lambda x: x.evidence.complaints, Behind(Figure.COMPLAINTS)
        ),
        amount_column("last_amount", _("去年金额"), _last_amount),
        last_grade_column(),
    ]


def last_grade_column() -> LineColumn:
    """Show the grade of the year before."""
    return text_column("last_grade", _("去年等级"), _last_grade, 70, CENTRE)


def grade_column(*, hidden: bool = False) -> LineColumn:
    """Show the grade, or why there is none."""
    shown: Column[ScreeningLine] = Column(
        "grade",
        _("等级"),
        grade_text,
        CENTRE,
        70,
        lambda line: grade_colour(line.result.grade),
        hidden=hidden,
    )
    return LineColumn(shown, lambda line: line.result.grade)


def grade_text(line: ScreeningLine) -> str:
    """Return the grade's letter, or 不评 or 资料不足."""
    result = line.result
    if result.grade is not None:
        return result.grade
    return result.no_grade.label if result.no_grade is not None else NONE_TEXT


def rank_column() -> LineColumn:
    """Show the rank."""
    shown: Column[ScreeningLine] = Column(
        "rank", _("名次"), lambda line: str(line.rank or NONE_TEXT), RIGHT, 64
    )
    return LineColumn(shown, lambda line: line.rank)


def total_columns() -> list[LineColumn]:
    """Show what the points add up to, of how many, and how complete that is."""
    score: Column[ScreeningLine] = Column("score", _("得分/可得"), _score_text, RIGHT, 84)
    return [
        LineColumn(score, lambda line: line.result.total if line.result.available else None),
        _share_column("percent", _("得分率"), lambda line: line.result.percent),
        _share_column("completeness", _("完整度"), lambda line: line.result.completeness),
    ]


def movement_column(rules: Callable[[], ScreeningRules | None]) -> LineColumn:
    """Show the grade against last year's by an arrow."""

    def moved(line: ScreeningLine) -> Movement:
        known = rules()
        return Movement.NONE if known is None else line_movement(line, known)

    look = {Movement.UP: "good", Movement.DOWN: "bad"}
    shown: Column[ScreeningLine] = Column(
        "movement",
        _("升降"),
        lambda line: ARROWS.get(moved(line), ""),
        CENTRE,
        52,
        lambda line: getattr(current_look(), look[moved(line)]) if moved(line) in look else "",
    )
    order = [Movement.DOWN, Movement.SAME, Movement.NEW, Movement.UP]
    return LineColumn(
        shown, lambda line: order.index(moved(line)) if moved(line) in order else None
    )


def line_movement(line: ScreeningLine, rules: ScreeningRules) -> Movement:
    """Compare a line's grade with last year's."""
    return movement(line.evidence.last_year, line.result.grade, rules)


def _score_text(line: ScreeningLine) -> str:
    result = line.result
    return f"{points_text(result.total)}/{points_text(result.available)}"


def _points_column(
    dimension: Dimension,
    text: Callable[[Points], str],
    value: Callable[[Points], Decimal | None],
    width: int = 70,
) -> LineColumn:
    shown: Column[ScreeningLine] = Column(
        dimension.value,
        dimension.label,
        lambda line: text(line.points[dimension]),
        RIGHT,
        width,
        lambda line: current_look().faint if value(line.points[dimension]) is None else "",
    )
    return LineColumn(shown, lambda line: value(line.points[dimension]), BEHIND.get(dimension))


def _suggested_value(points: Points) -> Decimal | None:
    return points.measured if points.measured_weight else points.total


def _share_column(
    key: str,
    title: str,
    value: Callable[[ScreeningLine], Decimal | None],
    behind: Behind | None = None,
) -> LineColumn:
    def text(line: ScreeningLine) -> str:
        share = value(line)
        return NONE_TEXT if share is None else share_text(share)

    shown: Column[ScreeningLine] = Column(key, title, text, RIGHT, 70)
    return LineColumn(shown, value, behind)


def _last_amount(line: ScreeningLine) -> Decimal | None:
    last = line.evidence.last_year
    return None if last is None else last.amount


def _last_grade(line: ScreeningLine) -> str:
    last = line.evidence.last_year
    return (last.grade or "") if last is not None else ""
