"""Scroll areas whose page is made anew when what they show changes."""

from PySide6.QtWidgets import QScrollArea, QWidget


def show_page(area: QScrollArea, page: QWidget) -> None:
    """Show another page in a scroll area.

    The old one goes later: its button may be the one that asked.
    """
    old = area.takeWidget()
    if old is not None:
        old.deleteLater()
    area.setWidget(page)
