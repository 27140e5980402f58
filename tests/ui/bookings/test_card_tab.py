"""The tab of a card shows what a client buys, owes and pays, and leads to the rows."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.domain.receipts import ReceiptDraft
from app.services.receipts import add_receipt
from app.ui.bookings.booking_dialog import BookingDialog
from app.ui.bookings.card_tab import trade_tab
from app.ui.bookings.receipt_dialog import ReceiptDialog
from tests.trade import new_booking
from tests.ui.bars import open_bar
from tests.ui.input import press


@pytest.fixture
def tab(qtbot, context, trade):
    made = trade_tab(context, trade["first"])
    qtbot.addWidget(made)
    made.resize(1200, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def owed(tab, name):
    return tab.findChild(QLabel, f"owed_{name}").text()


def test_months_and_debts_are_shown(tab):
    grid = tab.months.grid
    assert [grid.verticalHeaderItem(n).text() for n in range(2)] == ["2025", "2024"]
    assert grid.item(0, 2).text() == "100"
    assert grid.item(0, 12).text() == "1,000"
    assert grid.item(1, 12).text() == ""
    press(tab, "measure_room_nights")
    assert grid.item(0, 12).text() == "2"
    assert owed(tab, "total") == "1,000.00"
    assert owed(tab, "overdue") == "100.00"
    assert owed(tab, "over_limit") == "500.00"
    assert tab.bookings.model().rowCount() == 3


def test_a_bar_and_a_cell_lead_to_their_bookings(tab, context, trade, qtbot):
    with qtbot.waitSignal(context.navigator.bookings_wanted) as led:
        open_bar(tab.months.chart, 2)
    assert led.args == ["澜川机电 2025 年 3 月", [trade["old"]]]
    with qtbot.waitSignal(context.navigator.bookings_wanted) as led:
        tab.months.grid.cellActivated.emit(0, 12)
    assert led.args == ["澜川机电 2025 年", [trade["new"], trade["old"]]]
    with qtbot.waitSignal(context.navigator.bookings_wanted) as led:
        open_bar(tab.ageing, 3)
    assert led.args[1] == [trade["old"]]
    with qtbot.waitSignal(context.navigator.bookings_wanted) as led:
        press(tab, "openBookings")
    assert led.args[1] == [trade["old"], trade["new"]]


def test_the_tab_follows_what_is_entered(tab, desk, trade):
    add_receipt(desk, ReceiptDraft(trade["first"], date(2025, 12, 1), Decimal(100)))
    assert owed(tab, "overdue") == "0.00"
    assert tab.receipts.model().rowCount() == 1
    tab.hide()
    add_receipt(desk, ReceiptDraft(trade["first"], date(2025, 12, 1), Decimal(900)))
    tab.show()
    assert owed(tab, "total") == "0.00"
    tab.receipts.opened.emit(tab.receipts.model().ids[0])
    tab.findChild(ReceiptDialog).close()


def test_records_are_entered_and_opened_from_the_tab(tab, trade):
    press(tab, "addBooking")
    dialog = tab.findChild(BookingDialog)
    assert dialog.form.draft().client_id == trade["first"]
    dialog.close()
    press(tab, "addReceipt")
    assert tab.findChild(ReceiptDialog) is not None
    tab.findChild(ReceiptDialog).close()
    tab.bookings.opened.emit(trade["old"])
    assert tab.findChildren(BookingDialog)[-1].form.draft().number == "YD1"


def test_a_client_without_trade_has_an_empty_grid(qtbot, context, desk):
    from tests.trade import new_client

    with desk.write() as session:
        id_ = new_client(session, "KH9")
    tab = trade_tab(context, id_)
    qtbot.addWidget(tab)
    tab.show()
    assert tab.months.grid.item(0, 12).text() == ""
    assert owed(tab, "credit_limit") == "未设"
    assert tab.findChild(QPushButton, "addBooking") is not None


def test_no_months_amount_is_cut_short_where_there_is_little_room(tab, desk, trade):
    with desk.write() as session:
        for month in range(1, 13):
            amount = Decimal(1_234_567)
            new_booking(session, trade["first"], date(2025, month, 3), amount=amount)
    grid = tab.months.grid
    tab.resize(700, 400)
    for column in range(grid.columnCount()):
        assert grid.columnWidth(column) >= grid.sizeHintForColumn(column)
    bar = grid.horizontalScrollBar()
    rows = sum(grid.rowHeight(n) for n in range(grid.rowCount()))
    assert bar.maximum() > 0
    assert grid.viewport().height() >= rows, "the scroll bar covers no row"
