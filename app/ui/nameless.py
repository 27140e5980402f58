"""The strip over the pages of an office whose hotel has no name yet, as the command line makes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.db import Commit
from app.domain.rights import Right
from app.domain.settings import printed_head
from app.i18n import _
from app.queries.office import office_settings
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.theme import GAP


class NamelessBanner(QFrame):
    """Says that papers would lack the hotel's name, and leads to where it is filled in.

    Signals:
        fill_wanted: The name is to be filled in now.
    """

    fill_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nameless")
        self.setProperty("role", "banner")
        self._context = context
        self._put_off = not context.may(Right.SETTINGS)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GAP, GAP // 2, 2 * GAP, GAP // 2)
        told = _("还没有填酒店名称：每张表、每份工作簿表头的“属下酒店”都会是空的。")
        row.addWidget(QLabel(told), 1)
        fill, later = ActionButton(_("去填写")), ActionButton(_("以后再说"))
        fill.setObjectName("fillHotel")
        later.setObjectName("hotelLater")
        fill.clicked.connect(lambda _on: self.fill_wanted.emit())
        later.clicked.connect(lambda _on: self._put_aside())
        row.addWidget(fill)
        row.addWidget(later)
        context.news.committed.connect(self._on_commit)
        self._look()

    def _on_commit(self, commit: Commit) -> None:
        if "setting" in commit.tables:
            self._look()

    def _put_aside(self) -> None:
        """Be quiet until the next start."""
        self._put_off = True
        self._look()

    def _look(self) -> None:
        with self._context.db.read() as session:
            named = printed_head(office_settings(session)).subordinate_hotel
        self.setVisible(not named and not self._put_off)
