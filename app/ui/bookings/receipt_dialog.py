"""The window in which money received is entered or changed."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from typing_extensions import override

from app.domain.receipts import ReceiptDraft, problems, warnings
from app.domain.types import BookingId, ClientId, PayMethod, ReceiptId
from app.domain.written import amount_text
from app.errors import InvalidInputError
from app.i18n import _
from app.queries.bookings import BookingRow
from app.queries.receipts import receipt_draft
from app.queries.receivables import OpenBooking, open_bookings
from app.services.receipts import add_receipt, change_receipt
from app.ui import fields
from app.ui.client_field import ClientEditor, client
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field
from app.ui.forms import Section
from app.ui.rights import why_locked


class BookingLine(QComboBox):
    """A booking number, typed or picked from the client's open bookings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = QLineEdit()
        line.setPlaceholderText(_("不填则先冲抵最早的未清预订"))
        self.setLineEdit(line)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none, the stub does not say
        self._unnumbered: dict[str, BookingId] = {}
        self._named: BookingId | None = None
        self.activated.connect(self._take)

    def offer(self, found: list[OpenBooking]) -> None:
        """Offer these open bookings, keeping what is typed."""
        typed = "" if self.booking_id() else self.currentText()
        self.clear()
        self._unnumbered = {}
        for booking in found:
            told = _("{number}　{day} 到店　未收 {open}").format(
                number=booking.number or _("（无号）"),
                day=booking.arrival_on,
                open=amount_text(booking.open),
            )
            if not booking.number:
                self._unnumbered[told] = booking.id
            self.addItem(told, booking.number)
        self.setEditText(typed)

    def number(self) -> str:
        """Return the number typed or picked."""
        typed = self.currentText().strip()
        return "" if typed in self._unnumbered else typed

    def booking_id(self) -> BookingId | None:
        """Return the booking picked that has no number."""
        return self._unnumbered.get(self.currentText().strip())

    def show_number(self, number: str) -> None:
        """Show this number; without one, the booking without a number that was named."""
        self.setEditText(number)
        if not number and self._named is not None:
            told = _("（无号预订）")
            self._unnumbered[told] = self._named
            self.setEditText(told)

    def name_unnumbered(self, booking_id: BookingId | None) -> None:
        """Tell which booking without a number the receipt is for."""
        self._named = booking_id

    def _take(self, place: int) -> None:
        number = self.itemData(place)
        if number:
            self.setEditText(number)


class ReceiptDialog(DraftDialog[ReceiptDraft]):
    """Edits a receipt.

    Attributes:
        receipt_id: The receipt, once it is saved.
    """

    def __init__(
        self,
        context: Context,
        loaded: tuple[ReceiptDraft, int],
        receipt_id: ReceiptId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        draft, self.version = loaded
        title = _("记收款") if receipt_id is None else _("修改收款")
        super().__init__(title, _sections(context), draft, parent)
        self.setObjectName("receiptDialog")
        self._context, self.receipt_id = context, receipt_id
        self._warning = QLabel()
        self._warning.setObjectName("warning")
        self._warning.setProperty("role", "warning")
        self.body.insertWidget(self.body.count() - 1, self._warning)
        self._line = self.form.editor_of(BookingLine, "booking_number")
        whose = self.form.editor_of(ClientEditor, "client_id")
        whose.picked.connect(self._offer)
        self.form.edited.connect(self._follow)
        self._offer(draft.client_id)
        self._line.name_unnumbered(draft.booking_id)
        self._line.show_number(draft.booking_number)
        self._follow()
        self.resize(600, 500)  # room for a line below each row, of what is wrong
        self.form.editor("amount" if draft.client_id else "client_id").setFocus()
        self.keep_typed(
            context,
            "receipt",
            title=self.windowTitle,
            record_id=receipt_id,
            client_id=whose.picked_so_far,
        )
        if draft.client_id is not None:
            self.lock(why_locked(context, draft.client_id))

    @classmethod
    def for_new(
        cls, context: Context, client_id: ClientId | None = None, parent: QWidget | None = None
    ) -> "ReceiptDialog":
        """Make the window for new money, from this client if one is given."""
        draft = ReceiptDraft(client_id=client_id, received_on=context.today())
        return cls(context, (draft, 0), None, parent)

    @classmethod
    def for_booking(
        cls, context: Context, booking: BookingRow, parent: QWidget | None = None
    ) -> "ReceiptDialog":
        """Make the window for money that pays this booking."""
        draft = ReceiptDraft(
            client_id=booking.client_id,
            received_on=context.today(),
            booking_number=booking.number,
            booking_id=None if booking.number else booking.id,
        )
        return cls(context, (draft, 0), None, parent)

    @classmethod
    def for_receipt(
        cls, context: Context, receipt_id: ReceiptId, parent: QWidget | None = None
    ) -> "ReceiptDialog | None":
        """Make the window for a receipt; None when it is deleted."""
        with context.db.read() as session:
            loaded = receipt_draft(session, receipt_id)
        return None if loaded is None else cls(context, loaded, receipt_id, parent)

    @override
    def problems(self, draft: ReceiptDraft) -> Mapping[str, str]:
        return problems(draft)

    @override
    def save(self, draft: ReceiptDraft) -> None:
        named = replace(draft, booking_id=self._line.booking_id())
        if self.receipt_id is None:
            self.receipt_id = add_receipt(self.saving_desk(), named)
        else:
            change_receipt(self.saving_desk(), self.receipt_id, named, version=self.version)

    @override
    def stored(self) -> tuple[ReceiptDraft, int] | None:
        if self.receipt_id is None:
            return None
        with self._context.db.read() as session:
            return receipt_draft(session, self.receipt_id)

    @override
    def reload(self) -> ReceiptDraft | None:
        if (draft := super().reload()) is not None:
            self._line.name_unnumbered(draft.booking_id)
        return draft

    def _offer(self, client_id: ClientId | None) -> None:
        found: list[OpenBooking] = []
        if client_id is not None:
            with self._context.db.read() as session:
                found = open_bookings(session, client_id, self._context.today())
        self._line.offer(found)

    def _follow(self) -> None:
        try:
            draft = self.form.draft()
        except InvalidInputError:
            return
        told = warnings(draft, today=self._context.today())
        self._warning.setText("\n".join(told.values()))
        self._warning.setVisible(bool(told))


def _sections(context: Context) -> tuple[Section, ...]:
    number = Field(
        "booking_number",
        _("对应预订号"),
        BookingLine,
        BookingLine.number,
        BookingLine.show_number,
        lambda w: w.editTextChanged,
        wide=True,
    )
    return (
        Section(
            "",
            (
                client("client_id", _("客户"), context, required=True, wide=True),
                fields.day("received_on", _("收款日期"), required=True),
                fields.money("amount", _("金额"), required=True, hint=_("元；退款填负数")),
                fields.choice("method", _("方式"), PayMethod, optional=True),
                number,
                fields.long_text("notes", _("备注"), lines=2),
            ),
        ),
    )
