"""What taking in a workbook of holidays would do, row by row, before it is done."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.holidays import weekday
from app.errors import AppError
from app.i18n import _
from app.services.holidays import PlannedHoliday, Verdict, take_in_holidays
from app.ui.context import Context
from app.ui.messages import show_error
from app.ui.on_screen import resize_on_screen
from app.ui.plain_table import RowTable
from app.ui.theme import GAP

Plan = Sequence[PlannedHoliday]
HEADINGS = (_("行"), _("结果"), _("日期"), _("星期"), _("休息/上班"), _("表里写的"), _("原因"))
WIDTHS = (50, 60, 100, 60, 80, 220)
TAKEN = (Verdict.ADDED, Verdict.UPDATED)


class HolidayImportDialog(QDialog):
    """Shows each row with what becomes of it; 导入 takes in the good ones."""

    def __init__(self, context: Context, file: str, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("holidayImport")
        self.setWindowTitle(_("导入节假日：{file}").format(file=file))
        self._context, self._plan = context, plan
        told = QLabel(summary(plan))
        told.setObjectName("planned")
        told.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.go: QPushButton = buttons.addButton(_("导入"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setObjectName("takeIn")
        self.go.setEnabled(any(one.verdict in TAKEN for one in plan))
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(told)
        column.addWidget(_table(plan), 1)
        column.addWidget(buttons)
        resize_on_screen(self, 1060, 500)

    @override
    def accept(self) -> None:
        try:
            take_in_holidays(self._context.desk, [one.line for one in self._plan])
        except AppError as error:
            show_error(self, error)
        else:
            super().accept()


def first_year(plan: Plan) -> int | None:
    """Return the first year of which days are taken in; None where none are."""
    drafts = [one.line.draft for one in plan if one.verdict in TAKEN]
    return min((one.day.year for one in drafts if one and one.day), default=None)


def summary(plan: Plan) -> str:
    """Say how many rows become what."""
    counts = [
        _("{verdict} {n}").format(
            verdict=verdict.label, n=sum(one.verdict is verdict for one in plan)
        )
        for verdict in Verdict
    ]
    told = _("共 {n:,} 行　·　").format(n=len(plan)) + "　·　".join(counts)
    if any(one.verdict is Verdict.REJECTED for one in plan):
        told += "\n" + _("退回的行不会导入，原因写在后面；在表里改好后可以再导入一次。")
    return told


def _table(plan: Plan) -> RowTable:
    table = RowTable("holidayPlan", HEADINGS, told=_("要导入的节假日"), widths=WIDTHS)
    table.setRowCount(len(plan))
    # what needs the eye first: the rows that are not taken
    order = sorted(plan, key=lambda one: one.verdict is not Verdict.REJECTED)
    for row, one in enumerate(order):
        for column, text in enumerate(_texts(one)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, column, item)
    return table


def _texts(one: PlannedHoliday) -> Sequence[str]:
    line, draft = one.line, one.line.draft
    if draft is None or draft.day is None:
        return (str(line.row), one.verdict.label, "", "", "", line.written, line.reason)
    shown = (draft.day.isoformat(), weekday(draft.day), draft.kind.label)
    return (str(line.row), one.verdict.label, *shown, line.written, "")
