"""Buttons are pressed by Enter wherever they stand, and no other is pressed instead."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

import app.ui
from app.ui.buttons import ActionButton

SOURCES = sorted(Path(app.ui.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("window", [QWidget, QDialog])
def test_the_button_with_the_focus_is_the_one_pressed(qtbot, window, key):
    shown = window()
    qtbot.addWidget(shown)
    pressed = []
    go, leave = ActionButton("删除"), ActionButton("取消")
    leave.setAutoDefault(False)
    column = QVBoxLayout(shown)
    for button in (go, leave):
        column.addWidget(button)
        button.clicked.connect(lambda _on, one=button: pressed.append(one.text()))
    go.setDefault(True)
    shown.show()
    qtbot.keyClick(leave, key)
    assert pressed == ["取消"]


def test_no_window_has_a_button_that_leaves_enter_to_another():
    plain = [
        f"{source.name}:{node.lineno}"
        for source in SOURCES
        if source.name != "buttons.py"
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QPushButton"
    ]
    assert plain == []
