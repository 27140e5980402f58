"""What a salesperson does with the client list."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from sqlalchemy import select

from app.domain.types import ClientStatus
from app.models import Client, ClientTag
from app.queries.clients import ClientColumn
from app.services.clients_bulk import set_grade
from app.ui.clients.asking import AskDialog
from app.ui.clients.columns import COLUMNS
from app.ui.clients.dialog import ClientDialog
from app.ui.clients.duplicates import DuplicatesDialog
from app.ui.clients.merge import MergeDialog
from app.ui.clients.output import listed_clients
from app.ui.clients.page import ClientsPage
from app.ui.list_output import write_list
from app.ui.printing import PreviewDialog
from tests.clients import new_client, new_staff
from tests.ui.input import compose, press


def names(page):
    column = [c.key for c in COLUMNS].index("name")
    return [page.model.index(row, column).data() for row in range(page.model.rowCount())]


def act(page, name):
    page.findChild(QAction, name).trigger()


def answer(page, value):
    """Fill in the small window that asks, and save."""
    dialog = page.findChild(AskDialog)
    editor = dialog.form.editor("value")
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findText(value))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(value)
    else:
        editor.setText(value)
    press(dialog, "save")


def stored(desk, column):
    with desk.db.read() as session:
        return session.scalars(select(column).order_by(Client.id)).all()


def test_every_column_can_be_sorted_by():
    assert {column.key for column in COLUMNS} == {column.value for column in ClientColumn}


def test_typing_narrows_the_list_at_once(qtbot, page):
    assert names(page) == ["华东机械", "江南轴承"]
    qtbot.keyClicks(page.search, "jnzc")
    assert names(page) == ["江南轴承"]
    assert page.findChild(QLabel, "count").text() == "共 1 个客户"
    page.search.clear()
    compose(page.search, "曾")
    assert names(page) == ["华东机械"]


def test_chips_narrow_and_are_cleared_together(qtbot, page, desk):
    qtbot.waitUntil(lambda: page.filters.manager.text() and len(page.filters.grade._options) > 1)
    page.filters.grade.choose(["A"])
    assert names(page) == ["华东机械"]
    page.filters.major.choose([True])
    assert names(page) == []
    page.clear_filters()
    assert names(page) == ["华东机械", "江南轴承"]


def test_a_click_on_a_header_sorts(page):
    page.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["江南轴承", "华东机械"]


def test_the_client_under_the_cursor_stands_beside(qtbot, page, desk, ids):
    def beside(*parts):
        labels = page.quick_view.widget().findChildren(QLabel)
        return any(all(part in label.text() for part in parts) for label in labels)

    page.table.selectRow(0)
    qtbot.waitUntil(lambda: beside("华东机械") and beside("曾丽", "13812345678"))
    set_grade(desk, ids, "C")
    qtbot.waitUntil(lambda: beside("C"))
    page.search.setText("没有这个")
    qtbot.waitUntil(lambda: not beside("华东机械"))


def test_who_comes_back_from_a_card_opened_at_once_sees_its_client_beside(qtbot, page, ids):
    qtbot.waitUntil(lambda: page.quick_view.client_id == ids[0])
    page.table.selectRow(1)
    page.hide()
    qtbot.waitUntil(lambda: not page._detail.isActive())
    page.show()
    qtbot.waitUntil(lambda: page.quick_view.client_id == ids[1])


def test_enter_and_the_button_open_the_card(qtbot, page, ids):
    page.table.selectRow(1)
    qtbot.waitUntil(lambda: page.quick_view.client_id == ids[1])
    with qtbot.waitSignal(page.context.navigator.client_wanted) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [ids[1]]
    with qtbot.waitSignal(page.context.navigator.client_wanted) as opened:
        press(page.quick_view, "openCard")
    assert opened.args == [ids[1]]
    with qtbot.waitSignal(page.context.navigator.entry_wanted) as entered:
        press(page.quick_view, "quickEntry")
    assert entered.args == [ids[1]]


def test_a_new_client_is_entered_by_keys_and_its_card_opens(qtbot, page, desk):
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(ClientDialog)
    assert dialog.form.editor("code").text() == "KH0003"
    compose(dialog.form.editor("name"), "西部仪表")
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(page.context.navigator.client_wanted):
        QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(desk, Client.name)[-1] == "西部仪表"
    assert "西部仪表" in names(page)


def test_delete_goes_to_the_bin_and_the_list_follows(page, desk):
    page.table.selectRow(0)
    page.table.setFocus()
    act(page, "deleteClients")
    assert names(page) == ["江南轴承"]
    assert stored(desk, Client.deleted_at)[0] is not None


@pytest.mark.parametrize(
    ("action", "value", "expected"),
    [
        ("setManager", "曾丽", (Client.manager_id, 2)),
        ("setGrade", "C", (Client.grade, "C")),
        ("closeClients", "迁往外地", (Client.status, ClientStatus.CLOSED)),
        ("blacklist", "恶意拖欠", (Client.status, ClientStatus.BLACKLISTED)),
    ],
)
def test_the_chosen_are_changed_together(page, desk, action, value, expected):
    new_staff(desk, "曾丽")
    page.table.selectAll()
    assert page.findChild(QPushButton, "bulk").text() == "批量（2）"
    act(page, action)
    answer(page, value)
    column, each = expected
    assert stored(desk, column) == [each, each]


@pytest.mark.parametrize("action", ["setManager", "setGrade", "removeTag"])
def test_enter_alone_gives_nobody_and_no_grade_to_many_clients(page, desk, action):
    new_client(desk, "西部仪表", tags=("年会",))
    new_staff(desk, "曾丽")
    page.table.selectAll()
    before = stored(desk, Client.version)
    act(page, action)
    dialog = page.findChild(AskDialog)
    press(dialog, "save")
    told = [x.text() for x in dialog.findChildren(QLabel, "error") if not x.isHidden()]
    assert len(told) == 1
    assert told[0].startswith("请选择")
    assert stored(desk, Client.version) == before


def test_tags_are_put_on_and_taken_off(page, desk):
    page.table.selectAll()
    act(page, "addTag")
    answer(page, "")
    dialog = page.findChild(AskDialog)
    assert [x.text() for x in dialog.findChildren(QLabel, "error") if not x.isHidden()]
    dialog.findChild(QLineEdit, "value").setText("年会")
    press(dialog, "save")
    with desk.db.read() as session:
        assert session.scalars(select(ClientTag.tag)).all() == ["年会", "年会"]


def test_a_tag_in_use_is_offered_for_taking_off(page, desk):
    new_client(desk, "西部仪表", tags=("年会",))
    page.table.selectAll()
    act(page, "removeTag")
    answer(page, "年会")
    with desk.db.read() as session:
        assert session.scalars(select(ClientTag.tag)).all() == []


def test_major_and_reopening_need_no_window(page, desk):
    page.table.selectAll()
    act(page, "setMajor")
    assert stored(desk, Client.major) == [True, True]
    act(page, "setOrdinary")
    assert stored(desk, Client.major) == [False, False]
    act(page, "closeClients")
    answer(page, "迁往外地")
    act(page, "reopen")
    assert stored(desk, Client.status) == [ClientStatus.ACTIVE] * 2


def test_two_chosen_files_are_merged_side_by_side(page, ids):
    page.table.selectRow(0)
    assert not page.findChild(QAction, "merge").isEnabled()
    page.table.selectAll()
    act(page, "merge")
    dialog = page.findChild(MergeDialog)
    press(dialog, "merge")
    assert names(page) == ["华东机械"]


def test_a_likely_pair_is_found_and_declared_two(qtbot, page, desk):
    new_client(desk, "华东机械股份公司")
    new_client(desk, "华东机械股份有限公司")
    press(page, "duplicates")
    dialog = page.findChild(DuplicatesDialog)
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() > 0)
    assert "可以确定" in dialog.table.model().index(0, 0).data()
    rows = dialog.table.model().rowCount()
    press(dialog, "declareTwo")
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() < rows)
    dialog.close()


def test_an_empty_office_offers_the_first_steps(qtbot, context):
    page = ClientsPage(context)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    offered = {button.text(): button for button in page.findChildren(QPushButton)}
    assert {"导入名单", "新建客户", "装入示例"} <= set(offered)
    with qtbot.waitSignal(context.navigator.import_wanted):
        offered["导入名单"].click()
    offered["装入示例"].click()
    qtbot.waitUntil(lambda: page.model.rowCount() > 50)


def test_many_clients_are_changed_behind_a_progress_window(qtbot, page, desk, monkeypatch):
    monkeypatch.setattr("app.ui.clients.bulk.QUICK", 1)
    page.table.selectAll()
    act(page, "setMajor")
    qtbot.waitUntil(lambda: stored(desk, Client.major) == [True, True])


def test_the_list_is_shown_as_it_will_be_printed(qtbot, page):
    press(page, "print")
    qtbot.waitUntil(lambda: page.findChild(PreviewDialog) is not None)
    assert "客户名单" in page.findChild(PreviewDialog).windowTitle()


def test_the_rows_behind_a_number_are_shown_alone(page, ids):
    page.show_only("沉默客户", ids[1:])
    assert names(page) == ["江南轴承"]
    page.clear_filters()
    assert len(names(page)) == 2


def test_keys_edit_and_write_an_entry(qtbot, page, ids):
    page.table.selectRow(0)
    act(page, "editClient")
    assert page.findChild(ClientDialog).client_id == ids[0]
    page.findChild(ClientDialog).reject()
    with qtbot.waitSignal(page.context.navigator.entry_wanted) as entered:
        act(page, "entryFor")
    assert entered.args == [ids[0]]
    with qtbot.waitSignal(page.context.navigator.client_wanted) as opened:
        act(page, "openClient")
    assert opened.args == [ids[0]]


def test_the_list_goes_out_as_shown(qtbot, page, tmp_path):
    page.search.setText("华东")
    path = tmp_path / "客户名单.xlsx"
    with qtbot.waitSignal(page.context.navigator.told) as told:
        write_list(page.context, page, listed_clients(page), path)
    assert "1 行" in told.args[0]
    assert path.exists()
    page.search.clear()
    page.table.selectAll()
    assert len(listed_clients(page).ids) == 2


def test_what_changes_nothing_says_so(qtbot, page, desk, context):
    page.table.selectAll()
    before = stored(desk, Client.version)
    for action in ("reopen", "setOrdinary"):
        with qtbot.waitSignal(context.navigator.told) as told:
            act(page, action)
        assert told.args == ["选中的本来就是这样，没有改动。"]
    with qtbot.waitSignal(context.navigator.told) as told:
        act(page, "removeTag")
    assert told.args == ["还没有客户加过标签。"]
    assert stored(desk, Client.version) == before


def test_pairs_declared_two_go_at_once_and_the_cursor_stays(qtbot, page, desk):
    for city in ("北京", "上海", "广州", "成都"):
        new_client(desk, f"{city}恒泰股份公司")
        new_client(desk, f"{city}恒泰股份有限公司")
    press(page, "duplicates")
    dialog = page.findChild(DuplicatesDialog)
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 4)
    flags = QItemSelectionModel.SelectionFlag
    for row in (1, 2):
        index = dialog.table.model().index(row, 0)
        dialog.table.selectionModel().setCurrentIndex(
            index, (flags.Select if row > 1 else flags.ClearAndSelect) | flags.Rows
        )
    told = []
    desk.db.on_commit(lambda commit: told.append(commit.summary))
    press(dialog, "declareTwo")
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 2)
    assert told == ["已记下：2 对各是两个客户"]
    assert dialog.table.currentIndex().row() == 1
    dialog.close()
