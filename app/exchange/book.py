"""Workbooks out: sheets written row by row, ready to print, in constant memory."""

import io
import math
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from app.exchange.cell_text import TextLosses, looks_like_code
from app.exchange.columns import BookColumn, CellValue, Format
from app.exchange.looks import Look, line_style, title_style
from app.exchange.sheet_xml import Styled, put_rows, row_xml
from app.exchange.writing import Progress, Stop, tell_often
from app.i18n import _
from app.whole_files import whole_file

_A4 = 9
_LINE_HEIGHT = 15


class Book:
    """A workbook being written, sheet after sheet.

    The rows wait in files of their own, which nobody sees, until the workbook is put together.
    """

    def __init__(self, title: str, files: ExitStack) -> None:
        self._workbook = Workbook()
        self._workbook.remove(self._workbook.worksheets[0])
        self._workbook.properties.title = title
        self._workbook.properties.creator = _("客友")
        self._files = files
        self._sheets: list[BookSheet] = []
        self._losses = TextLosses()

    @property
    def warnings(self) -> tuple[str, ...]:
        """A sentence for everything that could not be written as it was."""
        return self._losses.sentences()

    def sheet(
        self,
        name: str,
        columns: Sequence[BookColumn],
        *,
        lines: int = 0,
        fixed: int = 0,
        pages_wide: int = 1,
    ) -> "BookSheet":
        """Add a sheet for A4 landscape.

        Args:
            name: Of the sheet.
            columns: Of its table.
            lines: How many lines of text stand above the header.
            fixed: How many columns stay in sight, and are repeated on every printed page.
            pages_wide: Over how many pages its width is printed.
        """
        made = self._workbook.create_sheet(name)
        _set_up_page(made, pages_wide)
        if fixed:
            made.print_title_cols = f"A:{get_column_letter(fixed)}"
        for index, column in enumerate(columns, 1):
            made.column_dimensions[get_column_letter(index)].width = column.width
        made.print_title_rows = f"{lines + 1}:{lines + 1}"
        made.freeze_panes = f"{get_column_letter(fixed + 1)}{lines + 2}"
        rows = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - so it is
        self._sheets.append(BookSheet(made, columns, self._losses, rows, header_row=lines + 1))
        return self._sheets[-1]

    def save(self, path: Path) -> None:
        """Put the workbook together."""
        empty = io.BytesIO()
        self._workbook.save(empty)
        rows = {one.sheet.path.lstrip("/"): (one.rows, one.dimension) for one in self._sheets}
        put_rows(empty, path, rows)


@contextmanager
def new_book(path: Path, title: str) -> Iterator[Book]:
    """Give a workbook that is whole in its place when the block ends well.

    Raises:
        StorageError: It cannot be written; a file that was there before is as it was.
    """
    with whole_file(path) as temporary, ExitStack() as files:
        book = Book(title, files)
        yield book
        book.save(temporary)


