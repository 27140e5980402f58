"""Puts the page 沟通 together from the screens that have to do with the log."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.types import CaseId, CommunicationId
from app.i18n import _
from app.ui.communications.page import CommunicationsPage
from app.ui.context import Context
from app.ui.views import View, Views


# A view is loaded when it is first shown.
def _board(context: Context) -> QWidget:
    from app.ui.board.page import BoardView

    return BoardView(context)


def _teaching(context: Context) -> QWidget:
    from app.ui.board.teaching import TeachingView

    return TeachingView(context)


def _balance(context: Context) -> QWidget:
    from app.ui.balance.page import BalanceView

    return BalanceView(context)


class LogViews(Views):
    """The log, the notice board, what clients were taught, and both kinds of contact."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        views = (
            View("log", _("沟通记录"), CommunicationsPage),
            View("board", _("公告牌"), _board),
            View("teaching", _("教育"), _teaching),
            View("balance", _("两种沟通"), _balance),
        )
        super().__init__(context, "log", views, parent)

    def show_only(self, title: str, ids: Sequence[int]) -> None:
        """Show just these log entries, the rows behind a number."""
        self.show_view("log")
        self.view("log", CommunicationsPage).show_only(title, ids)

    def word_notice(self, communication_id: CommunicationId | None, case_id: CaseId | None) -> None:
        """Word a notice from a log entry or a problem, on the board where it will stand."""
        from app.ui.board.page import BoardView

        self.show_view("board")
        self.view("board", BoardView).word(communication_id, case_id)
