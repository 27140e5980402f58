"""The log as a workbook or on paper."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.types import ImportKind
from app.exchange.lists_book import export_list as write_all
from app.i18n import _
from app.queries.communications import CommunicationRow
from app.ui.communications.columns import VALUES
from app.ui.context import Context
from app.ui.list_output import Listed, ask_for_list
from app.ui.pages import ListPage
from app.ui.progress import run_with_progress
from app.ui.tables import Column
from app.ui.workers import Job


def listed_log(page: ListPage[CommunicationRow]) -> Listed:
    """Return what the page shows: its columns in their order, the chosen entries or all."""
    chosen = page.table.chosen_ids()
    ids = chosen if len(chosen) > 1 else page.model.ids
    shown = [_in_full(one) if one.key == "summary" else one for one in page.shown_columns()]
    return Listed(_("沟通记录"), shown, ids, page.read_rows, VALUES)


def export_all(context: Context, parent: QWidget) -> None:
    """Ask where to, then write the whole log so that it can be imported again."""
    path = ask_for_list(context, parent, _("全部沟通记录"))
    if path is not None:
        write_whole_log(context, parent, path)


def write_whole_log(context: Context, parent: QWidget, path: Path) -> None:
    """Write the whole log on a worker thread and say so."""

    def work(job: Job) -> tuple[int, tuple[str, ...]]:
        return write_all(
            context.db,
            ImportKind.COMMUNICATIONS,
            path,
            progress=lambda done, of: job.report(done, of, _("已写 {n:,} 行").format(n=done)),
            cancelled=lambda: job.cancelled,
        )

    def done(written: tuple[int, tuple[str, ...]]) -> None:
        count, warnings = written
        told = _("已导出 {n:,} 行到 {file}").format(n=count, file=path)
        context.navigator.told.emit("　".join((told, *warnings)))

    run_with_progress(context.workers, parent, _("导出"), work, done)


def _in_full(column: Column[Any]) -> Column[Any]:
    return replace(column, text=lambda row: row.summary, width=2 * column.width)
