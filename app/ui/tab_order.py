"""The way Tab goes through a page."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def tab_through(parts: Iterable[QWidget]) -> None:
    """Let Tab go through these in this order; what takes no keys is passed over."""
    stops = [one for one in parts if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def placed_in(*rows: QLayout) -> list[QWidget]:
    """Return the widgets of these rows, one row after the other."""
    items = [row.itemAt(n) for row in rows for n in range(row.count())]
    return [one for item in items if item is not None and (one := item.widget()) is not None]


def within(widget: QWidget | None) -> list[QWidget]:
    """Return a widget and all that is in it; nothing where there is none."""
    return [] if widget is None else [widget, *widget.findChildren(QWidget)]
