"""One problem on one page: what it is, what was done, which department answered, its history."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.db import Commit
from app.domain.rights import Right
from app.domain.tasks import TaskDraft
from app.domain.types import CaseId, TaskKind, TaskStatus
from app.domain.written import day_text, moment_text
from app.i18n import _
from app.queries.one_case import CaseRecord, EntryBehind, case_draft, case_record
from app.queries.tasks import TaskRow
from app.ui.areas import show_page
from app.ui.buttons import ActionButton
from app.ui.cases.board import TABLES, steps_from
from app.ui.cases.life import CaseLife
from app.ui.cases.output import preview_sheets
from app.ui.cases.steps_table import StepsTable
from app.ui.cases.texts import due_text, outcome_text, severity_text
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.rights import offer_only_with
from app.ui.task_dialog import edit_task, new_task
from app.ui.theme import GAP, mark

SIDE = 330
RECORD_TABLES = TABLES | {"case_event", "communication", "booking", "task"}


class CaseWindow(QDialog):
    """Shows a problem and leads it on. Ctrl+E edits, Ctrl+D takes the next step, Esc closes.

    Signals:
        entry_wanted: communication_id: show the log entry it came from.
    """

    entry_wanted = Signal(int)

    def __init__(self, context: Context, case_id: CaseId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self.case_id = context, case_id
        self._life = CaseLife(context, self)
        self._record: CaseRecord | None = None
        self._title, self._state = QLabel(), QLabel()
        self._buttons = QHBoxLayout()
        self._main, self._side = QScrollArea(), QScrollArea()
        self.steps = StepsTable(context, self._life, case_id)
        self._lay_out()
        self._connect()
        self.reload()
        room = self.screen().availableSize()
        self.resize(min(1120, room.width() - 2 * GAP), min(660, room.height() - 5 * GAP))

    def reload(self) -> None:
        """Read the problem again; a deleted one closes its window, unless a form is open above."""
        with self._context.db.read() as session:
            record = case_record(session, self.case_id)
        self._record = record
        if record is not None:
            self._show(record)
        elif not any(form.isVisible() for form in self.findChildren(QDialog)):
            self.close()

    def next_step(self) -> None:
        """Take the first of the next steps."""
        if self._record is not None:
            for _text, take in steps_from(self._life, self.case_id, self._record.row.state)[:1]:
                take()

    def _show(self, record: CaseRecord) -> None:
        row, now = record.row, self._context.desk.now()
        self.setWindowTitle(
            _("问题 {number} — {client}").format(number=row.number, client=row.client_name)
        )
        self._title.setText(f"{row.number}　{row.title}")
        due = due_text(row, now)
        self._state.setText("　".join(filter(None, (outcome_text(row), due))))
        mark(self._state, "role", "wrong" if due.startswith("⚠") else "faint")
        self._fill_buttons(record)
        show_page(self._main, self._texts(record))
        show_page(self._side, self._facts(record))
        self.steps.show_steps(record.steps)

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        self._title.setObjectName("caseTitle")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._state.setObjectName("caseState")
        for area in (self._main, self._side):
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFixedWidth(SIDE)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignBottom)
        left = QVBoxLayout()
        left.addWidget(self._main, 4)
        left.addWidget(self.steps, 3)
        body = QHBoxLayout()
        body.addLayout(left, 1)
        body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(self._buttons)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self._context.news.committed.connect(self._on_commit)
        for keys, then, needs in (
            ("Ctrl+E", lambda: self._life.edit(self.case_id), Right.LOG),
            ("Ctrl+D", self.next_step, Right.LOG),
            ("Ctrl+P", self._print, Right.SEE),
            ("Ctrl+T", self.add_task, Right.LOG),
            ("F5", self.reload, Right.SEE),
        ):
            offer_only_with(self._context, needs, QShortcut(QKeySequence(keys), self, then))

    def _fill_buttons(self, record: CaseRecord) -> None:
        had = self._focused_button()
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()  # it may be the one that was pressed
        life, go = self._life, self._context.navigator
        for number, (text, then) in enumerate(steps_from(life, self.case_id, record.row.state)):
            button = self._add_button(f"step{number}", text, "", then)
            if not number:
                button.setProperty("role", "primary")
                button.setToolTip(_("下一步 (Ctrl+D)"))
        if record.row.solved_at is not None:
            correct = self._add_button(
                "solution", _("解决情况…"), "pencil", partial(life.solve, self.case_id)
            )
            offer_only_with(self._context, Right.LOG, correct)
        self._buttons.addStretch(1)
        client_id = record.row.client_id
        for name, text, icon_name, then, needs in (
            ("newTask", _("加待办"), "plus", self.add_task, Right.LOG),
            ("editCase", _("修改"), "square-pen", partial(life.edit, self.case_id), Right.LOG),
            ("printCase", _("处理单"), "printer", self._print, Right.SEE),
            ("toBoard", _("写成公告"), "map-pin", self._word_notice, Right.LOG),
            (
                "openClient",
                _("客户"),
                "folder-open",
                partial(go.client_wanted.emit, client_id),
                Right.SEE,
            ),
            ("deleteCase", _("删除"), "trash-2", self._delete, Right.LOG),
        ):
            offer_only_with(self._context, needs, self._add_button(name, text, icon_name, then))
        if had and (again := self.findChild(QPushButton, had)) is not None:
            again.setFocus()

    def add_task(self) -> None:
        """Note something to do about this problem."""
        with self._context.db.read() as session:
            loaded = case_draft(session, self.case_id)
        if loaded is not None:
            case, _version = loaded
            draft = TaskDraft(
                case.client_id,
                case.contact_id,
                TaskKind.COORDINATION,
                due_on=self._context.today(),
                staff_id=case.staff_id,
                case_id=self.case_id,
            )
            new_task(self._context, draft, self)

    def _word_notice(self) -> None:
        """Leave for the notice board, where the words of this problem stand ready."""
        self.close()
        self._context.navigator.notice_wanted.emit(None, self.case_id)

    def _focused_button(self) -> str:
        """Return the name of the button that has the cursor, so that its heir gets it."""
        widget = self.focusWidget()
        return widget.objectName() if isinstance(widget, QPushButton) else ""

    def _add_button(
        self, name: str, text: str, icon_name: str, then: Callable[[], object]
    ) -> QPushButton:
        button = ActionButton(icon(icon_name), text) if icon_name else ActionButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on: then())
        self._buttons.addWidget(button)
        return button

    def _texts(self, record: CaseRecord) -> QWidget:
        page, column = _card()
        money = record.compensation_amount
        amount = "" if money is None else _("{amount} 元").format(amount=f"{money:,.2f}")
        compensation = "　".join(filter(None, (record.compensation, amount)))
        for title, text in (
            (_("客户的要求和经过"), record.asked),
            (_("答复"), record.answer),
            (_("怎样解决的"), record.solution),
            (_("补偿"), compensation),
            (_("原因"), record.cause),
            (_("今后的改进"), record.improvement),
            (_("客户怎么说"), record.closing_words),
        ):
            if text:
                column.addWidget(_label(title, "heading"))
                column.addWidget(_label(text))
        if column.count() == 0:
            column.addWidget(_label(_("还没有写经过；按“修改”补上。"), "faint"))
        column.addStretch(1)
        return page

    def _facts(self, record: CaseRecord) -> QWidget:
        page, column = _card()
        row = record.row
        facts = (
            (_("客户"), row.client_name),
            (_("联系人"), row.contact),
            (_("类型"), row.kind.label),
            (_("轻重"), severity_text(row.severity)),
            (_("怎样得知"), record.channel.label if record.channel else ""),
            (_("收到"), moment_text(row.received_at)),
            (_("答复期限"), moment_text(row.answer_due_at)),
            (_("答复于"), moment_text(row.answered_at)),
            (_("解决期限"), day_text(row.solve_due_on)),
            (_("解决于"), moment_text(row.solved_at)),
            (_("关闭于"), moment_text(row.closed_at)),
            (_("跟进人"), row.staff or _("无人跟进")),
            (_("预订"), record.booking_number),
        )
        told = "\n".join(f"{label}：{text}" for label, text in facts if text)
        column.addWidget(_label(told))
        if record.entry is not None:
            self._add_entry(column, row.number, record.entry)
        if record.tasks:
            column.addWidget(_label(_("待办"), "heading"))
        for task in record.tasks:
            self._add_task_link(column, task)
        column.addWidget(_label(_("经过记录"), "heading"))
        for event in record.events:
            who = "　".join(filter(None, (moment_text(event.at), event.staff, event.state.label)))
            column.addWidget(_label(who, "faint"))
            column.addWidget(_label(event.note))
        column.addStretch(1)
        return page

    def _add_task_link(self, column: QVBoxLayout, task: TaskRow) -> None:
        mark = "" if task.status is TaskStatus.OPEN else f"（{task.status.label}）"
        told = "　".join(filter(None, (task.due_on.isoformat(), task.staff_name, task.title)))
        link = _link(told + mark)
        link.clicked.connect(lambda _on: edit_task(self._context, task.id, self))
        column.addWidget(link)

    def _add_entry(self, column: QVBoxLayout, number: str, entry: EntryBehind) -> None:
        told = _("来自沟通记录：{day} {channel}")
        link = _link(told.format(day=entry.held_on, channel=entry.channel.label))
        link.setObjectName("entryBehind")
        link.setToolTip(entry.summary[:200])
        go = self._context.navigator.communications_wanted
        title = _("问题 {number} 的来处").format(number=number)
        link.clicked.connect(lambda _on: go.emit(title, [entry.id]))
        column.addWidget(link)

    def _delete(self) -> None:
        self._life.delete([self.case_id])

    def _print(self) -> None:
        preview_sheets(self._context, self, self.case_id)

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & RECORD_TABLES:
            self.reload()


def _card() -> tuple[QFrame, QVBoxLayout]:
    page = QFrame()
    page.setProperty("role", "card")
    column = QVBoxLayout(page)
    column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
    column.setSpacing(GAP // 2)
    return page, column


def _link(text: str) -> QPushButton:
    link = ActionButton(text)
    link.setProperty("role", "link")
    link.setAutoDefault(False)
    return link


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
