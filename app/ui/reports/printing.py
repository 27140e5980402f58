"""The coverage report on paper."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.coverage import ALL, CoverageRow, shown_plan
from app.domain.types import TaskRule
from app.exchange.writing import file_name
from app.paper.charts import PlanBar
from app.paper.coverage import CoveragePaper, coverage_document
from app.paper.document import Document
from app.paper.table import PaperColumn
from app.ui.context import Context
from app.ui.list_output import paper_marks
from app.ui.printing import preview
from app.ui.tables import RIGHT, Column

NAME_WIDTH, NUMBER_WIDTH = 36, 24


def print_coverage(context: Context, parent: QWidget, printed: CoveragePaper) -> None:
    """Show the report as it will be on paper."""

    def make() -> Document:
        return coverage_document(printed, *paper_marks(context))

    preview(context, parent, make, file_name(printed.title, ".pdf"))


def coverage_paper(
    title: str, rule: str, columns: Sequence[Column[CoverageRow]], rows: Sequence[CoverageRow]
) -> CoveragePaper:
    """Return what is printed; ``rule`` says how it counts."""
    return CoveragePaper(
        title,
        rule,
        [_paper_column(column) for column in columns],
        [[column.text(row) for column in columns] for row in rows],
        visits=plan_bars(rows, TaskRule.VISIT),
        contacts=plan_bars(rows, TaskRule.CONTACT),
    )


def plan_bars(rows: Sequence[CoverageRow], rule: TaskRule) -> list[PlanBar]:
    """Return a pair of bars for each row but the sum, which would dwarf them."""
    covers = [(row.name, row.cover(rule)) for row in rows if row.id != ALL]
    return [PlanBar(name, float(shown_plan(cover.planned)), cover.done) for name, cover in covers]


def _paper_column(column: Column[CoverageRow]) -> PaperColumn:
    number = column.align == RIGHT
    return PaperColumn(column.title, NUMBER_WIDTH if number else NAME_WIDTH, 1, number=number)
