"""The short windows of a problem's life: answered, solved, closed, reopened; a department asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app.domain.cases import LONGEST, AnswerDraft, ClosingDraft, SolutionDraft, StepDraft
from app.domain.types import DepartmentId, Reaction
from app.i18n import _
from app.queries.case_counts import department_rows
from app.queries.one_case import CaseRecord
from app.ui import fields
from app.ui.cases.dialog import moment_field
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field
from app.ui.forms import Dataclass, Section

D = TypeVar("D", bound=Dataclass)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a problem is taken up again."""

    reason: str = ""


class LifeDialog(DraftDialog[D]):
    """Asks for one draft about a problem, which is named above it, and hands it on."""

    def __init__(
        self,
        name: str,
        title: str,
        about: str,
        asked: Sequence[Field[Any]],
        draft: D,
        *,
        then: Callable[[D], object],
        parent: QWidget | None,
        columns: int = 2,
    ) -> None:
        super().__init__(title, [Section("", asked)], draft, parent, columns=columns)
        self.setObjectName(name)
        self._then = then
        told = QLabel(about)
        told.setObjectName("about")
        told.setProperty("role", "heading")
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.resize(640, 420)

    @override
    def save(self, draft: D) -> None:
        self._then(draft)


def about(record: CaseRecord) -> str:
    """Name a problem in one line."""
    row = record.row
    return f"{row.number}　{row.client_name}：{row.title}"


def answer_dialog(
    context: Context,
    record: CaseRecord,
    then: Callable[[AnswerDraft], object],
    parent: QWidget | None,
) -> LifeDialog[AnswerDraft]:
    """Ask what the client was answered, and when."""
    at = (record.row.answered_at or context.desk.now()).astimezone()
    draft = AnswerDraft(record.answer, at.date(), at.time().replace(second=0, microsecond=0))
    asked = (
        fields.long_text("answer", _("怎样答复客户的"), lines=6, required=True),
        fields.day("answered_on", _("答复日期"), required=True),
        moment_field("answered_time", _("答复时间")),
    )
    title = _("答复客户")
    told = about(record)
    return LifeDialog("answerDialog", title, told, asked, draft, then=then, parent=parent)


def solution_dialog(
    record: CaseRecord, then: Callable[[SolutionDraft], object], parent: QWidget | None
) -> LifeDialog[SolutionDraft]:
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
    made = LifeDialog(
        "solutionDialog", title, about(record), asked, draft, then=then, parent=parent
    )
    made.resize(680, 560)
    return made


def closing_dialog(
    record: CaseRecord, then: Callable[[ClosingDraft], object], parent: QWidget | None
) -> LifeDialog[ClosingDraft]:
    """Ask what the client said of the solution."""
    asked = (
        fields.choice("satisfaction", _("客户是否满意"), Reaction, optional=True, required=True),
        fields.long_text("closing_words", _("客户怎么说的"), lines=5),
    )
    made = LifeDialog(
        "closingDialog",
        _("问过客户，关闭"),
        about(record),
        asked,
        ClosingDraft(),
        then=then,
        parent=parent,
    )
    made.resize(560, 340)
    return made


def reopen_dialog(
    record: CaseRecord, then: Callable[[Reason], object], parent: QWidget | None
) -> LifeDialog[Reason]:
    """Ask why a problem is taken up again."""
    asked = (fields.long_text("reason", _("为什么重新处理"), lines=4, required=True),)
    made = LifeDialog(
        "reopenDialog",
        _("重新处理"),
        about(record),
        asked,
        Reason(),
        then=then,
        parent=parent,
        columns=1,
    )
    made.resize(520, 280)
    return made


def step_dialog(
    context: Context,
    record: CaseRecord,
    draft: StepDraft,
    then: Callable[[StepDraft], object],
    parent: QWidget | None,
) -> LifeDialog[StepDraft]:
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
    told = about(record)
    made = LifeDialog(
        "stepDialog", _step_title(draft), told, asked, draft, then=then, parent=parent
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
