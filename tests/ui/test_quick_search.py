"""One box finds clients, people, telephones and notes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

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
