"""What departments have to do about a problem, as a table with its buttons."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.domain.types import CaseId
from app.i18n import _
from app.queries.one_case import StepRow
from app.ui.buttons import named_button
from app.ui.cases.life import CaseLife
from app.ui.cases.output import preview_sheets
from app.ui.cases.texts import LATE_MARK
from app.ui.context import Context
from app.ui.keys import keys_on
from app.ui.rights import offer_only_with
from app.ui.small_table import SmallTable
from app.ui.tables import Column
from app.ui.theme import GAP, current_look


class StepsTable(QWidget):
    """Shows the departments asked. Ctrl+N asks one, Enter changes, Ctrl+R answers, Del deletes."""

    def __init__(
        self, context: Context, life: CaseLife, case_id: CaseId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("caseSteps")
        self._context, self._life, self._case_id = context, life, case_id
        self.table: SmallTable[StepRow] = SmallTable(
            _columns(context.today()), context.preferences, "caseStepsTable"
        )
        self._buttons: list[QPushButton] = []
        self._lay_out()
        self.table.opened.connect(lambda _id: self.edit())
        self.table.chosen_changed.connect(self._follow)

    def show_steps(self, steps: Sequence[StepRow]) -> None:
        """Show these steps."""
        self.table.show_rows(steps)
        self._follow()

    def add(self) -> None:
        """Ask a department."""
        self._life.ask_department(self._case_id)

    def edit(self) -> None:
        """Change the step under the cursor."""
        if (step := self.table.current()) is not None and self._life.may_lead:
            self._life.edit_step(self._case_id, step)

    def answer(self) -> None:
        """Note what the department answered."""
        if (step := self.table.current()) is not None:
            self._life.edit_step(self._case_id, step, answered=step.draft.answered_on is None)

    def delete(self) -> None:
        """Take the step under the cursor back."""
        if (step := self.table.current()) is not None:
            self._life.delete_step(step)

    def print_sheet(self) -> None:
        """Show the sheet of the department under the cursor."""
        if (step := self.table.current()) is not None:
            preview_sheets(self._context, self, self._case_id, step.id)

    def _follow(self) -> None:
        for button in self._buttons[1:]:
            may = self._life.may_lead or button.objectName() == "printStep"
            button.setEnabled(may and self.table.current() is not None)

    def _lay_out(self) -> None:
        title = QLabel(_("责任部门"))
        title.setProperty("role", "heading")
        row = QHBoxLayout()
        row.addWidget(title)
        row.addSpacing(GAP)
        for name, text, icon_name, keys, then, needs in (
            ("addStep", _("交给部门"), "plus", "Ctrl+N", self.add, Right.LOG),
            ("answerStep", _("记下答复"), "check", "Ctrl+R", self.answer, Right.LOG),
            ("editStep", _("修改"), "square-pen", "", self.edit, Right.LOG),
            ("printStep", _("处理单"), "printer", "", self.print_sheet, Right.SEE),
            ("deleteStep", _("删除"), "trash-2", "Del", self.delete, Right.LOG),
        ):
            button = self._button(name, text, icon_name, keys, then)
            offer_only_with(self._context, needs, button)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def _button(
        self, name: str, text: str, icon_name: str, keys: str, then: Callable[[], None]
    ) -> QPushButton:
        button = named_button(name, text, icon_name, then)
        if keys:
            button.setToolTip(f"{text} ({keys})")
            if keys == "Del":
                keys_on(self.table, keys, button.click)
            else:
                QShortcut(QKeySequence(keys), self, button.click)
        self._buttons.append(button)
        return button


def _columns(today: date) -> Sequence[Column[StepRow]]:
    def state(row: StepRow) -> str:
        if row.draft.answered_on is not None:
            return _("已答复 {day}").format(day=row.draft.answered_on)
        return f"{LATE_MARK} " + _("逾期未答复") if row.is_late(today) else _("等待答复")

    def colour(row: StepRow) -> str:
        return current_look().bad if row.is_late(today) else ""

    def day(value: date | None) -> str:
        return "" if value is None else value.isoformat()

    return (
        Column("department", _("部门"), lambda r: r.department, width=70, sortable=False),
        Column("state", _("状态"), state, width=132, colour=colour, sortable=False),
        Column("due_on", _("期限"), lambda r: day(r.draft.due_on), width=90, sortable=False),
        Column("asked", _("要做什么"), lambda r: r.draft.asked, width=146, sortable=False),
        Column("answer", _("答复"), lambda r: r.draft.answer, width=146, sortable=False),
        Column("person", _("经办人"), lambda r: r.draft.person, width=70, sortable=False),
        Column("asked_on", _("交办"), lambda r: day(r.draft.asked_on), width=90, sortable=False),
    )
