"""The open tasks of a client, on top of its timeline: what is next, for whom, how late."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.tasks import LONGEST_TEXT, TaskDraft, due_text
from app.domain.types import ClientId, TaskId, TaskKind
from app.i18n import _
from app.queries.office import staff_members
from app.queries.partnership import contact_choices
from app.queries.tasks import TaskFilter, TaskRow, open_tasks, task_draft
from app.services.tasks import add_task, change_task
from app.ui.communications.editors import quick_day
from app.ui.communications.reminders import text_label
from app.ui.communications.steps import Steps, small_button
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import choice, pick, text
from app.ui.forms import Section
from app.ui.theme import GAP

SHOWN_AT_ONCE = 4
Options = Sequence[tuple[object, str]]


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
        self._context, self._known = context, known
        title = _("新建待办") if known is None else _("修改待办")
        super().__init__(title, _sections(context, draft), draft, parent)
        self.setObjectName("task")
        self.resize(560, 330)

    @override
    def save(self, draft: TaskDraft) -> None:
        if self._known is None:
            add_task(self._context.desk, draft)
        else:
            task_id, version = self._known
            change_task(self._context.desk, task_id, draft, version=version)

    @override
    def reload(self) -> TaskDraft | None:
        if self._known is None:
            return None
        with self._context.db.read() as session:
            found = task_draft(session, self._known[0])
        if found is None:
            return None
        self._known = (self._known[0], found[1])
        return found[0]


class OpenTasks(QFrame):
    """Lists a client's open tasks with what can be done to each."""

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("openTasks")
        self.setProperty("role", "card")
        self._context, self._client_id = context, client_id
        self._steps = Steps(context, self)
        self._rows = QWidget()
        self._all = False
        head = QHBoxLayout()
        head.addWidget(text_label(_("待办"), "heading"), 1)
        head.addWidget(small_button("addTask", _("新建待办"), "plus", self.add))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(GAP // 2)
        self._column.addLayout(head)
        self._column.addWidget(self._rows)

    def reload(self) -> None:
        """Read the tasks again."""
        with self._context.db.read() as session:
            tasks = open_tasks(session, TaskFilter(client_id=self._client_id))
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        for task in tasks if self._all else tasks[:SHOWN_AT_ONCE]:
            column.addLayout(self._row(task))
        if not self._all and tasks[SHOWN_AT_ONCE:]:
            label = _("还有 {n} 项待办").format(n=len(tasks) - SHOWN_AT_ONCE)
            column.addWidget(small_button("allTasks", label, "chevron-down", self.show_all))
        if not tasks:
            column.addWidget(text_label(_("没有待办。"), "faint"))
        # the old rows go later: a button of theirs may be the one that asked
        self._column.replaceWidget(self._rows, rows)
        rows.show()
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows

    def show_all(self) -> None:
        """Show more than the first few."""
        self._all = True
        self.reload()

    def add(self) -> None:
        """Note something to do."""
        staff_id = self._context.desk.staff_id
        draft = TaskDraft(client_id=self._client_id, staff_id=staff_id)
        TaskDialog(self._context, draft, self).open()

    def change(self, task_id: TaskId) -> None:
        """Change a task; one that is gone meanwhile is no longer listed."""
        with self._context.db.read() as session:
            found = task_draft(session, task_id)
        if found is None:
            self.reload()
        else:
            draft, version = found
            TaskDialog(self._context, draft, self, known=(task_id, version)).open()

    def _row(self, task: TaskRow) -> QHBoxLayout:
        today = self._context.today()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        when = text_label(due_text(task.due_on, today), "wrong" if task.due_on < today else "")
        when.setFixedWidth(88)
        when.setToolTip(task.due_on.isoformat())
        kind = "" if task.kind is TaskKind.FOLLOW_UP else task.kind.label
        whose = text_label(
            "　".join(part for part in (kind, task.contact_name, task.staff_name) if part), "faint"
        )
        row.addWidget(when)
        row.addWidget(text_label(task.title), 1)
        row.addWidget(whose)
        for button in self._steps.buttons(task.id, task.due_on):
            row.addWidget(button)
        row.addWidget(
            small_button("editTask", _("修改"), "square-pen", lambda: self.change(task.id))
        )
        return row


def _sections(context: Context, draft: TaskDraft) -> Sequence[Section]:
    with context.db.read() as session:
        members = staff_members(session)
        known = draft.client_id
        contacts = [] if known is None else contact_choices(session, known)
    staff: Options = [
        (None, ""),
        *((one.id, one.name) for one in members if one.active or one.id == draft.staff_id),
    ]
    people: Options = [(None, ""), *((one.id, one.person.name) for one in contacts)]
    fields = (
        text("title", _("要做什么"), max_length=LONGEST_TEXT, wide=True, required=True),
        quick_day("due_on", _("哪天做"), context.today(), required=True),
        choice("kind", _("类别"), TaskKind),
        pick("staff_id", _("谁来做"), lambda: staff),
        pick("contact_id", _("联系人"), lambda: people),
    )
    return (Section("", fields),)
