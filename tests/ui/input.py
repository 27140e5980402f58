"""Typing as an input method does it: Chinese cannot come from key clicks."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget


def compose(widget: QWidget, text: str) -> None:
    """Give a widget a text from an input method: first being composed, then decided."""
    widget.setFocus()
    QApplication.sendEvent(widget, QInputMethodEvent("nihao", []))
    decided = QInputMethodEvent()
    decided.setCommitString(text)
    QApplication.sendEvent(widget, decided)


def press(widget: QWidget, name: str) -> None:
    """Press the button of this name with the mouse."""
    button = widget.findChild(QPushButton, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
