"""The short windows of a problem's life: answered, solved, closed, reopened; a department asked."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.cases import (
    LONGEST,
    AnswerDraft,
    ClosingDraft,
    SolutionDraft,
    StepDraft,
    answer_problems,
    solution_problems,
    step_problems,
)
from app.domain.types import DepartmentId, Reaction
from app.i18n import _
from app.queries.case_counts import department_rows
from app.queries.one_case import CaseRecord
from app.ui import fields
from app.ui.asking import AboutDialog, Reason
from app.ui.context import Context
from app.ui.day_field import clock_time


def about(record: CaseRecord) -> str:
    """Name a problem in one line."""
    row = record.row
    return f"{row.number}　{row.client_name}：{row.title}"


def answer_dialog(
    context: Context,
    record: CaseRecord,
    then: Callable[[AnswerDraft], object],
    parent: QWidget | None,
) -> AboutDialog[AnswerDraft]:
    """Ask what the client was answered, and when."""
    at = (record.row.answered_at or context.desk.now()).astimezone()
    draft = AnswerDraft(record.answer, at.date(), at.time().replace(second=0, microsecond=0))
    asked = (
        fields.long_text("answer", _("怎样答复客户的"), lines=6, required=True),
        fields.day("answered_on", _("答复日期"), required=True),
        clock_time("answered_time", _("答复时间"), required=True),
    )
    title = _("答复客户")
    received = record.row.received_at.astimezone()
    made = AboutDialog(
        ("answerDialog", title, about(record)),
        asked,
        draft,
        then,
        parent,
        problems=lambda typed: answer_problems(
            typed, received=received, now=context.desk.now().astimezone()
        ),
    )
    made.resize(640, 420)
    return made


def solution_dialog(
    record: CaseRecord, then: Callable[[SolutionDraft], object], parent: QWidget | None
) -> AboutDialog[SolutionDraft]:
    """Ask what was done, what it cost, why it came about and what is done better."""
    draft = SolutionDraft(
        record.solution,
        record.compensation,
        record.compensation_amount,
        record.cause,
        record.improvement,
    )
    asked = (
        fields.long_text("solution", _("怎样解决的"), lines=4, required=True),
        fields.text("compensation", _("给客户的补偿"), max_length=LONGEST["compensation"]),
        fields.money("compensation_amount", _("补偿金额")),
        fields.long_text("cause", _("原因"), lines=3),
        fields.long_text("improvement", _("今后怎样改进"), lines=3),
    )
    title = _("已解决") if record.row.solved_at is None else _("修改解决情况")
    titles = ("solutionDialog", title, about(record))
    made = AboutDialog(titles, asked, draft, then, parent, problems=solution_problems)
    made.resize(680, 560)
    return made


def closing_dialog(
    record: CaseRecord, then: Callable[[ClosingDraft], object], parent: QWidget | None
) -> AboutDialog[ClosingDraft]:
    """Ask what the client said of the solution."""
    asked = (
        fields.choice("satisfaction", _("客户是否满意"), Reaction, optional=True, required=True),
        fields.long_text("closing_words", _("客户怎么说的"), lines=5),
    )
    titles = ("closingDialog", _("问过客户，关闭"), about(record))
    made = AboutDialog(titles, asked, ClosingDraft(), then, parent)
    made.resize(560, 340)
    return made


def reopen_dialog(
    record: CaseRecord, then: Callable[[Reason], object], parent: QWidget | None
) -> AboutDialog[Reason]:
    """Ask why a problem is taken up again."""
    asked = (fields.long_text("reason", _("为什么重新处理"), lines=4, required=True),)
    titles = ("reopenDialog", _("重新处理"), about(record))
    made = AboutDialog(titles, asked, Reason(), then, parent, columns=1)
    made.resize(520, 280)
    return made


def step_dialog(
    context: Context,
    record: CaseRecord,
    draft: StepDraft,
    then: Callable[[StepDraft], object],
    parent: QWidget | None,
) -> AboutDialog[StepDraft]:
    """Ask what a department has to do, or what it answered."""
    asked = (
        fields.pick(
            "department_id",
            _("责任部门"),
            _department_options(context, draft.department_id),
            required=True,
        ),
        fields.text("person", _("部门经办人"), max_length=LONGEST["person"]),
        fields.long_text("asked", _("要做什么"), lines=3, required=True),
        fields.day("asked_on", _("交办日期"), required=True),
        fields.day("due_on", _("期限")),
        fields.long_text("answer", _("部门的答复"), lines=3),
        fields.day("answered_on", _("答复日期")),
    )
    made = AboutDialog(
        ("stepDialog", _step_title(draft), about(record)),
        asked,
        draft,
        then,
        parent,
        problems=lambda typed: step_problems(typed, today=context.today()),
    )
    made.resize(640, 560)
    return made


def _step_title(draft: StepDraft) -> str:
    if draft.department_id is None:
        return _("交给部门")
    return _("修改交办") if draft.answered_on is None else _("部门的答复")


def _department_options(
    context: Context, own: DepartmentId | None
) -> Callable[[], Sequence[tuple[Any, str]]]:
    """Return the departments in use, and the one it is now."""

    def options() -> Sequence[tuple[Any, str]]:
        with context.db.read() as session:
            rows = department_rows(session)
        offered = [(row.id, row.name) for row in rows if row.active or row.id == own]
        return [(None, ""), *offered]

    return options
