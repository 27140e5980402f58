"""The tab 沟通 of a client's card: what is to be done, and every communication, newest first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import ClientId, CommunicationId
from app.i18n import _
from app.queries.communications import (
    CommunicationFilter,
    CommunicationRow,
    communication_ids,
    communication_rows,
)
from app.queries.sharing import locked_records
from app.services.communications import delete_communications
from app.ui.areas import scrolled, show_page
from app.ui.buttons import named_button
from app.ui.communications.columns import when_text
from app.ui.communications.detail import read_label, step_label
from app.ui.communications.entry import EntryDialog, edit_entry
from app.ui.communications.filters import channel_chip, purpose_chip
from app.ui.communications.reminders import text_label
from app.ui.communications.tasks import OpenTasks
from app.ui.context import Context
from app.ui.fresh import FreshPart
from app.ui.keys import keys_within
from app.ui.rights import offer_only_with
from app.ui.search_line import SearchLine
from app.ui.theme import GAP

TABLES = frozenset({"communication", "communication_contact", "task", "contact", "staff"})
SHOWN_AT_ONCE = 15
AN_ENTRY = 130
"""Pixels in which an entry can be read: below that the whole tab scrolls, tasks and all."""


def timeline_tab(context: Context, client_id: ClientId) -> QWidget:
    """Return the tab 沟通 of a client's card."""
    return Timeline(context, client_id)


class Timeline(FreshPart):
    """A client's tasks and communications. Ctrl+N writes an entry, Ctrl+F searches."""

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.news, TABLES, parent)
        self.setObjectName("timeline")
        self._context, self._client_id = context, client_id
        self._shown = SHOWN_AT_ONCE
        self.tasks = OpenTasks(context, client_id)
        self.search = SearchLine("timelineSearch", _("内容、下一步、联系人"))
        self._count = QLabel()
        self.channel, self.purpose = channel_chip(), purpose_chip()
        self._area = QScrollArea()
        self._lay_out()
        self._connect()

    @override
    def read(self) -> None:
        self.tasks.reload()
        with self._context.db.read() as session:
            ids = communication_ids(session, self._wanted())
            rows = communication_rows(session, ids[: self._shown])
        self._count.setText(_("共 {n:,} 条").format(n=len(ids)))
        place = self._area.verticalScrollBar().value()
        self._show(rows, more=len(ids) - len(rows))
        self._area.verticalScrollBar().setValue(place)

    def add(self) -> None:
        """Write an entry about this client."""
        EntryDialog(self._context, self._client_id, self).open()

    def edit(self, entry_id: CommunicationId) -> None:
        """Change an entry."""
        edit_entry(self._context, entry_id, self)

    def delete(self, entry_id: CommunicationId) -> None:
        """Put an entry into the recycle bin."""
        delete_communications(self._context.desk, [entry_id])

    def _make_case(self, entry_id: CommunicationId) -> None:
        self._context.navigator.new_case_wanted.emit(self._client_id, entry_id)

    def show_more(self) -> None:
        """Show older entries too."""
        self._shown += SHOWN_AT_ONCE
        self.reload()

    def _wanted(self) -> CommunicationFilter:
        return CommunicationFilter(
            client_id=self._client_id,
            text=self.search.text(),
            channels=frozenset(self.channel.chosen()),
            purposes=frozenset(self.purpose.chosen()),
        )

    @property
    def _is_filtered(self) -> bool:
        return self._wanted() != CommunicationFilter(client_id=self._client_id)

    def _lay_out(self) -> None:
        self.search.setFixedWidth(240)
        self._count.setObjectName("timelineCount")
        self._count.setProperty("role", "faint")
        self._area.setObjectName("timelineEntries")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for part in (self.search, self.channel, self.purpose, self._count):
            row.addWidget(part)
        row.addStretch(1)
        self._area.setMinimumHeight(AN_ENTRY)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.tasks)
        column.addLayout(row)
        column.addWidget(self._area, 1)
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(scrolled(whole))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        for chip in (self.channel, self.purpose):
            chip.changed.connect(self._narrow)
        for keys, then in (("Ctrl+N", self.add), ("Ctrl+F", self.search.setFocus)):
            shortcut = keys_within(self, keys, then)
            if keys == "Ctrl+N":
                offer_only_with(self._context, Right.LOG, shortcut)

    def _narrow(self) -> None:
        self._shown = SHOWN_AT_ONCE
        self._area.verticalScrollBar().setValue(0)
        self.reload()

    def _show(self, rows: Sequence[CommunicationRow], *, more: int) -> None:
        with self._context.db.read() as session:
            locked = locked_records(session, "communication", [row.id for row in rows])
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        for row in rows:
            column.addWidget(self._card(row, locked.get(row.id, "")))
        if not rows:
            column.addWidget(self._nothing())
        if more:
            label = _("再看 {n} 条更早的").format(n=min(more, SHOWN_AT_ONCE))
            older = named_button("olderEntries", label, "chevron-down", self.show_more)
            column.addWidget(older, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        show_page(self._area, page)

    def _nothing(self) -> QLabel:
        if self._is_filtered:
            return text_label(_("没有符合条件的记录，换个词或清除筛选再看。"), "faint")
        return text_label(
            _("还没有沟通记录。按 Ctrl+L 记一笔，第一次拜访或电话从这里开始。"), "faint"
        )

    def _card(self, row: CommunicationRow, locked: str) -> QFrame:
        card = QFrame()
        card.setObjectName(f"entry{row.id}")
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setSpacing(GAP // 2)
        head = QHBoxLayout()
        head.addWidget(text_label(_head_text(row), "faint"), 1)
        for name, text, icon_name, then in (
            ("toCase", _("转为问题"), "circle-alert", self._make_case),
            ("editEntry", _("修改"), "square-pen", self.edit),
            ("deleteEntry", _("删除"), "trash-2", self.delete),
        ):
            button = _flat(named_button(name, text, icon_name, _bound(then, row.id)))
            offer_only_with(self._context, Right.LOG, button)
            if locked and name == "deleteEntry":
                button.setEnabled(False)
                button.setToolTip(locked)
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(read_label(row.summary))
        if reaction := _reaction_text(row):
            column.addWidget(read_label(reaction))
        if row.next_step or row.next_on or row.task:
            column.addWidget(step_label(row, self._context.today(), _("下一步：{step}")))
        return card


def _head_text(row: CommunicationRow) -> str:
    parts = (
        when_text(row),
        row.channel.label,
        row.direction.label,
        row.purpose.label if row.purpose else "",
        row.tone.label if row.tone else "",
        "、".join(row.people),
        row.staff_name or "",
    )
    return "　".join(part for part in parts if part)


def _reaction_text(row: CommunicationRow) -> str:
    told = [row.reaction.label] if row.reaction else []
    told += [row.reaction_note] if row.reaction_note else []
    return _("反应：{what}").format(what="　".join(told)) if told else ""


def _bound(
    then: Callable[[CommunicationId], None], entry_id: CommunicationId
) -> Callable[[], None]:
    return lambda: then(entry_id)


def _flat(button: QPushButton) -> QPushButton:
    button.setFlat(True)
    return button
