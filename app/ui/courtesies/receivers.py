"""Editing whom a courtesy is for: one client and person, or those chosen before.

Of several, who refused advertising is left out, unless the courtesy is none.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.courtesies import Receiver
from app.domain.personal_consent import NO_ADVERTISING, left_out_text
from app.domain.types import ClientId, ContactId, Occasion
from app.i18n import _
from app.queries.clients.choices import clients_named
from app.queries.partnership import contact_choices
from app.queries.personal_consent import without_refusers
from app.ui.client_field import ClientEditor
from app.ui.context import Context
from app.ui.fields import Field
from app.ui.theme import GAP

NAMED = 6


class ReceiversEditor(QWidget):
    """Picks a client and a contact; several receivers are named and stay as they were chosen.

    Signals:
        changed: Another client or contact was picked.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._loaded: tuple[Receiver, ...] = ()
        self._willing: tuple[Receiver, ...] = ()
        self._left_out: tuple[str, ...] = ()
        self.no_advertising = QCheckBox(NO_ADVERTISING)
        self.no_advertising.setObjectName("noAdvertising")
        self.client = ClientEditor(context)
        self.client.setObjectName("receiverClient")
        self.client.setAccessibleName(_("客户"))
        self.contact = QComboBox()
        self.contact.setObjectName("receiverContact")
        self.contact.setAccessibleName(_("联系人"))
        self.contact.setMinimumWidth(160)
        self._people: list[ContactId | None] = [None]
        self._names = QLabel()
        self._names.setObjectName("receiverNames")
        self._names.setWordWrap(True)
        self._one = QWidget()
        self._lay_out()
        self.client.picked.connect(self._offer_people)
        self.client.textChanged.connect(lambda _text: self.changed.emit())
        self.contact.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self.no_advertising.toggled.connect(lambda _on: self._name_them())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._one)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.client, 1)
        row.addWidget(self.contact)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._one)
        column.addWidget(self._names)
        column.addWidget(self.no_advertising)
        self.setFocusProxy(self.client)

    def value(self) -> tuple[Receiver, ...]:
        """Return whom it is for.

        Raises:
            ValueError: Something was typed and no client was picked.
        """
        if len(self._loaded) > 1:
            return self._chosen()
        client_id = self.client.client_id()
        if client_id is None:
            return ()
        contact_id = self._people[max(self.contact.currentIndex(), 0)]
        return (_one(self._loaded, client_id, contact_id),)

    def told(self) -> str:
        """Name whom it is for."""
        if len(self._loaded) > 1:
            return _names(self._context, self._chosen())
        return self.client.text()

    def show_receivers(self, receivers: Sequence[Receiver]) -> None:
        """Show these."""
        self._loaded = tuple(receivers)
        many = len(receivers) > 1
        self._one.setVisible(not many)
        self._names.setVisible(many)
        self._willing, self._left_out = self._loaded, ()
        if many:
            with self._context.db.read() as session:
                self._willing, self._left_out = without_refusers(session, self._loaded)
        self.no_advertising.setVisible(bool(self._left_out))
        if many:
            self._name_them()
            return
        only = receivers[0] if receivers else None
        self.client.show_client(None if only is None else only.client_id)
        if only is not None and only.contact_id in self._people:
            self.contact.setCurrentIndex(self._people.index(only.contact_id))

    def _chosen(self) -> tuple[Receiver, ...]:
        return self._loaded if self.no_advertising.isChecked() else self._willing

    def _name_them(self) -> None:
        """Name those it is for, and those who are left out."""
        chosen = self._chosen()
        told = [_names(self._context, chosen)] if chosen else []
        if len(chosen) < len(self._loaded):
            told.append(left_out_text(self._left_out))
        self._names.setText("\n".join(told))
        self.changed.emit()

    def _offer_people(self, client_id: ClientId | None) -> None:
        people = []
        if client_id is not None:
            with self._context.db.read() as session:
                people = contact_choices(session, client_id)
        self._people = [None, *(one.id for one in people)]
        self.contact.clear()
        self.contact.addItems([_("（不指定联系人）"), *(one.person.name for one in people)])


def _one(loaded: Sequence[Receiver], client_id: ClientId, contact_id: ContactId | None) -> Receiver:
    """Return one receiver; the occasion goes with whom it belongs to."""
    if not loaded or loaded[0].client_id != client_id:
        return Receiver(client_id, contact_id)
    moved = replace(loaded[0], contact_id=contact_id)
    if moved.occasion is Occasion.BIRTHDAY and contact_id != loaded[0].contact_id:
        return Receiver(client_id, contact_id)
    return moved


def _names(context: Context, receivers: Sequence[Receiver]) -> str:
    first = list(dict.fromkeys(one.client_id for one in receivers))[:NAMED]
    with context.db.read() as session:
        names = [name for _id, name in clients_named(session, first)]
    told = _("共 {n:,} 位：{names}") if len(first) < NAMED else _("共 {n:,} 位：{names} 等")
    return told.format(n=len(receivers), names="、".join(names))


def receivers(name: str, label: str, context: Context) -> Field[ReceiversEditor]:
    """Edit a tuple of receivers."""
    return Field(
        name,
        label,
        lambda: ReceiversEditor(context),
        ReceiversEditor.value,
        ReceiversEditor.show_receivers,
        lambda w: w.changed,
        wide=True,
        required=True,
    )
