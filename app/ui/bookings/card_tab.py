"""The tab 交易与账款 of a client's card: months, receivables, last bookings and receipts."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.receivables import AGES
from app.domain.types import BookingId, BookingStatus, ClientId, ReceiptId
from app.domain.written import amount_text
from app.i18n import _
from app.paper.charts import draw_ageing
from app.queries.ageing import AgeingRow, client_ageing, unpaid_booking_ids
from app.queries.bookings import BookingFilter, BookingRow, booking_ids, booking_rows
from app.queries.receipts import ReceiptFilter, ReceiptRow, receipt_ids, receipt_rows
from app.queries.trade import month_days, trade_years
from app.ui.areas import scrolled
from app.ui.bookings.booking_dialog import BookingDialog
from app.ui.bookings.columns import BOOKINGS, RECEIPTS
from app.ui.bookings.months_grid import BARS, BESIDE, MonthsGrid
from app.ui.bookings.receipt_dialog import ReceiptDialog
from app.ui.buttons import named_button
from app.ui.charts import ChartView
from app.ui.context import Context
from app.ui.fresh import FreshPart
from app.ui.record_table import RecordTable
from app.ui.rights import FileLock
from app.ui.tables import Column, PagedTableModel
from app.ui.theme import GAP, mark

TABLES = frozenset({"booking", "receipt", "client"})
DECEMBER = 12
THREE_ROWS = 120  # pixels of a list's heading and three rows: below that the whole tab scrolls
FIGURES_A_ROW = 3
BOOKING_KEYS = ("number", "arrival_on", "kind", "room_nights", "amount", "status")
RECEIPT_KEYS = ("received_on", "amount", "method", "booking_number")
OWED = ("total", "not_due", "overdue", "credit_limit", "over_limit")


class TradeTab(FreshPart):
    """What one client buys, owes and pays."""

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.news, TABLES, parent)
        self.setObjectName("tradeTab")
        self._context, self._client_id = context, client_id
        self._name = ""
        self.ageing = ChartView("clientAgeing", _("逾期账龄"), height=120)
        self._owed = {name: QLabel() for name in OWED}
        self.months = MonthsGrid(self._receivables())
        self.bookings = self._table("clientBookings", BOOKINGS, BOOKING_KEYS, self._read_bookings)
        self.receipts = self._table("clientReceipts", RECEIPTS, RECEIPT_KEYS, self._read_receipts)
        self._lay_out()
        self._lock = FileLock(context, client_id, self, {"addBooking", "addReceipt"})
        self._connect()

    @override
    def read(self) -> None:
        today, own = self._context.today(), self._client_id
        with self._context.db.read() as session:
            years = trade_years(session, own)
            owed = client_ageing(session, own, today)
            bookings = booking_ids(session, BookingFilter(client_id=own))
            receipts = receipt_ids(session, ReceiptFilter(client_id=own))
        self.months.show_years(years, today.year)
        self.bookings.show_ids(bookings)
        self.receipts.show_ids(receipts)
        if owed is not None:
            self._show_owed(owed)
        self._lock.look()

    def add_booking(self) -> None:
        """Enter a booking of this client."""
        BookingDialog.for_new(self._context, self._client_id, self).open()

    def add_receipt(self) -> None:
        """Record money from this client."""
        ReceiptDialog.for_new(self._context, self._client_id, self).open()

    def _lay_out(self) -> None:
        inner, column_of_all = QWidget(), QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.addWidget(scrolled(inner))
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * GAP)
        grid.addWidget(self.months, 0, 0, 1, 2)
        bookings = self._titled(
            _("预订"), self.bookings, "addBooking", _("新建预订"), self.add_booking
        )
        receipts = self._titled(
            _("收款"), self.receipts, "addReceipt", _("记收款"), self.add_receipt
        )
        for column, (side, width) in enumerate(((bookings, BARS), (receipts, BESIDE))):
            grid.addLayout(side, 1, column)
            grid.setColumnStretch(column, width)
        grid.setRowStretch(0, 3)
        grid.setRowStretch(1, 2)

    def _receivables(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setSpacing(GAP // 2)
        top = QHBoxLayout()
        title = QLabel(_("应收账款"))
        title.setProperty("role", "heading")
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(named_button("openBookings", _("未清预订"), "list", self._show_open))
        column.addLayout(top)
        figures = QGridLayout()
        labels = (_("应收合计"), _("未到期"), _("逾期"), _("信用额度"), _("超出额度"))
        for number, (name, text) in enumerate(zip(OWED, labels, strict=True)):
            caption = QLabel(text)
            caption.setProperty("role", "faint")
            value = self._owed[name]
            value.setObjectName(f"owed_{name}")
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            row, place = divmod(number, FIGURES_A_ROW)
            figures.addWidget(caption, row, 2 * place)
            figures.addWidget(value, row, 2 * place + 1)
            figures.setColumnStretch(2 * place + 1, 1)
        figures.setHorizontalSpacing(GAP)
        column.addLayout(figures)
        column.addWidget(self.ageing, 1)
        return card

    def _titled(
        self, title: str, table: RecordTable, name: str, text: str, then: Callable[[], None]
    ) -> QVBoxLayout:
        top = QHBoxLayout()
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(named_button(name, text, "plus", then))
        column = QVBoxLayout()
        column.setSpacing(GAP // 2)
        column.addLayout(top)
        column.addWidget(table, 1)
        return column

    def _table(
        self,
        name: str,
        columns: Sequence[Column[Any]],
        keys: Sequence[str],
        read: Callable[[Sequence[int]], Sequence[Any]],
    ) -> RecordTable:
        by_key = {column.key: column for column in columns}
        model: PagedTableModel[Any] = PagedTableModel([by_key[key] for key in keys], read)
        table = RecordTable(model, self._context.preferences, name)
        model.setParent(table)
        table.horizontalHeader().setSortIndicatorShown(False)
        table.horizontalHeader().setStretchLastSection(True)
        table.setMinimumHeight(THREE_ROWS)
        return table

    def _connect(self) -> None:
        self.months.month_chosen.connect(self._show_month)
        self.ageing.bar_clicked.connect(self._show_age)
        self.bookings.opened.connect(self._edit_booking)
        self.receipts.opened.connect(self._edit_receipt)

    def _read_bookings(self, ids: Sequence[int]) -> Sequence[BookingRow]:
        with self._context.db.read() as session:
            return booking_rows(session, ids)

    def _read_receipts(self, ids: Sequence[int]) -> Sequence[ReceiptRow]:
        with self._context.db.read() as session:
            return receipt_rows(session, ids)

    def _show_owed(self, owed: AgeingRow) -> None:
        self._name = owed.name
        for name, label in self._owed.items():
            amount: Decimal | None = getattr(owed, name)
            label.setText(_("未设") if amount is None else amount_text(amount))
            bad = name in ("overdue", "over_limit") and bool(amount)
            mark(label, "role", "wrong" if bad else "")
        by_age = owed.by_age
        self.ageing.show_drawing(
            lambda painter, area, style: draw_ageing(painter, area, by_age, style),
            lambda age: f"{AGES[age]}　{amount_text(by_age[age])}",
        )

    def _show_month(self, year: int, month: int) -> None:
        """Lead to the bookings behind a month, or with month 0 behind the year."""
        first, last = date(year, 1, 1), date(year, DECEMBER, 31)
        period = _("{year} 年").format(year=year)
        if month:
            first, last = month_days(year, month)
            period = _("{year} 年 {month} 月").format(year=year, month=month)
        wanted = BookingFilter(
            client_id=self._client_id,
            statuses=frozenset({BookingStatus.COMPLETED}),
            arrival_from=first,
            arrival_to=last,
        )
        with self._context.db.read() as session:
            ids = booking_ids(session, wanted)
        self._lead_to(period, ids)

    def _show_open(self) -> None:
        with self._context.db.read() as session:
            ids = unpaid_booking_ids(session, self._context.today(), client_id=self._client_id)
        self._lead_to(_("未清预订"), sorted(ids))

    def _show_age(self, age: int) -> None:
        today, own = self._context.today(), self._client_id
        with self._context.db.read() as session:
            ids = unpaid_booking_ids(session, today, age=age, client_id=own)
        self._lead_to(_("逾期 {age}").format(age=AGES[age]), sorted(ids))

    def _lead_to(self, what: str, ids: Sequence[BookingId]) -> None:
        self._context.navigator.bookings_wanted.emit(f"{self._name} {what}", ids)

    def _edit_booking(self, booking_id: int) -> None:
        dialog = BookingDialog.for_booking(self._context, BookingId(booking_id), self)
        if dialog is not None:
            dialog.open()

    def _edit_receipt(self, receipt_id: int) -> None:
        dialog = ReceiptDialog.for_receipt(self._context, ReceiptId(receipt_id), self)
        if dialog is not None:
            dialog.open()


def trade_tab(context: Context, client_id: ClientId) -> QWidget:
    """Return the tab of a client."""
    return TradeTab(context, client_id)
