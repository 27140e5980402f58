"""Texts that can be marked and copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app.i18n import _

MOST_SHOWN = 5_000


class CopyableText(QLabel):
    """A plain text that can be marked with the mouse and copied.

    Qt lays a text that can be marked out as a document, at several times the cost. A card shows
    fifty of them and nobody marks more than one: each becomes markable when the mouse comes to it.
    """

    def __init__(self, text: str, *, wraps: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(beginning(text), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        super().enterEvent(event)


def beginning(text: str) -> str:
    """Return what is shown of a text: laying out a hundred thousand characters takes seconds."""
    if len(text) <= MOST_SHOWN:
        return text
    told = _("…（共 {n:,} 个字，这里是开头；点“修改”看全文）")
    return f"{text[:MOST_SHOWN]}\n{told.format(n=len(text))}"
