import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

import app.ui
from app.domain.personal import Found, Place
from app.ui.found_table import FoundTable
from app.ui.plain_table import PlainTable, RowTable

UI = Path(app.ui.__file__).parent


@pytest.mark.parametrize("kind", [PlainTable, RowTable])
def test_tab_leaves_the_table(qtbot, kind):
    window = QWidget()
    column = QVBoxLayout(window)
    table, button = kind("few", ["甲", "乙"]), QPushButton("关闭")
    table.setRowCount(2)
    column.addWidget(table)
    column.addWidget(button)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    table.setFocus()
    table.setCurrentCell(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    qtbot.waitUntil(button.hasFocus)
    assert table.currentColumn() == 0


def test_every_table_of_the_window_is_one_that_tab_leaves():
    made = re.compile(r"\bQTableWidget\b")
    files = {path.name for path in UI.rglob("*.py") if made.search(path.read_text("utf-8"))}
    assert files == {"plain_table.py"}


def test_the_chosen_rows_are_copied_as_in_lists(qtbot, qapp):
    table = RowTable("findings", ["问题", "怎么办"])
    qtbot.addWidget(table)
    table.setRowCount(3)
    for row, text in enumerate(("合计不符", "少一页", "缺一列")):
        table.setItem(row, 0, QTableWidgetItem(text))
    table.setItem(2, 1, QTableWidgetItem("恢复备份"))
    table.selectRow(0)
    table.setSelectionMode(RowTable.SelectionMode.MultiSelection)
    table.selectRow(2)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == "问题\t怎么办\n合计不符\t\n缺一列\t恢复备份"


def test_whoever_comes_to_the_rows_sees_where(qtbot):
    table = RowTable("findings", ["问题"])
    qtbot.addWidget(table)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.clearFocus()
    table.setRowCount(2)
    table.setFocus()
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]
    table.selectRow(1)
    table.clearFocus()
    table.setFocus()
    assert table.currentRow() == 1


def test_rows_that_come_to_whoever_waits_for_them_show_where(qtbot):
    table = FoundTable()
    qtbot.addWidget(table)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.setFocus()
    place = Place("contact", 1)
    found = Found(place, "联系人", "张伟", "华东机械", "", linked=True, certain=True)
    table.show_found([found], ticks=True)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.ticked() == []
