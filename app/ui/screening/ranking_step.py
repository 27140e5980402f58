"""Step 5: rank, score and grade of every client, against last year, and the whole in pictures."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.screening.line import ScreeningLine
from app.domain.screening.spread import Bar, Movement, grade_counts, line_grades, score_histogram
from app.domain.screening.texts import points_text
from app.domain.written import amount_text
from app.i18n import _
from app.paper.charts import CountBar, draw_grades, draw_pareto, draw_spread
from app.ui.charts import ChartView
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.screening.behind import show_behind
from app.ui.screening.columns import (
    LineColumn,
    evidence_columns,
    given_columns,
    grade_column,
    line_movement,
    movement_column,
    name_columns,
    rank_column,
    total_columns,
)
from app.ui.screening.detail import LineDetail
from app.ui.screening.line_list import LineList
from app.ui.screening.opened import Opened
from app.ui.screening.step import Step, heading

CHART_HEIGHT = 140


class RankingStep(Step):
    """The ranking; a click on a bar shows just the clients behind it."""

    title = _("排名与等级")
    hint = _("点图中的柱子只看那些客户；双击客户名打开档案，双击数字看明细。带 * 的是改过的分数。")

    def __init__(self, context: Context) -> None:
        super().__init__(context, "rankingStep")
        self.lines = LineList(context, "rankingTable", self._columns(), ("rank", False))
        self.movement = self.lines.add_chip(
            FilterChip("movement", _("升降"), [(one, one.label) for one in Movement]),
            lambda line: (
                None if self.opened is None else line_movement(line, self.opened.head.rules)
            ),
        )
        self.grades = ChartView("gradeChart", _("各等级客户数"), height=CHART_HEIGHT)
        self.spread = ChartView("spreadChart", _("得分率分布"), height=CHART_HEIGHT)
        self.pareto = ChartView("paretoChart", _("预订额集中程度"), height=CHART_HEIGHT)
        self._lay_out()
        self.lines.number_wanted.connect(self._go)
        self.grades.bar_clicked.connect(self._show_grade)
        self.spread.bar_clicked.connect(self._show_scores)
        self.pareto.bar_clicked.connect(self._show_largest)
        self._largest: Sequence[ScreeningLine] = ()
        self._bars: Sequence[Bar] = ()
        self._names: Sequence[CountBar] = ()

    @override
    def show_opened(self, opened: Opened | None) -> None:
        super().show_opened(opened)
        self.lines.show_opened(opened)
        if opened is not None:
            self._draw_grades(opened)
            self._draw_spread(opened)
            self._draw_pareto(opened)

    @override
    def entered(self) -> None:
        self.lines.table.setFocus()

    def _columns(self) -> list[LineColumn]:
        evidence = {one.column.key: one for one in evidence_columns()}
        return [
            rank_column(),
            *name_columns(),
            grade_column(),
            evidence["last_grade"],
            movement_column(self.rules),
            *total_columns(),
            *given_columns(),
            evidence["amount"],
            evidence["last_amount"],
        ]

    def _draw_grades(self, opened: Opened) -> None:
        counted = grade_counts(line_grades(opened.lines), opened.head.rules)
        self._names = bars = [CountBar(one.grade or _("无等级"), one.clients) for one in counted]
        text = _("{name}：{n:,} 个客户，{amount} 元（点击只看这些客户）")
        self.grades.show_drawing(
            lambda painter, area, style: draw_grades(painter, area, bars, style),
            lambda key: text.format(
                name=bars[key].name, n=bars[key].count, amount=amount_text(counted[key].amount)
            ),
        )

    def _draw_spread(self, opened: Opened) -> None:
        percents = [p for line in opened.lines if (p := line.result.percent) is not None]
        self._bars = histogram = score_histogram(percents)
        bars = [CountBar(points_text(bar.low or Decimal(0)), bar.count) for bar in histogram]
        self.spread.show_drawing(
            lambda painter, area, style: draw_spread(painter, area, bars, style),
            lambda key: _("{step}：{n:,} 个").format(step=_step(histogram[key]), n=bars[key].count),
        )

    def _draw_pareto(self, opened: Opened) -> None:
        self._largest = ordered = sorted(opened.lines, key=lambda line: -line.evidence.amount)
        amounts = [line.evidence.amount for line in ordered]
        self.pareto.show_drawing(
            lambda painter, area, style: draw_pareto(painter, area, amounts, style),
            lambda key: (
                _("其余客户")
                if key < 0
                else f"{ordered[key].name} {amount_text(ordered[key].evidence.amount)}"
            ),
        )

    def _show_grade(self, place: int) -> None:
        name, last = self._names[place].name, place == len(self._names) - 1
        self._only(
            _("{name} 级").format(name=name) if not last else name,
            lambda line: line.result.grade == (None if last else name),
        )

    def _show_scores(self, place: int) -> None:
        bar = self._bars[place]

        def within(line: ScreeningLine) -> bool:
            percent = line.result.percent
            low, high = bar.low or Decimal(0), bar.high
            return percent is not None and percent >= low and (high is None or percent < high)

        self._only(_("得分率 {step}").format(step=_step(bar)), within)

    def _show_largest(self, place: int) -> None:
        if place >= 0:
            self.lines.table.go_to(self._largest[place].id)
            self.lines.table.setFocus()

    def _only(self, title: str, wanted: Callable[[ScreeningLine], bool]) -> None:
        lines = () if self.opened is None else self.opened.lines
        ids: Collection[int] = {line.id for line in lines if wanted(line)}
        self.lines.show_only(title, ids)

    def _go(self, line: ScreeningLine, column: LineColumn) -> None:
        if self.opened is not None and column.behind is not None:
            show_behind(self.context, self.opened.head, line, column.behind)
        else:
            self.context.navigator.client_wanted.emit(line.client_id)

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for title, chart in (
            (_("各等级客户数"), self.grades),
            (_("得分率分布"), self.spread),
            (_("预订额集中程度"), self.pareto),
        ):
            column.addWidget(heading(title))
            column.addWidget(chart)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(side)
        self.detail = LineDetail(self.context)
        self.lines.current_changed.connect(lambda line: self.detail.show_line(self.opened, line))
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(area, _("图表"))
        tabs.addTab(self.detail, _("选中的客户"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.lines)
        split.addWidget(tabs)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setSizes([10_000, 380])
        self.body.addWidget(split, 1)


def _step(bar: Bar) -> str:
    low = points_text(bar.low or Decimal(0))
    if bar.high is None:
        return _("{low} 以上").format(low=low)
    return _("{low}–{high}").format(low=low, high=points_text(bar.high))
