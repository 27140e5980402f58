"""The second view of 今日: the calendar of tasks, visits and receptions, by month or by week."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.calendar import (
    WEEKS_OF_A_MONTH,
    CalendarItem,
    CalendarKind,
    month_of,
)
from app.domain.days import WEEK, month_begin, week_of
from app.domain.rights import Right
from app.domain.tasks import TaskDraft
from app.domain.types import ReceptionId, TaskId
from app.errors import AppError
from app.i18n import _
from app.queries.calendar import CalendarFilter, calendar_days
from app.queries.office import staff_members
from app.queries.working_days import working_days
from app.services.receptions import move_reception
from app.services.tasks import postpone_task
from app.ui.buttons import ActionButton
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.flow import FlowLayout
from app.ui.fresh import FreshPart
from app.ui.icons import icon
from app.ui.keys import keys_within
from app.ui.messages import show_error
from app.ui.rights import offer_only_with
from app.ui.task_dialog import edit_task, new_task
from app.ui.theme import GAP
from app.ui.today.grid import CalendarGrid
from app.ui.today.whose import WhoseChip

TABLES = frozenset({"task", "communication", "reception", "client", "staff", "holiday"})
MOST_IN_A_WEEK = 60
MOST_IN_A_MONTH = 8


class CalendarView(FreshPart):
    """Shows a month or a week; Page Up and Page Down turn it, Ctrl+Home goes to today.

    Signals:
        day_wanted: day: show all tasks of a day.
    """

    day_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.news, TABLES, parent)
        self.setObjectName("calendar")
        self.context = context
        self.day = context.today()
        self.grid = CalendarGrid()
        self.grid.day = self.day
        self.whose = WhoseChip(context)
        kinds = [(kind, kind.label) for kind in CalendarKind]
        self.kind = FilterChip("calendarKind", _("显示"), kinds)
        self._title = QLabel()
        self._by_week = ActionButton(_("按周"))
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.grid)

    @property
    def wanted(self) -> CalendarFilter:
        """Which days are shown, and whose."""
        first, last = week_of(self.day) if self.by_week else month_of(self.day)
        kinds = frozenset(self.kind.chosen()) or frozenset(CalendarKind)
        return CalendarFilter(first, last, self.whose.staff_id(), kinds)

    @property
    def by_week(self) -> bool:
        """Tell whether one week is shown, not a month."""
        return self._by_week.isChecked()

    @override
    def read(self) -> None:
        wanted = self.wanted
        most = MOST_IN_A_WEEK if self.by_week else MOST_IN_A_MONTH
        with self.context.db.read() as session:
            days = calendar_days(session, wanted, most=most)
            working = working_days(session)
        self._title.setText(self._title_text())
        self.grid.show_days(
            wanted.first,
            1 if self.by_week else WEEKS_OF_A_MONTH,
            days,
            today=self.context.today(),
            working=working,
            month=0 if self.by_week else self.day.month,
        )

    def go_to(self, day: date) -> None:
        """Show the month or the week of a day, with the cursor on it."""
        self.day = day
        self.grid.go_to(day)
        self.reload()

    def turn(self, pages: int) -> None:
        """Show the month or week before or after."""
        if self.by_week:
            self.go_to(self.day + timedelta(WEEK * pages))
        else:
            self.go_to(month_begin(self.day, pages))

    def _title_text(self) -> str:
        first, last = self.wanted.first, self.wanted.last
        if self.by_week:
            return _("{first} 至 {last}").format(first=first, last=f"{last:%m-%d}")
        return _("{year}年{month}月").format(year=self.day.year, month=self.day.month)

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        self._title.setObjectName("calendarTitle")
        self._by_week.setObjectName("byWeek")
        self._by_week.setCheckable(True)
        self._by_week.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        for name, text, picture, then in (
            ("earlier", _("前一页 (Page Up)"), "chevron-left", lambda: self.turn(-1)),
            ("later", _("后一页 (Page Down)"), "chevron-right", lambda: self.turn(1)),
        ):
            button = self._button(name, "", picture, then)
            button.setToolTip(text)
            button.setAccessibleName(text)
            head.addWidget(button)
        head.addWidget(
            self._button("toToday", _("今天"), "calendar", lambda: self.go_to(self.context.today()))
        )
        head.addWidget(self._title)
        tools = QWidget()
        steps = FlowLayout(tools, GAP, at_right=True)
        head.addWidget(tools, 1)
        for part in (self._by_week, self.kind, self.whose):
            steps.addWidget(part)
        for name, text, picture, then in (
            ("addOnDay", _("加待办"), "plus", self.add_task),
            ("printCalendar", _("打印"), "printer", self._print),
            ("calendarFile", _("存为日历文件"), "file-down", self._save),
        ):
            button = self._button(name, text, picture, then)
            if name == "addOnDay":
                offer_only_with(self.context, Right.LOG, button)
            steps.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.grid, 1)

    def _button(
        self, name: str, text: str, picture: str, then: Callable[[], object]
    ) -> QPushButton:
        button = ActionButton(icon(picture), text)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the arrows to the days
        button.clicked.connect(lambda _on: then())
        return button

    def _connect(self) -> None:
        self._by_week.toggled.connect(lambda _on: self.go_to(self.grid.day))
        for chip in (self.kind, self.whose):
            chip.changed.connect(self.reload)
        self.grid.opened.connect(self._open)
        self.grid.day_opened.connect(self.day_wanted)
        self.grid.may_move = self.context.may(Right.LOG)
        self.grid.move_wanted.connect(self._move)
        self.grid.turned.connect(self.go_to)
        self.grid.pages_wanted.connect(self.turn)
        for keys, then in (
            ("F5", self.reload),
            ("Ctrl+N", self.add_task),
            ("Ctrl+P", self._print),
            ("Ctrl+Home", lambda: self.go_to(self.context.today())),
        ):
            shortcut = keys_within(self, keys, then)
            if keys == "Ctrl+N":
                offer_only_with(self.context, Right.LOG, shortcut)

    def add_task(self) -> None:
        """Note something to do on the day under the cursor; on a past one for today."""
        due_on = max(self.grid.day, self.context.today())
        new_task(self.context, TaskDraft(due_on=due_on), self)

    def _open(self, item: CalendarItem) -> None:
        if item.kind is CalendarKind.TASK:
            edit_task(self.context, TaskId(item.id), self)
        elif item.kind is CalendarKind.RECEPTION:
            self.context.navigator.reception_wanted.emit(item.id)
        else:
            self.context.navigator.client_wanted.emit(item.client_id)

    def _move(self, item: CalendarItem, day: date) -> None:
        try:
            if item.kind is CalendarKind.RECEPTION:
                move_reception(self.context.desk, ReceptionId(item.id), day)
            else:
                postpone_task(self.context.desk, TaskId(item.id), day)
        except AppError as error:
            show_error(self, error)
        else:
            if self.wanted.first <= day <= self.wanted.last:
                self.grid.go_to(day)  # the page stays: it was seen where the entry went
                self.reload()
            else:
                self.go_to(day)
            self.grid.choose(item.kind, item.id)

    def _print(self) -> None:
        from app.ui.today.calendar_paper import print_calendar

        month = 0 if self.by_week else self.day.month
        print_calendar(self.context, self, self._paper_title(), self.wanted, month=month)

    def _paper_title(self) -> str:
        """Name the sheet: which days, and whose where it is one person's."""
        whose = self.wanted.staff_id
        with self.context.db.read() as session:
            names = [one.name for one in staff_members(session) if one.id == whose]
        return "　".join((_("工作日历"), self._title_text(), *names))

    def _save(self) -> None:
        from app.ui.today.calendar_file import save_shown

        save_shown(self.context, self, self._title_text(), self.wanted)
