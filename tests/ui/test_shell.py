"""The main window: every page opens, every wish of a screen leads somewhere."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QToolButton,
)

from app.domain.clients import ClientDraft
from app.domain.staff import StaffDraft
from app.domain.types import Post
from app.queries.bookings import BookingFilter, booking_ids
from app.queries.clients.card import client_draft
from app.queries.clients.filters import ClientFilter
from app.queries.clients.order import client_ids
from app.queries.office import staff_members
from app.services.clients import add_client
from app.services.clients_bulk import delete_clients
from app.services.office import add_staff
from app.ui.clients.contacts_tab import ContactsTab
from app.ui.clients.overview import OverviewTab
from app.ui.communications.entry import EntryDialog
from app.ui.imports.wizard import ImportWizard
from app.ui.key_accounts.asking import PlanDialog
from app.ui.key_accounts.reception_dialog import ReceptionDialog
from app.ui.on_screen import ITS_FRAME
from app.ui.screens import SCREENS
from app.ui.shell import ROOMY, MainWindow
from app.ui.task_dialog import TaskDialog
from tests.conftest import TODAY
from tests.key_accounts import new_reception
from tests.log import new_client, new_contact, new_staff
from tests.sign_in import sit
from tests.ui.input import drop
from tests.ui.shown import shown_texts


@pytest.fixture
def window(qtbot, context):
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show_page("clients")
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def shown(window):
    return window._stack.currentWidget()


def first_client(context):
    with context.db.read() as session:
        return client_ids(session, ClientFilter(), today=TODAY)[0]


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "sample"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.key)
def test_every_page_opens_empty_and_full(request, context, qtbot, screen, filled):
    if filled:
        request.getfixturevalue("sample")
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    assert window.show_page(screen.key) is shown(window)
    assert window.show_page(screen.key) is shown(window), "a page is made once"


def test_pages_by_keyboard_and_by_click(qtbot, window):
    for number, screen in enumerate(SCREENS[:9], start=1):
        qtbot.keyClick(window, str(number), Qt.KeyboardModifier.ControlModifier)
        assert window._navigation.currentRow() == number - 1, screen.key
    navigation = window.findChild(QListWidget, "navigation")
    navigation.itemClicked.emit(navigation.item(0))
    assert shown(window).objectName() == "today"
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert shown(window).objectName() == "settings"


@pytest.mark.parametrize("key", ["clients", "communications", "trade", "imports"])
def test_a_pages_keys_work_as_soon_as_it_is_shown(sample, qtbot, window, context, key):
    page = window.show_page(key)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.isAncestorOf(QApplication.focusWidget())
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_a_client_opens_and_one_comes_back(sample, qtbot, window, context):
    context.navigator.client_wanted.emit(first_client(context))
    card = shown(window)
    assert card.client_id == first_client(context)
    context.navigator.entry_wanted.emit(None)
    entry = window.findChild(EntryDialog)
    assert entry.form.draft().client_id == first_client(context), "about the card that is open"
    entry.reject()
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown(window).objectName() == "clients"
    window.go_back()


def test_alt_left_goes_back_from_rows_to_the_number_that_led_there(sample, qtbot, window, context):
    def back():
        qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    client = first_client(context)
    window.show_page("trade").show_view("receipts")
    context.navigator.communications_wanted.emit("一条", [1])
    window.open_client(client)
    shown(window).tabs.setCurrentIndex(2)
    context.navigator.bookings_wanted.emit("一笔", [1])
    assert shown(window).view_key == "bookings"
    back()
    assert (shown(window).client_id, shown(window).tabs.currentIndex()) == (client, 2)
    back()
    assert shown(window).objectName() == "log"
    back()
    assert (shown(window).objectName(), shown(window).view_key) == ("trade", "receipts")
    back()
    assert shown(window).objectName() == "trade", "nothing led there"
    context.navigator.bookings_wanted.emit("一笔", [1])
    window.show_page("clients")
    back()
    assert shown(window).objectName() == "clients", "who goes elsewhere does not go back from it"


def test_the_card_shows_the_next_client_from_the_first_tab_on(sample, window, context):
    with context.db.read() as session:
        one, other = client_ids(session, ClientFilter(), today=TODAY)[:2]
        address = client_draft(session, other)[0].address
    window.open_client(one)
    card = shown(window)
    card.show_tab("contacts")
    left = card.findChild(ContactsTab)
    window.open_client(other)
    assert shown(window) is card, "making one takes longer than reading a client"
    assert card.tabs.currentIndex() == 0
    assert address in shown_texts(card.findChild(OverviewTab))
    assert not card.isAncestorOf(left)
    card.show_tab("contacts")
    assert card.findChild(ContactsTab).client_id == other


def test_a_client_that_is_gone_leads_from_anothers_card_back_to_the_list(
    sample, qtbot, window, context
):
    window.open_client(first_client(context))
    window.open_client(1_000_000)
    qtbot.waitUntil(lambda: shown(window).objectName() == "clients")
    window.open_client(first_client(context))
    assert shown(window).tabs.isVisible()


def test_a_card_that_was_left_asks_for_nothing(sample, qtbot, window, context):
    window.open_client(first_client(context))
    card = shown(window)
    window.go_back()
    with qtbot.assertNotEmitted(card.back_wanted):
        delete_clients(context.desk, [first_client(context)])
        QApplication.processEvents()


def test_numbers_lead_to_their_rows(sample, window, context):
    with context.db.read() as session:
        bookings = booking_ids(session, BookingFilter())[:2]
    go = context.navigator
    go.bookings_wanted.emit("两笔", list(bookings))
    assert window._navigation.currentItem().toolTip() == "交易"
    go.receipts_wanted.emit("一笔", [1])
    go.communications_wanted.emit("一条", [1])
    assert window._navigation.currentItem().toolTip() == "沟通"
    go.clients_wanted.emit("一个", [first_client(context)])
    assert shown(window).model.rowCount() == 1
    go.page_wanted.emit("bin")
    assert window._navigation.currentItem().toolTip() == "回收站"
    go.screening_wanted.emit(1)
    assert window._navigation.currentItem().toolTip() == "年终筛选"


def notice(window):
    return window.findChild(QLabel, "notice").text()


def test_what_was_done_is_told_and_taken_back_one_by_one(qtbot, window, context):
    add_client(context.desk, ClientDraft(name="样例机电"))
    add_client(context.desk, ClientDraft(name="样例商务"))
    undo = window.findChild(QPushButton, "undo")
    assert notice(window) == "已新建客户 样例商务"
    assert undo.isVisible()
    undo.click()
    assert "已撤销" in notice(window)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with context.db.read() as session:
        assert client_ids(session, ClientFilter(), today=TODAY) == []
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert notice(window) == "没有可以撤销的操作。"
    context.navigator.told.emit("已存为 名单.xlsx")
    assert notice(window) == "已存为 名单.xlsx"


def test_the_navigation_is_folded_on_a_narrow_screen_until_it_is_unfolded(qtbot, window, context):
    assert window.screen().availableSize().width() < ROOMY
    assert window._navigation.item(0).text() == ""
    window.findChild(QToolButton).click()
    assert window._navigation.item(0).text() == "今日"
    again = MainWindow(context)
    qtbot.addWidget(again)
    assert again._navigation.item(0).text() == "今日"


def test_the_navigation_folds_and_stays_folded(qtbot, window, context):
    window.findChild(QToolButton).click()
    window.findChild(QToolButton).click()
    assert window._navigation.item(0).text() == ""
    again = MainWindow(context)
    qtbot.addWidget(again)
    assert again._navigation.item(0).text() == ""


def test_every_page_is_in_sight_on_a_low_screen(qtbot, window):
    window.resize(910, 480)  # 1366 × 768 at 150 %, less the title bar
    bar = window.findChild(QListWidget, "navigation").verticalScrollBar()
    qtbot.waitUntil(lambda: window.height() == 480)
    assert bar.maximum() == 0


def test_the_window_is_never_larger_than_the_screen(window, context):
    window.resize(2000, 2000)
    window.close()
    window = MainWindow(context)
    room = window.screen().availableSize() - ITS_FRAME
    assert window.width() <= max(room.width(), window.minimumWidth())
    assert window.height() <= room.height()


def test_another_person_sits_down(qtbot, window, context):
    add_staff(context.desk, StaffDraft("周样"))
    menu = window.findChild(QPushButton, "staff").findChild(QMenu)
    menu.aboutToShow.emit()
    with qtbot.waitSignal(window.staff_wanted):
        menu.actions()[0].trigger()


def test_who_comes_to_a_page_that_is_not_theirs_is_led_to_today_without_a_word(qtbot, context):
    new_staff(context.desk, "周样", Post.MANAGER)
    clerk = new_staff(context.desk, "吴样", Post.REPRESENTATIVE)
    with context.db.read() as session:
        staff = next(one for one in staff_members(session) if one.id == clerk)
    window = MainWindow(replace(context, staff=staff, desk=sit(context.desk, clerk)))
    qtbot.addWidget(window)
    window.begin_at("settings")
    assert (window.page_key, notice(window)) == ("today", "")
    window.show_page("settings")
    assert "您的职务不能" in notice(window)


def test_a_workbook_dropped_on_the_window_is_taken_in(qtbot, window, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"")
    assert not drop(window, picture)
    assert window.findChild(ImportWizard) is None
    path = tmp_path / "客户.csv"
    path.write_text("客户编号,客户名称\nK1,样例机电\n", "utf-8")
    assert drop(window, path)
    wizard = window.findChild(ImportWizard)
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard._stack.currentIndex() == 1)
    assert not drop(wizard, path), "one file at a time"
    wizard._again()
    assert drop(wizard, path)
    qtbot.waitUntil(lambda: wizard._stack.currentIndex() == 1)
    wizard.reject()


def test_closing_keeps_the_window_place(qtbot, window, context):
    window.resize(1100, 640)
    window.close()
    assert context.preferences.bytes_of("shell/geometry") is not None


def test_a_task_is_noted_for_what_the_view_of_today_shows(qtbot, window, context):
    page = window.show_page("today")
    calendar = page.show_view("calendar")
    calendar.grid.go_to(TODAY + timedelta(3))
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    dialog = calendar.findChild(TaskDialog)
    assert dialog.form.draft().due_on == TODAY + timedelta(3)
    dialog.reject()
    tasks = page.show_view("tasks")
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert tasks.findChild(TaskDialog) is not None


def test_the_person_of_a_line_is_taken_as_spoken_to(window, context, desk):
    client = new_client(desk)
    new_contact(desk, client, "张伟")
    second = new_contact(desk, client, "李敏")
    context.navigator.person_entry_wanted.emit(client, second)
    assert window.findChild(EntryDialog).form.draft().contact_ids == (second,)


def test_a_reception_wanted_anywhere_opens_its_form(window, context, desk):
    client = new_client(desk)
    guest = new_reception(desk, client, TODAY)
    context.navigator.reception_wanted.emit(guest)
    assert window.findChild(ReceptionDialog).form.draft().arrives_on == TODAY


def test_a_review_is_written_down_from_anywhere(window, context, desk):
    client = new_client(desk)
    context.navigator.review_wanted.emit(client)
    assert window.findChild(PlanDialog) is not None, "without a plan it is made first"


def test_arrows_in_the_navigation_only_look_until_enter(qtbot, window):
    pages = window._navigation
    window.show_page("clients")
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_Down)
    assert pages.currentItem().toolTip() == "沟通"
    qtbot.keyClick(pages, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    task = window.findChild(TaskDialog)
    assert task.isVisible()
    task.close()
    window.quick_search.activate()
    assert pages.currentItem().toolTip() == "客户"
    assert window.page_key == "clients"
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_Down)
    qtbot.keyClick(pages, Qt.Key.Key_Return)
    assert window.page_key == "communications"
    assert pages.currentItem().toolTip() == "沟通"


def test_rows_that_are_none_are_said_and_lead_nowhere(window, context):
    go = context.navigator
    for wanted in (
        go.clients_wanted,
        go.communications_wanted,
        go.bookings_wanted,
        go.receipts_wanted,
        go.cases_wanted,
    ):
        context.navigator.told.emit("")
        wanted.emit("华东机械 2 月", [])
        assert notice(window) == "华东机械 2 月：没有记录。"
        assert window.page_key == "clients"


def test_ctrl_z_takes_back_also_from_an_empty_search_line(sample, qtbot, window, context):
    search = window.show_page("clients").search
    delete_clients(context.desk, [first_client(context)])
    search.setFocus()
    undo = (search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(search, "x")
    qtbot.keyClick(*undo)
    assert search.text() == "", "what was typed comes first"
    assert shown_texts(window.notices)[0].startswith("已删除")
    qtbot.keyClick(*undo)
    qtbot.waitUntil(lambda: shown_texts(window.notices)[0].startswith("已撤销"))
