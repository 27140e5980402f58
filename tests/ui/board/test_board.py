import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from app.domain.types import Channel, ClientId
from app.queries.notices import NoticeFilter, notice_ids, notice_rows
from app.services.communications import delete_communications
from app.services.notices import delete_notices, hang_notices
from app.ui.board.dialog import NoticeDialog
from app.ui.board.page import BoardView
from app.ui.log_views import LogViews
from app.ui.printing import PreviewDialog
from tests.filled import filled_once
from tests.log import new_client, new_contact, new_entry


@filled_once
def client_id(desk):
    return new_client(desk)


@filled_once
def entry_id(desk, client_id):
    person = new_contact(desk, client_id, "张伟")
    return new_entry(desk, client_id, "粥是冷的", channel=Channel.HOTLINE, contact_ids=(person,))


@pytest.fixture
def views(context, qtbot):
    page = LogViews(context)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    return page


def board(views):
    found = views.show_view("board")
    assert isinstance(found, BoardView)
    return found


def rows(desk):
    with desk.db.read() as session:
        return notice_rows(session, notice_ids(session, NoticeFilter()))


def dialog(page):
    return next(d for d in page.findChildren(NoticeDialog) if d.isVisible())


def editor(where, kind, name):
    return where.findChild(kind, name)


def detail(page):
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in page.detail.findChildren(QLabel))


def test_an_entry_goes_onto_the_board_in_public_words(views, desk, entry_id, qtbot):
    views.word_notice(entry_id, None)
    asked = dialog(views)
    assert editor(asked, QPlainTextEdit, "wording").toPlainText() == "粥是冷的"
    assert editor(asked, QLineEdit, "title").text() == "客户投诉"
    assert not editor(asked, QCheckBox, "names_client").isChecked()
    editor(asked, QLineEdit, "title").setText("早餐要热")
    editor(asked, QPlainTextEdit, "done").setPlainText("加了保温炉")
    editor(asked, QPushButton, "save").click()
    page = board(views)
    assert [row.title for row in rows(desk)] == ["早餐要热"]
    assert page.table.current_id() == rows(desk)[0].id
    assert "一家客户" in detail(page)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert rows(desk)[0].hangs
    assert "2025-12-20 至 现在" in detail(page)
    with qtbot.waitSignal(page.context.navigator.told) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["选中的本来就是这样，没有改动。"]
    page.detail.findChild(QPushButton, "takeDownNotice").click()
    assert not rows(desk)[0].hangs


def test_what_is_wrong_keeps_the_window_and_the_words(views, desk, entry_id):
    views.word_notice(entry_id, None)
    asked = dialog(views)
    editor(asked, QLineEdit, "title").setText("")
    editor(asked, QPushButton, "save").click()
    assert asked.isVisible()
    assert editor(asked, QPlainTextEdit, "wording").toPlainText() == "粥是冷的"
    assert rows(desk) == []
    asked.done(QDialog.DialogCode.Rejected)


def test_a_notice_is_changed_and_one_changed_meanwhile_is_told(views, desk, entry_id):
    views.word_notice(entry_id, None)
    editor(dialog(views), QPushButton, "save").click()
    page = board(views)
    page.edit(rows(desk)[0].id)
    first = dialog(page)
    page.edit(rows(desk)[0].id)
    second = next(d for d in page.findChildren(NoticeDialog) if d.isVisible() and d is not first)
    editor(first, QLineEdit, "title").setText("一")
    editor(first, QPushButton, "save").click()
    editor(second, QLineEdit, "title").setText("二")
    editor(second, QPushButton, "save").click()
    assert second.isVisible()
    assert rows(desk)[0].title == "一"
    assert second.reload().title == "一"
    delete_notices(desk, [rows(desk)[0].id])
    assert second.reload() is None
    second.done(QDialog.DialogCode.Rejected)
    page.edit(99)  # gone: nothing opens


def test_a_gone_entry_begins_with_empty_words(views, desk, entry_id):
    delete_communications(desk, [entry_id])
    views.word_notice(entry_id, None)
    asked = dialog(views)
    assert editor(asked, QPlainTextEdit, "wording").toPlainText() == ""
    asked.done(QDialog.DialogCode.Rejected)


