"""Which keys a window takes as it stands, and which of them Qt would leave to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
ONLY = Qt.ShortcutContext.WidgetShortcut


@dataclass(frozen=True)
class Key:
    """A key, the widget it belongs to and how far around it holds."""

    keys: str
    owner: QWidget
    context: Qt.ShortcutContext
    name: str


def ambiguous_keys(window: QWidget) -> set[str]:
    """Return the keys that are two things' at once, somewhere in what is shown of a window.

    Qt does neither of them.
    """
    return {
        f"{a.keys}: {a.name} | {b.name}"
        for a, b in combinations(_keys(window), 2)
        if a.keys == b.keys and _meet(a, b)
    }


def _keys(window: QWidget) -> Iterator[Key]:
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and _there(owner) and shortcut.isEnabled():
            yield Key(shortcut.key().toString(), owner, shortcut.context(), owner.objectName())
    for widget in filter(_there, window.findChildren(QWidget)):
        if isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty():
            context = Qt.ShortcutContext.WindowShortcut
            yield Key(widget.shortcut().toString(), widget, context, widget.objectName())
        elif not isinstance(widget, QMenu):
            yield from _of_actions(widget)


def _of_actions(widget: QWidget) -> Iterator[Key]:
    for action in widget.actions():
        if action.isEnabled() and not action.shortcut().isEmpty():
            keys = action.shortcut().toString()
            yield Key(keys, widget, action.shortcutContext(), action.objectName())


def _there(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _meet(a: Key, b: Key) -> bool:
    """Tell whether there is a place of the cursor at which both hold."""
    if ONLY in (a.context, b.context):
        alone, other = (a, b) if a.context is ONLY else (b, a)
        if other.context is ONLY:
            return alone.owner is other.owner
        return other.context is not WITHIN or _holds(other.owner, alone.owner)
    if a.context is WITHIN and b.context is WITHIN:
        return _holds(a.owner, b.owner) or _holds(b.owner, a.owner)
    return True


def _holds(outer: QWidget, inner: QWidget) -> bool:
    return outer is inner or outer.isAncestorOf(inner)