class BookSheet:
    """One sheet: some lines above, a header that is frozen and repeated in print, rows.

    Attributes:
        sheet: The openpyxl sheet, which holds all but the rows.
        rows: The rows as they will stand in it.
    """

    def __init__(
        self,
        sheet: Any,
        columns: Sequence[BookColumn],
        losses: TextLosses,
        rows: IO[bytes],
        *,
        header_row: int,
    ) -> None:
        self.sheet = sheet
        self.rows = rows
        self._columns = columns
        self._losses = losses
        self._letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        self._looks = [Look(sheet, column) for column in columns]
        self._wrapped = [at for at, column in enumerate(columns) if column.format is Format.LONG]
        self._header_row = header_row
        self._number = 0

    @property
    def dimension(self) -> str:
        """The range of its cells."""
        return f"A1:{self._letters[-1]}{max(1, self._number)}"

    def line(self, text: str, *, size: float = 11, bold: bool = False) -> None:
        """Write a line of text over the table."""
        kept = self._losses.cell_text(text, self._number + 1, text[:20])
        style = line_style(self.sheet, size=size, bold=bold)
        height = size * 1.5 if size > 11 else None  # noqa: PLR2004 - the usual size
        self._append([("A", style, kept or None)], height)

    def header(self) -> None:
        """Write the titles."""
        style = title_style(self.sheet)
        titles = [column.title for column in self._columns]
        cells = [
            (letters, style, title) for letters, title in zip(self._letters, titles, strict=True)
        ]
        lines = max(_lines(column.title, column.width) for column in self._columns)
        self._append(cells, _height(lines))

    def row(self, values: Iterable[CellValue]) -> None:
        """Write a row of one value for each column; text is cleaned and stays text."""
        cells: list[Styled] = []
        places = zip(values, self._letters, self._looks, self._columns, strict=True)
        for given, letters, look, column in places:
            value, style = given, look.plain
            if isinstance(given, str):
                value = self._losses.cell_text(given, self._number + 1, column.title)
                if looks_like_code(value):
                    style = look.quoted
            if value is not None and value != "":
                cells.append((letters, style, value))
            elif column.entered:
                cells.append((letters, style, None))
        self._append(cells, self._wrapped_height(cells) if self._wrapped else None)

    def total(self, values: Iterable[CellValue]) -> None:
        """Write the row of sums."""
        places = zip(self._letters, self._looks, values, strict=True)
        self._append([(letters, look.total, value) for letters, look, value in places])

    def filter_rows(self) -> None:
        """Let the rows written under the header be filtered."""
        self.sheet.auto_filter.ref = f"A{self._header_row}:{self._letters[-1]}{self._number}"

    def print_columns(self, count: int) -> None:
        """Print only the first columns of the rows written so far."""
        self.sheet.print_area = f"A1:{self._letters[count - 1]}{self._number}"

    def protect(self) -> None:
        """Lock all but the columns that are filled in; no password, it only guards from slips."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.autoFilter = protection.formatColumns = protection.formatRows = False

    def _wrapped_height(self, cells: Iterable[Styled]) -> float | None:
        texts = {letters: value for letters, _style, value in cells if isinstance(value, str)}
        lines = (
            _lines(texts.get(self._letters[at], ""), self._columns[at].width)
            for at in self._wrapped
        )
        return _height(max(lines))

    def _append(self, cells: Iterable[Styled], height: float | None = None) -> None:
        self._number += 1
        self.rows.write(row_xml(self._number, cells, height).encode())


def _height(lines: int) -> float | None:
    """Return the height of a row of several lines; one line has the usual height."""
    return lines * _LINE_HEIGHT if lines > 1 else None


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column; a Chinese character is two wide."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    return sum(
        max(1, math.ceil(sum(1 if letter.isascii() else 2 for letter in line) / (width - 1)))
        for line in text.split("\n")
    )


def _set_up_page(sheet: Any, pages_wide: int) -> None:
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.75, 0.3
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = _("第 &P 页/共 &N 页")


def money_width(largest: Decimal) -> float:
    """Return how wide a column of amounts must be to show this one in bold."""
    return max(12.0, len(f"{largest:,.2f}") * 1.2 + 1)


def write_rows(
    sheet: BookSheet,
    rows: Iterable[Sequence[CellValue]],
    *,
    of: int,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> None:
    """Write rows, telling how far it is.

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    for _number, row in tell_often(rows, of, progress, cancelled):
        sheet.row(row)


def write_table(
    path: Path,
    name: str,
    columns: Sequence[BookColumn],
    rows: Iterable[Sequence[CellValue]],
    *,
    of: int,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> tuple[str, ...]:
    """Write one list as a workbook and return what could not be written as it was.

    Args:
        path: The file.
        name: Of the sheet; at most 31 characters.
        columns: Of the sheet.
        rows: One value a column; read while writing.
        of: How many rows there are, for ``progress``.
        progress: Told (rows written, of).
        cancelled: Asked every few hundred rows.

    Raises:
        StorageError: It cannot be written; a file that was there before is as it was.
        CancelledError: ``cancelled`` said so; likewise.
    """
    with new_book(path, name) as book:
        sheet = book.sheet(name, columns)
        sheet.header()
        write_rows(sheet, rows, of=of, progress=progress, cancelled=cancelled)
        sheet.filter_rows()
    return book.warnings
