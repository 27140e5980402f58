"""Picking a client by typing any part of its code, name, pinyin or telephone."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget
from typing_extensions import override

from app.domain.types import ClientId
from app.i18n import _
from app.queries.clients import ClientFilter, client_ids
from app.queries.clients.choices import clients_named
from app.ui.context import Context
from app.ui.fields import Field

OFFERED = 20
ID = Qt.ItemDataRole.UserRole


class ClientEditor(QLineEdit):
    """A line in which one client is picked from those that what is typed finds.

    Signals:
        picked: Another client was picked, or none. client_id or None.
    """

    picked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._client_id: ClientId | None = None
        self._name = ""
        self._found = QStandardItemModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # an overload
        self.setCompleter(completer)
        self.setPlaceholderText(_("输入名称、拼音、编号或电话查找"))
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._offer)
        self.returnPressed.connect(self._take_first)

    def client_id(self) -> ClientId | None:
        """Return the client picked, or None where the line is empty.

        Raises:
            ValueError: Something was typed and no client was picked.
        """
        if not self.text().strip():
            return None
        if self.text() != self._name:
            if not self._found.rowCount():
                raise ValueError(_("没有找到这个客户，请换几个字再找。"))
            raise ValueError(_("请从列表中选一个客户。"))
        return self._client_id

    def picked_so_far(self) -> ClientId | None:
        """Return the client picked; None too where what is typed names none yet."""
        try:
            return self.client_id()
        except ValueError:
            return None

    def show_client(self, client_id: ClientId | None) -> None:
        """Show this client as the one picked."""
        with self._context.db.read() as session:
            named = [] if client_id is None else clients_named(session, [client_id])
        self._client_id, self._name = (client_id, named[0][1]) if named else (None, "")
        self.setText(self._name)
        self.picked.emit(self._client_id)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if self._found.rowCount() == 1:
            self._take_first()
        return super().focusNextPrevChild(next)

    def _offer(self, typed: str) -> None:
        self._found.clear()
        wanted = ClientFilter(text=typed)
        with self._context.db.read() as session:
            ids = client_ids(session, wanted, today=self._context.today())[:OFFERED]
            named = clients_named(session, ids)
        for client_id, name in named:
            item = QStandardItem(name)
            item.setData(client_id, ID)
            self._found.appendRow(item)
        if not typed.strip():
            self.show_client(None)

    def _take(self, index: QModelIndex) -> None:
        self.show_client(ClientId(index.data(ID)))

    def _take_first(self) -> None:
        """Take the first client of the open list where none of them was walked to."""
        popup = self.completer().popup()
        if popup is None or not popup.isVisible() or popup.currentIndex().isValid():
            return
        if self._found.rowCount():
            self._take(self._found.index(0, 0))


def client(
    name: str, label: str, context: Context, *, wide: bool = False, required: bool = False
) -> Field[ClientEditor]:
    """Edit a client's id; empty is None."""
    return Field(
        name,
        label,
        lambda: ClientEditor(context),
        ClientEditor.client_id,
        ClientEditor.show_client,
        lambda w: w.textChanged,
        wide,
        required,
    )
