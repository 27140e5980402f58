"""The list of bookings: search, filters, totals, and the booking under the cursor beside it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from app.domain import periods
from app.domain.rights import Right
from app.domain.types import BookingId, BookingKind, BookingStatus
from app.domain.written import amount_text
from app.exchange.columns import Format
from app.i18n import _
from app.queries.bookings import (
    BookingColumn,
    BookingFilter,
    BookingRow,
    BookingTotals,
    booking_ids,
    booking_rows,
    booking_totals,
    has_many_bookings,
    narrowed,
    newest_arrival,
)
from app.services.bookings import delete_bookings
from app.ui.bookings.booking_detail import BookingDetail
from app.ui.bookings.booking_dialog import BookingDialog
from app.ui.bookings.columns import BOOKINGS
from app.ui.bookings.periods import PERIODS
from app.ui.bookings.status import ask_status
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.output_list import OutputList
from app.ui.pages import Empty, Listing, ListSpec
from app.ui.period_chip import PeriodChip
from app.ui.rights import RecordLock

TABLES = frozenset({"booking", "booking_point", "receipt", "client", "staff"})
UNPAID, OVERDUE = "unpaid", "overdue"
VALUES: Final = {
    "arrival_on": (lambda row: row.arrival_on, Format.DAY),
    "departure_on": (lambda row: row.departure_on, Format.DAY),
    "booked_on": (lambda row: row.booked_on, Format.DAY),
    "due_on": (lambda row: row.due_on, Format.DAY),
    "room_nights": (lambda row: row.room_nights, Format.WHOLE),
    "rate": (lambda row: row.rate, Format.MONEY),
    "amount": (lambda row: row.amount, Format.MONEY),
    "cost": (lambda row: row.cost, Format.MONEY),
    "number": (lambda row: row.number, Format.CODE),
}


class BookingsList(OutputList[BookingRow]):
    """Finds bookings, sums them up, and lets them be entered, changed and deleted."""

    grows_with_bookings = True
    values = VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="bookings",
            title=_("预订"),
            columns=BOOKINGS,
            tables=TABLES,
            order=(BookingColumn.ARRIVAL.value, True),
            counted=_("共 {n} 笔"),
            search_hint=_("预订号、客人、房型、客户"),
            empty=Empty(
                _("还没有预订"),
                _(
                    "每一笔销售一行：散客、团队、会议、宴会、长住。可以导入预订明细，也可以逐笔录入。"
                ),
                (
                    (
                        _("导入预订明细"),
                        lambda: context.navigator.import_wanted.emit(""),
                        Right.IMPORT,
                    ),
                    (_("新建预订"), self.add, Right.EDIT),
                ),
            ),
        )
        super().__init__(context, spec, parent)
        self._settled = False
        self._add_filters()
        self._add_actions()
        self.detail = BookingDetail(context)
        self.set_detail(self.detail, 300)
        self.table.opened.connect(self.edit)
        self.detail.edit_wanted.connect(self.edit)

    @override
    def question(self) -> Callable[[], Listing]:
        self._settle_period()
        wanted, by, descending = self.wanted(), BookingColumn(self.order), self.descending

        def ask() -> Listing:
            with self.context.db.read() as session:
                narrow = narrowed(session, wanted)
                ids = booking_ids(session, narrow, by=by, descending=descending)
                return Listing(ids, totals_text(booking_totals(session, narrow)))

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[BookingRow]:
        with self.context.db.read() as session:
            return booking_rows(session, ids)

    def wanted(self) -> BookingFilter:
        """Return the filter of the search text, the chips and the rows behind a number."""
        today = self.context.today()
        first, last = self.period.period()
        paid = next(iter(self.paid.chosen()), None)
        made = BookingFilter(
            text=self.search.text(),
            manager_ids=frozenset(self.manager.chosen()),
            statuses=frozenset(self.status.chosen()),
            kinds=frozenset(self.kind.chosen()),
            arrival_from=first,
            arrival_to=last,
            cost_unknown=bool(self.cost.chosen()),
            unpaid_on=today if paid == UNPAID else None,
            overdue_on=today if paid == OVERDUE else None,
        )
        if self.only is None:
            return made
        return replace(made, ids=frozenset(map(BookingId, self.only[1])))

    def add(self) -> None:
        """Enter a booking."""
        dialog = BookingDialog.for_new(self.context, None, self)
        dialog.accepted.connect(lambda: self._show_new(dialog.booking_id))
        dialog.open()

    def edit(self, booking_id: int | None) -> None:
        """Change a booking."""
        if booking_id is not None:
            dialog = BookingDialog.for_booking(self.context, BookingId(booking_id), self)
            if dialog is not None:
                dialog.open()

    def delete(self) -> None:
        """Put the chosen bookings into the recycle bin."""
        chosen = [BookingId(id_) for id_ in self.table.chosen_ids()]
        if chosen:
            delete_bookings(self.context.desk, chosen)

    def ask_status(self) -> None:
        """Ask which status the chosen bookings get."""
        ask_status(self.context, self, [BookingId(id_) for id_ in self.table.chosen_ids()])

    @override
    def follow(self, record_id: int | None) -> None:
        self.detail.show_booking(record_id)

    @override
    def output_title(self) -> str:
        return _("预订明细")

    def _add_filters(self) -> None:
        paid = [(UNPAID, _("未收清")), (OVERDUE, _("已逾期"))]
        usual = (*PERIODS, periods.FROM_TODAY)
        self.period = PeriodChip("periodFilter", _("到店"), usual, self.context.today)
        self.add_chip(self.period)
        self.manager = self.add_manager_chip()
        self.status = self.add_chip(
            FilterChip("statusFilter", _("状态"), [(s, s.label) for s in BookingStatus])
        )
        self.kind = self.add_chip(
            FilterChip("kindFilter", _("类型"), [(k, k.label) for k in BookingKind])
        )
        self.paid = self.add_chip(FilterChip("paidFilter", _("收款"), paid, single=True))
        unknown = [(True, _("成本未知"))]
        self.cost = self.add_chip(FilterChip("costFilter", _("成本"), unknown, single=True))

    def _add_actions(self) -> None:
        self.add_first_button(
            "newBooking", _("新建预订"), "plus", self.add, "Ctrl+N", needs=Right.EDIT
        )
        bulk = self.add_button("bulk", _("批量"), "list-checks", lambda: None, needs=Right.EDIT)
        self.add_output()
        self.add_row_action(
            "editBooking", _("修改…"), "square-pen", self._edit_current, "Ctrl+E", needs=Right.EDIT
        )
        self.add_client_action()
        status = self.add_row_action(
            "setStatus", _("改状态…"), "list-checks", self.ask_status, needs=Right.EDIT
        )
        delete = self.add_row_action(
            "deleteBookings", _("删除"), "trash-2", self.delete, "Del", needs=Right.EDIT
        )
        self._lock = RecordLock(self.context, "booking", self.table, status, delete)
        menu = QMenu(self)
        menu.addActions([status, delete])
        bulk.setMenu(menu)
        self._bulk = bulk
        self.table.chosen_changed.connect(self._count_chosen)
        self._count_chosen()

    def _settle_period(self) -> None:
        """Begin with the newest year, this one at most, where all would be a very long list."""
        if self._settled:
            return
        self._settled = True
        with self.context.db.read() as session:
            newest = newest_arrival(session) if has_many_bookings(session) else None
        if newest is not None and self.only is None:
            with QSignalBlocker(self.period):
                self.period.choose_days(*periods.year(min(newest, self.context.today())))

    def _count_chosen(self) -> None:
        count = len(self.table.chosen_rows())
        self._bulk.setEnabled(count > 0)
        self._bulk.setText(_("批量（{n}）").format(n=f"{count:,}") if count > 1 else _("批量"))

    def _edit_current(self) -> None:
        self.edit(self.table.current_id())

    def _show_new(self, booking_id: BookingId | None) -> None:
        if booking_id is not None:
            self.table.go_to(booking_id)


def totals_text(totals: BookingTotals) -> str:
    """Say what the list adds up to, and of how much of it the cost is known."""
    parts = [
        _("{n} 笔").format(n=f"{totals.bookings:,}"),
        _("房夜 {n}").format(n=f"{totals.room_nights:,}"),
        _("金额 {amount} 元").format(amount=amount_text(totals.amount)),
    ]
    if totals.completed:
        share = totals.cost_known * 100 // totals.completed
        parts.append(_("已离店的成本已知 {share}%").format(share=share))
    return "　".join(parts)
