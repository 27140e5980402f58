"""Workbooks through calamine, row by row; runs in the reading process only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.cells import FormulaCell
from app.exchange.reading.container import Place, too_long, too_wide
from app.exchange.reading.limits import MOST_COLUMNS, MOST_MERGES, MOST_ROWS


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One sheet as the parser has it in memory; rows count from the first of the sheet."""

    name: str
    height: int
    hidden: bool
    _sheet: Any

    def rows_and_merges(
        self, broken: Mapping[Place, str]
    ) -> tuple[Iterator[list[Any]], list[tuple[int, int, int]], int]:
        """Return the rows, what is merged downwards, and how many empty columns are left out.

        The merges are as ``domain.sheets.Sheet`` has them; the columns stand before all others.

        Args:
            broken: What stands in cells that the parser gives as empty.
        """
        start = self._sheet.start[1]
        left = min(start, *(column for _row, column in broken), MOST_COLUMNS)
        rows = _rows(self._sheet.iter_rows(), start - left, _by_row(broken, left))
        return rows, _merged(self._sheet, left), left


def sheets_of(path: Path) -> Iterator[OpenSheet]:
    """Give the sheets of a workbook, those with cells only.

    Raises:
        FileRefusedError: A sheet is too long or too wide.
        python_calamine.CalamineError: The workbook is damaged.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    # by path the parser would trust the ending of the name
    with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            if sheet.start is None or sheet.end is None:
                continue
            if sheet.end[0] >= MOST_ROWS:
                raise too_long()
            if sheet.end[1] >= MOST_COLUMNS:
                raise too_wide()
            hidden = about.visible is not SheetVisibleEnum.Visible
            yield OpenSheet(about.name, sheet.end[0] + 1, hidden, sheet)


def _merged(sheet: Any, left: int) -> list[tuple[int, int, int]]:
    """Return cells merged downwards in one column; columns count from the first one filled."""
    ranges = sheet.merged_cell_ranges or []
    return [
        (first_row, last_row, first_column - left)
        for (first_row, first_column), (last_row, last_column) in ranges[:MOST_MERGES]
        if last_row > first_row and first_column == last_column >= left
    ]


def _by_row(broken: Mapping[Place, str], left: int) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in broken.items():
        kept = FormulaCell(text) if text[0] == "=" else text
        found.setdefault(row, []).append((column - left, kept))
    return found


def _rows(
    rows: Iterator[list[Any]], indent: int, broken: Mapping[int, Sequence[tuple[int, str]]]
) -> Iterator[list[Any]]:
    days: dict[date, date] = {}
    for index, row in enumerate(rows):
        cells = [*[""] * indent, *row] if indent else row
        for column, text in broken.get(index, ()):
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = text
        yield _slim(cells, days)


def _slim(cells: list[Any], days: dict[date, date]) -> list[Any]:
    """Drop empty cells at the end and share equal days: both travel to the parent."""
    while cells and cells[-1] == "":
        cells.pop()
    for place, cell in enumerate(cells):
        if type(cell) is date:
            cells[place] = days.setdefault(cell, cell)
    return cells
