"""Puts a client's card together from the screens that know its parts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.types import ClientId
from app.i18n import _
from app.ui.context import Context

if TYPE_CHECKING:
    from app.ui.clients.card import ClientCard


def client_card(context: Context, client_id: int, *, back: Callable[[], None]) -> "ClientCard":
    """Return the card of a client with the tabs of every screen that has something to show."""
    from app.ui.clients.card import CardTab, ClientCard

    tabs = (
        CardTab("communications", _("沟通"), _timeline),
        CardTab("cases", _("问题"), _cases),
        CardTab("trade", _("交易与账款"), _trade),
        CardTab("teaching", _("教育"), _teaching),
        CardTab("key_account", _("大客户"), _key_account),
        CardTab("courtesies", _("礼节"), _courtesies),
        CardTab("screening", _("筛选"), _screening),
    )
    card = ClientCard(context, client_id, tabs)
    card.back_wanted.connect(back)
    return card


# A screen's tab is loaded when it is first shown: the card opens at once.
def _timeline(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.communications.timeline import timeline_tab

    return timeline_tab(context, client_id)


def _cases(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.cases.card_tab import cases_tab

    return cases_tab(context, client_id)


def _trade(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.bookings.card_tab import trade_tab

    return trade_tab(context, client_id)


def _teaching(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.board.card_tab import TeachingTab

    return TeachingTab(context, client_id)


def _key_account(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.key_accounts.card_tab import key_account_tab

    return key_account_tab(context, client_id)


def _courtesies(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.courtesies.card_tab import CourtesiesTab

    return CourtesiesTab(context, client_id)


def _screening(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.screening.card_tab import screening_tab

    return screening_tab(context, client_id)
