"""报表 · 覆盖: planned against done visits and contacts, by salesperson or by grade."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.db import Commit
from app.domain import periods
from app.domain.coverage import ALL, CoverageRow, Grouping, Span, coverage
from app.domain.rights import Right
from app.domain.types import StaffId, TaskRule
from app.i18n import _
from app.paper.charts import draw_plans
from app.queries.coverage import client_tallies, covering_entries
from app.queries.office import staff_members
from app.ui.areas import scrolled
from app.ui.buttons import ActionButton
from app.ui.charts import ChartView
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.empty_state import Empty, EmptyState
from app.ui.icons import icon
from app.ui.keys import keys_within
from app.ui.list_output import Listed, export_list
from app.ui.messages import show_error
from app.ui.period_chip import PeriodChip, period_text
from app.ui.record_table import RecordTable
from app.ui.reports.columns import DONE, MISSED, NAMES, RULES, asked_by, columns, values
from app.ui.reports.printing import coverage_paper, plan_bars, print_coverage
from app.ui.tables import PagedTableModel
from app.ui.theme import GAP
from app.ui.workers import Job

TABLES = frozenset(
    {
        "client",
        "client_fact",
        "communication",
        "handover",
        "service_standard",
        "setting",
        "staff",
    }
)
SHORTEST = 380
PERIODS = (
    periods.THIS_QUARTER,
    periods.LAST_QUARTER,
    periods.THIS_MONTH,
    periods.LAST_MONTH,
    periods.THIS_YEAR,
    periods.LAST_YEAR,
    periods.TWELVE_MONTHS,
)
Report = dict[Grouping, list[CoverageRow]]
RULE = _(
    "计划 = 客户在这段时间里的天数 ÷ 服务标准的间隔天数，只算到今天；只算合作中、有客户经理的客户，"
    "按现在的等级；交接过的，以前的算交出人的，以后的算接手人的，合计里只算一家。"
    "完成 = 沟通记录，不论谁做的；来函和投诉热线不算联系。"
    "覆盖率按每家客户计算：一家多去几次，不能抵另一家没去。"
    "未拜访、未联系 = 有计划、这段时间一次也没有的客户，算在现在的客户经理名下。"
)


class CoverageReport(QWidget):
    """The report: pictures, a table, and from each number to what is behind it.

    It is counted on a worker thread; what is shown stays until the new numbers are there.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("coverage")
        self.context = context
        self._stale, self._asked = True, 0
        self._counted: Report = {}
        self.rows: list[CoverageRow] = []
        self.period = PeriodChip("coveragePeriod", _("期间"), PERIODS, context.today)
        self.period.choose_usual(periods.THIS_QUARTER)
        self.manager = FilterChip("coverageManager", _("客户经理"))
        self._people = context.people()
        self.manager.setVisible(self._people is None or len(self._people) > 1)
        self.grouping = QComboBox()
        for one in Grouping:
            self.grouping.addItem(_("按{what}").format(what=one.label), one.value)
        self._said, self._stack = QLabel(), QStackedWidget()
        self._put_out = self._buttons()
        self.charts = {
            rule: ChartView(f"{rule.value}Chart", NAMES[rule], height=130) for rule in RULES
        }
        self.model: PagedTableModel[CoverageRow] = PagedTableModel(
            columns(Grouping.MANAGER), self._read_rows, self
        )
        self.table = RecordTable(self.model, context.preferences, "coverageTable")
        self.table.mark_cells()
        self._lay_out()
        self._connect()
        self._offer_managers()

    def reload(self) -> None:
        """Count again, at once where the report is shown."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._asked += 1
        asked, db = self._asked, self.context.db
        span, whose = self._span(), self._managers()
        self._said.setText(_("正在计算…"))

        def work(_job: Job) -> Report:
            with db.read() as session:
                tallies = client_tallies(session, span, whose)
            return {one: coverage(tallies, one) for one in Grouping}

        def arrived(counted: Report) -> None:
            if asked == self._asked:
                self._counted = counted
                self._show()

        self.context.workers.run(self, work, arrived, self._failed)

    def print(self) -> None:
        """Show the report as it will be on paper."""
        shown = columns(self._grouping())
        paper = coverage_paper(self._title(), RULE, shown, self.rows)
        print_coverage(self.context, self, paper)

    def export(self) -> None:
        """Write the table as a workbook."""
        by_id = {row.id: row for row in self.rows}
        listed = Listed(
            self._title(),
            columns(self._grouping()),
            list(by_id),
            lambda ids: [by_id[id_] for id_ in ids],
            values(),
        )
        export_list(self.context, self, listed)

    def want(self, row: CoverageRow, key: str) -> None:
        """Show what is behind a number: the clients, or the log entries."""
        rule, what = asked_by(key)
        if rule is not None and what == DONE:
            self._want_entries(row, rule)
            return
        clients = row.cover(rule).missed if rule is not None and what == MISSED else row.clients
        title = _("{name} {what}").format(name=row.name, what=self._named(key))
        self.context.navigator.clients_wanted.emit(title, list(clients))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _want_entries(self, row: CoverageRow, rule: TaskRule) -> None:
        db, span, whose = self.context.db, self._span(), self._managers()
        if self._grouping() is Grouping.MANAGER and row.id != ALL:
            whose = frozenset({StaffId(row.id)})

        def work(_job: Job) -> Sequence[int]:
            with db.read() as session:
                return covering_entries(session, rule, row.clients, span, whose)

        title = _("{name} {what}").format(name=row.name, what=NAMES[rule])
        wanted = self.context.navigator.communications_wanted
        self.context.workers.run(self, work, partial(wanted.emit, title), self._failed)

    def _show(self) -> None:
        self.rows = self._counted.get(self._grouping(), [])
        clients = len(self.rows[-1].clients) if self.rows else 0
        self._said.setText(_("共 {n} 个客户").format(n=f"{clients:,}"))
        self._stack.setCurrentIndex(0 if self.rows else 1)
        for button in self._put_out:
            button.setEnabled(bool(self.rows))
        self.model.columns = columns(self._grouping())
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self.table.show_ids([row.id for row in self.rows])
        self.table.choose_row(0)
        for rule in RULES:
            self._draw(rule)

    def _draw(self, rule: TaskRule) -> None:
        bars, title = plan_bars(self.rows, rule), NAMES[rule]
        self.charts[rule].show_drawing(
            lambda painter, area, style: draw_plans(painter, area, bars, style, title=title),
            lambda place: self._described(place, rule),
        )

    def _described(self, place: int, rule: TaskRule) -> str:
        row = self.rows[place]
        texts = {c.key: c.text(row) for c in self.model.columns}
        told = _("{name}：计划 {planned}，完成 {done}，覆盖率 {percent}")
        parts = {what: texts[f"{rule.value}_{what}"] for what in ("planned", "done", "percent")}
        return told.format(name=row.name, **parts)

    def _read_rows(self, ids: Sequence[int]) -> Sequence[CoverageRow]:
        known = {row.id: row for row in self.rows}
        return [known[id_] for id_ in ids if id_ in known]

    def _span(self) -> Span:
        return Span(*self.period.period(), self.context.today())

    def _grouping(self) -> Grouping:
        return Grouping(self.grouping.currentData())

    def _managers(self) -> frozenset[StaffId]:
        chosen = frozenset(self.manager.chosen())
        return chosen or self._people or frozenset()

    def _title(self) -> str:
        first, last = self.period.period()
        shown = _("全部时间") if first is None and last is None else period_text(first, last)
        return _("拜访与联系覆盖 {period}").format(period=shown)

    def _named(self, key: str) -> str:
        return next(column.title for column in self.model.columns if column.key == key)

    def _want_at(self, index: QModelIndex) -> None:
        row = self.model.record_at(index.row())
        if row is not None:
            self.want(row, self.model.columns[index.column()].key)

    def _failed(self, error: Exception) -> None:
        show_error(self, error)

    def _follow(self, commit: Commit) -> None:
        if "staff" in commit.tables:
            self._offer_managers()
        if commit.tables & TABLES:
            self.reload()

    def _offer_managers(self) -> None:
        with self.context.db.read() as session:
            members = staff_members(session)
        people = self._people
        seen = [one for one in members if people is None or one.id in people]
        self.manager.set_options([(one.id, one.name) for one in seen])

    def _connect(self) -> None:
        for chip in (self.period, self.manager):
            chip.changed.connect(self.reload)
        self.grouping.currentIndexChanged.connect(lambda _index: self._show())
        self.table.opened.connect(lambda _id: self._want_at(self.table.currentIndex()))
        for rule, chart in self.charts.items():
            chart.bar_clicked.connect(lambda place, rule=rule: self._want_bar(place, rule))
        self.context.news.committed.connect(self._follow)
        keys_within(self, "F5", self.reload)

    def _want_bar(self, place: int, rule: TaskRule) -> None:
        self.want(self.rows[place], f"{rule.value}_{DONE}")

    def _lay_out(self) -> None:
        title = QLabel(_("拜访与联系覆盖"))
        title.setProperty("role", "title")
        self._said.setObjectName("count")
        self._said.setProperty("role", "faint")
        self.grouping.setObjectName("coverageGrouping")
        self.grouping.setAccessibleName(_("分组"))
        self.table.setToolTip(_("双击数字（或按 Enter）看它背后的客户或沟通记录"))
        head = QHBoxLayout()
        for part in (title, self._said):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        for button in self._put_out:
            head.addWidget(button)
        filters = QHBoxLayout()
        for chip in (self.grouping, self.period, self.manager):
            filters.addWidget(chip)
        filters.addStretch(1)
        self._stack.addWidget(scrolled(self._body(), SHORTEST))
        self._stack.addWidget(EmptyState(self.context, _nothing(self.context)))
        self.setFocusProxy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(self._stack, 1)

    def _body(self) -> QWidget:
        body, charts, told = QWidget(), QHBoxLayout(), QLabel(RULE)
        told.setProperty("role", "faint")
        told.setWordWrap(True)
        for chart in self.charts.values():
            charts.addWidget(chart, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(charts, 2)
        column.addWidget(self.table, 3)
        column.addWidget(told)
        return body

    def _buttons(self) -> Sequence[QPushButton]:
        steps: tuple[tuple[str, str, str, str, Callable[[], None]], ...] = (
            ("exportCoverage", _("导出"), "file-spreadsheet", "", self.export),
            ("printCoverage", _("打印"), "printer", "Ctrl+P", self.print),
        )
        made = []
        for name, text, icon_name, keys, then in steps:
            button = ActionButton(icon(icon_name), text)
            button.setObjectName(name)
            button.clicked.connect(lambda _on, go=then: go())
            button.setEnabled(False)
            if keys:
                button.setToolTip(f"{text} ({keys})")
                keys_within(self, keys, button.click)
            made.append(button)
        return made


def _nothing(context: Context) -> Empty:
    go = context.navigator.page_wanted
    return Empty(
        _("没有可以统计的客户"),
        _("这里比较服务标准要求的拜访、联系与实际做到的。先给客户指定客户经理。"),
        [(_("去客户"), lambda: go.emit("clients"), Right.SEE)],
    )
