"""Beside the lists: one record as lines of label and text, with its buttons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.rights import Right
from app.ui.areas import show_page
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.rights import offer_only_with
from app.ui.texts import CopyableText
from app.ui.theme import GAP

Step = tuple[str, str, str, Callable[[], None], Right]
"""A button: object name, text, icon, what it does, which right that needs."""


class Detail(QScrollArea):
    """Shows a title, lines and buttons; or, with nothing chosen, what the place is for."""

    def __init__(
        self, context: Context, name: str, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = hint
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show what the place is for."""
        page, column = _card()
        column.addWidget(faint(self._hint))
        column.addStretch(1)
        show_page(self, page)

    def show_record(
        self,
        title: str,
        lines: Sequence[tuple[str, str]],
        steps: Sequence[Step],
        below: Sequence[QWidget] = (),
    ) -> None:
        """Show a record; lines without text are left out."""
        page, column = _card()
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        column.addWidget(heading)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GAP)
        for label, text in lines:
            if text:
                form.addRow(faint(label), CopyableText(text))
        column.addLayout(form)
        column.addLayout(self._buttons(steps))
        for widget in below:
            column.addWidget(widget)
        column.addStretch(1)
        show_page(self, page)

    def _buttons(self, steps: Sequence[Step]) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, text, icon_name, then, needs in steps:
            button = ActionButton(icon(icon_name), text)
            button.setObjectName(name)
            button.clicked.connect(lambda _on, go=then: go())
            offer_only_with(self._context, needs, button)
            row.addWidget(button)
        row.addStretch(1)
        return row


def faint(text: str = "") -> QLabel:
    """Return a quiet explanation that wraps."""
    label = QLabel(text)
    label.setProperty("role", "faint")
    label.setWordWrap(True)
    return label


def _card() -> tuple[QFrame, QVBoxLayout]:
    page = QFrame()
    page.setProperty("role", "card")
    column = QVBoxLayout(page)
    column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
    column.setSpacing(GAP)
    return page, column
