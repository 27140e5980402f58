"""The open tasks of a client, on top of its timeline: what is next, for whom, how late."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.domain.tasks import TaskDraft, due_text
from app.domain.types import ClientId, TaskId, TaskKind
from app.i18n import _
from app.queries.tasks import TaskFilter, TaskRow, open_tasks, task_draft
from app.ui.areas import cursor_in, put_cursor
from app.ui.buttons import named_button
from app.ui.communications.reminders import text_label
from app.ui.context import Context
from app.ui.rights import offer_only_with
from app.ui.steps import Steps
from app.ui.task_dialog import TaskDialog
from app.ui.theme import GAP

SHOWN_AT_ONCE = 4


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
        new = named_button("addTask", _("加待办"), "plus", self.add)
        offer_only_with(context, Right.LOG, new)
        head.addWidget(new)
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
            label = _("还有 {n:,} 项待办").format(n=len(tasks) - SHOWN_AT_ONCE)
            column.addWidget(named_button("allTasks", label, "chevron-down", self.show_all))
        if not tasks:
            column.addWidget(text_label(_("没有待办。"), "faint"))
        # the old rows go later: a button of theirs may be the one that asked
        place, old = cursor_in(self), self._rows
        self._column.replaceWidget(old, rows)
        old.setParent(None)
        old.deleteLater()
        rows.show()
        self._rows = rows
        put_cursor(self, place)

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
        for button in self._steps.buttons(task.id):
            row.addWidget(button)
        edit = named_button("editTask", _("修改"), "square-pen", lambda: self.change(task.id))
        offer_only_with(self._context, Right.LOG, edit)
        row.addWidget(edit)
        return row
