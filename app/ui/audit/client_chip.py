"""A filter chip for one client, picked by typing any part of its name."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.types import ClientId
from app.i18n import _
from app.queries.clients.choices import clients_named
from app.ui.chips import FilterChip
from app.ui.client_field import client
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.forms import Section


class ClientChip(FilterChip):
    """Lets one client through; it is asked for, and then offered as the one choice."""

    def __init__(self, name: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name, _("客户"), single=True, parent=parent)
        self._context = context
        own = self.menu().addAction(_("选择客户…"), self.ask)
        own.setObjectName("pickClient")

    def client_id(self) -> ClientId | None:
        """Return the client let through; None lets all through."""
        return next(iter(self.chosen()), None)

    def choose_client(self, client_id: ClientId, name: str) -> None:
        """Let through this client alone."""
        self.set_options([(client_id, name)])
        self.choose([client_id])

    def ask(self) -> None:
        """Ask for the client."""
        dialog = ClientDialog(self._context, self)
        dialog.taken.connect(self._take)
        dialog.open()

    def _take(self, client_id: ClientId | None) -> None:
        if client_id is None:
            self.clear()
            return
        with self._context.db.read() as session:
            named = clients_named(session, [client_id])
        for found, name in named:
            self.choose_client(found, name)


@dataclass(frozen=True, slots=True)
class Picked:
    """What is asked for."""

    client_id: ClientId | None = None


class ClientDialog(DraftDialog[Picked]):
    """Asks for one client.

    Signals:
        taken: client_id or None.
    """

    taken = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        field = client("client_id", _("客户"), context, wide=True)
        super().__init__(_("只看一个客户"), [Section("", [field])], Picked(), parent, columns=1)
        self.setObjectName("clientDialog")
        self._save_button.setText(_("筛选"))
        self.resize(420, 180)

    @override
    def save(self, draft: Picked) -> None:
        self.taken.emit(draft.client_id)

    @override
    def reject(self) -> None:
        self._drop()  # a client that only filters is not worth a question
