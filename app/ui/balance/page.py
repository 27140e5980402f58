"""The view 两种沟通: who had business and emotional contacts, who only the one kind, who none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain import periods
from app.domain.balance import Balance, balance_bar
from app.domain.rights import Right
from app.domain.types import CommunicationId
from app.exchange.columns import Format
from app.i18n import _
from app.queries.balance import (
    BalanceColumn,
    BalanceFilter,
    BalanceRow,
    balance_counts,
    balance_entries,
    balance_ids,
    balance_rows,
)
from app.queries.clients.choices import client_choices
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.output_list import OutputList
from app.ui.pages import Empty, Listing, ListSpec
from app.ui.period_chip import PeriodChip
from app.ui.tables import RIGHT, Column

TABLES = frozenset({"client", "communication", "staff"})
PERIODS = (*map(periods.lately, (90, 180, 365)), periods.THIS_YEAR, periods.LAST_YEAR)


def _count(number: int) -> str:
    return f"{number:,}" if number else ""


COLUMNS: Final[Sequence[Column[BalanceRow]]] = (
    Column(BalanceColumn.NAME.value, _("客户"), lambda r: r.name, width=230),
    Column(BalanceColumn.GRADE.value, _("等级"), lambda r: r.grade, width=56),
    Column(BalanceColumn.MANAGER.value, _("客户经理"), lambda r: r.manager, width=84),
    Column(BalanceColumn.BUSINESS.value, _("业务"), lambda r: _count(r.business), RIGHT, width=64),
    Column(
        BalanceColumn.EMOTIONAL.value, _("情感"), lambda r: _count(r.emotional), RIGHT, width=64
    ),
    Column(
        "bar",
        _("■ 业务　□ 情感"),
        lambda r: balance_bar(r.business, r.emotional),
        width=150,
        sortable=False,
    ),
    Column("balance", _("两种沟通"), lambda r: r.balance.label, width=90, sortable=False),
    Column(BalanceColumn.UNTOLD.value, _("未注明"), lambda r: _count(r.untold), RIGHT, width=72),
    Column(
        BalanceColumn.LAST.value,
        _("最近一次情感沟通"),
        lambda r: "" if r.last_on is None else r.last_on.isoformat(),
        width=140,
    ),
)
VALUES: Final[Mapping[str, Any]] = {
    "business": (lambda row: row.business, Format.WHOLE),
    "emotional": (lambda row: row.emotional, Format.WHOLE),
    "untold": (lambda row: row.untold, Format.WHOLE),
    "last_on": (lambda row: row.last_on, Format.DAY),
}


class BalanceView(OutputList[BalanceRow]):
    """Lists the clients with their contacts of both kinds; Enter shows the log entries."""

    grows_with_bookings = True
    values = VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._shown = BalanceFilter()
        spec = ListSpec(
            name="balance",
            title=_("两种沟通"),
            columns=COLUMNS,
            tables=TABLES,
            order=(BalanceColumn.EMOTIONAL.value, False),
            counted=_("共 {n} 个客户"),
            search_hint=_("客户"),
            empty=Empty(
                _("还没有客户"),
                _("业务沟通和情感沟通都要保持。这里数一数每个客户两种各有几次，谁只有一种。"),
                ((_("去客户"), lambda: context.navigator.page_wanted.emit("clients"), Right.SEE),),
            ),
        )
        super().__init__(context, spec, parent)
        self._add_filters()
        self._add_actions()
        self.table.opened.connect(lambda _id: self.show_entries())

    @property
    @override
    def is_filtered(self) -> bool:
        """Tell whether anything but the period narrows it: that only changes the numbers."""
        others = (chip.chosen() for chip in self.chips if chip is not self.period)
        return bool(self.search.text().strip() or self.only or any(others))

    @override
    def question(self) -> Callable[[], Listing]:
        wanted, by, descending = self.wanted(), BalanceColumn(self.order), self.descending
        self._shown = wanted

        def ask() -> Listing:
            with self.context.db.read() as session:
                ids = balance_ids(session, wanted, by=by, descending=descending)
                return Listing(ids, counts_text(balance_counts(session, wanted)))

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[BalanceRow]:
        with self.context.db.read() as session:
            return balance_rows(session, self._shown, ids)

    def wanted(self) -> BalanceFilter:
        """Return the filter of the search text and the chips."""
        first, last = self.period.period()
        return BalanceFilter(
            first,
            last,
            self.search.text(),
            frozenset(self.manager.chosen()),
            frozenset(self.grade.chosen()),
            frozenset(self.balance.chosen()),
        )

    def show_entries(self) -> None:
        """Show the log entries of the chosen clients in the period."""
        chosen = self.table.chosen_ids()
        rows = self.read_rows(chosen[:1])
        if not rows:
            return
        with self.context.db.read() as session:
            entries: Sequence[CommunicationId] = balance_entries(session, self._shown, chosen)
        more = _("{name} 等 {n:,} 个客户的沟通").format(name=rows[0].name, n=len(chosen))
        one = _("{name}的沟通").format(name=rows[0].name)
        title = more if len(chosen) > 1 else one
        self.context.navigator.communications_wanted.emit(title, entries)

    def _add_filters(self) -> None:
        self.period = PeriodChip("periodFilter", _("日期"), PERIODS, self.context.today)
        self.period.choose_usual(PERIODS[1])
        self.add_chip(self.period)
        kinds = [(one, one.label) for one in Balance]
        self.balance = self.add_chip(FilterChip("balanceFilter", _("有哪种"), kinds))
        with self.context.db.read() as session:
            choices = client_choices(session)
        grades = [*((one, one) for one in choices.grades), (None, _("（未评）"))]
        self.grade = self.add_chip(FilterChip("gradeFilter", _("等级"), grades))
        people = [*((one.id, one.name) for one in choices.staff), (None, _("（未指定）"))]
        self.manager = self.add_chip(FilterChip("managerFilter", _("客户经理"), people))

    def _add_actions(self) -> None:
        self.add_button(
            "showEntries",
            _("看沟通记录"),
            "message-square",
            self.show_entries,
            needs=Right.SEE,
            of_rows=True,
        )
        self.add_export_and_print()
        self.add_columns_button()
        self.add_row_action(
            "writeEntry", _("记一笔…"), "pencil", self._write_entry, needs=Right.LOG
        )
        self.add_client_action()

    def _write_entry(self) -> None:
        if (client_id := self.table.current_id()) is not None:
            self.context.navigator.entry_wanted.emit(client_id)

    @override
    def client_of(self, row: BalanceRow) -> int | None:
        return row.id


def counts_text(counts: Mapping[Balance, int]) -> str:
    """Say how many clients had both kinds, one, or none."""
    told = _("{kind} {n} 个")
    return "　".join(told.format(kind=kind.label, n=f"{n:,}") for kind, n in counts.items())
