"""A strip over the pages: one sentence about what is to be seen to, and the way there."""

from collections.abc import Callable, Set

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.db import Commit
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.theme import GAP


class Strip(QFrame):
    """Looks whether it is wanted when it is made, and again when one of its ``tables`` changed.

    Subclasses say in ``look`` when that is.
    """

    def __init__(
        self, context: Context, name: str, tables: Set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "banner")
        self.context, self.told, self.is_put_off = context, QLabel(), False
        self._tables, self._row = tables, QHBoxLayout(self)
        self._row.setContentsMargins(2 * GAP, GAP // 2, 2 * GAP, GAP // 2)
        self._row.addWidget(self.told, 1)
        context.news.committed.connect(self._on_commit)

    def look(self) -> None:
        """Show it where it is wanted, else hide it."""
        raise NotImplementedError

    def add_button(self, name: str, text: str, then: Callable[[], object]) -> QPushButton:
        """Add a button at its right."""
        button = ActionButton(text)
        button.setObjectName(name)
        button.clicked.connect(lambda _on: then())
        self._row.addWidget(button)
        return button

    def add_later(self, name: str) -> None:
        """Add the button that puts it off until the next start."""
        self.add_button(name, _("以后再说"), self._put_off)

    def _put_off(self) -> None:
        self.is_put_off = True
        self.look()

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & self._tables:
            self.look()
