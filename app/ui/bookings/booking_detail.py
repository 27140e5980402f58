"""Beside the list of bookings: the booking under the cursor and what came in for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.checklist import progress_text
from app.domain.rights import Right
from app.domain.types import BookingId, BookingStatus
from app.domain.written import amount_text, day_text
from app.i18n import _
from app.queries.bookings import BookingRow, booking_rows
from app.queries.checklist import checklist_progress
from app.queries.receivables import OpenBooking, open_bookings
from app.ui.bookings.checklist import ChecklistDialog
from app.ui.bookings.receipt_dialog import ReceiptDialog
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.detail import Detail, Step
from app.ui.icons import icon
from app.ui.rights import why_locked


class BookingDetail(Detail):
    """Shows one booking.

    Signals:
        edit_wanted: booking_id: it is to be changed.
    """

    edit_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context, "bookingDetail", _("选中一笔预订，这里显示它的明细和收款。"), parent
        )

    def show_booking(self, booking_id: int | None) -> None:
        """Show this booking, or what the place is for."""
        row, paid = self._read(booking_id)
        if row is None:
            self.show_nothing()
            return
        below = [self._checklist(row)]
        self.show_record(row.client_name, _lines(row, paid), self._steps(row), below)

    def _read(self, booking_id: int | None) -> tuple[BookingRow | None, OpenBooking | None]:
        if booking_id is None:
            return None, None
        with self._context.db.read() as session:
            row = next(iter(booking_rows(session, [booking_id])), None)
            if row is None or row.status is not BookingStatus.COMPLETED:
                return row, None
            found = open_bookings(session, row.client_id, self._context.today(), all_of_them=True)
        return row, next((one for one in found if one.id == booking_id), None)

    def _steps(self, row: BookingRow) -> list[Step]:
        go = self._context.navigator.client_wanted
        return [
            (
                "editBooking",
                _("修改"),
                "square-pen",
                lambda: self.edit_wanted.emit(BookingId(row.id)),
                Right.EDIT,
            ),
            ("payBooking", _("记收款"), "hand-coins", lambda: self._pay(row), Right.EDIT),
            ("openClient", _("客户"), "folder-open", lambda: go.emit(row.client_id), Right.SEE),
        ]

    def _checklist(self, row: BookingRow) -> QPushButton:
        """Return the way to the checklist, which says how far it is."""
        with self._context.db.read() as session:
            done, count = checklist_progress(session, BookingId(row.id))
        told = _("服务清单")
        far = f"　{progress_text(done, count)}" if count else ""
        button = ActionButton(icon("list-checks"), told + far)
        button.setObjectName("checklist")
        button.setToolTip(_("售前、售中、售后要做的事，谁做，做了没有"))
        button.clicked.connect(lambda _on: self._open_checklist(row))
        return button

    def _open_checklist(self, row: BookingRow) -> None:
        about = "　".join(filter(None, (row.number, row.client_name)))
        locked = why_locked(self._context, row.client_id)
        booking_id = BookingId(row.id)
        ChecklistDialog(self._context, booking_id, about, self.window(), locked=locked).open()

    def _pay(self, row: BookingRow) -> None:
        ReceiptDialog.for_booking(self._context, row, self.window()).open()


def _lines(row: BookingRow, paid: OpenBooking | None) -> list[tuple[str, str]]:
    rooms = "" if row.rooms is None else _("{rooms} 间").format(rooms=row.rooms)
    cost = _("未知") if row.cost is None else amount_text(row.cost)
    lines = [
        (_("预订号"), row.number),
        (_("状态"), "　".join(part for part in (row.status.label, row.status_reason) if part)),
        (_("到店"), day_text(row.arrival_on)),
        (_("离店"), day_text(row.departure_on)),
        (_("类型"), row.kind.label),
        (_("房型"), "　".join(part for part in (row.room_type, rooms) if part)),
        (_("房夜"), f"{row.room_nights:,}"),
        (_("房价"), amount_text(row.rate)),
        (_("金额"), amount_text(row.amount)),
        (_("成本"), cost if row.status is BookingStatus.COMPLETED else ""),
        (_("客人"), row.guest),
        (_("客户经理"), row.manager),
    ]
    return lines + _paid_lines(row, paid)


def _paid_lines(row: BookingRow, paid: OpenBooking | None) -> list[tuple[str, str]]:
    if paid is None:
        return []
    owed = amount_text(paid.open) if paid.open else _("已收清")
    return [
        (_("应付日期"), day_text(row.due_on)),
        (_("已收"), amount_text(paid.received)),
        (_("未收"), owed),
    ]
