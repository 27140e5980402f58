"""The page 今日: what is to be done today, the calendar, and all tasks."""

from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.today.calendar import CalendarView
from app.ui.today.list import TodayList
from app.ui.today.tasks_list import TasksList


class TodayPage(QWidget):
    """Views of what is to be done; Alt+1, Alt+2 and Alt+3 turn to them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today")
        self.today = TodayList(context)
        self.calendar, self.tasks = CalendarView(context), TasksList(context)
        self.calendar.day_wanted.connect(self.show_tasks_of)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("todayViews")
        self.tabs.setDocumentMode(True)
        views: tuple[QWidget, ...] = (self.today, self.calendar, self.tasks)
        for number, title in enumerate((_("今日"), _("日历"), _("待办"))):
            self.tabs.addTab(views[number], title)
            keys = f"Alt+{number + 1}"
            self.tabs.setTabToolTip(number, f"{title} ({keys})")
            turn = QShortcut(QKeySequence(keys), self)
            turn.activated.connect(lambda n=number: self.tabs.setCurrentIndex(n))
        self.setFocusProxy(self.today)
        self.tabs.currentChanged.connect(lambda n: self.setFocusProxy(views[n]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def show_tasks_of(self, day: date) -> None:
        """Show all tasks of a day."""
        self.tabs.setCurrentWidget(self.tasks)
        self.tasks.show_day(day)
