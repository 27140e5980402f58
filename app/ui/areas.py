"""Scroll areas: those whose page is made anew, and those that help where a window is low."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def show_page(area: QScrollArea, page: QWidget) -> None:
    """Show another page in a scroll area.

    The old one goes later: its button may be the one that asked.
    """
    old = area.takeWidget()
    if old is not None:
        old.deleteLater()
    area.setWidget(page)


def scrolled(inner: QWidget, shortest: int) -> QScrollArea:
    """Return an area that shows all of a widget, and scrolls where it is not that high."""
    inner.setMinimumHeight(shortest)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else it, not a part of it, has the cursor
    area.setWidget(inner)
    return area
