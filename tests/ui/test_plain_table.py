import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

import app.ui
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
