"""What becomes of a next step: done, put off, or not to be done; each asks for one thing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.rights import Right
from app.domain.tasks import LONGEST_TEXT
from app.domain.types import TaskId
from app.i18n import _
from app.queries.tasks import task_rows
from app.services.tasks import drop_task, finish_task, postpone_task
from app.ui.asking import AboutDialog
from app.ui.buttons import named_button
from app.ui.context import Context
from app.ui.day_field import quick_day
from app.ui.fields import Field, text
from app.ui.rights import offer_only_with


@dataclass(frozen=True, slots=True)
class Answer:
    """What is asked for; each window asks for one of these."""

    outcome: str = ""
    reason: str = ""
    due_on: date | None = None


class StepDialog(AboutDialog[Answer]):
    """Asks for one value and does something with it; stays open while that is refused."""

    def __init__(
        self,
        title: str,
        about: str,
        field: Field[Any],
        then: Callable[[Answer], None],
        parent: QWidget,
    ) -> None:
        titles = ("step", title, about)
        super().__init__(titles, [field], Answer(), then, parent, columns=1)
        self.resize(480, 210)


class Steps:
    """Opens the windows that close or move a task, above ``parent``."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context, self._parent = context, parent

    def finish(self, task_id: TaskId) -> None:
        """Ask what came of it and mark it done."""
        field = text("outcome", _("结果"), max_length=LONGEST_TEXT, hint=_("怎么样了；可以不填"))
        desk = self._context.desk
        self._ask(
            _("完成"), task_id, field, lambda answer: finish_task(desk, task_id, answer.outcome)
        )

    def postpone(self, task_id: TaskId) -> None:
        """Ask for another day."""
        field = quick_day("due_on", _("推迟到"), self._context.today(), required=True)
        desk = self._context.desk
        self._ask(
            _("推迟"), task_id, field, lambda answer: postpone_task(desk, task_id, answer.due_on)
        )

    def drop(self, task_id: TaskId) -> None:
        """Ask why it is not to be done."""
        field = text("reason", _("为什么不做"), max_length=LONGEST_TEXT, required=True)
        desk = self._context.desk
        self._ask(_("不做"), task_id, field, lambda answer: drop_task(desk, task_id, answer.reason))

    def buttons(self, task_id: TaskId) -> list[QPushButton]:
        """Return the buttons of one task."""
        buttons = [
            named_button("finishStep", _("完成"), "check", lambda: self.finish(task_id)),
            named_button("postponeStep", _("推迟"), "clock", lambda: self.postpone(task_id)),
            named_button("dropStep", _("不做"), "ban", lambda: self.drop(task_id)),
        ]
        offer_only_with(self._context, Right.LOG, *buttons)
        return buttons

    def _ask(
        self,
        title: str,
        task_id: TaskId,
        field: Field[Any],
        then: Callable[[Answer], None],
    ) -> None:
        StepDialog(title, self._about(task_id), field, then, self._parent).open()

    def _about(self, task_id: TaskId) -> str:
        """Write for which client what was to be done by when."""
        with self._context.db.read() as session:
            tasks = task_rows(session, [task_id])
        told = _("{client}：{what}（{day}）")
        return "".join(
            told.format(client=one.client_name, what=one.title, day=one.due_on) for one in tasks
        )
