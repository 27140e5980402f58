"""What is to be done today, the calendar, all tasks."""

from app.ui.today.page import TodayPage
from script.pictures.stage import Stage


def take(stage: Stage) -> None:
    """Take the pictures of the page 今日."""
    page = stage.page("today", TodayPage)
    stage.shot("today")
    page.show_view("calendar")
    stage.shot("today-calendar")
    page.show_view("tasks")
    stage.shot("today-tasks")
    page.show_view("today")
