"""The card's 沟通 tab: what is still to be done, and every talk with the client, newest first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.db import Commit
from app.domain.tasks import due_text
from app.domain.types import ClientId, CommunicationId
from app.i18n import _
from app.queries.communications import (
    CommunicationFilter,
    CommunicationRow,
    communication_ids,
    communication_rows,
)
from app.queries.tasks import TaskFilter, TaskRow, open_tasks
from app.services.communications import delete_communications
from app.ui.communications.columns import when_text
from app.ui.communications.detail import button_row, read_label, show_page, step_label
from app.ui.communications.entry import EntryDialog, edit_entry
from app.ui.communications.filters import channel_chip, purpose_chip
from app.ui.communications.reminders import text_label
from app.ui.communications.steps import Steps, small_button
from app.ui.context import Context
from app.ui.theme import GAP

SHOWN_AT_ONCE = 20
TABLES = frozenset({"communication", "communication_contact", "task", "contact", "staff"})


def timeline_tab(context: Context, client_id: ClientId) -> QWidget:
    """Return the tab of a client."""
    return Timeline(context, client_id)


class Timeline(QWidget):
    """Shows open tasks and log entries in full; more entries are read when asked for."""

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self._context, self._client_id = context, client_id
        self._steps = Steps(context, self)
        self._shown = SHOWN_AT_ONCE
        self._channel, self._purpose = channel_chip(), purpose_chip()
        self._count, self._area = QLabel(), QScrollArea()
        self._lay_out()
        for chip in (self._channel, self._purpose):
            chip.changed.connect(self._begin_again)
        context.news.committed.connect(self._on_commit)
        self.reload()

    def reload(self) -> None:
        """Read again what is shown."""
        wanted = CommunicationFilter(
            client_id=self._client_id,
            channels=frozenset(self._channel.chosen()),
            purposes=frozenset(self._purpose.chosen()),
        )
        with self._context.db.read() as session:
            ids = communication_ids(session, wanted, descending=True)
            rows = communication_rows(session, ids[: self._shown])
            tasks = open_tasks(session, TaskFilter(client_id=self._client_id))
        self._count.setText(_("共 {n} 条").format(n=f"{len(ids):,}"))
        show_page(self._area, self._page(tasks, rows, more=len(ids) - len(rows)))

    def _lay_out(self) -> None:
        self._count.setProperty("role", "faint")
        self._count.setObjectName("timelineCount")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout()
        for part in (self._channel, self._purpose, self._count):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(small_button("addEntry", _("记一笔"), "pencil", self._add))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self._area, 1)

    def _page(self, tasks: list[TaskRow], rows: list[CommunicationRow], *, more: int) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        if tasks:
            column.addWidget(self._tasks(tasks))
        for row in rows:
            column.addWidget(self._entry(row))
        if not rows:
            column.addWidget(text_label(self._nothing(), "faint"))
        if more:
            text = _("再看 {n} 条（还有 {more} 条）")
            button = QPushButton(text.format(n=min(more, SHOWN_AT_ONCE), more=f"{more:,}"))
            button.setObjectName("moreEntries")
            button.clicked.connect(self._show_more)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _nothing(self) -> str:
        if self._channel.chosen() or self._purpose.chosen():
            return _("没有符合筛选的记录。")
        return _("还没有沟通记录。每次拜访、电话、来函都记一笔，下一步会出现在这里。")

    def _tasks(self, tasks: list[TaskRow]) -> QWidget:
        card, column = _card("openTasks")
        column.addWidget(text_label(_("待办"), "heading"))
        today = self._context.today()
        for task in tasks:
            row = QHBoxLayout()
            late = "wrong" if task.due_on < today else ""
            row.addWidget(text_label(due_text(task.due_on, today), late))
            row.addWidget(read_label(task.title), 1)
            row.addWidget(text_label(task.staff_name or "", "faint"))
            for button in self._steps.buttons(task.id, task.due_on):
                row.addWidget(button)
            column.addLayout(row)
        return card

    def _entry(self, row: CommunicationRow) -> QWidget:
        card, column = _card("entryCard")
        head = QHBoxLayout()
        head.addWidget(text_label(f"{when_text(row)}　{row.channel.label}", "heading"))
        head.addWidget(text_label(_about(row), "faint"), 1)
        head.addLayout(
            button_row(
                [
                    small_button("editEntry", _("修改"), "square-pen", lambda: self._edit(row.id)),
                    small_button("deleteEntry", _("删除"), "trash-2", lambda: self._delete(row.id)),
                ]
            )
        )
        column.addLayout(head)
        column.addWidget(read_label(row.summary))
        reaction = "" if row.reaction is None else row.reaction.label
        if said := "　".join(part for part in (reaction, row.reaction_note) if part):
            column.addWidget(read_label(_("客户反应：{said}").format(said=said)))
        if row.task is not None or row.next_step:
            column.addWidget(step_label(row, self._context.today()))
        return card

    def _add(self) -> None:
        EntryDialog(self._context, self._client_id, self).open()

    def _edit(self, entry_id: CommunicationId) -> None:
        edit_entry(self._context, entry_id, self)

    def _delete(self, entry_id: CommunicationId) -> None:
        delete_communications(self._context.desk, [entry_id])

    def _show_more(self) -> None:
        self._shown += SHOWN_AT_ONCE
        self.reload()

    def _begin_again(self) -> None:
        self._shown = SHOWN_AT_ONCE
        self.reload()

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & TABLES:
            self.reload()


def _card(name: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName(name)
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
    column.setSpacing(4)
    return card, column


def _about(row: CommunicationRow) -> str:
    """Say between whom it was and what for."""
    parts = (
        row.direction.label,
        "、".join(row.people),
        row.purpose.label if row.purpose else "",
        row.tone.label if row.tone else "",
        row.staff_name or "",
    )
    return "　".join(part for part in parts if part)
