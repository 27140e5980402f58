"""Puts a client's card together from the screens that know its parts."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.context import Context


def client_card(context: Context, client_id: int, *, back: Callable[[], None]) -> QWidget:
    """Return the card of a client with the tabs of every screen that has something to show."""
    from app.i18n import _
    from app.ui.bookings.card_tab import trade_tab
    from app.ui.clients.card import CardTab, ClientCard
    from app.ui.communications.timeline import timeline_tab
    from app.ui.screening.card_tab import screening_tab

    tabs = (
        CardTab("communications", _("沟通"), timeline_tab),
        CardTab("trade", _("交易与账款"), trade_tab),
        CardTab("screening", _("筛选"), screening_tab),
    )
    card = ClientCard(context, client_id, tabs)
    card.setProperty("client_id", client_id)
    card.back_wanted.connect(back)
    return card
