"""Workbooks out: sheets written row by row, ready to print, in constant memory."""

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import WorkbookAlreadySaved

from app.errors import CancelledError
from app.exchange.cell_text import TextLosses, looks_like_code
from app.exchange.writing import Progress, Stop, whole_file
from app.i18n import _

CellValue = str | int | Decimal | bool | date | time | None

_A4 = 9
_HEADER_FILL = PatternFill("solid", fgColor="FFE6E9EE")
_INPUT_FILL = PatternFill("solid", fgColor="FFFFF4CC")
_RULE = Side(style="thin", color="FFB5BAC2")
_FRAME = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_LEFT = Alignment(vertical="center")
_CENTRE = Alignment(horizontal="center", vertical="center")
_WRAP = Alignment(vertical="center", wrap_text=True)
_TITLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LINE_HEIGHT = 15
_TELL_EVERY = 500


class Format(Enum):
    """What a column holds, which decides how its cells look."""

    TEXT = "text"
    CODE = "code"
    LONG = "long"
    WHOLE = "whole"
    MONEY = "money"
    POINTS = "points"
    PERCENT = "percent"
    DAY = "day"
    TIME = "time"


_NUMBER_FORMATS = {
    Format.CODE: "@",
    Format.WHOLE: "#,##0",
    Format.MONEY: "#,##0.00;[Red]-#,##0.00",
    Format.PERCENT: '0.0"%"',
    Format.DAY: "yyyy-mm-dd",
    Format.TIME: "hh:mm",
}


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One column of a sheet.

    Attributes:
        width: In characters of the sheet's font.
        entered: Whether a person fills it in: coloured, and open on a protected sheet.
        centred: Whether its cells stand in the middle.
    """

    title: str
    format: Format = Format.TEXT
    width: float = 12
    entered: bool = False
    centred: bool = False


class Formula(str):
    """A formula of ours; typed text never becomes one."""

    __slots__ = ()


class Book:
    """A workbook being written, sheet after sheet."""

    def __init__(self, title: str) -> None:
        self.workbook = Workbook(write_only=True)
        self.workbook.properties.title = title
        self.workbook.properties.creator = _("客友")
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
        made = self.workbook.create_sheet(name)
        _set_up_page(made, pages_wide)
        if fixed:
            made.print_title_cols = f"A:{get_column_letter(fixed)}"
        for index, column in enumerate(columns, 1):
            made.column_dimensions[get_column_letter(index)].width = column.width
        made.print_title_rows = f"{lines + 1}:{lines + 1}"
        made.freeze_panes = f"{get_column_letter(fixed + 1)}{lines + 2}"
        return BookSheet(made, columns, self._losses, header_row=lines + 1)


@contextmanager
def new_book(path: Path, title: str) -> Iterator[Book]:
    """Give a workbook that is whole in its place when the block ends well.

    Raises:
        StorageError: It cannot be written; a file that was there before is as it was.
    """
    with whole_file(path) as temporary:
        book = Book(title)
        try:
            yield book
            book.workbook.save(temporary)
        except BaseException:
            _abandon(book.workbook)
            raise


def _abandon(workbook: Workbook) -> None:
    """Close the sheets, whose rows wait in files of their own until the workbook is saved."""
    for sheet in workbook.worksheets:
        with suppress(OSError, WorkbookAlreadySaved):
            sheet.close()


class BookSheet:
    """One sheet: some lines above, a header that is frozen and repeated in print, rows."""

    def __init__(
        self, sheet: Any, columns: Sequence[BookColumn], losses: TextLosses, *, header_row: int
    ) -> None:
        self.sheet = sheet
        self._columns = columns
        self._losses = losses
        self._plain = [_styled(sheet, column) for column in columns]
        self._long = [at for at, column in enumerate(columns) if column.format is Format.LONG]
        self._header_row = header_row
        self._number = 0

    @property
    def next_row(self) -> int:
        """The number of the row that is written next, from 1."""
        return self._number + 1

    def line(self, text: str, *, size: float = 11, bold: bool = False) -> None:
        """Write a line of text over the table."""
        cell = self._text_cell(text)
        cell.font = _font(size=size, bold=bold)
        self._append([cell])

    def header(self) -> None:
        """Write the titles."""
        cells = []
        for column in self._columns:
            cell = self._text_cell(column.title)
            cell.font = _font(bold=True)
            cell.fill, cell.border, cell.alignment = _HEADER_FILL, _FRAME, _TITLE
            cells.append(cell)
        self._make_high(max(_lines(one.title, one.width) for one in self._columns))
        self._append(cells)

    def row(self, values: Iterable[CellValue]) -> None:
        """Write a row of one value for each column; text is cleaned and stays text."""
        if self._long:
            values = tuple(values)
            self._make_high(
                max(_lines(str(values[at] or ""), self._columns[at].width) for at in self._long)
            )
        cells: list[Any] = []
        for value, cell, column in zip(values, self._plain, self._columns, strict=True):
            if isinstance(value, str):
                cells.append(self._text(value, cell, column))
            else:
                cell.value = value
                cells.append(cell)
        self._append(cells)

    def total(self, values: Iterable[CellValue]) -> None:
        """Write the row of sums."""
        cells = []
        for value, column in zip(values, self._columns, strict=True):
            cell = _styled(self.sheet, replace(column, entered=False))
            cell.value = value
            cell.font = _font(bold=True)
            cell.fill = _HEADER_FILL
            cells.append(cell)
        self._append(cells)

    def filter_rows(self) -> None:
        """Let the rows written under the header be filtered."""
        last = get_column_letter(len(self._columns))
        self.sheet.auto_filter.ref = f"A{self._header_row}:{last}{self._number}"

    def protect(self) -> None:
        """Lock all but the columns that are filled in; no password, it only guards from slips."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.autoFilter = protection.formatColumns = protection.formatRows = False

    def _text(self, value: str, cell: Any, column: BookColumn) -> Any:
        if isinstance(value, Formula):
            cell.value = str(value)
            return cell
        if value and looks_like_code(value):
            return self._quoted(value, column)
        text = self._losses.cell_text(value, self.next_row, column.title)
        if looks_like_code(text):
            return self._quoted(text, column)
        if column.format is Format.TEXT and not (column.entered or column.centred or self._long):
            return text or None
        cell.value = text or None
        return cell

    def _quoted(self, value: str, column: BookColumn) -> Any:
        """Return a cell whose text stays text even when somebody edits it."""
        cell = _styled(self.sheet, column)
        cell.value = self._losses.cell_text(value, self.next_row, column.title)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell

    def _text_cell(self, text: str) -> Any:
        cell = WriteOnlyCell(self.sheet, self._losses.cell_text(text, self.next_row, text[:20]))
        cell.data_type = "s"
        return cell

    def _make_high(self, lines: int) -> None:
        if lines > 1:
            self.sheet.row_dimensions[self.next_row].height = lines * _LINE_HEIGHT

    def _append(self, cells: list[Any]) -> None:
        self.sheet.append(cells)
        self._number += 1


def _styled(sheet: Any, column: BookColumn) -> Any:
    """Return a cell in the column's look; written row by row, one serves for all of them."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = _NUMBER_FORMATS.get(column.format, "General")
    if column.format is Format.LONG:
        cell.alignment = _WRAP
    else:
        cell.alignment = _CENTRE if column.centred else _LEFT
    if column.entered:
        cell.fill, cell.border = _INPUT_FILL, _FRAME
        cell.protection = Protection(locked=False)
    return cell


def _font(*, size: float = 11, bold: bool = False) -> Font:
    return Font(name="Calibri", family=2, scheme="minor", size=size, bold=bold)


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
    for number, row in enumerate(rows, 1):
        sheet.row(row)
        if number % _TELL_EVERY == 0 or number == of:
            if cancelled is not None and cancelled():
                raise CancelledError
            if progress is not None:
                progress(number, of)


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
