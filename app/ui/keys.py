"""Keys that do something where the cursor is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def keys_within(part: QWidget, keys: str, then: Callable[[], object]) -> QShortcut:
    """Let keys do this while the cursor is anywhere in a part of the window."""
    return _keys(part, keys, then, Qt.ShortcutContext.WidgetWithChildrenShortcut)


def keys_on(widget: QWidget, keys: str, then: Callable[[], object]) -> QShortcut:
    """Let keys do this while the cursor is on a widget itself."""
    return _keys(widget, keys, then, Qt.ShortcutContext.WidgetShortcut)


def _keys(
    owner: QWidget, keys: str, then: Callable[[], object], where: Qt.ShortcutContext
) -> QShortcut:
    made = QShortcut(QKeySequence(keys), owner)
    made.setContext(where)
    made.activated.connect(then)
    return made
