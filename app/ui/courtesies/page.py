"""The page 礼节: coming days, courtesies done, letters and labels."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.views import View, Views


class CourtesiesPage(Views):
    """Three views; Alt+1, Alt+2 and Alt+3 turn to them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        views = (
            View("coming", _("将到的日子"), _coming),
            View("done", _("已做的礼节"), _done),
            View("letters", _("信函与标签"), _letters),
        )
        super().__init__(context, "courtesies", views, parent)


# A view is loaded when it is first shown.
def _coming(context: Context) -> QWidget:
    from app.ui.courtesies.coming import ComingView

    return ComingView(context)


def _done(context: Context) -> QWidget:
    from app.ui.courtesies.done import DoneView

    return DoneView(context)


def _letters(context: Context) -> QWidget:
    from app.ui.courtesies.letters import LettersView

    return LettersView(context)
