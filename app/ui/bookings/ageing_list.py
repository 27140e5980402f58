"""Receivables: who owes what and for how long, worked out on a worker thread."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.db import Commit
from app.domain.receivables import AGES
from app.domain.rights import Right
from app.domain.types import ClientId
from app.domain.written import amount_if_any, amount_text
from app.exchange.columns import Format
from app.i18n import _
from app.paper.charts import draw_ageing
from app.queries.ageing import AgeingRow, ageing_rows, unpaid_booking_ids
from app.ui.bookings.columns import AGEING
from app.ui.bookings.receipt_dialog import ReceiptDialog
from app.ui.charts import ChartView
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.detail import Detail, Step
from app.ui.messages import show_error
from app.ui.output_list import OutputList
from app.ui.pages import Empty, ListSpec
from app.ui.widths import AmountWidths
from app.ui.workers import Job

TABLES = frozenset({"booking", "receipt", "client", "staff"})
KEYS: Final[Mapping[str, Any]] = {
    "code": lambda row: row.code,
    "name": lambda row: row.name_key,
    "manager": lambda row: row.manager,
    "total": lambda row: row.total,
    "not_due": lambda row: row.not_due,
    "over_limit": lambda row: row.over_limit,
    "credit_limit": lambda row: row.credit_limit or Decimal(0),
    **{f"age{n}": lambda row, n=n: row.by_age[n] for n in range(len(AGES))},
}
VALUES: Final = {
    "code": (lambda row: row.code, Format.CODE),
    **{
        key: (get, Format.MONEY)
        for key, get in KEYS.items()
        if key not in ("code", "name", "manager", "credit_limit")
    },
    "credit_limit": (lambda row: row.credit_limit, Format.MONEY),
}
AMOUNTS = frozenset(KEYS) - {"code", "name", "manager"}
OVERDUE, OVER_LIMIT = "overdue", "over_limit"


class AgeingList(OutputList[AgeingRow]):
    """Lists every client that owes something, with a chart of all of it by age."""

    values = VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._rows: dict[int, AgeingRow] = {}
        self._counting = False
        self._again = True
        spec = ListSpec(
            name="ageing",
            title=_("应收账款"),
            columns=AGEING,
            tables=frozenset(),
            order=("age3", True),
            counted=_("共 {n} 个客户"),
            search_hint=_("编号、客户名称"),
            empty=Empty(
                _("没有应收账款"),
                _("已离店的预订减去收款，就是客户还欠的。这里按账龄列出，并对照信用额度。"),
            ),
        )
        super().__init__(context, spec, parent)
        self.manager = self.add_manager_chip()
        owing = [(OVERDUE, _("有逾期")), (OVER_LIMIT, _("超信用额度"))]
        self.state = self.add_chip(FilterChip("stateFilter", _("情况"), owing))
        self.add_output()
        self.add_client_action()
        self.add_row_action("showOpen", _("看未清预订"), "list", self._show_open, needs=Right.SEE)
        self.chart = ChartView("ageingChart", _("逾期账龄"), height=170)
        self.chart.bar_clicked.connect(self._show_age)
        amounts = [n for n, column in enumerate(AGEING) if column.key in AMOUNTS]
        self._widest: Mapping[str, list[str]] = {}
        self._widths = AmountWidths(
            self.table, amounts, lambda column: self._widest.get(AGEING[column].key, ())
        )
        self.detail = Detail(context, "ageingDetail", _("选中一个客户，这里显示它的欠款。"))
        self.set_detail(self._side(), 324)
        self.table.opened.connect(context.navigator.client_wanted.emit)
        context.news.committed.connect(self._follow)

    @override
    def find_ids(self) -> Sequence[int]:
        words = self.search.text().casefold().split()
        managers, states = frozenset(self.manager.chosen()), frozenset(self.state.chosen())
        rows = [
            row
            for row in self._rows.values()
            if (not words or all(word in f"{row.code}{row.name}".casefold() for word in words))
            and (not managers or row.manager_id in managers)
            and (OVERDUE not in states or row.overdue > 0)
            and (OVER_LIMIT not in states or row.over_limit > 0)
        ]
        rows.sort(key=KEYS[self.order], reverse=self.descending)
        return [row.id for row in rows]

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[AgeingRow]:
        return [self._rows[id_] for id_ in ids if id_ in self._rows]

    @override
    def reload(self) -> None:
        if self._again and self.isVisible():
            self.count_again()
        if self._counting and not self._rows:
            self.totals.setText(_("正在计算…"))
        else:
            super().reload()

    @override
    def reloaded(self, ids: Sequence[int]) -> None:
        rows = self.read_rows(ids)
        ages = zip(*(row.by_age for row in rows), strict=True) if rows else [()] * len(AGES)
        by_age = [sum(age, Decimal(0)) for age in ages]
        not_due = sum((row.not_due for row in rows), Decimal(0))
        overdue = sum(by_age, Decimal(0))
        self.totals.setText(
            _("正在计算…")
            if self._counting
            else _("应收合计 {total} 元　未到期 {not_due} 元　逾期 {overdue} 元").format(
                total=amount_text(not_due + overdue),
                not_due=amount_text(not_due),
                overdue=amount_text(overdue),
            )
        )
        self.chart.show_drawing(
            lambda painter, area, style: draw_ageing(painter, area, by_age, style),
            lambda key: f"{AGES[key]}　{amount_text(by_age[key])}",
        )

    def count_again(self) -> None:
        """Work the receivables out anew; what is shown stays until they are there."""
        self._again, self._counting = False, True
        db, today = self.context.db, self.context.today()

        def work(_job: Job) -> tuple[list[AgeingRow], Mapping[str, list[str]]]:
            with db.read() as session:
                rows = ageing_rows(session, today)
            return rows, _extremes(rows)

        self.context.workers.run(self, work, self._counted, self._failed)

    @override
    def output_title(self) -> str:
        return _("应收账款账龄 {day}").format(day=self.context.today())

    def _counted(self, found: tuple[list[AgeingRow], Mapping[str, list[str]]]) -> None:
        self._counting = False
        rows, self._widest = found
        self._rows = {row.id: row for row in rows}
        self._widths.refit()
        self.reload()

    def _failed(self, error: Exception) -> None:
        self._counting = False
        show_error(self, error)

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart)
        column.addWidget(self.detail, 1)
        return side

    @override
    def follow(self, record_id: int | None) -> None:
        row = self._rows.get(record_id or 0)
        if row is None:
            self.detail.show_nothing()
            return
        lines = [
            (_("客户经理"), row.manager),
            (_("应收合计"), amount_text(row.total)),
            (_("未到期"), amount_if_any(row.not_due)),
            *((AGES[n], amount_if_any(row.by_age[n])) for n in range(len(AGES))),
            (_("信用额度"), amount_text(row.credit_limit)),
            (_("超出额度"), amount_if_any(row.over_limit)),
        ]
        steps: list[Step] = [
            ("showOpen", _("未清预订"), "list", self._show_open, Right.SEE),
            ("payClient", _("记收款"), "hand-coins", lambda: self._pay(row), Right.EDIT),
            ("openClient", _("客户"), "folder-open", self.open_client, Right.SEE),
        ]
        self.detail.show_record(row.name, lines, steps)

    def _pay(self, row: AgeingRow) -> None:
        ReceiptDialog.for_new(self.context, row.id, self).open()

    @override
    def client_of(self, row: AgeingRow) -> int | None:
        return row.id

    def _show_open(self) -> None:
        row = self.model.record_at(self.table.currentIndex().row())
        if row is not None:
            today = self.context.today()
            with self.context.db.read() as session:
                ids = unpaid_booking_ids(session, today, client_id=ClientId(row.id))
            title = _("{client} 未清预订").format(client=row.name)
            self.context.navigator.bookings_wanted.emit(title, sorted(ids))

    def _show_age(self, age: int) -> None:
        """Show the bookings behind a bar, of the clients listed."""
        with self.context.db.read() as session:
            ids = unpaid_booking_ids(
                session, self.context.today(), age=age, client_ids=frozenset(self.model.ids)
            )
        title = _("逾期 {age}").format(age=AGES[age])
        self.context.navigator.bookings_wanted.emit(title, sorted(ids))

    def _follow(self, commit: Commit) -> None:
        if commit.tables & TABLES:
            self._again = True
            self.reload()


def _extremes(rows: Sequence[AgeingRow]) -> dict[str, list[str]]:
    """Return the smallest and the largest amount of each column, as written."""
    found: dict[str, list[str]] = {}
    for key in AMOUNTS if rows else ():
        amounts = [KEYS[key](row) for row in rows]
        found[key] = [amount_text(min(amounts)), amount_text(max(amounts))]
    return found
