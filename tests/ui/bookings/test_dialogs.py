"""Bookings and receipts are entered and changed by hand; nothing typed is lost."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.domain.types import BookingStatus
from app.models import Booking, Receipt
from app.queries.bookings import booking_draft
from app.services.bookings import change_booking, delete_bookings
from app.services.receipts import delete_receipts
from app.ui.bookings.booking_dialog import BookingDialog
from app.ui.bookings.receipt_dialog import BookingLine, ReceiptDialog
from tests.trade import new_booking, new_receipt
from tests.ui.input import press


def fill(dialog, **values):
    for name, value in values.items():
        dialog.form.editor(name).setText(value)


@pytest.fixture
def holder(qtbot):
    """A window that dialogs belong to: they delete themselves when closed."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(context, trade, holder):
    made = BookingDialog.for_new(context, trade["first"], holder)
    made.show()
    return made


def errors(dialog):
    return {e.text() for e in dialog.form.findChildren(QLabel, "error") if not e.isHidden()}


def test_what_is_missing_is_told_and_what_is_typed_stays(dialog):
    fill(dialog, number="YD77", rate="３００")
    press(dialog, "save")
    assert errors(dialog) == {"请填写到店日期。", "请填写离店日期。"}
    assert dialog.form.editor("number").text() == "YD77"
    assert dialog.isVisible()


def test_all_that_is_wrong_is_told_at_once(dialog):
    fill(dialog, arrival_on="2025-02-30", departure_on="2025-03-04", rooms="-2", rate="三百")
    press(dialog, "save")
    assert len(errors(dialog)) == 3


def test_room_nights_and_amount_are_proposed_and_saved(dialog, db):
    fill(dialog, arrival_on="2025.3.1", departure_on="20250304", rooms="2", rate="300.50")
    assert "6" in dialog.form.editor("room_nights").placeholderText()
    assert "1,803.00" in dialog.form.editor("amount").placeholderText()
    dialog.accept()
    with db.read() as session:
        booking = session.get(Booking, dialog.booking_id)
        assert (booking.room_nights, booking.amount) == (6, Decimal("1803.00"))


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (list(BookingStatus).index(BookingStatus.LOST), "请写明流失的原因。"),
        (
            list(BookingStatus).index(BookingStatus.COMPLETED),
            "已离店的预订要有金额：请填写金额，或分项金额，或房价和房夜。",
        ),
    ],
)
def test_a_status_picked_in_the_box_is_held_to_its_rules(dialog, place, told):
    fill(dialog, arrival_on="2025-03-01", departure_on="2025-03-04")
    dialog.form.editor("status").setCurrentIndex(place)
    press(dialog, "save")
    assert errors(dialog) == {told}


def test_a_refund_and_a_day_use_are_pointed_out_and_saved(dialog, db):
    fill(dialog, arrival_on="2025-03-01", departure_on="2025-03-01", amount="-388")
    shown = dialog.findChild(QLabel, "warning").text()
    assert "退款" in shown
    assert "房夜按 0" in shown
    fill(dialog, amount="很多")
    press(dialog, "save")
    assert dialog.isVisible()
    fill(dialog, amount="-388")
    dialog.accept()
    with db.read() as session:
        assert session.get(Booking, dialog.booking_id).amount == -388


def test_a_booking_changed_elsewhere_is_not_overwritten(context, trade, db, holder):
    dialog = BookingDialog.for_booking(context, trade["old"], holder)
    dialog.show()
    with db.read() as session:
        draft, version = booking_draft(session, trade["old"])
    change_booking(context.desk, trade["old"], draft, version=version)
    with context.desk.write() as session:
        session.get(Booking, trade["old"]).guest = "别人"
    fill(dialog, guest="我")
    press(dialog, "save")
    banner = dialog.findChild(QLabel, "banner")
    assert "别处被修改" in banner.text()
    reload = next(b for b in dialog.findChildren(QPushButton) if b.text() == "重新载入")
    reload.click()
    assert dialog.form.editor("guest").text() == "别人"
    fill(dialog, guest="我")
    dialog.accept()
    with db.read() as session:
        assert session.get(Booking, trade["old"]).guest == "我"


def test_a_deleted_record_is_not_opened_nor_reloaded(context, trade, holder):
    booking = BookingDialog.for_booking(context, trade["old"], holder)
    receipt = ReceiptDialog.for_receipt(context, trade["paid"], holder)
    delete_bookings(context.desk, [trade["old"]])
    delete_receipts(context.desk, [trade["paid"]])
    assert BookingDialog.for_booking(context, trade["old"], holder) is None
    assert ReceiptDialog.for_receipt(context, trade["paid"], holder) is None
    assert booking.reload() is None
    assert receipt.reload() is None
    new = BookingDialog.for_new(context, None, holder), ReceiptDialog.for_new(context, None, holder)
    for made in new:
        assert made.reload() is None


def test_money_is_recorded_for_an_open_booking(context, trade, db, holder):
    dialog = ReceiptDialog.for_new(context, trade["first"], holder)
    line = dialog.form.editor("booking_number")
    assert isinstance(line, BookingLine)
    offered = [line.itemText(n) for n in range(line.count())]
    assert offered[0].startswith("YD1　2025-03-05 到店　未收 100.00")
    line.setCurrentIndex(0)
    line.activated.emit(0)
    fill(dialog, amount="1００.00", received_on="2025-12-19")
    dialog.accept()
    with db.read() as session:
        receipt = session.get(Receipt, dialog.receipt_id)
        assert (receipt.booking_id, receipt.booking_number) == (trade["old"], "YD1")
        assert (receipt.amount, receipt.received_on) == (100, date(2025, 12, 19))


def test_a_booking_without_number_stays_named(context, trade, db, holder):
    with context.desk.write() as session:
        unnumbered = new_booking(session, trade["first"], date(2025, 5, 5), amount=Decimal(50))
        paid = new_receipt(session, trade["first"], date(2025, 5, 6), "10", booking_id=unnumbered)
    dialog = ReceiptDialog.for_receipt(context, paid, holder)
    dialog.form.load(dialog.reload())
    fill(dialog, amount="-12")
    assert "退款" in dialog.findChild(QLabel, "warning").text()
    dialog.accept()
    with db.read() as session:
        receipt = session.get(Receipt, paid)
        assert (receipt.booking_id, receipt.amount) == (unnumbered, -12)
    other = ReceiptDialog.for_new(context, trade["first"], holder)
    line = other.form.editor("booking_number")
    place = next(n for n in range(line.count()) if not line.itemData(n))
    line.setCurrentIndex(place)
    line.activated.emit(place)
    assert line.booking_id() == unnumbered
    other.form.editor("client_id").show_client(trade["second"])
    assert line.currentText() == ""
    fill(other, amount="x")
    other.accept()
    assert "amount" not in other.form.editor("amount").text()
