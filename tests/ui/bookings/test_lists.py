"""The lists of the page 交易 show, narrow, sum up, change, and lead on."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import shiboken6
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QMessageBox, QPushButton
from sqlalchemy import select

from app.db import open_engine
from app.domain.types import BookingStatus
from app.models import Booking
from app.queries.bookings import BookingFilter, booking_ids
from app.services.undo import undo_action
from app.ui.bookings.booking_dialog import BookingDialog
from app.ui.bookings.page import TradePage
from app.ui.bookings.receipt_dialog import ReceiptDialog
from app.ui.bookings.receipt_list import ReceiptsList
from app.ui.bookings.status import NewStatus, StatusDialog
from app.ui.chips import FilterChip
from app.ui.list_output import write_list
from app.ui.printing import PreviewDialog
from tests.clients import new_staff
from tests.trade import new_booking
from tests.ui.bars import open_bar
from tests.ui.input import press
from tests.ui.screening.conftest import assert_amounts_fit
from tests.ui.waiting import settled


@pytest.fixture
def page(qtbot, context, trade):
    made = TradePage(context)
    qtbot.addWidget(made)
    made.resize(1234, 680)
    made.show()
    qtbot.waitExposed(made)
    return made


def delete(qtbot, table):
    table.window().activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    QTest.keyClick(table, Qt.Key.Key_Delete)


def texts(table, column):
    model = table.model()
    keys = [c.key for c in model.columns]
    place = keys.index(column)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_bookings_are_listed_newest_first_with_their_sums(page):
    assert texts(page.bookings.table, "number") == ["YD2", "YD3", "YD1", ""]
    assert "金额 1,200.00 元" in page.bookings.totals.text()
    assert "成本已知 0%" in page.bookings.totals.text()


def test_the_list_is_narrowed_by_what_is_typed_and_by_chips(page):
    bookings = page.bookings
    bookings.search.setText("YD1")
    assert texts(bookings.table, "number") == ["YD1"]
    bookings.search.clear()
    bookings.status.choose([BookingStatus.CANCELLED])
    assert texts(bookings.table, "number") == ["YD3"]
    bookings.clear_filters()
    bookings.paid.choose(["unpaid"])
    assert texts(bookings.table, "number") == ["YD2", "YD1"]
    bookings.paid.choose(["overdue"])
    assert texts(bookings.table, "number") == ["YD1"]
    bookings.clear_filters()
    bookings.period.choose_days(date(2024, 1, 1), date(2024, 12, 31))
    assert texts(bookings.table, "client") == ["青岚茶业"]
    bookings.cost.choose([True])
    assert bookings.model.rowCount() == 1


def test_a_header_sorts_and_the_rows_behind_a_number_stay_until_let_go(page, trade):
    page.bookings.table.sort_wanted.emit("amount", True)
    assert texts(page.bookings.table, "number")[0] == "YD2"
    page.show_bookings("三月", [trade["old"], trade["lost"]])
    assert sorted(texts(page.bookings.table, "number")) == ["YD1", "YD3"]
    press(page.bookings, "only")
    assert page.bookings.model.rowCount() == 4
    page.show_receipts("一笔", [trade["paid"]])
    receipts = page.view("receipts", ReceiptsList)
    assert receipts.isVisible()
    assert receipts.model.rowCount() == 1


def test_what_is_chosen_is_put_out_else_all(page):
    shown = page.bookings
    ids = list(shown.model.ids)
    shown.table.selectRow(0)
    assert list(shown.listed().ids) == ids, "the cursor alone chooses nothing"
    down = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    shown.table.selectionModel().select(shown.model.index(1, 0), down)
    assert list(shown.listed().ids) == ids[:2]


def test_deleting_and_undoing_follow_at_once(page, context, trade, qtbot):
    told = []
    context.news.committed.connect(told.append)
    page.bookings.table.go_to(trade["old"])
    delete(qtbot, page.bookings.table)
    assert texts(page.bookings.table, "number") == ["YD2", "YD3", ""]
    undo_action(context.desk, told[-1].action_id)
    assert page.bookings.model.rowCount() == 4
    page.bookings.table.clearSelection()
    page.bookings.delete()
    assert page.bookings.model.rowCount() == 4


def test_the_detail_says_what_is_paid_and_leads_on(page, context, trade, qtbot):
    page.bookings.table.go_to(trade["old"])
    shown = [label.text() for label in page.bookings.detail.findChildren(QLabel)]
    assert {"澜川机电", "YD1", "未收", "100.00", "未知"} <= set(shown)
    with qtbot.waitSignal(context.navigator.client_wanted) as led:
        press(page.bookings.detail, "openClient")
    assert led.args == [trade["first"]]
    press(page.bookings.detail, "payBooking")
    dialog = page.window().findChild(ReceiptDialog)
    assert dialog.form.draft().booking_number == "YD1"
    dialog.reject()
    page.bookings.table.go_to(trade["lost"])
    shown = [label.text() for label in page.bookings.detail.findChildren(QLabel)]
    assert "未收" not in shown


def test_a_booking_is_opened_by_enter_and_entered_by_a_button(page, trade, qtbot):
    page.bookings.table.go_to(trade["new"])
    QTest.keyClick(page.bookings.table, Qt.Key.Key_Return)
    dialog = page.bookings.findChild(BookingDialog)
    assert dialog.form.draft().number == "YD2"
    dialog.close()
    press(page.bookings, "newBooking")
    new = page.bookings.findChildren(BookingDialog)[-1]
    assert new.form.draft().client_id is None
    new.close()


def test_receipts_are_listed_narrowed_and_deleted(page, trade, qtbot):
    receipts = page.show_view("receipts")
    assert texts(receipts.table, "booking_number") == ["X9（未找到）", "（无号预订）"]
    assert "其中退款 -3.50 元" in receipts.totals.text()
    receipts.unmatched.choose([True])
    assert texts(receipts.table, "amount") == ["-3.50"]
    receipts.clear_filters()
    receipts.table.go_to(trade["paid"])
    shown = [label.text() for label in receipts.detail.findChildren(QLabel)]
    assert "100.00" in shown
    press(receipts.detail, "editReceipt")
    dialog = receipts.findChild(ReceiptDialog)
    assert dialog.form.draft().amount == 100
    dialog.close()
    delete(qtbot, receipts.table)
    assert receipts.model.rowCount() == 1
    receipts.table.clearSelection()
    receipts.table.setCurrentIndex(receipts.model.index(-1, 0))
    receipts.delete()
    press(receipts, "newReceipt")
    receipts.findChildren(ReceiptDialog)[-1].close()


def test_receivables_are_counted_and_lead_to_the_rows_behind(page, context, trade, qtbot):
    ageing = page.show_view("ageing")
    qtbot.waitUntil(lambda: ageing.model.rowCount() == 1)
    assert texts(ageing.table, "total") == ["1,000.00"]
    assert texts(ageing.table, "age3") == ["100.00"]
    assert texts(ageing.table, "over_limit") == ["500.00"]
    assert "逾期 100.00 元" in ageing.totals.text()
    ageing.table.selectRow(0)
    with qtbot.waitSignal(context.navigator.bookings_wanted) as led:
        open_bar(ageing.chart, 3)
    assert led.args == ["逾期 90 天以上", [trade["old"]]]
    with qtbot.waitSignal(context.navigator.bookings_wanted) as led:
        press(ageing.detail, "showOpen")
    assert led.args[1] == [trade["old"], trade["new"]]
    with qtbot.waitSignal(context.navigator.client_wanted):
        press(ageing.detail, "openClient")
    press(ageing.detail, "payClient")
    ageing.findChild(ReceiptDialog).close()
    for chosen, count in ((["over_limit"], 1), (["overdue", "over_limit"], 1)):
        ageing.state.choose(chosen)
        assert ageing.model.rowCount() == count
    ageing.search.setText("青岚")
    assert ageing.model.rowCount() == 0


def test_receivables_follow_a_receipt(page, context, trade, qtbot, desk):
    from app.domain.receipts import ReceiptDraft
    from app.services.receipts import add_receipt

    ageing = page.show_view("ageing")
    qtbot.waitUntil(lambda: ageing.model.rowCount() == 1)
    add_receipt(desk, ReceiptDraft(trade["first"], date(2025, 12, 1), Decimal(1000)))
    qtbot.waitUntil(lambda: ageing.model.rowCount() == 0)


def test_a_list_goes_out_as_a_workbook_and_on_paper(page, context, trade, qtbot, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    with qtbot.waitSignal(context.navigator.told):
        write_list(context, page.bookings, page.bookings.listed(), file)
    rows = list(load_workbook(file).active.values)
    heading = next(n for n, row in enumerate(rows) if "预订号" in row)
    assert rows[heading + 1][rows[heading].index("金额")] == 900
    press(page.bookings, "printList")
    qtbot.waitUntil(lambda: page.bookings.findChild(PreviewDialog) is not None)
    page.bookings.findChild(PreviewDialog).close()


@pytest.mark.parametrize("names", [("a.csv", "a.csv"), ("a.XLSX", "a.XLSX"), ("a.b", "a.b.xlsx")])
def test_the_name_says_what_kind_of_file_is_written(
    page, qtbot, tmp_path: Path, monkeypatch, names
):
    asked, (named, written) = [], names

    def choose(_parent, _title, _proposed, kinds):
        asked.append(kinds)
        return str(tmp_path / named), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(page.bookings.context.navigator.told):
        press(page.bookings, "export")
    assert "(*.csv)" in asked[0]
    assert [file.name for file in tmp_path.glob("a*")] == [written]
    if written == "a.csv":
        assert "YD2" in (tmp_path / written).read_text("utf-8-sig").splitlines()[1]


def test_a_long_list_begins_with_this_year(qtbot, context, trade, monkeypatch):
    monkeypatch.setattr("app.queries.bookings.MANY", 3)
    page = TradePage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.bookings.period.text().startswith("到店：本年")
    qtbot.waitUntil(lambda: page.bookings.model.rowCount() == 3)
    assert page.bookings.totals.text().startswith("3 笔")
    page.bookings.search.setText("没有")
    page.bookings.search.setText("")  # the answer to the question before is not shown
    settled(qtbot, context)
    qtbot.waitUntil(lambda: page.bookings.model.rowCount() == 3)


def test_a_long_list_of_former_years_does_not_begin_empty(qtbot, context, trade, monkeypatch):
    monkeypatch.setattr("app.queries.bookings.MANY", 3)
    with context.desk.write() as session:
        for booking in session.scalars(select(Booking)):
            booking.arrival_on = booking.departure_on = date(2022, 5, 6)
    page = TradePage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.bookings.period.period() == (date(2022, 1, 1), date(2022, 12, 31))
    qtbot.waitUntil(lambda: page.bookings.model.rowCount() == 4)


def test_a_long_list_that_cannot_be_read_says_so(qtbot, context, trade, monkeypatch):
    monkeypatch.setattr("app.queries.bookings.MANY", 3)
    page = TradePage(context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.bookings.model.rowCount() == 3)
    page.grab()  # its rows are read
    monkeypatch.setattr(context.db._doors, "_plain", open_engine(context.db.path / "gone"))
    monkeypatch.setattr(page.bookings, "is_long", lambda: True)
    page.bookings.reload()
    qtbot.waitUntil(lambda: page.bookings.findChild(QMessageBox) is not None)
    assert "打不开数据文件" in page.bookings.findChild(QMessageBox).text()


def choose_all(page):
    page.bookings.table.selectAll()
    assert page.findChild(QPushButton, "bulk").text() == "批量（4）"
    page.bookings.findChild(QAction, "setStatus").trigger()
    return page.bookings.findChild(StatusDialog)


def test_the_chosen_bookings_get_one_status(page, context):
    told = []
    context.news.committed.connect(lambda commit: told.append(commit.summary))
    dialog = choose_all(page)
    assert dialog.windowTitle() == "改状态（4 笔预订）"
    dialog.form.load(NewStatus(BookingStatus.LOST))
    dialog.findChild(QPushButton, "save").click()
    assert dialog.isVisible()
    assert "请写明流失的原因。" in [label.text() for label in dialog.findChildren(QLabel, "error")]
    dialog.form.editor("status_reason").setText("价格高")
    dialog.findChild(QPushButton, "save").click()
    assert texts(page.bookings.table, "status") == ["流失"] * 4
    assert told == ["已将 4 笔预订改为流失"]
    assert len(page.bookings.table.chosen_ids()) == 4


def test_very_many_bookings_change_beside_the_window(qtbot, page, monkeypatch):
    monkeypatch.setattr("app.ui.bookings.status.QUICK", 3)
    dialog = choose_all(page)
    dialog.form.load(NewStatus(BookingStatus.NO_SHOW))
    dialog.findChild(QPushButton, "save").click()
    qtbot.waitUntil(lambda: texts(page.bookings.table, "status") == ["未到店"] * 4)


def test_nothing_is_asked_for_no_booking(page, context):
    page.bookings.table.clearSelection()
    assert not page.findChild(QPushButton, "bulk").isEnabled()
    page.bookings.ask_status()
    assert page.bookings.findChild(StatusDialog) is None


def test_an_empty_office_is_offered_the_first_step(qtbot, context):
    page = TradePage(context)
    qtbot.addWidget(page)
    page.show()
    steps = [b.text() for b in page.bookings.findChildren(QPushButton)]
    assert "导入预订明细" in steps
    with context.db.read() as session:
        assert booking_ids(session, BookingFilter()) == []


def test_large_amounts_fit_among_the_receivables(page, context, trade, qtbot):
    ageing = page.show_view("ageing")
    qtbot.waitUntil(lambda: ageing.model.rowCount() == 1)
    with context.desk.write() as session:
        amount = Decimal("12345678.90")
        new_booking(
            session, trade["second"], date(2025, 3, 6), due_on=date(2025, 3, 6), amount=amount
        )
    qtbot.waitUntil(lambda: ageing.model.rowCount() == 2)
    assert "12,345,678.90" in texts(ageing.table, "total")
    assert_amounts_fit(ageing.table)


def test_a_list_that_is_gone_is_told_of_no_new_colleague(context, trade):
    gone, left = TradePage(context), ReceiptsList(context)
    shiboken6.delete(gone)  # as where somebody else sat down
    new_staff(context.desk, "李新")
    offered = left.findChild(FilterChip, "managerFilter").menu().findChild(QListWidget)
    assert offered.findItems("李新", Qt.MatchFlag.MatchExactly)
