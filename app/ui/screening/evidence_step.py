"""Step 3: what the files say of every client, and the points that follow."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter
from typing_extensions import override

from app.domain.rights import Right
from app.domain.screening.line import ScreeningLine
from app.i18n import _
from app.ui.context import Context
from app.ui.screening.behind import show_behind
from app.ui.screening.columns import (
    LineColumn,
    evidence_columns,
    name_columns,
    suggested_columns,
)
from app.ui.screening.detail import LineDetail
from app.ui.screening.line_list import LineList
from app.ui.screening.opened import Opened
from app.ui.screening.rules_dialog import RulesDialog
from app.ui.screening.step import Step


class EvidenceStep(Step):
    """The table of the evidence, and beside it the client under the cursor."""

    title = _("依据与建议分")
    hint = _("双击数字（或按回车）看明细；右边写明得分的理由。要看十二个月，在表头上点右键勾选。")

    def __init__(self, context: Context) -> None:
        super().__init__(context, "evidenceStep")
        columns = [*name_columns(), *suggested_columns(), *evidence_columns()]
        self.lines = LineList(context, "evidenceTable", columns, ("amount", True))
        self.detail = LineDetail(context)
        self.lines.current_changed.connect(self._show_line)
        self.lines.number_wanted.connect(self._go)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.lines)
        split.addWidget(self.detail)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setSizes([10_000, 400])
        self.body.addWidget(split, 1)
        self._rules = self.add_button(
            "editRules",
            _("修改评分规则…"),
            "sliders-horizontal",
            self._edit_rules,
            _("权重、分档、等级；保存以前先看结果分布"),
            needs=Right.APPROVE,
        )

    @override
    def show_opened(self, opened: Opened | None) -> None:
        super().show_opened(opened)
        self._rules.setEnabled(opened is not None and not opened.frozen)
        self.lines.show_opened(opened)

    @override
    def entered(self) -> None:
        self.lines.table.setFocus()

    def _show_line(self, line: ScreeningLine | None) -> None:
        self.detail.show_line(self.opened, line)

    def _go(self, line: ScreeningLine, column: LineColumn) -> None:
        if self.opened is not None and column.behind is not None:
            show_behind(self.context, self.opened.head, line, column.behind)
        else:
            self.context.navigator.client_wanted.emit(line.client_id)

    def _edit_rules(self) -> None:
        if self.opened is not None:
            RulesDialog(self.context, self.opened, self).open()
