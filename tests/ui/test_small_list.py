"""The small list of the settings: everything by keyboard, refusals told, the order kept."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.db import Commit
from app.errors import ConflictError, InvalidInputError
from app.ui.small_list import SmallEntry, SmallList, SmallListSpec


class Shelf:
    """Keeps the entries of a list where the office would keep them."""

    def __init__(self, context):
        self.context = context
        self.entries = [
            SmallEntry(1, "前厅部", True, 1, note="用过 3 次", used=True),
            SmallEntry(2, "客房部", True, 1),
            SmallEntry(3, "工程部", False, 1),
        ]

    def changed(self):
        self.context.news.committed.emit(Commit(frozenset({"shelf"}), None, "", False))

    def put(self, entry_id, **values):
        self.entries = [replace(e, **values) if e.id == entry_id else e for e in self.entries]
        self.changed()

    def add(self, name):
        if any(e.name == name for e in self.entries):
            raise InvalidInputError({"name": "已经有了。"})
        self.entries.append(SmallEntry(len(self.entries) + 1, name, True, 1))
        self.changed()

    def rename(self, entry_id, name, version):
        self.put(entry_id, name=name, version=version + 1)

    def activate(self, entry_id, active, version):
        if version != next(e.version for e in self.entries if e.id == entry_id):
            raise ConflictError
        self.put(entry_id, active=active, version=version + 1)

    def arrange(self, ids):
        self.entries.sort(key=lambda e: list(ids).index(e.id))
        self.changed()

    def delete(self, entry_id, _version):
        self.entries = [e for e in self.entries if e.id != entry_id]
        self.changed()

    def spec(self, **more):
        return SmallListSpec(
            name="shelf",
            one="部门",
            told="谁来答复。",
            tables=frozenset({"shelf"}),
            longest=10,
            entries=lambda: self.entries,
            add=self.add,
            rename=self.rename,
            activate=self.activate,
            delete=self.delete,
            **({"arrange": self.arrange} | more),
        )


@pytest.fixture
def shelf(context):
    return Shelf(context)


@pytest.fixture
def shown(qtbot, context, shelf):
    made = SmallList(context, shelf.spec())
    qtbot.addWidget(made)
    made.show()
    made.list.setFocus()
    qtbot.waitUntil(made.list.hasFocus)
    return made


def names(shown):
    return [shown.list.item(n).text().split("　")[0] for n in range(shown.list.count())]


def dialog(qtbot, shown):
    qtbot.waitUntil(lambda: shown.window().findChild(object, "shelfDialog") is not None)
    return shown.window().findChild(object, "shelfDialog")


def test_an_entry_is_added_and_a_taken_name_is_told_under_its_field(qtbot: QtBot, shown: SmallList):
    qtbot.keyClick(shown.list, Qt.Key.Key_Insert)
    asked = dialog(qtbot, shown)
    asked.form.editor("name").setText("前厅部")
    asked.findChild(QPushButton, "save").click()
    assert [one.text() for one in asked.findChildren(QLabel, "error")] == ["已经有了。"]
    asked.form.editor("name").setText("财务部")
    asked.findChild(QPushButton, "save").click()
    assert names(shown) == ["前厅部", "客房部", "工程部", "财务部"]


def test_an_entry_is_renamed_by_f2(qtbot: QtBot, shown: SmallList):
    shown.list.setCurrentRow(1)
    qtbot.keyClick(shown.list, Qt.Key.Key_F2)
    asked = dialog(qtbot, shown)
    asked.form.editor("name").setText("房务部")
    asked.findChild(QPushButton, "save").click()
    assert names(shown) == ["前厅部", "房务部", "工程部"]


def test_alt_and_arrows_move_the_entry_and_the_cursor_with_it(qtbot: QtBot, shown: SmallList):
    shown.list.setCurrentRow(1)
    qtbot.keyClick(shown.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(shown) == ["客房部", "前厅部", "工程部"]
    assert shown.list.currentRow() == 0
    qtbot.keyClick(shown.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(shown) == ["客房部", "前厅部", "工程部"], "the first stays the first"
    qtbot.keyClick(shown.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(shown) == ["前厅部", "客房部", "工程部"]


def test_a_tick_takes_an_entry_out_of_use(qtbot: QtBot, shown: SmallList, shelf: Shelf):
    shown.list.setCurrentRow(1)
    qtbot.keyClick(shown.list, Qt.Key.Key_Space)
    assert [e.active for e in shelf.entries] == [True, False, False]


def test_a_refusal_is_told_and_the_tick_goes_back(qtbot: QtBot, shown: SmallList, shelf: Shelf):
    shelf.entries = [replace(e, version=7) for e in shelf.entries]
    shown.list.setCurrentRow(1)
    qtbot.keyClick(shown.list, Qt.Key.Key_Space)
    assert "已在别处被修改" in shown.window().findChild(QMessageBox, "message").text()
    assert shown.list.item(1).checkState() is Qt.CheckState.Checked


def test_what_is_used_cannot_be_deleted(qtbot: QtBot, shown: SmallList):
    shown.list.setCurrentRow(0)
    assert not shown.findChild(QPushButton, "delete").isEnabled()
    qtbot.keyClick(shown.list, Qt.Key.Key_Delete)
    assert names(shown) == ["前厅部", "客房部", "工程部"]
    shown.list.setCurrentRow(1)
    qtbot.keyClick(shown.list, Qt.Key.Key_Delete)
    assert names(shown) == ["前厅部", "工程部"]


def test_a_list_without_order_has_no_arrows_and_may_have_its_own_window(qtbot, context, shelf):
    asked = []
    made = SmallList(context, shelf.spec(arrange=None, edit=asked.append))
    qtbot.addWidget(made)
    assert made.findChild(QPushButton, "up") is None
    made.shift(1)
    assert names(made) == ["前厅部", "客房部", "工程部"]
    made.add()
    made.edit()
    assert [one and one.name for one in asked] == [None, "前厅部"]
