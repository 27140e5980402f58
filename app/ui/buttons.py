"""Buttons of pages."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from app.ui.icons import icon


class ActionButton(QPushButton):
    """A button that Enter presses too, where Qt leaves it to Space or gives it to another button.

    That is outside a dialog, and in one where the button is not to answer Enter from elsewhere:
    there Enter on 取消 would press the button that does it.
    """

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether Enter was pressed, not held."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()


def named_button(name: str, text: str, icon_name: str, then: Callable[[], object]) -> QPushButton:
    """Make a button of a dialog that Enter does not press from elsewhere in it."""
    button = ActionButton(icon(icon_name), text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _on: then())
    return button
