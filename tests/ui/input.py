"""Typing as an input method does it, since Chinese cannot come from key clicks; dropping files."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
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


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drag files onto a widget and let them go; return whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(10, 10), Qt.DropAction.CopyAction, *how)
    enter.ignore()
    widget.dragEnterEvent(enter)
    if enter.isAccepted():
        widget.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, *how))
    return enter.isAccepted()
