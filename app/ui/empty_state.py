"""What an empty page shows: what it is for, and the first steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.rights import offer_only_with
from app.ui.theme import GAP


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty page says: what it is for, and the first steps (text, what to do, right)."""

    title: str
    text: str
    steps: Sequence[tuple[str, Callable[[], None], Right]] = ()


class EmptyState(QFrame):
    """Says what a page is for and offers the first steps that the person may take."""

    def __init__(self, context: Context, empty: Empty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        title, text = QLabel(empty.title), QLabel(empty.text)
        title.setProperty("role", "title")
        text.setProperty("role", "faint")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addStretch(1)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(text)
        row = QHBoxLayout()
        row.addStretch(1)
        for label, then, needs in empty.steps:
            button = ActionButton(label)
            button.clicked.connect(lambda _on, go=then: go())
            offer_only_with(context, needs, button)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
