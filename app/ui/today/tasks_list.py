"""The third view of 今日: all tasks as a list, to be narrowed, sorted and handled many at once."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.db import Commit
from app.domain import periods
from app.domain.days import week_of
from app.domain.periods import UsualPeriod
from app.domain.rights import Right
from app.domain.tasks import TaskDraft, due_text
from app.domain.types import TaskId, TaskKind, TaskStatus
from app.exchange.columns import Format
from app.i18n import _
from app.queries.office import staff_members
from app.queries.tasks import TaskColumn, TaskFilter, TaskRow, task_ids, task_rows
from app.services.tasks import delete_tasks, reopen_tasks
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.output_list import OutputList
from app.ui.pages import Empty, Listing, ListSpec
from app.ui.period_chip import PeriodChip
from app.ui.tables import Column
from app.ui.task_dialog import edit_task, new_task
from app.ui.theme import current_look
from app.ui.today.answers import ManyTasks

TABLES: Final = frozenset({"task", "client", "contact", "staff"})
VALUES: Final = {
    "due_on": (lambda row: row.due_on, Format.DAY),
    "due_time": (lambda row: row.due_time, Format.TIME),
    "finished_on": (lambda row: row.finished_on, Format.DAY),
}
WEEK: Final = timedelta(7)
MOST_LOOKED_AT = 100
"""Where more tasks are chosen, some may be open."""
PERIODS: Final = (
    UsualPeriod(_("逾期"), lambda today: (None, today - periods.DAY)),
    periods.TODAY,
    UsualPeriod(_("今天及逾期"), lambda today: (None, today)),
    UsualPeriod(_("本周"), lambda today: (today, week_of(today)[1])),
    UsualPeriod(_("下周"), lambda today: week_of(today + WEEK)),
    UsualPeriod(_("30 天内"), lambda today: (today, today + timedelta(30))),
)


class TasksList(OutputList[TaskRow]):
    """Finds tasks; finishes, puts off, drops or gives away those chosen."""

    grows_with_bookings = True
    values = VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="tasks",
            title=_("待办"),
            columns=task_columns(context.today),
            tables=TABLES,
            order=(TaskColumn.DUE.value, False),
            counted=_("共 {n} 项"),
            search_hint=_("要做什么、客户名称、拼音或编号"),
            empty=Empty(
                _("没有待办"),
                _("记一笔时写下一步，或在这里加待办；到日子会出现在今日里。"),
                ((_("加待办"), self.add_task, Right.LOG),),
            ),
        )
        super().__init__(context, spec, parent)
        self.status = self.add_chip(FilterChip("status", _("状态"), labels(TaskStatus)))
        self.kind = self.add_chip(FilterChip("kind", _("类别"), labels(TaskKind)))
        self.due = PeriodChip("due", _("到期"), PERIODS, context.today)
        self.add_chip(self.due)
        self.staff = self.add_chip(FilterChip("staff", _("谁做")))
        self._offer_staff()
        self.status.choose([TaskStatus.OPEN])
        self._many = ManyTasks(context, self)
        self._add_actions()
        self.table.opened.connect(self.edit)
        context.news.committed.connect(self._follow_staff)

    @property
    @override
    def is_filtered(self) -> bool:
        # what it begins with leaves out only what is done: no filter anybody chose
        if self.status.chosen() != [TaskStatus.OPEN] or self.search.text().strip() or self.only:
            return True
        return any(chip.chosen() for chip in self.chips if chip is not self.status)

    @override
    def question(self) -> Callable[[], Listing]:
        first, last = self.due.period()
        wanted = TaskFilter(
            text=self.search.text(),
            staff_ids=frozenset(self.staff.chosen()),
            kinds=frozenset(self.kind.chosen()),
            due_from=first,
            due_to=last,
            statuses=frozenset(self.status.chosen()),
            ids=None if self.only is None else self.only[1],
        )
        by, descending = TaskColumn(self.order), self.descending

        def ask() -> Listing:
            with self.context.db.read() as session:
                return Listing(task_ids(session, wanted, by=by, descending=descending))

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[TaskRow]:
        with self.context.db.read() as session:
            return task_rows(session, ids)

    @override
    def follow(self, record_id: int | None) -> None:
        self._offer_steps()  # the same tasks may be done by now

    def add_task(self) -> None:
        """Note something to do."""
        new_task(self.context, TaskDraft(), self)

    def edit(self, task_id: int) -> None:
        """Change a task."""
        edit_task(self.context, TaskId(task_id), self)

    def show_day(self, day: date) -> None:
        """Show the tasks of one day, done or not."""
        self.clear_filters()
        self.due.choose_days(day, day)

    def chosen(self) -> list[TaskId]:
        """Return the tasks chosen, else the one under the cursor."""
        current = self.table.current_id()
        return [TaskId(id_) for id_ in self.table.chosen_ids() or filter(None, [current])]

    def _add_actions(self) -> None:
        self.add_first_button(
            "newTask", _("加待办"), "plus", self.add_task, "Ctrl+N", needs=Right.LOG
        )
        many, log, see = self._many, Right.LOG, Right.SEE
        of_open: list[QAction | QWidget] = []
        for name, text, picture, then, keys, needs in (
            ("finishTasks", _("完成"), "check", lambda: self._with(many.finish), "Ctrl+D", log),
            ("postponeTasks", _("推迟"), "clock", lambda: self._with(many.postpone), "Ctrl+H", log),
            ("assignTasks", _("改负责人"), "user-check", lambda: self._with(many.assign), "", log),
        ):
            of_open.append(self.add_button(name, text, picture, then, keys, needs=needs))
        self.add_export_and_print()
        self.add_columns_button()
        lines: dict[str, QAction] = {}
        for name, text, picture, then, keys, needs in (
            ("editTask", _("修改…"), "square-pen", self._edit_current, "Ctrl+E", log),
            ("openClient", _("打开客户档案"), "folder-open", self.open_client, "", see),
            ("openSource", _("看来自哪条沟通或问题"), "arrow-left", self._open_source, "", see),
            ("dropTasks", _("不做…"), "ban", lambda: self._with(many.drop), "", log),
            ("reopenTask", _("重新列为待办"), "rotate-ccw", self._reopen, "", log),
            ("calendarFile", _("存为日历文件…"), "calendar", self._save_calendar, "", see),
            ("deleteTasks", _("删除"), "trash-2", self._delete, "Del", log),
        ):
            lines[name] = self.add_row_action(name, text, picture, then, keys, needs=needs)
        self._of_status: dict[bool, Sequence[QAction | QWidget]] = {
            True: [*of_open, lines["dropTasks"]],
            False: [lines["reopenTask"]],
        }
        self.table.chosen_changed.connect(self._offer_steps)
        self._offer_steps()

    def _with(self, act: Callable[[list[TaskId]], object]) -> None:
        if ids := self.chosen():
            act(ids)

    def _edit_current(self) -> None:
        if (task_id := self.table.current_id()) is not None:
            self.edit(task_id)

    def _open_source(self) -> None:
        row, go = self.current_row(), self.context.navigator
        if row is None:
            return
        if row.case_id is not None:
            go.case_wanted.emit(row.case_id)
        elif row.communication_id is not None:
            go.communications_wanted.emit(
                _("待办的来处：{what}").format(what=row.title), [row.communication_id]
            )
        else:
            go.told.emit(_("这项待办是直接加的，不来自沟通记录或问题。"))

    def _reopen(self) -> None:
        self._with(lambda ids: reopen_tasks(self.context.desk, ids))

    def _delete(self) -> None:
        self._with(lambda ids: delete_tasks(self.context.desk, ids))

    def _offer_steps(self) -> None:
        """Offer what fits a chosen task: an open one its steps, another to be taken up again."""
        chosen = self.table.chosen_rows()
        rows = [row for n in chosen[:MOST_LOOKED_AT] if (row := self.model.record_at(n))]
        kinds = {row.status is TaskStatus.OPEN for row in rows}
        if len(chosen) > len(rows):
            kinds = {True, False}
        for of_open, parts in self._of_status.items():
            for part in parts:
                part.setEnabled(of_open in kinds and self.context.may(Right.LOG))

    def _save_calendar(self) -> None:
        from app.ui.today.calendar_file import save_tasks

        self._with(lambda ids: save_tasks(self.context, self, ids))

    def _follow_staff(self, commit: Commit) -> None:
        if "staff" in commit.tables:
            self._offer_staff()

    def _offer_staff(self) -> None:
        with self.context.db.read() as session:
            members = staff_members(session)
        self.staff.set_options([*((one.id, one.name) for one in members), (None, _("没有指定"))])


def labels(members: type[TaskStatus | TaskKind]) -> list[tuple[object, str]]:
    """Return what a chip offers of an enumeration."""
    return [(member, member.label) for member in members]


def task_columns(today: Callable[[], date]) -> Sequence[Column[TaskRow]]:
    """Return the columns of the list; a day past ``today`` is red, what is closed grey."""

    def colour(row: TaskRow) -> str:
        return "" if row.status is TaskStatus.OPEN else current_look().faint

    def when(row: TaskRow) -> str:
        late = row.status is TaskStatus.OPEN and row.due_on < today()
        return current_look().bad if late else colour(row)

    def source(row: TaskRow) -> str:
        if row.case_id is not None:
            return _("问题")
        return "" if row.communication_id is None else _("沟通记录")

    def late(row: TaskRow) -> str:
        if row.status is not TaskStatus.OPEN:
            return ""
        text = due_text(row.due_on, today())
        return "" if text == row.due_on.isoformat() else text

    return (
        Column("due_on", _("到期"), lambda row: row.due_on.isoformat(), width=96, colour=when),
        Column(
            "due_time",
            _("时间"),
            lambda row: f"{row.due_time:%H:%M}" if row.due_time else "",
            width=56,
            colour=when,
            sortable=False,
        ),
        Column("late", _("还有"), late, width=92, colour=when, sortable=False),
        Column("client", _("客户"), lambda row: row.client_name, width=210, colour=colour),
        Column("title", _("要做什么"), lambda row: row.title, width=270, colour=colour),
        Column("kind", _("类别"), lambda row: row.kind.label, width=60, colour=colour),
        Column(
            "contact",
            _("联系人"),
            lambda row: row.contact_name or "",
            width=76,
            colour=colour,
            sortable=False,
        ),
        Column("staff", _("谁做"), lambda row: row.staff_name or "", width=70, colour=colour),
        Column("status", _("状态"), lambda row: row.status.label, width=70, colour=colour),
        Column("source", _("来自"), source, width=80, colour=colour, hidden=True, sortable=False),
        Column(
            "finished_on",
            _("办结"),
            lambda row: row.finished_on.isoformat() if row.finished_on else "",
            width=96,
            colour=colour,
            hidden=True,
        ),
        Column(
            "outcome",
            _("结果或原因"),
            lambda row: row.outcome,
            width=150,
            colour=colour,
            sortable=False,
        ),
    )
