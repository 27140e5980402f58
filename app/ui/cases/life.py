"""What can be done to a problem from wherever it is shown."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.db import Desk
from app.domain.case_course import move_problem
from app.domain.cases import StepDraft
from app.domain.rights import Right
from app.domain.types import CaseId, CaseState, Severity
from app.errors import AppError
from app.i18n import _
from app.queries.one_case import CaseRecord, StepRow, case_record
from app.services.case_steps import add_step, change_step, delete_step
from app.services.cases import (
    answer_case,
    change_solution,
    close_case,
    delete_cases,
    reopen_case,
    set_severity,
    solve_case,
    take_up_case,
)
from app.ui.cases.dialog import CaseDialog
from app.ui.cases.life_dialogs import (
    answer_dialog,
    closing_dialog,
    reopen_dialog,
    solution_dialog,
    step_dialog,
)
from app.ui.context import Context
from app.ui.messages import show_error, tell


class CaseLife:
    """Opens the windows that lead a problem on, above ``parent``.

    Attributes:
        may_lead: Who sits here may lead problems on; where not, nothing of this is offered.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context, self._parent = context, parent
        self.may_lead = context.may(Right.LOG)

    def move(self, case_id: CaseId, wanted: CaseState) -> None:
        """Bring a problem into another state, asking for what that needs; or say why not."""
        if (record := self._record(case_id)) is None:
            return
        if why := move_problem(record.row.state, wanted):
            show_error(self._parent, AppError(why))
            return
        if wanted is CaseState.SOLVED:
            self.solve(case_id)
        elif wanted is CaseState.CLOSED:
            self.close(case_id)
        elif record.row.state is CaseState.WAITING:
            self.take_up(case_id)
        else:
            self.reopen(case_id)

    def advance(self, case_id: CaseId) -> None:
        """Bring a problem one state on."""
        if (record := self._record(case_id)) is not None:
            states = list(CaseState)
            place = states.index(record.row.state) + 1
            if place < len(states):
                self.move(case_id, states[place])

    def take_up(self, case_id: CaseId) -> None:
        """Begin to work on it."""
        self._with(case_id, lambda r: take_up_case(self._desk, case_id, version=r.row.version))

    def answer(self, case_id: CaseId) -> None:
        """Ask what the client was answered."""

        def ask(record: CaseRecord) -> None:
            version = record.row.version
            answer_dialog(
                self._context,
                record,
                lambda draft: answer_case(self._desk, case_id, draft, version=version),
                self._parent,
            ).open()

        self._with(case_id, ask)

    def solve(self, case_id: CaseId) -> None:
        """Ask what was done; a solved one's account is corrected."""

        def ask(record: CaseRecord) -> None:
            keep = solve_case if record.row.solved_at is None else change_solution
            version = record.row.version
            solution_dialog(
                record,
                lambda draft: keep(self._desk, case_id, draft, version=version),
                self._parent,
            ).open()

        self._with(case_id, ask)

    def close(self, case_id: CaseId) -> None:
        """Ask what the client said."""

        def ask(record: CaseRecord) -> None:
            version = record.row.version
            closing_dialog(
                record,
                lambda draft: close_case(self._desk, case_id, draft, version=version),
                self._parent,
            ).open()

        self._with(case_id, ask)

    def reopen(self, case_id: CaseId) -> None:
        """Ask why it is taken up again."""

        def ask(record: CaseRecord) -> None:
            version = record.row.version
            reopen_dialog(
                record,
                lambda draft: reopen_case(self._desk, case_id, draft.reason, version=version),
                self._parent,
            ).open()

        self._with(case_id, ask)

    def edit(self, case_id: CaseId) -> None:
        """Change what was noted of it."""
        dialog = CaseDialog.for_case(self._context, case_id, self._parent)
        if dialog is None:
            self._tell_gone()
        else:
            dialog.open()

    def rate(self, case_id: CaseId, severity: Severity) -> None:
        """Say how serious it is."""

        def keep(record: CaseRecord) -> None:
            set_severity(self._desk, case_id, severity, version=record.row.version)

        self._with(case_id, keep)

    def delete(self, case_ids: list[CaseId]) -> None:
        """Put problems into the recycle bin."""
        if case_ids:
            delete_cases(self._desk, case_ids)

    def ask_department(self, case_id: CaseId) -> None:
        """Hand it, or a part of it, to a department."""

        def ask(record: CaseRecord) -> None:
            draft = StepDraft(asked_on=self._context.today(), due_on=record.row.solve_due_on)
            if draft.due_on is not None and draft.due_on < self._context.today():
                draft = replace(draft, due_on=None)
            step_dialog(
                self._context,
                record,
                draft,
                lambda made: add_step(self._desk, case_id, made),
                self._parent,
            ).open()

        self._with(case_id, ask)

    def edit_step(self, case_id: CaseId, step: StepRow, *, answered: bool = False) -> None:
        """Change what a department has to do; ``answered`` proposes that it answered today."""

        def ask(record: CaseRecord) -> None:
            dialog = step_dialog(
                self._context,
                record,
                step.draft,
                lambda made: change_step(self._desk, step.id, made, version=step.version),
                self._parent,
            )
            if answered:
                dialog.setWindowTitle(_("部门的答复"))
                editor = dialog.form.editor("answered_on")
                editor.setProperty("text", self._context.today().isoformat())
                dialog.form.editor("answer").setFocus()
            dialog.open()

        self._with(case_id, ask)

    def delete_step(self, step: StepRow) -> None:
        """Take back what was handed to a department by mistake."""
        try:
            delete_step(self._desk, step.id, version=step.version)
        except AppError as error:
            show_error(self._parent, error)

    @property
    def _desk(self) -> Desk:
        return self._context.desk

    def _with(self, case_id: CaseId, then: Callable[[CaseRecord], object]) -> None:
        record = self._record(case_id)
        if record is None:
            return
        try:
            then(record)
        except AppError as error:
            show_error(self._parent, error)

    def _record(self, case_id: CaseId) -> CaseRecord | None:
        with self._context.db.read() as session:
            record = case_record(session, case_id)
        if record is None:
            self._tell_gone()
        return record

    def _tell_gone(self) -> None:
        tell(self._parent, _("已经没有了"), _("这个问题已被删除，可在回收站里恢复。"))
