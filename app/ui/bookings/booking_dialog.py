"""The window in which a booking is entered or changed."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from typing_extensions import override

from app.domain.bookings import (
    LENGTHS,
    BookingDraft,
    problems,
    proposed_amount,
    proposed_room_nights,
    warnings,
)
from app.domain.types import BookingId, BookingKind, BookingStatus, ClientId
from app.errors import InvalidInputError
from app.i18n import _
from app.queries.bookings import booking_draft
from app.services.bookings import add_booking, change_booking
from app.ui import fields
from app.ui.client_field import ClientEditor, client
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.forms import Section
from app.ui.rights import why_locked

COLUMNS = 4


class BookingDialog(DraftDialog[BookingDraft]):
    """Edits a booking; room nights and amount left empty are worked out and shown faintly.

    Attributes:
        booking_id: The booking, once it is saved.
    """

    def __init__(
        self,
        context: Context,
        loaded: tuple[BookingDraft, int],
        booking_id: BookingId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        draft, self.version = loaded
        title = _("新建预订") if booking_id is None else _("修改预订")
        super().__init__(title, _sections(context), draft, parent, columns=COLUMNS)
        self.setObjectName("bookingDialog")
        self._context, self.booking_id = context, booking_id
        self._warning = QLabel()
        self._warning.setObjectName("warning")
        self._warning.setProperty("role", "warning")
        self._warning.setWordWrap(True)
        self.body.insertWidget(self.body.count() - 1, self._warning)
        self.form.edited.connect(self._follow)
        self._follow()
        self.resize(940, 640)
        whose = self.form.editor_of(ClientEditor, "client_id")
        (self.form.editor("number") if draft.client_id else whose).setFocus()
        self.keep_typed(
            context,
            "booking",
            title=self.windowTitle,
            record_id=booking_id,
            client_id=whose.picked_so_far,
        )
        if draft.client_id is not None:
            self.lock(why_locked(context, draft.client_id))

    @classmethod
    def for_new(
        cls, context: Context, client_id: ClientId | None = None, parent: QWidget | None = None
    ) -> "BookingDialog":
        """Make the window for a new booking, of this client if one is given."""
        draft = BookingDraft(client_id=client_id, booked_on=context.today())
        return cls(context, (draft, 0), None, parent)

    @classmethod
    def for_booking(
        cls, context: Context, booking_id: BookingId, parent: QWidget | None = None
    ) -> "BookingDialog | None":
        """Make the window for a booking; None when it is deleted."""
        with context.db.read() as session:
            loaded = booking_draft(session, booking_id)
        return None if loaded is None else cls(context, loaded, booking_id, parent)

    @override
    def problems(self, draft: BookingDraft) -> Mapping[str, str]:
        return problems(draft)

    @override
    def save(self, draft: BookingDraft) -> None:
        desk = self.saving_desk()
        if self.booking_id is None:
            self.booking_id = add_booking(desk, draft)
        else:
            change_booking(desk, self.booking_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[BookingDraft, int] | None:
        if self.booking_id is None:
            return None
        with self._context.db.read() as session:
            return booking_draft(session, self.booking_id)

    def _follow(self) -> None:
        """Show what is worked out, and what looks like a slip."""
        try:
            draft = self.form.draft()
        except InvalidInputError:
            return
        nights = proposed_room_nights(replace(draft, room_nights=None))
        amount = proposed_amount(draft)
        self._propose("room_nights", "" if nights is None else f"{nights:,}", _("房数 × 晚数"))
        self._propose("amount", "" if amount is None else f"{amount:,.2f}", _("元"))
        told = warnings(draft, today=self._context.today())
        self._warning.setText("\n".join(told.values()))
        self._warning.setVisible(bool(told))

    def _propose(self, name: str, value: str, otherwise: str) -> None:
        told = _("不填则为 {value}").format(value=value)
        self.form.editor_of(QLineEdit, name).setPlaceholderText(told if value else otherwise)


def _sections(context: Context) -> tuple[Section, ...]:
    unknown = _("不知道请留空")
    return (
        Section(
            "",
            (
                client("client_id", _("客户"), context, required=True, wide=True),
                fields.text("number", _("预订号"), max_length=LENGTHS["number"]),
                fields.choice("kind", _("类型"), BookingKind),
                fields.choice("status", _("状态"), BookingStatus),
                fields.text(
                    "status_reason", _("取消或流失原因"), max_length=LENGTHS["status_reason"]
                ),
                fields.day("booked_on", _("预订日期")),
                fields.day("arrival_on", _("到店日期"), required=True),
                fields.day("departure_on", _("离店日期"), required=True),
                fields.text("guest", _("客人"), max_length=LENGTHS["guest"]),
            ),
        ),
        Section(
            _("房间"),
            (
                fields.text("room_type", _("房型"), max_length=LENGTHS["room_type"]),
                fields.whole_number("rooms", _("房数")),
                fields.whole_number("room_nights", _("房夜")),
                fields.money("rate", _("房价")),
            ),
        ),
        Section(
            _("金额"),
            (
                fields.money("room_revenue", _("房费")),
                fields.money("catering_revenue", _("餐饮")),
                fields.money("meeting_revenue", _("会议")),
                fields.money("other_revenue", _("其他")),
                fields.money("amount", _("金额合计")),
                fields.money("cost", _("成本"), hint=unknown),
                fields.money("deposit", _("订金")),
                fields.text("deposit_terms", _("订金约定"), max_length=LENGTHS["deposit_terms"]),
            ),
        ),
        Section("", (fields.long_text("notes", _("备注"), lines=2),)),
    )
