"""The page 今日: what is to be done today, the calendar, and all tasks."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.retention_strip import RetentionStrip
from app.ui.today.list import TodayList
from app.ui.views import View, Views


class TodayPage(Views):
    """Views of what is to be done; Alt+1, Alt+2 and Alt+3 turn to them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        views = (
            View("today", _("今日"), TodayList),
            View("calendar", _("日历"), self._calendar),
            View("tasks", _("待办"), _tasks),
        )
        super().__init__(context, "today", views, parent)
        self.today = self.view("today", TodayList)
        self.column.insertWidget(0, RetentionStrip(context))

    def show_tasks_of(self, day: date) -> None:
        """Show all tasks of a day."""
        from app.ui.today.tasks_list import TasksList

        self.show_view("tasks")
        self.view("tasks", TasksList).show_day(day)

    def add_task(self) -> None:
        """Note something to do: in the view shown, which knows for whom or for when."""
        adding: Any = self.focusProxy()
        adding.add_task()

    # A view is loaded when it is first shown: the program opens on this page.
    def _calendar(self, context: Context) -> QWidget:
        from app.ui.today.calendar import CalendarView

        made = CalendarView(context)
        made.day_wanted.connect(self.show_tasks_of)
        return made


def _tasks(context: Context) -> QWidget:
    from app.ui.today.tasks_list import TasksList

    return TasksList(context)
