"""Beside the list: the client under the cursor at a glance."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.rights import Right
from app.domain.types import ClientId
from app.domain.written import amount_text, day_text
from app.i18n import _
from app.queries.clients.card import ClientHead, client_head
from app.queries.clients.contacts import ContactRow, contacts_of
from app.ui.areas import show_page
from app.ui.buttons import ActionButton
from app.ui.clients.columns import terms_text
from app.ui.clients.head import GradeBadge
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.rights import offer_only_with, why_locked
from app.ui.text_grid import Cell, TextGrid
from app.ui.texts import CopyableText
from app.ui.theme import GAP

FACTS_SHOWN, CONTACTS_SHOWN = 10, 4


class QuickView(QScrollArea):
    """Shows one client: whom to call, how it stands, what is next.

    Signals:
        open_wanted, edit_wanted, entry_wanted: A button was pressed. client_id: of which client.
    """

    open_wanted = Signal(int)
    edit_wanted = Signal(int)
    entry_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quickView")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._context = context
        self.client_id: ClientId | None = None
        self.show_client(None)

    def show_client(self, client_id: int | None) -> None:
        """Show this client, or what the place is for."""
        self.client_id = None if client_id is None else ClientId(client_id)
        page = QFrame()
        page.setProperty("role", "card")
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        head, contacts = self._read()
        if head is None:
            hint = QLabel(_("选中一个客户，这里显示它的联系人、成交和下一步。"))
            hint.setProperty("role", "faint")
            hint.setWordWrap(True)
            column.addWidget(hint)
        else:
            self._fill(column, head, contacts)
        column.addStretch(1)
        show_page(self, page)

    def _read(self) -> tuple[ClientHead | None, list[ContactRow]]:
        if self.client_id is None:
            return None, []
        today = self._context.today()
        with self._context.db.read() as session:
            head = client_head(session, self.client_id, today=today)
            return head, contacts_of(session, self.client_id, today=today)

    def _fill(self, column: QVBoxLayout, head: ClientHead, contacts: list[ContactRow]) -> None:
        row = head.row
        title = QHBoxLayout()
        name = CopyableText(row.name)
        name.setProperty("role", "heading")
        title.addWidget(GradeBadge(row.grade), 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(name, 1)
        column.addLayout(title)
        kind = [row.kind.label] if row.kind else []
        major = [_("大客户")] if row.major else []
        marks = [row.code, row.standing.label, *kind, *major, row.status.label]
        faint = CopyableText("　".join(marks))
        faint.setProperty("role", "faint")
        column.addWidget(faint)
        column.addLayout(self._buttons(why_locked(self._context, ClientId(row.id))))
        facts = TextGrid(wide=(1,))
        facts.show_cells([*_facts(head), *_people(contacts)])
        column.addWidget(facts)

    def _buttons(self, locked: str) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, label, icon_name, signal, needs in (
            ("openCard", _("打开"), "folder-open", self.open_wanted, Right.SEE),
            ("quickEntry", _("记一笔"), "pencil", self.entry_wanted, Right.LOG),
            ("quickEdit", _("修改"), "square-pen", self.edit_wanted, Right.EDIT),
        ):
            why_not = locked if needs is Right.EDIT else ""
            button = ActionButton(icon(icon_name), label)
            button.setObjectName(name)
            button.setEnabled(not why_not)
            button.setToolTip(why_not)
            button.clicked.connect(self._telling(signal.emit))
            offer_only_with(self._context, needs, button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _telling(self, emit: Callable[[int], None]) -> Callable[[], None]:
        return lambda: emit(self.client_id or 0)


def _facts(head: ClientHead) -> Iterator[Cell]:
    row = head.row
    next_task = f"{day_text(row.next_task_on)} {row.next_task}".strip()
    known = (
        (_("客户经理"), row.manager),
        (_("关系经理"), head.relationship_manager),
        (_("最近联系"), day_text(row.last_contact_on) or _("没有记录")),
        (_("下次待办"), next_task),
        (_("最近到店"), day_text(row.last_stay_on)),
        (_("今年金额"), amount_text(row.amount)),
        (_("去年金额"), amount_text(row.last_amount)),
        (_("账期"), terms_text(row.terms_days)),
        (_("标签"), "、".join(row.tags)),
        (_("原因"), head.status_reason),
    )
    for place, (label, text) in enumerate(known):
        if text:
            yield Cell(place, 0, label, "faint")
            yield Cell(place, 1, text)


def _people(contacts: Sequence[ContactRow]) -> Iterator[Cell]:
    told = [_contact_text(contact) for contact in contacts[:CONTACTS_SHOWN]]
    if rest := contacts[CONTACTS_SHOWN:]:
        told.append(_("还有 {n:,} 位联系人").format(n=len(rest)))
    for place, text in enumerate(told, FACTS_SHOWN):
        yield Cell(place, 0, text, spans=True)


def _contact_text(contact: ContactRow) -> str:
    draft = contact.draft
    left = _("（已离职）") if contact.left else ""
    parts = (draft.post or draft.department, draft.mobile, draft.telephone)
    called = "　".join(filter(None, parts))
    return f"{draft.name}{left}　{called}".strip()
