"""The button 视图; what stands behind it is loaded once it is opened."""

from typing import Any

from PySide6.QtWidgets import QMenu

from app.domain.rights import Right
from app.i18n import _
from app.ui.pages import ListPage


def add_views(page: ListPage[Any]) -> None:
    """Add the button that keeps what a list shows under a name, and shows it again."""
    menu = QMenu(page)

    def fill() -> None:
        from app.ui.saved_views import fill_views

        fill_views(page, menu)

    menu.aboutToShow.connect(fill)
    page.add_button("views", _("视图"), "list-filter", lambda: None, needs=Right.SEE).setMenu(menu)
