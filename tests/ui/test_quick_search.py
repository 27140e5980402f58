"""One box finds clients, people, telephones and notes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from app.queries.quick import quick_finds
from app.ui.quick_search import QuickSearch


@pytest.fixture
def office(sample, desk):
    return desk


@pytest.fixture
def box(qtbot, context, office):
    made = QuickSearch(context)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.activate()
    return made


def finds(db, typed):
    with db.read() as session:
        return quick_finds(session, typed)


def shown(box):
    found = box.findChild(QListWidget, "quickFinds")
    return [found.item(row).text() for row in range(found.count())] if found.isVisible() else []


def test_by_name_pinyin_code_person_telephone_and_note(office, db):
    (client,) = finds(db, "YL031")
    assert finds(db, client.title)[0].client_id == client.client_id
    assert client.client_id in {found.client_id for found in finds(db, "bykmwl")}
    assert client.client_id in {found.client_id for found in finds(db, "梁文涛")}
    assert client.client_id in {found.client_id for found in finds(db, "0310")}
    notes = [found for found in finds(db, "早餐") if found.detail.startswith("沟通")]
    assert notes
    assert finds(db, "") == []
    assert finds(db, "%") == []
    assert finds(db, "没有这个客户") == []


def test_typing_shows_and_enter_opens(qtbot, context, box):
    qtbot.keyClicks(box, "YL031")
    qtbot.waitUntil(lambda: len(shown(box)) == 1)
    with qtbot.waitSignal(context.navigator.client_wanted):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == ""
    assert shown(box) == []


def test_arrows_choose_and_esc_leaves(qtbot, context, box):
    qtbot.keyClicks(box, "YL03")
    qtbot.waitUntil(lambda: len(shown(box)) > 2)
    found = box.findChild(QListWidget, "quickFinds")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert found.currentRow() == 1
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), shown(box)) == ("", [])


def test_nothing_found_is_said(qtbot, context, box):
    opened = []
    context.navigator.client_wanted.connect(opened.append)
    box.setText("没有这个")
    qtbot.waitUntil(lambda: shown(box) == ["没有找到。"])
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert opened == []


def test_a_note_found_opens_as_the_note_not_as_the_file(qtbot, context, box, db):
    (note, *_more) = [one for one in finds(db, "早餐") if one.communication_id]
    opened = []
    context.navigator.client_wanted.connect(opened.append)
    box.setText("早餐")
    qtbot.waitUntil(lambda: any("沟通" in text for text in shown(box)))
    found = box.findChild(QListWidget, "quickFinds")
    row = next(n for n, text in enumerate(shown(box)) if "沟通" in text)
    found.setCurrentRow(row)
    with qtbot.waitSignal(context.navigator.communications_wanted) as wanted:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert wanted.args == ["查找：早餐", [note.communication_id]]
    assert opened == []


def test_esc_in_the_empty_box_leads_back_to_where_one_was(qtbot, context, office):
    window = QWidget()
    qtbot.addWidget(window)
    box, page = QuickSearch(context, window), QLineEdit(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page.setFocus()
    box.activate()
    box.activate()
    qtbot.keyClicks(box, "YL")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert page.hasFocus()
    box.activate()
    page.hide()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.hasFocus()
