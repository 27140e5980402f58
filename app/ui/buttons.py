"""Buttons of pages."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton
from typing_extensions import override


class ActionButton(QPushButton):
    """A button that Enter presses too: outside a dialog Qt leaves it to Space alone."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if pressed and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
