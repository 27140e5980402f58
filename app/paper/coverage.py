"""The coverage report on paper: the picture, the table, and by what rule it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from app.domain.exported import Imprint, PolicyHead
from app.i18n import _
from app.paper.charts import PAPER, PlanBar, draw_plans
from app.paper.document import FlowDocument
from app.paper.flow import Leaf, Section, Space
from app.paper.head import PolicyHeadBlock
from app.paper.table import PaperColumn, RowStyle, Table
from app.paper.units import LANDSCAPE, mm

_POINTS = 9
_CHART = mm(58)
_LAST_ROWS = 3  # that stay together: a sum does not stand alone on a page


@dataclass(frozen=True, slots=True)
class CoveragePaper:
    """What is printed: the texts of the table's rows and the pairs of the two pictures."""

    title: str
    rule: str
    columns: Sequence[PaperColumn]
    rows: Sequence[Sequence[str]]
    visits: Sequence[PlanBar]
    contacts: Sequence[PlanBar]


class PlansBlock:
    """Visits and contacts side by side."""

    height = _CHART

    def __init__(self, visits: Sequence[PlanBar], contacts: Sequence[PlanBar]) -> None:
        self._charts = ((visits, _("拜访")), (contacts, _("联系")))

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw each in its half."""
        half = area.width() / len(self._charts)
        for number, (bars, title) in enumerate(self._charts):
            place = QRectF(area.left() + number * half, area.top(), half, area.height())
            room = place.adjusted(mm(2), mm(3), -mm(2), -mm(3))
            draw_plans(leaf.painter, room, bars, PAPER, title=title)


def coverage_document(printed: CoveragePaper, policy: PolicyHead, imprint: Imprint) -> FlowDocument:
    """Lay out the report, A4 across."""
    width = LANDSCAPE.body.width()
    head = PolicyHeadBlock(policy, printed.title, width, columns=4)
    table = Table(printed.columns, width, points=_POINTS)
    last = len(printed.rows) - 1
    styles = (RowStyle.TOTAL if number == last else RowStyle.PLAIN for number in range(last + 1))
    rows = [*map(table.row, printed.rows, styles)]
    units = [*((row,) for row in rows[:-_LAST_ROWS]), rows[-_LAST_ROWS:]]
    sections = [
        Section([(head,)]),
        Section([(PlansBlock(printed.visits, printed.contacts),)]),
        Section(units, header=table.header),
        Section([(Space(mm(2)), table.group(printed.rule))]),
    ]
    return FlowDocument(printed.title, sections, setup=LANDSCAPE, imprint=imprint)
