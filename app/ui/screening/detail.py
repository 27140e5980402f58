"""One client of the screening: its months, its numbers, and why it has which points."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.screening.line import ScreeningLine
from app.domain.screening.printed import reason_sentence
from app.domain.screening.texts import points_text
from app.domain.types import Dimension
from app.domain.written import amount_text
from app.i18n import _
from app.paper.charts import draw_months
from app.queries.screening.behind import Figure
from app.queries.trade import trade_years
from app.ui.buttons import ActionButton
from app.ui.charts import ChartView
from app.ui.context import Context
from app.ui.detail import faint
from app.ui.screening.behind import Behind, show_behind
from app.ui.screening.columns import grade_text, suggested_text
from app.ui.screening.figures import FigureGrid
from app.ui.screening.opened import Opened
from app.ui.screening.override import OverrideDialog
from app.ui.theme import GAP

Months = Sequence[Decimal]


NARROWEST = 300


class LineDetail(QScrollArea):
    """Shows the line under the cursor; every number leads to its rows."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lineDetail")
        self._context = context
        self._opened: Opened | None = None
        self._line: ScreeningLine | None = None
        self._content = QWidget()
        self._name, self._summary = ActionButton(), faint()
        self.chart = ChartView("months", _("十二个月与去年"), height=150)
        self.figures = FigureGrid()
        self.blocks = [DimensionBlock(one) for one in Dimension]
        self._remark = faint()
        self._lay_out()
        self.chart.bar_clicked.connect(lambda month: self._go(Behind(Figure.AMOUNT, month=month)))
        self.figures.wanted.connect(self._go)
        for block in self.blocks:
            block.change_wanted.connect(self._change)

    def show_line(self, opened: Opened | None, line: ScreeningLine | None) -> None:
        """Show a line of a screening, or nothing."""
        known = self._line is not None and line is not None and self._line.id == line.id
        self._opened, self._line = opened, line
        self._content.setVisible(line is not None)
        if opened is None or line is None:
            return
        self._name.setText(line.name)
        self._summary.setText(_summary(line))
        self.figures.show_evidence(line.evidence)
        self._remark.setText(_("备注：{text}").format(text=line.remark) if line.remark else "")
        for block in self.blocks:
            block.show_line(line, changeable=not opened.frozen)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(NARROWEST, self._content.minimumSizeHint().width() + bar))
        if not known:
            self._draw_months(opened, line)
            self.verticalScrollBar().setValue(0)

    def _draw_months(self, opened: Opened, line: ScreeningLine) -> None:
        with self._context.db.read() as session:
            years = {one.year: one.amounts for one in trade_years(session, line.client_id)}
        last: Months | None = years.get(opened.head.year - 1)
        now: Months = line.evidence.months
        self.chart.show_drawing(
            lambda painter, area, style: draw_months(painter, area, now, last, style),
            lambda month: _month_text(month, now, last),
        )

    def _go(self, behind: Behind) -> None:
        if self._opened is not None and self._line is not None:
            show_behind(self._context, self._opened.head, self._line, behind)

    def _change(self, dimension: Dimension) -> None:
        if self._opened is not None and self._line is not None:
            OverrideDialog(self._context, self._opened, self._line, dimension, self).open()

    def _lay_out(self) -> None:
        self._name.setObjectName("lineName")
        self._name.setProperty("role", "link")
        self._name.setFlat(True)
        self._name.setToolTip(_("打开客户档案"))
        self._name.clicked.connect(self._open_client)
        column = QVBoxLayout(self._content)
        column.setSpacing(GAP)
        column.addWidget(self._name, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._summary, self.chart, self.figures, *self.blocks, self._remark):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(NARROWEST)
        self._content.hide()

    def _open_client(self) -> None:
        if self._line is not None:
            self._context.navigator.client_wanted.emit(self._line.client_id)


class DimensionBlock(QFrame):
    """The points of one dimension with the sentence that says why.

    Signals:
        change_wanted: dimension: other points are to be put in place of the suggested ones.
    """

    change_wanted = Signal(object)

    def __init__(self, dimension: Dimension, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._dimension = dimension
        self._points, self._reason = QLabel(), faint()
        self._points.setProperty("role", "heading")
        self._points.setObjectName(f"{dimension.value}Points")
        self._reason.setObjectName(f"{dimension.value}Reason")
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._change = ActionButton(_("改分…"))
        self._change.setObjectName(f"{dimension.value}Change")
        self._change.setToolTip(_("把建议分改为您认为合适的分数，须写理由"))
        self._change.clicked.connect(lambda _on: self.change_wanted.emit(dimension))
        row = QHBoxLayout()
        row.addWidget(self._points, 1)
        row.addWidget(self._change)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 4, GAP, 6)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._reason)

    def show_line(self, line: ScreeningLine, *, changeable: bool) -> None:
        """Show this dimension of a line."""
        points = line.points[self._dimension]
        given = suggested_text(points) if points.total is None else points_text(points.total)
        text = _("{dimension}　{points} / {weight} 分")
        weight = points_text(points.weight)
        self._points.setText(
            text.format(dimension=self._dimension.label, points=given, weight=weight)
        )
        self._reason.setText(reason_sentence(points))
        self._change.setVisible(changeable and points.measured_weight > 0)


def _summary(line: ScreeningLine) -> str:
    result = line.result
    parts = [line.code, line.manager or _("未指定客户经理"), _("等级 ") + grade_text(line)]
    if line.rank is not None:
        parts.append(_("第 {rank} 名").format(rank=line.rank))
    if result.available:
        score = _("{total}/{available} 分")
        parts.append(
            score.format(total=points_text(result.total), available=points_text(result.available))
        )
    text = " · ".join(parts)
    for more in (result.reason, line.sent_back and _("退回：") + line.sent_back):
        text += f"\n{more}" if more else ""
    return text


def _month_text(month: int, now: Months, last: Months | None) -> str:
    text = _("{n}月 {amount} 元").format(n=month, amount=amount_text(now[month - 1]))
    if last is not None:
        text += _("，去年 {amount} 元").format(amount=amount_text(last[month - 1]))
    return text + _("（点击看明细）")
