"""The strip over the pages of an office whose hotel has no name yet, as the command line makes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.settings import printed_head
from app.i18n import _
from app.queries.office import office_settings
from app.ui.context import Context
from app.ui.strip import Strip


class NamelessStrip(Strip):
    """Says that papers would lack the hotel's name, and leads to where it is filled in.

    Signals:
        fill_wanted: The name is to be filled in now.
    """

    fill_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "nameless", {"setting"}, parent)
        self.told.setText(_("还没有填酒店名称：每张表、每份工作簿表头的“属下酒店”都会是空的。"))
        self.add_button("fillHotel", _("去填写"), self.fill_wanted.emit)
        self.add_later("hotelLater")
        self.look()

    @override
    def look(self) -> None:
        if self.is_put_off or not self.context.may(Right.SETTINGS):
            self.hide()
            return
        with self.context.db.read() as session:
            self.setVisible(not printed_head(office_settings(session)).subordinate_hotel)
