"""The page 交易: bookings, receipts and receivables, one beside the other."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.bookings.ageing_list import AgeingList
from app.ui.bookings.booking_list import BookingsList
from app.ui.bookings.receipt_list import ReceiptsList
from app.ui.context import Context


class TradePage(QWidget):
    """Three views of the trade; Alt+1, Alt+2 and Alt+3 turn to them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trade")
        self.bookings = BookingsList(context)
        self.receipts = ReceiptsList(context)
        self.ageing = AgeingList(context)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("tradeViews")
        self.tabs.setDocumentMode(True)
        views: tuple[QWidget, ...] = (self.bookings, self.receipts, self.ageing)
        for number, title in enumerate((_("预订"), _("收款"), _("应收账款"))):
            self.tabs.addTab(views[number], title)
            keys = f"Alt+{number + 1}"
            self.tabs.setTabToolTip(number, f"{title} ({keys})")
            turn = QShortcut(QKeySequence(keys), self)
            turn.activated.connect(lambda n=number: self.tabs.setCurrentIndex(n))
        self.setFocusProxy(self.bookings)
        self.tabs.currentChanged.connect(lambda n: self.setFocusProxy(views[n]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def show_bookings(self, title: str, ids: Sequence[int]) -> None:
        """Show just these bookings, the rows behind a number."""
        self.tabs.setCurrentWidget(self.bookings)
        self.bookings.show_only(title, ids)

    def show_receipts(self, title: str, ids: Sequence[int]) -> None:
        """Show just these receipts, the rows behind a number."""
        self.tabs.setCurrentWidget(self.receipts)
        self.receipts.show_only(title, ids)