def test_what_hangs_is_filtered_and_deleted_to_the_bin(views, desk, entry_id, qtbot):
    for _ in range(2):
        views.word_notice(entry_id, None)
        editor(dialog(views), QPushButton, "save").click()
    first = rows(desk)[-1].id
    hang_notices(desk, [first])
    page = board(views)
    page.hangs.choose([True])
    assert list(page.model.ids) == [first]
    page.show_only("一张", [first])
    assert list(page.model.ids) == [first]
    page.clear_filters()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(rows(desk)) == 1


def test_printing_shows_the_chosen_or_what_hangs(views, context, desk, entry_id, qtbot):
    page = board(views)
    told = []
    context.navigator.told.connect(told.append)
    page.print_notices()
    assert "没有可打印的公告" in told[-1]
    views.word_notice(entry_id, None)
    editor(dialog(views), QPushButton, "save").click()
    page.print_notices(a3=True)
    qtbot.waitUntil(lambda: bool(page.findChildren(PreviewDialog)))
    page.findChildren(PreviewDialog)[0].close()


def test_printing_asks_too_where_names_are_left(views, desk, entry_id, qtbot):
    page = board(views)
    page.word(entry_id, None)
    dialog(page).form.editor("wording").setPlainText("张伟说粥是冷的")
    editor(dialog(page), QPushButton, "save").click()
    page.print_notices()
    box = next(one for one in page.findChildren(QMessageBox) if one.isVisible())
    assert "“张伟”" in box.text()
    box.reject()
    assert not page.findChildren(PreviewDialog)
    page.print_notices()
    boxes = [one for one in page.findChildren(QMessageBox) if one.isVisible()]
    next(one for one in boxes[-1].buttons() if one.text() == "照样打印").click()
    qtbot.waitUntil(lambda: bool(page.findChildren(PreviewDialog)))
    page.findChildren(PreviewDialog)[0].close()


def test_the_client_of_a_notice_is_opened(views, context, client_id, entry_id, qtbot):
    views.word_notice(entry_id, None)
    editor(dialog(views), QPushButton, "save").click()
    with qtbot.waitSignal(context.navigator.client_wanted) as wanted:
        next(a for a in board(views).table.actions() if a.objectName() == "openClient").trigger()
    assert wanted.args == [ClientId(client_id)]


def test_rows_behind_a_number_are_shown_in_the_log(views, entry_id):
    board(views)
    views.show_only("一条", [entry_id])
    log = views.show_view("log")
    assert list(log.model.ids) == [entry_id]


def test_a_click_on_a_tab_leads_into_the_list_and_arrows_stay_on_the_tabs(views, entry_id, qtbot):
    views.word_notice(entry_id, None)
    editor(dialog(views), QPushButton, "save").click()
    views.show_view("log")
    bar = views.tabs.tabBar()
    views.activateWindow()
    qtbot.waitUntil(views.isActiveWindow)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert board(views).isAncestorOf(views.focusWidget())
    assert isinstance(views.focusWidget(), QTableView)
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.hasFocus()


def test_a_name_that_is_not_to_be_said_is_warned_of(views, desk, client_id, entry_id, qtbot):
    page = board(views)
    page.word(entry_id, None)
    asked = dialog(page)
    warning = asked.findChild(QLabel, "namesLeft")
    assert warning.isHidden()
    asked.form.editor("wording").setPlainText("张伟说粥是冷的")
    assert "“张伟”" in warning.text()
    assert not warning.isHidden()
    asked.form.editor("names_contact").setChecked(True)
    assert warning.isHidden()
    asked.form.editor("names_contact").setChecked(False)
    asked.findChild(QPushButton, "save").click()
    assert "张伟" in "".join(one.text() for one in page.detail.findChildren(QLabel))
    page.hang()
    box = page.findChild(QMessageBox)
    assert "“张伟”" in box.text()
    box.reject()
    assert not rows(desk)[0].hangs
    page.hang()
    boxes = [one for one in page.findChildren(QMessageBox) if one.isVisible()]
    next(one for one in boxes[-1].buttons() if one.text() == "照样上墙").click()
    qtbot.waitUntil(lambda: rows(desk)[0].hangs)


def test_a_client_that_cannot_be_read_leaves_the_warning(views):
    page = board(views)
    page.add()
    asked = dialog(page)
    asked.form.editor("client_id").setText("没有这家")
    assert asked.findChild(QLabel, "namesLeft").isHidden()
