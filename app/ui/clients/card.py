"""A client's card: its head, and a tab for each side of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import ClientId
from app.i18n import _
from app.queries.clients.card import client_head
from app.queries.clients.service import client_service
from app.queries.sharing import shares
from app.services.clients_bulk import delete_clients
from app.ui.buttons import ActionButton, add_to_row
from app.ui.clients.bulk import BulkActions
from app.ui.clients.head import HeadPanel
from app.ui.clients.overview import OverviewTab
from app.ui.clients.service import overdue_marks
from app.ui.clients.sharing import shared_with
from app.ui.context import Context
from app.ui.fresh import FreshPart
from app.ui.icons import icon
from app.ui.rights import offer_only_with, why_locked
from app.ui.theme import GAP
from app.ui.views import TabKeys

HEAD_TABLES = frozenset(
    {
        "client",
        "client_fact",
        "client_year",
        "client_tag",
        "client_share",
        "contact",
        "task",
        "staff",
        "booking",
        "agreement",
        "agreement_rate",
        "service_standard",
        "setting",
    }
)

LOW = 540
"""Pixels of a card's height, as at 150 %, below which a tab needs the room of the head's facts."""


@dataclass(frozen=True, slots=True)
class CardTab:
    """A tab of the card: made when it is first shown."""

    key: str
    title: str
    make: Callable[[Context, ClientId], QWidget]


# A tab is loaded when it is first shown, and the form when it opens: the card is there at once.
def _contacts(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.clients.contacts_tab import ContactsTab

    return ContactsTab(context, client_id)


def _agreements(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.clients.agreements_tab import AgreementsTab

    return AgreementsTab(context, client_id)


def _attachments(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.clients.attachments_tab import AttachmentsTab

    return AttachmentsTab(context, client_id)


def _history(context: Context, client_id: ClientId) -> QWidget:
    from app.ui.clients.history_tab import HistoryTab

    return HistoryTab(context, client_id)


OWN_FIRST = (
    CardTab("overview", _("概况"), OverviewTab),
    CardTab("contacts", _("联系人"), _contacts),
    CardTab("agreements", _("协议与签单"), _agreements),
)
OWN_LAST = (
    CardTab("attachments", _("附件"), _attachments),
    CardTab("history", _("记录"), _history),
)


class ClientCard(FreshPart):
    """Shows everything about one client.

    Signals:
        back_wanted: The user leaves the card, or the file is gone.
    """

    back_wanted = Signal()

    def __init__(
        self,
        context: Context,
        client_id: int,
        tabs: Sequence[CardTab] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context.news, HEAD_TABLES, parent)
        self.setObjectName("clientCard")
        self.client_id = ClientId(client_id)
        self._name = ""
        self._opened: dict[int, QWidget] = {}
        self._rooms: list[QVBoxLayout] = []
        self._context = context
        self._specs = (*OWN_FIRST, *tabs, *OWN_LAST)
        self.head, self.tabs = HeadPanel(), QTabWidget()
        self.setFocusProxy(self.tabs.tabBar())  # so that the arrows go from tab to tab at once
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._lay_out()
        self.tabs.currentChanged.connect(self._fill_tab)
        self.tabs.currentChanged.connect(self._fit_head)
        self.read_now()

    def show_client(self, client_id: int) -> None:
        """Show another client, from the first tab on: a card takes longer to make than to fill."""
        self.leave()
        self.client_id = ClientId(client_id)
        self.tabs.hide()  # until it is known that there is such a client
        self.tabs.setCurrentIndex(0)
        for made in self._opened.values():
            if isinstance(made, OverviewTab):
                made.show_client(self.client_id)
        self.read_now()

    def leave(self) -> None:
        """Forget what was opened for a client; the first tab is kept for the next one."""
        for number, made in [*self._opened.items()]:
            if not isinstance(made, OverviewTab):
                del self._opened[number]
                made.setParent(None)
                made.deleteLater()

    @override
    def read(self) -> None:
        with self._context.db.read() as session:
            today = self._context.today()
            head = client_head(session, self.client_id, today=today)
            service = client_service(session, self.client_id, today)
            shared = shared_with(shares(session, self.client_id))
        there = head is not None and not head.deleted
        self.tabs.setVisible(there)  # what is not seen does not read itself again
        if head is None or not there:
            QTimer.singleShot(0, self, self.back_wanted.emit)  # who made it may listen by then
        else:
            self._name = head.row.name
            late = overdue_marks(service, today) if service else ()
            self.head.show_head(head, late, [shared] if shared else ())
            self._offer_changes(why_locked(self._context, self.client_id))

    def show_tab(self, key: str) -> None:
        """Turn to a tab."""
        self.tabs.setCurrentIndex([spec.key for spec in self._specs].index(key))

    def edit(self) -> None:
        """Edit the client file."""
        from app.ui.clients.dialog import ClientDialog

        dialog = ClientDialog.for_client(self._context, self.client_id, self)
        if dialog is not None:
            dialog.open()

    def share(self) -> None:
        """Ask with whom this client is shared."""
        from app.ui.clients.sharing import ShareDialog

        ShareDialog(self._context, self.client_id, self._name, self).open()

    def print(self) -> None:
        """Show the client file as it will be on paper."""
        from app.ui.clients.output import print_file

        print_file(self._context, self, self.client_id, self._name)

    def _lay_out(self) -> None:
        back = QToolButton()
        back.setObjectName("back")
        back.setIcon(icon("arrow-left"))
        back.setAutoRaise(True)
        back.setToolTip(_("返回 (Alt+←)"))
        back.setAccessibleName(_("返回"))
        back.clicked.connect(self.back_wanted)
        self._add_actions(self.head.buttons)
        top = QHBoxLayout()
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.head, 1)
        self.tabs.setDocumentMode(True)
        TabKeys(self.tabs)
        for spec in self._specs:
            holder = QWidget()
            holder.setObjectName(f"{spec.key}Tab")
            room = QVBoxLayout(holder)
            room.setContentsMargins(0, GAP, 0, 0)
            self._rooms.append(room)
            self.tabs.addTab(holder, spec.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addWidget(self.tabs, 1)

    def _add_actions(self, row: QHBoxLayout) -> None:
        go = self._context.navigator.entry_wanted
        entry = add_to_row(row, "cardEntry", _("记一笔"), "pencil", lambda: go.emit(self.client_id))
        entry.setProperty("role", "primary")
        entry.setIcon(icon("pencil", "#ffffff"))
        edit = add_to_row(row, "editClient", _("修改"), "square-pen", self.edit, "Ctrl+E")
        add_to_row(row, "printCard", _("打印"), "printer", self.print, "Ctrl+P")
        share = add_to_row(row, "shareClient", _("共享…"), "users", self.share)
        more = ActionButton(icon("ellipsis"), _("更多"))
        more.setObjectName("more")
        more.setMenu(self._menu)
        row.addWidget(more)
        self._changing = (edit, share, more)
        offer_only_with(self._context, Right.LOG, entry)
        offer_only_with(self._context, Right.EDIT, *self._changing)

    def _offer_changes(self, why_not: str) -> None:
        """Lock what changes the file of another's client, and say who may."""
        for button in self._changing:
            button.setEnabled(not why_not)
            button.setToolTip(why_not)

    def _fill_menu(self) -> None:
        """Fill it when it is first opened: its actions take a tenth of opening the card."""
        if not self._menu.isEmpty():
            return
        bulk = BulkActions(self._context, lambda: [self.client_id], self)
        self._menu.addActions(bulk.actions)
        self._menu.addSeparator()
        delete = self._menu.addAction(icon("trash-2"), _("删除这份档案"), self._delete)
        delete.setObjectName("deleteClient")

    def _delete(self) -> None:
        delete_clients(self._context.desk, [self.client_id])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Show the head's facts, but where there is little room on the first tab alone."""
        self.head.show_facts(on=self.height() >= LOW or self.tabs.currentIndex() == 0)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill_tab(self.tabs.currentIndex())

    def _fill_tab(self, number: int) -> None:
        if number in self._opened or not self.isVisible():
            return
        made = self._opened[number] = self._specs[number].make(self._context, self.client_id)
        room = self._rooms[number]
        room.addWidget(made)
        made.setGeometry(room.contentsRect())  # else it is laid out for two sizes
        made.show()  # at once: a tab reads itself when it is shown
