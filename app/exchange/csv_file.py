"""Lists as CSV, for programs that read no workbook: UTF-8 with its mark, as Excel expects it."""

import csv
from collections.abc import Iterable, Sequence
from datetime import time
from decimal import Decimal
from pathlib import Path

from app.exchange.cell_text import TextLosses, quoted
from app.exchange.columns import BookColumn, CellValue, Format, Formula
from app.exchange.writing import Progress, Stop, tell_often
from app.i18n import _
from app.whole_files import whole_file

CSV = ".csv"


def write_either(
    path: Path,
    name: str,
    columns: Sequence[BookColumn],
    rows: Iterable[Sequence[CellValue]],
    *,
    of: int,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> tuple[str, ...]:
    """Write a list as CSV where the file is named so, else as a workbook.

    Arguments, result and errors are those of ``write_table``.
    """
    if path.suffix.lower() == CSV:
        return write_csv(path, columns, rows, of=of, progress=progress, cancelled=cancelled)
    from app.exchange.book import write_table  # with the library that makes workbooks

    return write_table(path, name, columns, rows, of=of, progress=progress, cancelled=cancelled)


def write_csv(
    path: Path,
    columns: Sequence[BookColumn],
    rows: Iterable[Sequence[CellValue]],
    *,
    of: int,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> tuple[str, ...]:
    """Write a list as CSV and return what could not be written as it was.

    Text that a spreadsheet would take for a formula gets a quotation mark before it, which an
    import takes off again; amounts are numbers and stay as they are.

    Raises:
        StorageError: It cannot be written; a file that was there before is as it was.
        CancelledError: ``cancelled`` said so; likewise.
    """
    losses = TextLosses(longest=None)
    with (
        whole_file(path) as temporary,
        temporary.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow([column.title for column in columns])
        for number, row in tell_often(rows, of, progress, cancelled):
            cells = zip(row, columns, strict=True)
            writer.writerow([_text(value, column, number + 1, losses) for value, column in cells])
    return losses.sentences()


def _text(value: CellValue, column: BookColumn, row: int, losses: TextLosses) -> str:
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, str):
        return quoted(losses.cell_text(value, row, column.title))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return f"{value:.2f}" if column.format is Format.MONEY else f"{value:f}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
