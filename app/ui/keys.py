"""Keys that do something where the cursor is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget


def keys_within(part: QWidget, keys: str, then: Callable[[], object]) -> QShortcut:
    """Let keys do this while the cursor is anywhere in a part of the window."""
    return _keys(part, keys, then, Qt.ShortcutContext.WidgetWithChildrenShortcut)


def keys_on(widget: QWidget, keys: str, then: Callable[[], object]) -> QShortcut:
    """Let keys do this while the cursor is on a widget itself."""
    return _keys(widget, keys, then, Qt.ShortcutContext.WidgetShortcut)


def search_keys(part: QWidget, search: QLineEdit, table: QWidget) -> None:
    """Let Ctrl+F lead to a part's search box; Esc empties it, and leads to the table once it is."""

    def to_search() -> None:
        search.setFocus()
        search.selectAll()

    def leave() -> None:
        if search.text():
            search.clear()
        else:
            table.setFocus()

    keys_within(part, "Ctrl+F", to_search)
    keys_within(part, "Escape", leave)


def _keys(
    owner: QWidget, keys: str, then: Callable[[], object], where: Qt.ShortcutContext
) -> QShortcut:
    made = QShortcut(QKeySequence(keys), owner)
    made.setContext(where)
    made.activated.connect(then)
    return made
