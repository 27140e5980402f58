"""What a sheet of the screening's workbook is: its columns, and the cells of a line and the sum."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from app.domain.screening.line import ScreeningLine
from app.exchange.columns import BookColumn, CellValue, Formula
from app.i18n import _

Cells = Sequence[CellValue]

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
        printed: How many columns are printed; 0 for all.
        cells: The cells of a line in a row of the sheet.
        summed: The columns, from 0, that the last row sums.
    """

    name: str
    columns: Sequence[BookColumn]
    cells: Callable[[int, ScreeningLine], Cells]
    summed: Sequence[int] = ()
    hint: str = ""
    fixed: int = 2
    pages_wide: int = 1
    printed: int = 0

    def rows(self, lines: Sequence[ScreeningLine], sums: list[Decimal]) -> Iterator[Cells]:
        """Give the cells of each line, adding what is summed to ``sums``."""
        for row, line in enumerate(lines, FIRST_ROW):
            values = self.cells(row, line)
            for place, column in enumerate(self.summed):
                sums[place] += amount_in(values[column])
            yield values

    def total(self, count: int, sums: Sequence[Decimal]) -> list[CellValue]:
        """Return the row of sums under ``count`` lines."""
        values: list[CellValue] = [None] * len(self.columns)
        values[0] = _("合计")
        for column, amount in zip(self.summed, sums, strict=True):
            cells = f"{cell(FIRST_ROW, column)}:{cell(FIRST_ROW + count - 1, column)}"
            values[column] = Formula(f"SUM({cells})", amount) if count else 0
        return values


def sum_of(row: int, first: int, values: Sequence[CellValue]) -> Formula:
    """Return the formula that sums these values, which stand in a row from a column on, from 0."""
    cells = f"{cell(row, first)}:{cell(row, first + len(values) - 1)}"
    return Formula(f"SUM({cells})", sum(map(amount_in, values), Decimal(0)))


def amount_in(value: CellValue) -> Decimal:
    """Return what a sum takes from a cell: a number, or nothing."""
    if isinstance(value, Formula):
        value = value.value
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def cell(row: int, column: int) -> str:
    """Return how a formula names a cell; the column counts from 0."""
    return f"{get_column_letter(column + 1)}{row}"
