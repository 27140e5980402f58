"""Clients are handed over in one window, and the paper can be printed again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QWidget

from app.models import Client, Handover, HandoverLine, Staff
from app.ui.key_accounts.handover_dialog import ask_handover
from app.ui.key_accounts.page import KeyAccountsPage
from tests.key_accounts import client_of
from tests.ui.input import press


@pytest.fixture
def page(show, context):
    made = show(KeyAccountsPage(context))
    made.context = context
    return made


@pytest.fixture
def people(person, heir):
    return person, heir


def stored(desk, model, row_id=1):
    with desk.db.read() as session:
        return session.get(model, row_id)


def choose(window, name, value):
    editor = window.form.editor(name)
    editor.setCurrentIndex(editor.values.index(value))


def write(window, row, remark):
    records = window.table.records
    assert records.setData(records.index(row, 1), remark)


def test_chosen_clients_are_handed_over_with_remarks(page, people, major, proposed, dialog):
    context, (person, heir) = page.context, people
    desk = context.desk
    other = client_of(desk, "KH9", heir)
    ask_handover(context, None, [major, proposed, other], page)
    window = dialog("handoverDialog")
    told = window.findChild(QLabel, "handoverTold")
    assert told.text().startswith("2 个客户，应收 9,000.00 元")
    records = window.table.records
    role = Qt.ItemDataRole
    assert records.headerData(0, Qt.Orientation.Horizontal) == "客户"
    assert records.index(0, 0).data(role.ToolTipRole) == "远航机械"
    assert records.index(0, 6).data(role.ForegroundRole).isValid(), "what is overdue is red"
    assert not records.setData(records.index(0, 1), ""), "nothing typed, nothing changed"
    write(window, 0, "写错了")
    write(window, 0, "")
    assert records.remarks == {}
    assert "另外 1 个客户" in told.text()
    assert [window.table.records.index(row, 0).data() for row in range(2)] == [
        "远航机械",
        "云岭茶业",
    ]
    window.accept()
    assert window.isVisible(), "who takes over is missing"
    choose(window, "to_staff_id", heir)
    window.form.editor("reason").setText("调岗")
    write(window, 0, "年会在谈")
    window.accept()
    dialog("preview").close()
    assert stored(desk, Client, proposed).manager_id == heir
    assert stored(desk, Client, major).relationship_manager_id == heir
    assert stored(desk, HandoverLine).remark == "年会在谈"
    assert stored(desk, Staff, person).active


def test_remarks_alone_are_not_lost_by_escape(page, people, major, dialog):
    ask_handover(page.context, None, [major], page)
    window = dialog("handoverDialog")
    window.reject()
    assert not window.isVisible(), "nothing was typed"
    ask_handover(page.context, None, [major], page)
    window = dialog("handoverDialog")
    write(window, 0, "年会在谈")
    window.reject()
    assert window.isVisible()
    asked = window.findChild(QMessageBox, "unsaved")
    next(one for one in asked.buttons() if one.text() == "不保存").click()
    assert not window.isVisible()


def test_the_giver_can_be_changed_where_clients_are_of_several(page, people, major, dialog):
    context, (person, heir) = page.context, people
    desk = context.desk
    first, second = client_of(desk, "KH8", heir), client_of(desk, "KH9", heir)
    ask_handover(context, None, [major, first, second], page)
    window = dialog("handoverDialog")
    assert window.table.records.rowCount() == 2, "who has most of them comes first"
    write(window, 0, "老客户")
    choose(window, "from_staff_id", person)
    assert window.table.records.rowCount() == 1
    choose(window, "from_staff_id", heir)
    assert window.table.records.index(0, 1).data() == "老客户", "what was typed stays"
    choose(window, "from_staff_id", person)
    choose(window, "to_staff_id", heir)
    window.accept()
    dialog("preview").close()
    assert stored(desk, Client, major).manager_id == heir


def test_who_leaves_hands_over_everything_and_is_set_inactive(page, people, major, dialog):
    context, (person, heir) = page.context, people
    desk = context.desk
    assert stored(desk, Client, major).manager_id == person
    ask_handover(context, person, None, page)
    window = dialog("handoverDialog")
    assert window.form.editor("leaves").isChecked()
    choose(window, "to_staff_id", heir)
    window.accept()
    dialog("preview").close()
    assert not stored(desk, Staff, person).active
    history = page.show_view("handovers")
    assert history.model.index(0, 1).data() == "江望舒"
    assert history.model.index(0, 3).data() == "1"
    press(history, "printHandover")
    dialog("preview").close()
    history.search.setText("没有这个人")
    assert history.model.rowCount() == 0
    assert stored(desk, Handover).to_name == "沈若溪"


def test_clients_without_a_manager_cannot_be_handed_over(qapp, desk, context, page):
    ask_handover(context, None, [client_of(desk, "KH9")], page)
    boxes = [w for w in qapp.topLevelWidgets() if w.isVisible() and w.inherits("QMessageBox")]
    assert "没有客户经理" in boxes[0].text()
    boxes[0].close()
    assert not [w for w in qapp.topLevelWidgets() if w.objectName() == "handoverDialog"]


def test_the_history_says_what_it_is_for(page):
    history = page.show_view("handovers")
    assert isinstance(history, QWidget)
    assert "还没有交接过" in [label.text() for label in history.findChildren(QLabel)]


def test_many_clients_are_looked_up_and_handed_over_beside_the_window(
    qtbot, page, people, dialog, monkeypatch
):
    monkeypatch.setattr("app.ui.key_accounts.handover_dialog.QUICK", 1)
    context, (person, heir) = page.context, people
    clients = [client_of(context.desk, f"KH{number}", person) for number in range(3)]
    ask_handover(context, None, clients, page)
    window = dialog("handoverDialog")
    qtbot.waitUntil(lambda: window.table.records.rowCount() == 3)
    choose(window, "to_staff_id", heir)
    window.accept()
    dialog("preview").close()
    assert stored(context.desk, Client, clients[2]).manager_id == heir


def test_the_whole_window_is_filled_by_keys_and_a_remark_still_open_counts(
    qtbot, page, people, major, dialog
):
    context, (person, heir) = page.context, people
    ask_handover(context, person, None, page)
    window = dialog("handoverDialog")
    qtbot.waitUntil(window.isActiveWindow)
    taker = window.form.editor("to_staff_id")
    assert taker.hasFocus()
    qtbot.keyClick(taker, Qt.Key.Key_Down)
    assert taker.values[taker.currentIndex()] == heir
    for _ in range(2):
        window.focusNextChild()
    assert window.focusWidget() is window.form.editor("reason")
    window.focusNextChild()
    assert window.focusWidget() is window.table, "before the buttons"
    qtbot.keyClick(window.table, Qt.Key.Key_F2)
    cell = window.table.findChild(QLineEdit)
    cell.insert("年会在谈")
    qtbot.keyClick(cell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog("preview").close()
    assert stored(context.desk, HandoverLine).remark == "年会在谈"
