"""What is to be done today, the calendar, all tasks."""

from app.ui.today.page import TodayPage
from script.pictures.stage import Stage


def take(stage: Stage) -> None:
    """Take the pictures of the page 今日."""
    page = stage.page("today", TodayPage)
    stage.shot("today")
    page.tabs.setCurrentWidget(page.calendar)
    stage.shot("today-calendar")
    page.tabs.setCurrentWidget(page.tasks)
    stage.shot("today-tasks")
    page.tabs.setCurrentWidget(page.today)
