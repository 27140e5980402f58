"""Saving what the calendar shows, or some tasks, as a file for a telephone or Outlook."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.calendar import CalendarItem
from app.domain.types import TaskId
from app.exchange.calendar_file import write_calendar
from app.exchange.writing import file_name
from app.i18n import _
from app.queries.calendar import CalendarFilter, calendar_items, task_items
from app.queries.office_mark import office_mark
from app.ui.context import Context
from app.ui.progress import run_with_progress
from app.ui.workers import Job


def save_shown(context: Context, parent: QWidget, title: str, wanted: CalendarFilter) -> None:
    """Ask where to, then write what the calendar shows."""

    def read() -> list[CalendarItem]:
        with context.db.read() as session:
            return calendar_items(session, wanted)

    _save(context, parent, title, read)


def save_tasks(context: Context, parent: QWidget, ids: Sequence[TaskId]) -> None:
    """Ask where to, then write these tasks."""

    def read() -> list[CalendarItem]:
        with context.db.read() as session:
            return task_items(session, ids)

    _save(context, parent, _("待办"), read)


def _save(
    context: Context, parent: QWidget, title: str, read: Callable[[], list[CalendarItem]]
) -> None:
    kind = _("日历文件 (*.ics)")
    proposed = file_name(title, ".ics")
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("存为日历文件"), proposed, kind)
    if not chosen:
        return
    path = Path(chosen if chosen.lower().endswith(".ics") else f"{chosen}.ics")
    now = context.desk.now()

    def work(_job: Job) -> int:
        items = read()
        with context.db.read_whole() as session:
            mark = office_mark(session)
        write_calendar(path, items, office=mark, now=now)
        return len(items)

    def done(count: int) -> None:
        told = _("已把 {n:,} 项存为 {file}，可以导入手机或 Outlook 的日历")
        context.navigator.told.emit(told.format(n=count, file=path))

    run_with_progress(context.workers, parent, _("存为日历文件"), work, done)
