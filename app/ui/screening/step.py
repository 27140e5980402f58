"""What every step of the job has: a title, a sentence of what to do, and the screening."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.domain.screening.rules import ScreeningRules
from app.i18n import _
from app.ui.buttons import named_button
from app.ui.context import Context
from app.ui.rights import offer_only_with
from app.ui.screening.opened import Opened
from app.ui.theme import GAP


class Step(QWidget):
    """One step. It shows the screening it is given and writes through services by itself.

    Signals:
        open_wanted: screening_id, step: another screening is to be opened at a step.
        reload_wanted: The screening is to be read anew.
    """

    open_wanted = Signal(int, int)
    reload_wanted = Signal()

    title: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    shortest: ClassVar[int] = 0
    """Pixels below which it scrolls as a whole; 0: what is in it scrolls by itself."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.context = context
        self.opened: Opened | None = None
        self.head, self.body = QHBoxLayout(), QVBoxLayout()
        hint = QLabel(self.hint)
        hint.setProperty("role", "faint")
        hint.setWordWrap(True)
        self.head.addWidget(hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)

    def show_opened(self, opened: Opened | None) -> None:
        """Show a screening, or None for one that is only about to be begun."""
        self.opened = opened

    def rules(self) -> ScreeningRules | None:
        """Return the rules of the screening shown."""
        return None if self.opened is None else self.opened.head.rules

    def entered(self) -> None:
        """Follow the user to this step; for what is read only when it is looked at."""

    def leave(self) -> bool:
        """Save what was typed; False keeps the user here."""
        return True

    def add_button(
        self,
        name: str,
        text: str,
        icon_name: str,
        then: Callable[[], None],
        hint: str = "",
        *,
        needs: Right,
    ) -> QPushButton:
        """Add an action at the right of the step's sentence, for whose post has the right."""
        button = action_button(name, text, icon_name, then, hint)
        offer_only_with(self.context, needs, button)
        self.head.addWidget(button)
        return button


def action_button(
    name: str, text: str, icon_name: str, then: Callable[[], None], hint: str = ""
) -> QPushButton:
    """Return a button whose hint says what it does; without one it repeats its text."""
    button = named_button(name, text, icon_name, then)
    button.setToolTip(hint or text)
    return button


def heading(text: str) -> QLabel:
    """Return the heading of a part."""
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


WHOLE_OFFICE = _("整个销售部")
"""What a screening of everybody's clients covers."""
NOBODY = _("请先在右上角选择您是谁：评分、提交与批准都要记下姓名。")
