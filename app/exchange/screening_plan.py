"""What a sheet of the screening's workbook is: its columns, and the cells of a line and the sum."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from app.domain.screening.line import ScreeningLine
from app.exchange.book import BookColumn, CellValue, Formula
from app.i18n import _

HEADER_ROW = 4
FIRST_ROW = HEADER_ROW + 1

CODE, NAME, MANAGER, REMARK = _("客户编号"), _("客户名称"), _("客户经理"), _("备注")


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet with a row for each line.

    Attributes:
        hint: Stands above the table.
        fixed: How many columns stay in sight.
        pages_wide: Over how many printed pages.
        cells: The cells of a line in a row of the sheet.
        summed: The columns, from 0, that the last row sums.
    """

    name: str
    columns: Sequence[BookColumn]
    cells: Callable[[int, ScreeningLine], Sequence[CellValue]]
    summed: Sequence[int] = ()
    hint: str = ""
    fixed: int = 2
    pages_wide: int = 1

    def total(self, count: int) -> list[CellValue]:
        """Return the row of sums under ``count`` lines."""
        values: list[CellValue] = [None] * len(self.columns)
        values[0] = _("合计")
        for column in self.summed:
            letter = get_column_letter(column + 1)
            last = FIRST_ROW + count - 1
            values[column] = Formula(f"=SUM({letter}{FIRST_ROW}:{letter}{last})") if count else 0
        return values


def sum_of(row: int, first: int, last: int) -> Formula:
    """Return the formula that sums a row from one column to another, from 0, both included."""
    return Formula(f"=SUM({cell(row, first)}:{cell(row, last)})")


def cell(row: int, column: int) -> str:
    """Return how a formula names a cell; the column counts from 0."""
    return f"{get_column_letter(column + 1)}{row}"
