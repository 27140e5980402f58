"""The first view of 今日: everything to be done, computed again after every change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.db import Commit
from app.domain.rights import Right
from app.domain.today import TodayGroup
from app.domain.types import StaffId
from app.domain.working_days import WorkingDays
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.keys import keys_within
from app.ui.messages import show_error
from app.ui.rights import offer_only_with
from app.ui.theme import GAP
from app.ui.today.columns import Shown
from app.ui.today.day_heading import day_heading
from app.ui.today.line_steps import LineSteps
from app.ui.today.model import FIRST, Lines, TodayModel
from app.ui.today.tree import TodayTree
from app.ui.today.whose import WhoseChip

if TYPE_CHECKING:
    # what is read, and the tables behind it, are a third of the start: loaded on a worker while
    # the window paints
    from app.queries.today import TodayScope
    from app.ui.today.empty import NothingToDo

MONEY_TABLES = frozenset({"booking", "receipt", "client", "task"})
FORM = "form_draft"
TABLES = MONEY_TABLES | {
    FORM,
    "account_plan",
    "agreement",
    "client_case",
    "client_fact",
    "communication",
    "contact",
    "courtesy",
    "festival",
    "holiday",
    "important_date",
    "reception",
    "service_standard",
    "setting",
    "staff",
}
Keys = dict[TodayGroup, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """What one asking brought: all keys but those of money, and the lines seen first."""

    keys: Keys
    lines: Lines
    days: WorkingDays


class TodayList(QWidget):
    """Shows what is to be done; asks beside the window, after its first painting."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("todayList")
        self.context = context
        self._days = WorkingDays({})
        self._keys: Keys = {}
        self._money: Sequence[Any] = ()
        self._lines: Lines = {}
        self._money_lines: Lines = {}
        self._asked = 0
        self._stale, self._money_stale = True, True
        shown = Shown(context.today, lambda: self._days)
        self.model = TodayModel(self._read_lines, shown, context.may, self)
        self.tree = TodayTree(self.model, context.preferences)
        self.whose = WhoseChip(context)
        self._steps = LineSteps(context, self)
        self._day, self._count = QLabel(), QLabel()
        self._stack = QStackedWidget()
        self._nothing: NothingToDo | None = None
        self._of_lines: list[QPushButton] = []
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._lay_out()
        self._connect()
        self._await_midnight()

    @property
    def keys(self) -> Keys:
        """Everything there is to be done, the money included."""
        return self._keys | {TodayGroup.MONEY: self._money}

    @property
    def scope(self) -> "TodayScope":
        """Whose day is shown, and when it is."""
        from app.queries.today import TodayScope

        return TodayScope(*self._whose())

    def _whose(self) -> tuple[datetime, StaffId | None, StaffId | None]:
        """Return what the scope is made of."""
        desk = self.context.desk
        return desk.now(), self.whose.staff_id(), desk.staff_id

    def reload(self) -> None:
        """Ask again what is to be done; when hidden, once it is shown."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._asked += 1
        if self._asked == 1:  # nothing is shown yet
            self._count.setText(_("正在查找要办的事…"))
        asked, whose, db = self._asked, self._whose(), self.context.db

        def ask() -> Found:
            from app.queries.today import TodayScope, today_keys
            from app.queries.working_days import working_days

            scope = TodayScope(*whose)
            with db.read() as session:
                keys = today_keys(session, scope)
                return Found(keys, _first(session, scope, keys), working_days(session))

        def arrived(found: Found) -> None:
            if not self.isVisible():
                self._stale = True
            elif asked == self._asked:
                self._show(found)

        self.context.workers.run(self, lambda _job: ask(), arrived, self._failed)
        if self._money_stale:
            self._ask_for_money()

    def add_task(self) -> None:
        """Note something to do for the client of the line under the cursor, or for any."""
        from app.domain.tasks import TaskDraft
        from app.ui.task_dialog import new_task

        line = self.tree.current_line()
        client_id = None if line is None else line.client_id
        new_task(self.context, TaskDraft(client_id=client_id), self)

    def print(self) -> None:
        """Show the day sheet as it will be on paper."""
        from app.ui.today.sheet import print_day

        print_day(self.context, self, self.scope, self.keys)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _ask_for_money(self) -> None:
        """Adding up all bookings takes longer than the rest: what is known stays meanwhile."""
        self._money_stale = False
        whose, db = self._whose(), self.context.db

        def ask() -> tuple[Sequence[Any], Lines]:
            from app.queries.today import TodayScope, overdue_money

            scope = TodayScope(*whose)
            with db.read() as session:
                money = overdue_money(session, scope)
                return money, _first(session, scope, {TodayGroup.MONEY: money})

        def arrived(found: tuple[Sequence[Any], Lines]) -> None:
            if not self.isVisible():
                self._stale = self._money_stale = True
            elif whose[1] == self.whose.staff_id():
                self._money, self._money_lines = found
                if self._keys:  # else the cursor would begin in the money, whatever comes above it
                    self._show_keys()

        self.context.workers.run(self, lambda _job: ask(), arrived, self._failed)

    def _failed(self, error: Exception) -> None:
        show_error(self, error)

    def _read_lines(self, wanted: Mapping[TodayGroup, Sequence[Any]]) -> Lines:
        from app.queries.today import today_lines

        with self.context.db.read() as session:
            return today_lines(session, self.scope, wanted)

    def _show(self, found: Found) -> None:
        self._keys, self._days, self._lines = found.keys, found.days, found.lines
        if not self.context.may(Right.LOG):  # what somebody had typed cannot be gone on with
            self._keys.pop(TodayGroup.DRAFT, None)
        self._show_keys()

    def _show_keys(self) -> None:
        keys, lines = self.keys, {**self._lines, **self._money_lines}
        self.tree.show_again(lambda: self.model.show(keys, lines))
        n = sum(map(len, keys.values()))
        self._count.setText(_("共 {n} 条").format(n=f"{n:,}"))
        shown = self.tree if n else self._say_nothing()
        self._stack.setCurrentWidget(shown)
        for button in self._of_lines:
            button.setEnabled(shown is self.tree)
        self.setFocusProxy(shown)

    def _say_nothing(self) -> QWidget:
        if self._nothing is None:
            from app.ui.today.empty import NothingToDo

            self._nothing = NothingToDo(self.context, self.add_task)
            self._stack.addWidget(self._nothing)
        self._nothing.say()
        return self._nothing

    def _lay_out(self) -> None:
        self._day.setProperty("role", "title")
        self._count.setProperty("role", "faint")
        self._count.setObjectName("count")
        head = QHBoxLayout()
        for part in (self._day, self._count):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.whose)
        for name, text, picture, then, keys in (
            ("newTask", _("加待办"), "plus", self.add_task, ""),
            ("foldAll", _("全部收起"), "chevron-up", partial(self.tree.fold_all, on=True), ""),
            ("unfoldAll", _("全部展开"), "chevron-down", partial(self.tree.fold_all, on=False), ""),
            ("print", _("日程单"), "printer", self.print, "Ctrl+P"),
        ):
            button = self._button(name, text, picture, then, keys)
            if name == "newTask":
                offer_only_with(self.context, Right.LOG, button)
            else:
                self._of_lines.append(button)
                button.setEnabled(False)
            head.addWidget(button)
        self._stack.addWidget(self.tree)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.tree)

    def _button(
        self, name: str, text: str, picture: str, then: Callable[[], object], keys: str
    ) -> QPushButton:
        button = ActionButton(icon(picture), text)
        button.setObjectName(name)
        button.clicked.connect(lambda _on: then())
        if keys:
            button.setToolTip(f"{text} ({keys})")
            self._shortcut(keys, button.click)
        return button

    def _shortcut(self, keys: str, then: Callable[[], object]) -> None:
        keys_within(self, keys, then)

    def _connect(self) -> None:
        self._shortcut("F5", self._read_all)
        self.tree.wanted.connect(self._steps.take)
        self.whose.changed.connect(self._read_all)
        self.context.news.committed.connect(self._on_commit)
        self._midnight.timeout.connect(self._day_changed)
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)  # noqa: S101 - there is a window
        qt.applicationStateChanged.connect(self._came_to_front)

    def _read_all(self) -> None:
        self._money_stale = True
        self.reload()

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & MONEY_TABLES:
            self._money_stale = True
        touched = commit.tables & TABLES
        if touched == {FORM} and not self._forms_changed():
            return  # somebody is typing in a form that is known
        if touched:
            self.reload()

    def _forms_changed(self) -> bool:
        """Tell whether there are other unsaved forms than are shown."""
        from app.queries.form_drafts import unsaved_form_ids

        with self.context.db.read() as session:
            there = unsaved_form_ids(session, self.context.desk.staff_id)
        return set(there) != set(self._keys.get(TodayGroup.DRAFT, ()))

    def _day_changed(self) -> None:
        self._await_midnight()
        self._read_all()

    def _came_to_front(self, state: Qt.ApplicationState) -> None:
        active = state == Qt.ApplicationState.ApplicationActive
        if active and self._shown_on != self.context.today():
            self._day_changed()  # the PC slept over midnight, or its clock was set

    def _await_midnight(self) -> None:
        """Come back when the day changes; a timer that sleeps with the PC is late, not lost."""
        now = self.context.desk.now()
        self._shown_on = now.date()
        self._day.setText(day_heading(now))
        tomorrow = datetime.combine(now.date() + timedelta(1), time(0, 0, 1), now.tzinfo)
        self._midnight.start(int((tomorrow - now).total_seconds() * 1000))


def _first(session: Any, scope: "TodayScope", keys: Keys) -> Lines:
    """Read the lines that are seen before anybody unfolds or scrolls."""
    from app.queries.today import today_lines

    return today_lines(session, scope, {group: own[: FIRST + 1] for group, own in keys.items()})
