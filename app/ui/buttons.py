"""Buttons of pages."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton
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
    """Make a button with an icon; in a dialog Enter does not press it from elsewhere."""
    button = ActionButton(icon(icon_name), text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _on: then())
    return button


def add_to_row(  # noqa: PLR0917 - the same order as on a page
    row: QHBoxLayout,
    name: str,
    text: str,
    icon_name: str,
    then: Callable[[], object],
    keys: str = "",
) -> QPushButton:
    """Add a button that does something to a row of buttons, pressed by keys too."""
    button = named_button(name, text, icon_name, then)
    if keys:
        button.setShortcut(QKeySequence(keys))
        button.setToolTip(f"{text} ({keys})")
    row.addWidget(button)
    return button


def tool_button(icon_name: str, title: str, then: Callable[[], object]) -> QToolButton:
    """Make a button of nothing but an icon; its title is read out and stands beside the mouse."""
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setAutoRaise(True)
    button.setToolTip(title)
    button.setAccessibleName(title)
    button.clicked.connect(lambda _on: then())
    return button
