"""The page 交易: bookings, receipts and receivables, one beside the other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.bookings.booking_list import BookingsList
from app.ui.context import Context
from app.ui.views import View, Views


class TradePage(Views):
    """Three views of the trade; Alt+1, Alt+2 and Alt+3 turn to them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        views = (
            View("bookings", _("预订"), BookingsList),
            View("receipts", _("收款"), _receipts),
            View("ageing", _("应收账款"), _ageing),
        )
        super().__init__(context, "trade", views, parent)
        self.bookings = self.view("bookings", BookingsList)

    def show_bookings(self, title: str, ids: Sequence[int]) -> None:
        """Show just these bookings, the rows behind a number."""
        self.show_view("bookings")
        self.bookings.show_only(title, ids)

    def show_receipts(self, title: str, ids: Sequence[int]) -> None:
        """Show just these receipts, the rows behind a number."""
        from app.ui.bookings.receipt_list import ReceiptsList

        self.show_view("receipts")
        self.view("receipts", ReceiptsList).show_only(title, ids)


# A view is loaded when it is first shown.
def _receipts(context: Context) -> QWidget:
    from app.ui.bookings.receipt_list import ReceiptsList

    return ReceiptsList(context)


def _ageing(context: Context) -> QWidget:
    from app.ui.bookings.ageing_list import AgeingList

    return AgeingList(context)
