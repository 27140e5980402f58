"""The page 大客户: all key accounts, guests to receive, and what was handed over."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.key_accounts.accounts import KeyAccountsList
from app.ui.views import View, Views


# A view is loaded when it is first shown.
def _receptions(context: Context) -> QWidget:
    from app.ui.key_accounts.reception_list import ReceptionList

    return ReceptionList(context)


def _handovers(context: Context) -> QWidget:
    from app.ui.key_accounts.handovers import HandoverList

    return HandoverList(context)


class KeyAccountsPage(Views):
    """Three views; Alt+1, Alt+2 and Alt+3 turn to them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        views = (
            View("accounts", _("大客户"), KeyAccountsList),
            View("receptions", _("接待"), _receptions),
            View("handovers", _("交接记录"), _handovers),
        )
        super().__init__(context, "keyAccountsPage", views, parent)
