"""The window in which something to do is noted or changed, from anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.tasks import LONGEST_TEXT, TaskDraft, problems
from app.domain.types import TaskId, TaskKind
from app.i18n import _
from app.queries.tasks import task_draft
from app.services.tasks import add_task, change_task
from app.ui.client_field import client
from app.ui.context import Context
from app.ui.day_field import clock_time, quick_day
from app.ui.dialogs import DraftDialog
from app.ui.fields import choice, text
from app.ui.forms import Section
from app.ui.messages import tell
from app.ui.people_fields import contact, follow_client, staff_member


class TaskDialog(DraftDialog[TaskDraft]):
    """Notes something to do for a client, or changes it."""

    def __init__(
        self,
        context: Context,
        draft: TaskDraft,
        parent: QWidget,
        *,
        known: tuple[TaskId, int] | None = None,
    ) -> None:
        self._context = context
        self._task_id: TaskId | None = None
        if known is not None:
            self._task_id, self.version = known
        self._due_before = draft.due_on if known else None
        title = _("加待办") if known is None else _("修改待办")
        super().__init__(title, _sections(context, draft), draft, parent)
        self.setObjectName("task")
        self.resize(600, 430)
        self._client = follow_client(context, self.form)
        first = "client_id" if draft.client_id is None else "title"
        self.form.editor(first).setFocus()
        self.keep_typed(
            context,
            "task",
            title=self.windowTitle,
            record_id=None if known is None else known[0],
            client_id=self._client.picked_so_far,
        )
        self.lock(context.why_not(Right.LOG))

    @classmethod
    def for_new(cls, context: Context, draft: TaskDraft, parent: QWidget) -> "TaskDialog":
        """Make the window for something new; without a person it is for who sits at the desk."""
        staff_id = draft.staff_id or context.desk.staff_id
        return cls(context, replace(draft, staff_id=staff_id), parent)

    @classmethod
    def for_task(cls, context: Context, task_id: TaskId, parent: QWidget) -> "TaskDialog | None":
        """Make the window for a task; None when it is deleted."""
        with context.db.read() as session:
            found = task_draft(session, task_id)
        if found is None:
            return None
        return cls(context, found[0], parent, known=(task_id, found[1]))

    @override
    def problems(self, draft: TaskDraft) -> Mapping[str, str]:
        today = self._context.today()
        return problems(draft, earliest=min(today, self._due_before or today))

    @override
    def save(self, draft: TaskDraft) -> None:
        if self._task_id is None:
            add_task(self.saving_desk(), draft)
        else:
            change_task(self.saving_desk(), self._task_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[TaskDraft, int] | None:
        if self._task_id is None:
            return None
        with self._context.db.read() as session:
            return task_draft(session, self._task_id)

    @override
    def reload(self) -> TaskDraft | None:
        if (draft := super().reload()) is not None:
            self._due_before = draft.due_on
        return draft


def new_task(context: Context, draft: TaskDraft, parent: QWidget) -> None:
    """Open the window for something new."""
    TaskDialog.for_new(context, draft, parent).open()


def edit_task(context: Context, task_id: TaskId, parent: QWidget) -> None:
    """Open a task to be changed; tell where it is gone."""
    dialog = TaskDialog.for_task(context, task_id, parent)
    if dialog is None:
        tell(parent, _("已经没有了"), _("这项待办已被删除。"))
    else:
        dialog.open()


def _sections(context: Context, draft: TaskDraft) -> Sequence[Section]:
    fields = (
        client("client_id", _("客户"), context, wide=True, required=True),
        text("title", _("要做什么"), max_length=LONGEST_TEXT, wide=True, required=True),
        quick_day("due_on", _("哪天做"), context.today(), required=True),
        clock_time("due_time", _("几点（可以不填）")),
        choice("kind", _("类别"), TaskKind),
        staff_member("staff_id", _("谁来做"), context, draft.staff_id),
        contact("contact_id", _("联系人"), context, draft.client_id),
    )
    return (Section("", fields),)
