"""Scroll areas: those whose page is made anew, and those that help where a window is low."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

Place = tuple[str, int]
"""A part of a page by its name, and the how manieth of that name it is."""


def show_page(area: QScrollArea, page: QWidget) -> None:
    """Show another page in a scroll area, the cursor where it was.

    The old one goes later: its button may be the one that asked.
    """
    place = cursor_in(area.widget())
    old = area.takeWidget()
    if old is not None:
        old.deleteLater()
    area.setWidget(page)
    put_cursor(page, place)


def cursor_in(page: QWidget | None) -> Place | None:
    """Return which part of a page has the cursor, or had it before a window opened above."""
    focused = None if page is None else page.window().focusWidget()
    if page is None or focused is None or not page.isAncestorOf(focused):
        return None
    name = focused.objectName()
    return name, _called(page, name).index(focused)


def put_cursor(page: QWidget, place: Place | None) -> None:
    """Put the cursor on the part that took a place over, else near it: keys work on there."""
    if place is None:
        return
    name, number = place
    heirs = [one for one in _called(page, name)[: number + 1] if one.isEnabled()]
    buttons = [one for one in page.findChildren(QPushButton) if one.isEnabled()]
    holder: QWidget | None = page
    while holder is not None and holder.focusPolicy() == Qt.FocusPolicy.NoFocus:
        holder = holder.parentWidget()
    for heir in (*heirs[-1:], *buttons[:1], holder):
        if heir is not None:
            heir.setFocus()
            return


def _called(page: QWidget, name: str) -> list[QWidget]:
    return [one for one in page.findChildren(QWidget) if one.objectName() == name]


TWO_TABLES = 400
"""Pixels in which two tables, one above the other, show their buttons and a few rows each."""


def scrolled(inner: QWidget, shortest: int = 0) -> QScrollArea:
    """Return an area that shows all of a widget, and scrolls where it is not that high.

    Without a height, where it is lower than the widget's parts need.
    """
    inner.setMinimumHeight(shortest)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else it, not a part of it, has the cursor
    area.setWidget(inner)
    return area
