"""A page with a table that offers to do things: buttons at its head, a menu on its rows."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.domain.rights import Right
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.keys import keys_within
from app.ui.record_table import RecordTable
from app.ui.rights import offer_only_with
from app.ui.theme import current_look


class ActionPage(QWidget):
    """What a list page offers to do; the page makes the table, and shows the row of buttons."""

    table: RecordTable

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._actions = QHBoxLayout()

    def add_button(
        self,
        name: str,
        text: str,
        icon_name: str,
        then: Callable[[], None],
        keys: str = "",
        *,
        needs: Right,
        of_rows: bool = False,
        of_list: bool = False,
    ) -> QPushButton:
        """Add an action of the page, at the right of its title, for whose post has the right.

        One ``of_rows`` can be pressed only while a row is chosen, and is in the context menu too;
        one ``of_list`` only while anything is listed.
        """
        button = ActionButton(icon(icon_name), text)
        button.setObjectName(name)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(lambda _on: then())
        if keys:
            button.setToolTip(f"{text} ({keys})")
            shortcut = keys_within(self, keys, button.click)
            offer_only_with(self.context, needs, shortcut)
        offer_only_with(self.context, needs, button)
        if of_rows:
            self.add_row_action(name, text, icon_name, then, needs=needs)
        if of_rows and self.context.may(needs):
            self.table.chosen_changed.connect(
                lambda: button.setEnabled(bool(self.table.chosen_rows()))
            )
            button.setEnabled(False)
        if of_list:
            model = self.table.model()
            model.modelReset.connect(lambda: button.setEnabled(model.rowCount() > 0))
            button.setEnabled(False)
        self._actions.addWidget(button)
        return button

    def add_first_button(
        self,
        name: str,
        text: str,
        icon_name: str,
        then: Callable[[], None],
        keys: str = "",
        *,
        needs: Right,
        of_rows: bool = False,
    ) -> QPushButton:
        """Add the action that the page is mostly for."""
        button = self.add_button(name, text, icon_name, then, keys, needs=needs, of_rows=of_rows)
        button.setProperty("role", "primary")
        button.setIcon(icon(icon_name, current_look().on_accent))
        return button

    def add_columns_button(self) -> None:
        """Add the button that chooses the columns: the last of a list."""
        button = self.add_button("columns", _("列"), "columns-3", lambda: None, needs=Right.SEE)
        button.setMenu(self.table.column_menu())

    def add_row_action(
        self,
        name: str,
        text: str,
        icon_name: str,
        then: Callable[[], None],
        keys: str = "",
        *,
        needs: Right,
    ) -> QAction:
        """Add an action on the chosen records, in the context menu and by its keys.

        It is for whose post has the right.
        """
        action = QAction(icon(icon_name), text, self.table)
        action.setObjectName(name)
        action.triggered.connect(lambda _on: then())
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        offer_only_with(self.context, needs, action)
        self.table.addAction(action)
        return action
