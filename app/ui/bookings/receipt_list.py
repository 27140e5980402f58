"""The list of receipts: search, filters, totals, and the receipt under the cursor beside it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import PayMethod, ReceiptId
from app.domain.written import amount_text, day_text
from app.exchange.columns import Format
from app.i18n import _
from app.queries.receipts import (
    ReceiptColumn,
    ReceiptFilter,
    ReceiptRow,
    ReceiptTotals,
    receipt_ids,
    receipt_rows,
    receipt_totals,
)
from app.services.receipts import delete_receipts
from app.ui.bookings.columns import RECEIPTS, number_text
from app.ui.bookings.periods import PERIODS
from app.ui.bookings.receipt_dialog import ReceiptDialog
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.detail import Detail
from app.ui.output_list import OutputList
from app.ui.pages import Empty, Listing, ListSpec
from app.ui.period_chip import PeriodChip
from app.ui.rights import RecordLock

TABLES = frozenset({"receipt", "booking", "client", "staff"})
VALUES: Final = {
    "received_on": (lambda row: row.received_on, Format.DAY),
    "amount": (lambda row: row.amount, Format.MONEY),
    "booking_number": (lambda row: row.booking_number, Format.CODE),
}


class ReceiptsList(OutputList[ReceiptRow]):
    """Finds receipts, sums them up, and lets them be entered, changed and deleted."""

    grows_with_bookings = True
    values = VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="receipts",
            title=_("收款"),
            columns=RECEIPTS,
            tables=TABLES,
            order=(ReceiptColumn.RECEIVED.value, True),
            counted=_("共 {n} 笔"),
            search_hint=_("客户、预订号、备注"),
            empty=Empty(
                _("还没有收款"),
                _("到账一笔记一笔。写了预订号的冲那一笔预订，没写的先冲最早的未清预订。"),
                (
                    (
                        _("导入收款明细"),
                        lambda: context.navigator.import_wanted.emit(""),
                        Right.IMPORT,
                    ),
                    (_("记收款"), self.add, Right.EDIT),
                ),
            ),
        )
        super().__init__(context, spec, parent)
        self._add_filters()
        self._add_actions()
        self.detail = Detail(context, "receiptDetail", _("选中一笔收款，这里显示它的明细。"))
        self.set_detail(self.detail, 280)
        self.table.opened.connect(self.edit)

    @override
    def question(self) -> Callable[[], Listing]:
        wanted, by, descending = self.wanted(), ReceiptColumn(self.order), self.descending

        def ask() -> Listing:
            with self.context.db.read() as session:
                ids = receipt_ids(session, wanted, by=by, descending=descending)
                return Listing(ids, totals_text(receipt_totals(session, wanted)))

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[ReceiptRow]:
        with self.context.db.read() as session:
            return receipt_rows(session, ids)

    def wanted(self) -> ReceiptFilter:
        """Return the filter of the search text, the chips and the rows behind a number."""
        first, last = self.period.period()
        made = ReceiptFilter(
            text=self.search.text(),
            manager_ids=frozenset(self.manager.chosen()),
            methods=frozenset(self.method.chosen()),
            received_from=first,
            received_to=last,
            unmatched=bool(self.unmatched.chosen()),
        )
        if self.only is None:
            return made
        return replace(made, ids=frozenset(map(ReceiptId, self.only[1])))

    def add(self) -> None:
        """Record money received."""
        dialog = ReceiptDialog.for_new(self.context, None, self)
        dialog.accepted.connect(lambda: self._show_new(dialog.receipt_id))
        dialog.open()

    def edit(self, receipt_id: int | None) -> None:
        """Change a receipt."""
        if receipt_id is not None:
            dialog = ReceiptDialog.for_receipt(self.context, ReceiptId(receipt_id), self)
            if dialog is not None:
                dialog.open()

    def delete(self) -> None:
        """Put the chosen receipts into the recycle bin."""
        chosen = [ReceiptId(id_) for id_ in self.table.chosen_ids()]
        if chosen:
            delete_receipts(self.context.desk, chosen)

    @override
    def output_title(self) -> str:
        return _("收款明细")

    def _add_filters(self) -> None:
        self.period = PeriodChip("periodFilter", _("收款日期"), PERIODS, self.context.today)
        self.add_chip(self.period)
        self.manager = self.add_manager_chip()
        self.method = self.add_chip(
            FilterChip("methodFilter", _("方式"), [(m, m.label) for m in PayMethod])
        )
        lost = [(True, _("预订号未找到"))]
        self.unmatched = self.add_chip(FilterChip("unmatchedFilter", _("对应"), lost, single=True))

    def _add_actions(self) -> None:
        self.add_first_button(
            "newReceipt", _("记收款"), "plus", self.add, "Ctrl+N", needs=Right.EDIT
        )
        self.add_output()
        self.add_row_action(
            "editReceipt", _("修改…"), "square-pen", self._edit_current, "Ctrl+E", needs=Right.EDIT
        )
        self.add_client_action()
        gone = self.add_row_action(
            "deleteReceipts", _("删除"), "trash-2", self.delete, "Del", needs=Right.EDIT
        )
        self._lock = RecordLock(self.context, "receipt", self.table, gone)

    def _edit_current(self) -> None:
        self.edit(self.table.current_id())

    def _show_new(self, receipt_id: ReceiptId | None) -> None:
        if receipt_id is not None:
            self.table.go_to(receipt_id)

    @override
    def follow(self, record_id: int | None) -> None:
        rows = [] if record_id is None else self.read_rows([record_id])
        if not rows:
            self.detail.show_nothing()
            return
        row = rows[0]
        lines = [
            (_("收款日期"), day_text(row.received_on)),
            (_("金额"), amount_text(row.amount)),
            (_("方式"), row.method.label if row.method else ""),
            (_("对应预订号"), number_text(row) or _("未指定：冲最早的未清预订")),
            (_("客户经理"), row.manager),
            (_("备注"), row.notes),
        ]
        steps = [
            ("editReceipt", _("修改"), "square-pen", self._edit_current, Right.EDIT),
            ("openClient", _("客户"), "folder-open", self.open_client, Right.SEE),
        ]
        self.detail.show_record(row.client_name, lines, steps)


def totals_text(totals: ReceiptTotals) -> str:
    """Say what the list adds up to, and what of it was paid back."""
    told = _("{n} 笔　金额 {amount} 元").format(
        n=f"{totals.receipts:,}", amount=amount_text(totals.amount)
    )
    if totals.refunds:
        told += _("　其中退款 {amount} 元").format(amount=amount_text(totals.refunds))
    return told
