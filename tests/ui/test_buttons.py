"""Buttons are pressed by Enter wherever they stand, and no other is pressed instead."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

import app.ui
from app.ui.buttons import ActionButton
from app.ui.file_password import FilePasswordDialog
from app.ui.new_password import ChoosePasswordDialog
from app.ui.sign_in.asking import Asking

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


@pytest.mark.parametrize("kind", ["asked", "chosen", "signed in"])
def test_cancel_stands_at_the_right_of_what_goes_on_as_in_every_form(qtbot, context, kind):
    if kind == "asked":
        shown = FilePasswordDialog("", print, context.workers)
    elif kind == "chosen":
        shown = ChoosePasswordDialog("", "", print)
    else:
        shown = Asking(context, "登录", "登录")
        shown.body.addLayout(shown.buttons())
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    go, leave = (shown.findChild(ActionButton, name) for name in ("go", "leave"))
    assert go.x() < leave.x()
