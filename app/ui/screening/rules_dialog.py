"""The rules of one screening, with what they would make of the office before they are kept."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.screening.line import LineTotal, ScreeningLine
from app.domain.screening.points import Judgements, Part
from app.domain.screening.rules import ScreeningRules
from app.domain.screening.scoring import measured_values
from app.domain.screening.spread import grade_counts
from app.domain.screening.trying import YearSpread, tried
from app.domain.types import Dimension
from app.errors import AppError, InvalidInputError
from app.i18n import _
from app.paper.charts import CountBar, draw_spread
from app.services.screening.changing_rules import change_rules
from app.ui.charts import ChartView
from app.ui.context import Context
from app.ui.detail import faint
from app.ui.messages import ask_unsaved, show_error
from app.ui.progress import run_with_progress
from app.ui.rules import RulesEditor
from app.ui.screening.opened import Opened
from app.ui.screening.step import heading
from app.ui.theme import GAP
from app.ui.workers import Job

PAUSE = 300
"""Milliseconds without typing before the outcome is worked out."""


class RulesDialog(QDialog):
    """Edits the rules of one screening; Ctrl+S keeps them and scores every client anew."""

    def __init__(self, context: Context, opened: Opened, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rulesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("修改评分规则 — {year} 年").format(year=opened.head.year))
        self._context, self._opened = context, opened
        self._spread = _spread(opened)
        values: dict[Dimension, list[Decimal]] = {
            one: measured_values(self._spread.evidence, one, opened.head.rules)
            for one in Dimension
            if one is not Dimension.FUTURE
        }
        self.editor = RulesEditor(opened.head.rules, values)
        self.before, self.after = _chart("before"), _chart("after")
        self._note = faint()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._try)
        self.editor.edited.connect(self._pause.start)
        self._lay_out()
        self._show(self.before, [line.result for line in opened.lines], opened.head.rules)
        self._try()
        self.resize(1080, 640)

    @override
    def accept(self) -> None:
        try:
            rules = self.editor.rules()
        except InvalidInputError:
            return
        screening_id, desk = self._opened.head.id, self._context.desk

        def work(job: Job) -> None:
            job.report(0, 0, _("正在按新规则计分"))
            change_rules(desk, screening_id, rules)

        run_with_progress(
            self._context.workers, self, _("评分规则"), work, lambda _n: self.done(1), self._failed
        )

    @override
    def reject(self) -> None:
        if self._is_dirty():
            ask_unsaved(self, self.accept, self._drop)
        else:
            self._drop()

    def _drop(self) -> None:
        """Close without saving; connected to ``super().reject`` Qt would call ``reject`` again."""
        super().reject()

    def _is_dirty(self) -> bool:
        try:
            return self.editor.rules() != self._opened.head.rules
        except InvalidInputError:
            return True

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        show_error(self, error)

    def _try(self) -> None:
        try:
            rules = self.editor.rules()
        except InvalidInputError:
            self._note.setText(_("规则有误，改正以后再看结果。"))
            self.after.show_drawing(None)
            return
        spread, cut_off_on = self._spread, self._opened.head.cut_off_on
        self._note.setText(_("正在试算…"))

        def done(results: Sequence[LineTotal]) -> None:
            self._note.setText(_("保存以前不改动任何得分；手工评分和改动过的分数都保留。"))
            self._show(self.after, results, rules)

        self._context.workers.run(
            self, lambda _job: tried(spread, rules, cut_off_on), done, self._failed
        )

    def _show(self, chart: ChartView, results: Sequence[LineTotal], rules: ScreeningRules) -> None:
        amounts = [one.amount for one in self._spread.evidence]
        graded = zip((one.grade for one in results), amounts, strict=True)
        bars = [
            CountBar(one.grade or _("无等级"), one.clients) for one in grade_counts(graded, rules)
        ]
        chart.show_drawing(
            lambda painter, area, style: draw_spread(painter, area, bars, style),
            lambda key: _("{name}：{n:,} 个").format(name=bars[key].name, n=bars[key].count),
        )

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        for title, chart in ((_("现在"), self.before), (_("按这些规则"), self.after)):
            side.addWidget(heading(title))
            side.addWidget(chart)
        side.addWidget(self._note)
        side.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.editor, 3)
        row.addLayout(side, 1)
        buttons = QDialogButtonBox()
        save = buttons.addButton(_("保存并重新计分"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("save")
        save.setToolTip("Ctrl+S")
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+S"), self, self.accept)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addLayout(row, 1)
        column.addWidget(buttons)


def _chart(name: str) -> ChartView:
    return ChartView(name, _("各等级客户数"), height=150)


def _given(line: ScreeningLine) -> Judgements:
    """Return what people decided about a line; those points stay whatever the rules say."""
    pairs = [
        ((one.dimension, part), given)
        for one in line.points.values()
        for part, given in ((Part.MEASURED, one.override), (Part.HAND, one.hand))
    ]
    return {key: given for key, given in pairs if given is not None}


def _spread(opened: Opened) -> YearSpread:
    return YearSpread(
        [line.evidence for line in opened.lines], [_given(line) for line in opened.lines]
    )
