"""A client's twelve months on paper: the amounts and their bars, against last year's."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF

from app.domain.written import amount_text
from app.i18n import _
from app.paper.charts import PAPER, draw_months
from app.paper.flow import Leaf
from app.paper.table import Align, PaperColumn, Row, Table
from app.paper.units import mm


class MonthsBlock:
    """The bars of the twelve months against last year's."""

    height = mm(46)

    def __init__(self, months: Sequence[Decimal], last: Sequence[Decimal] | None) -> None:
        self._months = months
        self._last = last

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the chart with a little room around it."""
        room = area.adjusted(0, mm(3), 0, -mm(3))
        draw_months(leaf.painter, room, self._months, self._last, PAPER)


def months_rows(
    months: Sequence[Decimal], last: Sequence[Decimal] | None, width: float
) -> Iterator[Row]:
    """Yield the amounts in two halves of six months, a paper's width each."""
    for start in (0, 6):
        columns = [
            PaperColumn(_("预订额（元）"), 22, align=Align.CENTRE),
            *(
                PaperColumn(_("{n} 月").format(n=start + n + 1), 20, weight=1, number=True)
                for n in range(6)
            ),
            PaperColumn(_("上半年") if start == 0 else _("全年"), 23, weight=1, number=True),
        ]
        table = Table(columns, width, points=8)
        yield table.header
        for name, amounts in ((_("本年"), months), (_("去年"), last)):
            if amounts is not None:
                shown = [amount_text(amount) for amount in amounts[start : start + 6]]
                yield table.row((name, *shown, amount_text(sum(amounts[: start + 6], Decimal(0)))))
