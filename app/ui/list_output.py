"""A list as a workbook, as CSV or on paper: the rows as shown, in their order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.exported import Imprint, PolicyHead
from app.domain.settings import printed_head
from app.domain.types import Labelled
from app.exchange.columns import BookColumn, CellValue, Format
from app.exchange.writing import file_name
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.table import PaperColumn
from app.paper.table_page import table_document
from app.queries.office import office_settings
from app.ui.context import Context
from app.ui.files import ask_to_save
from app.ui.printing import preview
from app.ui.progress import run_with_progress
from app.ui.tables import RIGHT, Column
from app.ui.workers import Job

CHUNK = 500
PIXELS_A_MILLIMETRE = 4
PIXELS_A_CHARACTER = 7
Rows = Callable[[Sequence[int]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Listed:
    """What is put out: a title, the columns shown, the ids in order, how rows are read.

    ``values`` give what a cell of the workbook holds where that is not its text, with its format.
    """

    title: str
    columns: Sequence[Column[Any]]
    ids: Sequence[int]
    read_rows: Rows
    values: Mapping[str, tuple[Callable[[Any], Any], Format]]


def export_list(context: Context, parent: QWidget, listed: Listed) -> None:
    """Ask where to, then write the list as a workbook or CSV on a worker thread."""
    path = ask_for_list(context, parent, listed.title)
    if path is not None:
        write_list(context, parent, listed, path)


def ask_for_list(context: Context, parent: QWidget, title: str) -> Path | None:
    """Ask where a list is to be written; its name says whether as a workbook or as CSV."""
    kinds = ";;".join((_("Excel 工作簿 (*.xlsx)"), _("CSV 文本表 (*.csv)")))
    proposed = file_name(title, ".xlsx")
    chosen = ask_to_save(context.preferences, parent, _("导出"), proposed, kinds)
    if not chosen:
        return None
    return Path(chosen if chosen.lower().endswith((".xlsx", ".csv")) else f"{chosen}.xlsx")


def write_list(context: Context, parent: QWidget, listed: Listed, path: Path) -> None:
    """Write the list on a worker thread and say so."""

    def work(job: Job) -> tuple[str, ...]:
        from app.exchange.csv_file import write_either  # with the library that makes workbooks

        return write_either(
            path,
            listed.title,
            [_book_column(column, listed) for column in listed.columns],
            ([_cell(row, column, listed) for column in listed.columns] for row in _rows(listed)),
            of=len(listed.ids),
            progress=lambda done, of: job.report(done, of, _("已写 {n:,} 行").format(n=done)),
            cancelled=lambda: job.cancelled,
        )

    def done(warnings: tuple[str, ...]) -> None:
        told = _("已导出 {n:,} 行到 {file}").format(n=len(listed.ids), file=path)
        context.navigator.told.emit("　".join((told, *warnings)))

    run_with_progress(context.workers, parent, _("导出"), work, done)


def print_list(context: Context, parent: QWidget, listed: Listed) -> None:
    """Show the list as it will be on paper."""

    def make() -> FlowDocument:
        policy, imprint = paper_marks(context)
        return table_document(
            listed.title,
            [_paper_column(column) for column in listed.columns],
            ([column.text(row) for column in listed.columns] for row in _rows(listed)),
            policy=policy,
            imprint=imprint,
        )

    preview(context, parent, make, file_name(listed.title, ".pdf"))


def paper_marks(context: Context) -> tuple[PolicyHead, Imprint]:
    """Return what every paper carries: the policy's head, and who prints it when."""
    with context.db.read() as session:
        settings = office_settings(session)
    by = "" if context.staff is None else context.staff.name
    now: datetime = context.desk.now()
    return printed_head(settings), Imprint(by, now.replace(tzinfo=None))


def _rows(listed: Listed) -> Iterator[Any]:
    for start in range(0, len(listed.ids), CHUNK):
        yield from listed.read_rows(listed.ids[start : start + CHUNK])


def _cell(row: Any, column: Column[Any], listed: Listed) -> CellValue:
    if column.key not in listed.values:
        return column.text(row)
    value = listed.values[column.key][0](row)
    return value.label if isinstance(value, Labelled) else value


def _book_column(column: Column[Any], listed: Listed) -> BookColumn:
    known = listed.values.get(column.key)
    shown = Format.TEXT if known is None else known[1]
    return BookColumn(column.title, shown, max(10, column.width / PIXELS_A_CHARACTER))


def _paper_column(column: Column[Any]) -> PaperColumn:
    return PaperColumn(
        column.title, column.width / PIXELS_A_MILLIMETRE, number=column.align == RIGHT
    )
