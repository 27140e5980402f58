"""Numbers of the problems as pictures; a bar leads to its rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.case_course import OPEN_STATES
from app.domain.days import months_before
from app.i18n import _
from app.paper.charts import ChartStyle, CountBar, Hit, draw_counts
from app.queries.case_counts import CaseCounts, case_counts
from app.queries.cases import CaseFilter, case_ids
from app.ui.areas import scrolled
from app.ui.cases.board import TABLES
from app.ui.cases.filters import CaseChips
from app.ui.charts import ChartView
from app.ui.context import Context
from app.ui.flow import FlowLayout
from app.ui.fresh import FreshPart
from app.ui.keys import keys_within
from app.ui.theme import GAP

HEIGHT = 200

SHORTEST = 470
"""Pixels below which the charts scroll instead of being cut."""


class CaseNumbers(FreshPart):
    """Counts the problems of a period; months are always the last twelve."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.news, TABLES, parent)
        self.setObjectName("caseNumbers")
        self._context = context
        self._counts: CaseCounts | None = None
        self.chips = CaseChips(context)
        self.kinds = ChartView("chartKinds", _("按类型"), height=HEIGHT)
        self.departments = ChartView("chartDepartments", _("按责任部门"), height=HEIGHT)
        self.months = ChartView("chartMonths", _("按收到的月份"), height=HEIGHT)
        self._told = QLabel()
        self._told.setObjectName("caseTotals")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.kinds)

    @override
    def read(self) -> None:
        wanted = self._wanted()
        with self._context.db.read() as session:
            counts = case_counts(session, wanted, today=self._context.today())
            still_open = len(case_ids(session, replace(wanted, states=OPEN_STATES)))
        self._counts = counts
        self._show(counts, still_open)

    def _wanted(self) -> CaseFilter:
        return self.chips.wanted("", None, self._context.desk.now())

    def _show(self, counts: CaseCounts, still_open: int) -> None:
        kinds = [CountBar(kind.label, n) for kind, n in counts.by_kind]
        departments = [CountBar(name, n) for _id, name, n in counts.by_department]
        months = [CountBar(_month_text(day), n) for day, n in counts.by_month]
        for view, bars in (
            (self.kinds, kinds),
            (self.departments, departments),
            (self.months, months),
        ):
            view.show_drawing(partial(_draw, bars), partial(_describe, bars))
        total = sum(bar.count for bar in kinds)
        told = _("共 {n} 个问题，其中 {open} 个还没有解决。点图中的柱子看是哪些。")
        self._told.setText(told.format(n=f"{total:,}", open=f"{still_open:,}"))

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips, GAP)
        for chip in self.chips.all:
            flow.addWidget(chip)
        self._told.setProperty("role", "faint")
        charts = QWidget()
        grid = QGridLayout(charts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.addWidget(_framed(_("按类型"), self.kinds), 0, 0)
        grid.addWidget(_framed(_("按责任部门"), self.departments), 0, 1)
        grid.addWidget(_framed(_("按收到的月份（近 12 个月）"), self.months), 1, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(chips)
        column.addWidget(self._told)
        column.addWidget(scrolled(charts, SHORTEST), 1)

    def _connect(self) -> None:
        self.kinds.bar_clicked.connect(self._show_kind)
        self.departments.bar_clicked.connect(self._show_department)
        self.months.bar_clicked.connect(self._show_month)
        for chip in self.chips.all:
            chip.changed.connect(self.reload)
        keys_within(self, "F5", self.reload)

    def _show_kind(self, place: int) -> None:
        if self._counts is not None:
            kind = self._counts.by_kind[place][0]
            self._show_rows(kind.label, lambda w: replace(w, kinds=frozenset({kind})))

    def _show_department(self, place: int) -> None:
        if self._counts is not None:
            own_id, name, _count = self._counts.by_department[place]
            self._show_rows(name, lambda w: replace(w, department_ids=frozenset({own_id})))

    def _show_month(self, place: int) -> None:
        if self._counts is not None:
            first = self._counts.by_month[place][0]
            last = months_before(first, -1) - timedelta(1)

            def narrow(wanted: CaseFilter) -> CaseFilter:
                """Keep within both the month and the period chosen."""
                return replace(
                    wanted,
                    received_from=max(first, wanted.received_from or first),
                    received_to=min(last, wanted.received_to or last),
                )

            self._show_rows(_month_text(first), narrow)

    def _show_rows(self, title: str, narrow: Callable[[CaseFilter], CaseFilter]) -> None:
        with self._context.db.read() as session:
            ids = case_ids(session, narrow(self._wanted()))
        self._context.navigator.cases_wanted.emit(title, ids)


def _draw(bars: list[CountBar], painter: QPainter, area: QRectF, style: ChartStyle) -> list[Hit]:
    return draw_counts(painter, area, bars, style, unit=_("个"))


def _describe(bars: list[CountBar], key: int) -> str:
    return _("{name}：{n} 个，点击看明细").format(name=bars[key].name, n=f"{bars[key].count:,}")


def _month_text(day: date) -> str:
    return f"{day:%Y-%m}"


def _framed(title: str, view: ChartView) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "card")
    heading = QLabel(title)
    heading.setProperty("role", "heading")
    column = QVBoxLayout(frame)
    column.addWidget(heading)
    column.addWidget(view, 1)
    return frame
