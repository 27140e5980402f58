"""Texts that can be marked and copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override


class CopyableText(QLabel):
    """A plain text that can be marked with the mouse and copied.

    Qt lays a text that can be marked out as a document, at several times the cost. A card shows
    fifty of them and nobody marks more than one: each becomes markable when the mouse comes to it.
    """

    def __init__(self, text: str, *, wraps: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        super().enterEvent(event)
