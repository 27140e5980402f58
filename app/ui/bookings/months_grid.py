"""A client's years as a grid of twelve months, and the bars of one year against the last."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.written import amount_text
from app.i18n import _
from app.paper.charts import draw_months
from app.queries.trade import MONTHS, Trade, TradeYear, trade_year
from app.ui.buttons import ActionButton
from app.ui.charts import ChartView
from app.ui.plain_table import PlainTable
from app.ui.theme import GAP

Measure = Callable[[Trade], str]

ROW_HEIGHT = 26
MOST_ROWS = 4
BARS, BESIDE = 3, 2
MEASURES: Sequence[tuple[str, str, Measure]] = (
    ("amount", _("金额"), lambda trade: f"{trade.amount:,.0f}"),
    ("room_nights", _("房夜"), lambda trade: f"{trade.room_nights:,}"),
    ("bookings", _("笔数"), lambda trade: f"{trade.bookings:,}"),
)


class MonthsGrid(QWidget):
    """Shows years × months and, below, the bars of the year under the cursor.

    Another widget stands ``beside`` the bars.

    Signals:
        month_chosen: year, month: the rows behind it are wanted; month 0 is the whole year.
    """

    month_chosen = Signal(int, int)

    def __init__(self, beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: Sequence[TradeYear] = ()
        self._measure = MEASURES[0][2]
        names = [_("{n}月").format(n=n) for n in range(1, MONTHS + 1)]
        self.grid = PlainTable("monthsGrid", [*names, _("全年")], told=_("各年各月"))
        self.chart = ChartView("monthsChart", _("各月金额与去年对比"), height=170)
        self._which = QLabel()
        self._set_up_grid()
        self._lay_out(beside)
        self.grid.cellActivated.connect(self._activated)
        self.grid.currentCellChanged.connect(lambda *_cells: self._draw())
        self.chart.bar_clicked.connect(lambda month: self._choose(self._year(), month))

    def show_years(self, years: Sequence[TradeYear], this_year: int) -> None:
        """Show these years, this one and the last always among them."""
        shown = {y.year for y in years} | {this_year, this_year - 1}
        self._years = [trade_year(years, y) for y in sorted(shown, reverse=True)]
        self._fill()
        if self.grid.currentRow() < 0:
            self.grid.setCurrentCell(0, 0)
        self._draw()

    def _set_up_grid(self) -> None:
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.setShowGrid(False)
        self.grid.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.grid.horizontalHeader().setSectionResizeMode(
            MONTHS, QHeaderView.ResizeMode.ResizeToContents
        )
        self.grid.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.grid.setToolTip(_("双击或按回车，看这个月的预订"))

    def _lay_out(self, beside: QWidget) -> None:
        top = QHBoxLayout()
        title = QLabel(_("各月成交"))
        title.setProperty("role", "heading")
        top.addWidget(title)
        top.addStretch(1)
        group = QButtonGroup(self)
        for number, (name, text, _measure) in enumerate(MEASURES):
            button = ActionButton(text)
            button.setObjectName(f"measure_{name}")
            button.setCheckable(True)
            button.setChecked(number == 0)
            group.addButton(button, number)
            top.addWidget(button)
        group.idClicked.connect(self._measure_by)
        self._which.setProperty("role", "faint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addWidget(self.grid)
        bars = QVBoxLayout()
        bars.addWidget(self._which)
        bars.addWidget(self.chart, 1)
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        row.addLayout(bars, BARS)
        row.addWidget(beside, BESIDE)
        column.addLayout(row, 1)

    def _measure_by(self, number: int) -> None:
        self._measure = MEASURES[number][2]
        self._fill()

    def _fill(self) -> None:
        self.grid.setRowCount(len(self._years))
        self.grid.setVerticalHeaderLabels([str(year.year) for year in self._years])
        for row, year in enumerate(self._years):
            for column, trade in enumerate((*year.months, year.total)):
                self.grid.setItem(row, column, self._cell(trade))
        header = self.grid.horizontalHeader()
        sizes = (self.grid.sizeHintForColumn, header.sectionSizeHint)
        # a number cut short is a wrong number: where there is no room the months scroll
        header.setMinimumSectionSize(max(size(n) for size in sizes for n in range(MONTHS)))
        self._fit()

    def _fit(self) -> None:
        """Make the grid as high as its rows, and its scroll bar where it has one."""
        grid, header = self.grid, self.grid.horizontalHeader()
        rows = min(max(len(self._years), 1), MOST_ROWS)
        frame = 2 * grid.frameWidth()
        wide = MONTHS * header.minimumSectionSize() + grid.sizeHintForColumn(MONTHS)
        scrolls = wide + grid.verticalHeader().sizeHint().width() + frame > self.width()
        bar = grid.horizontalScrollBar().sizeHint().height() if scrolls else 0
        grid.setFixedHeight(rows * ROW_HEIGHT + header.sizeHint().height() + frame + bar)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _cell(self, trade: Trade) -> QTableWidgetItem:
        item = QTableWidgetItem(self._measure(trade) if trade.bookings else "")
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _year(self) -> TradeYear | None:
        row = self.grid.currentRow()
        return self._years[row] if 0 <= row < len(self._years) else None

    def _draw(self) -> None:
        year = self._year()
        if year is None:
            self.chart.show_drawing(None)
            return
        now, then = year.amounts, trade_year(self._years, year.year - 1).amounts
        self._which.setText(_("{year} 年各月金额，与去年对比").format(year=year.year))

        def describe(month: int) -> str:
            return _("{year} 年 {month} 月　{now} 元　去年 {then} 元").format(
                year=year.year,
                month=month,
                now=amount_text(now[month - 1]),
                then=amount_text(then[month - 1]),
            )

        last = then if any(then) else None
        self.chart.show_drawing(
            lambda painter, area, style: draw_months(painter, area, now, last, style), describe
        )

    def _activated(self, row: int, column: int) -> None:
        self._choose(self._years[row], (column + 1) % (MONTHS + 1))

    def _choose(self, year: TradeYear | None, month: int) -> None:
        if year is not None:
            self.month_chosen.emit(year.year, month)
