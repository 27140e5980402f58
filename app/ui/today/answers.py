"""What becomes of a line of 今日, and of many tasks at once: each window asks for one thing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.tasks import LONGEST_TEXT
from app.domain.today import TodayLine
from app.domain.types import StaffId, TaskId
from app.i18n import _
from app.queries.office import staff_members
from app.services.form_drafts import drop_form_draft
from app.services.tasks import (
    assign_tasks,
    drop_task,
    drop_tasks,
    finish_task,
    finish_tasks,
    postpone_task,
    postpone_tasks,
)
from app.services.today import drop_occasion, finish_occasion, postpone_occasion
from app.ui.context import Context
from app.ui.day_field import quick_day
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field, pick, text
from app.ui.forms import Section
from app.ui.messages import ask
from app.ui.steps import Answer, StepDialog


class LineAnswers:
    """Opens the windows that finish, put off or drop a line, above ``parent``."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context, self._parent = context, parent

    def finish(self, line: TodayLine) -> None:
        """Ask what came of it and mark it done."""
        desk, occasion, task_id = self._context.desk, line.occasion, TaskId(line.subject_id)

        def done(answer: Answer) -> None:
            if occasion is not None:
                finish_occasion(desk, occasion, answer.outcome)
            else:
                finish_task(desk, task_id, answer.outcome)

        self._ask(_("完成"), line, outcome_field(), done)

    def postpone(self, line: TodayLine) -> None:
        """Ask for another day."""
        desk, occasion, task_id = self._context.desk, line.occasion, TaskId(line.subject_id)

        def put_off(answer: Answer) -> None:
            if occasion is not None:
                postpone_occasion(desk, occasion, answer.due_on)
            else:
                postpone_task(desk, task_id, answer.due_on)

        self._ask(_("推迟"), line, day_field(self._context.today()), put_off)

    def drop(self, line: TodayLine) -> None:
        """Ask why it is not to be done."""
        desk, occasion, task_id = self._context.desk, line.occasion, TaskId(line.subject_id)

        def dropped(answer: Answer) -> None:
            if occasion is not None:
                drop_occasion(desk, occasion, answer.reason)
            else:
                drop_task(desk, task_id, answer.reason)

        self._ask(_("不做"), line, reason_field(), dropped)

    def give_up(self, line: TodayLine) -> None:
        """Forget a form that was not saved, after asking: there is no way back."""
        told = _("“{title}”里填写的内容将丢掉，无法找回。").format(title=line.what)
        desk = self._context.desk
        ask(
            self._parent,
            _("丢弃没填完的内容"),
            told,
            _("丢弃"),
            lambda: drop_form_draft(desk, line.subject_id),
        )

    def _ask(
        self, title: str, line: TodayLine, field: Field[Any], then: Callable[[Answer], None]
    ) -> None:
        about = _("{client}：{what}").format(client=line.client_name, what=line.what)
        StepDialog(title, about, field, then, self._parent).open()


class ManyTasks:
    """Opens the windows that do the same to many tasks."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context, self._parent = context, parent

    def finish(self, ids: Collection[TaskId]) -> None:
        """Ask what came of them and mark them done."""
        desk = self._context.desk
        self._ask(_("完成"), ids, outcome_field(), lambda a: finish_tasks(desk, ids, a.outcome))

    def postpone(self, ids: Collection[TaskId]) -> None:
        """Ask for another day."""
        desk, field = self._context.desk, day_field(self._context.today())
        self._ask(_("推迟"), ids, field, lambda a: postpone_tasks(desk, ids, a.due_on))

    def drop(self, ids: Collection[TaskId]) -> None:
        """Ask why they are not to be done."""
        desk = self._context.desk
        self._ask(_("不做"), ids, reason_field(), lambda a: drop_tasks(desk, ids, a.reason))

    def assign(self, ids: Collection[TaskId]) -> None:
        """Ask who is to do them."""
        AssignDialog(self._context, ids, self._parent).open()

    def _ask(
        self,
        title: str,
        ids: Collection[TaskId],
        field: Field[Any],
        then: Callable[[Answer], object],
    ) -> None:
        def answered(answer: Answer) -> None:
            then(answer)

        about = _("选中的 {n:,} 项待办").format(n=len(ids))
        StepDialog(title, about, field, answered, self._parent).open()


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who is to do it."""

    staff_id: StaffId | None = None


class AssignDialog(DraftDialog[Assigned]):
    """Asks who is to do some tasks."""

    def __init__(self, context: Context, ids: Collection[TaskId], parent: QWidget) -> None:
        self._desk, self._ids = context.desk, ids
        with context.db.read() as session:
            members = staff_members(session, active_only=True)
        options = [(None, ""), *((one.id, one.name) for one in members)]
        field = pick("staff_id", _("交给谁"), lambda: options, required=True)
        title = _("改负责人：选中的 {n:,} 项待办").format(n=len(ids))
        super().__init__(title, [Section("", [field])], Assigned(), parent, columns=1)
        self.setObjectName("assign")
        self.resize(420, 170)

    @override
    def save(self, draft: Assigned) -> None:
        assign_tasks(self._desk, self._ids, draft.staff_id)


def outcome_field() -> Field[Any]:
    """Ask what came of it."""
    return text("outcome", _("结果"), max_length=LONGEST_TEXT, hint=_("怎么样了；可以不填"))


def day_field(today: date) -> Field[Any]:
    """Ask for another day."""
    return quick_day("due_on", _("推迟到"), today, required=True)


def reason_field() -> Field[Any]:
    """Ask why it is not to be done."""
    return text("reason", _("为什么不做"), max_length=LONGEST_TEXT, required=True)
