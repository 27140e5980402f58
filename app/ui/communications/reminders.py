"""Beside the entry: the five reminders with what is known of the contact, and the last talks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.communications import beginning
from app.domain.partnership import Person, Reminder, five_reminders
from app.domain.types import ClientId
from app.i18n import _
from app.language.lunar import lunar_year
from app.queries.communications import CommunicationRow, latest_communications
from app.ui.areas import show_page
from app.ui.context import Context
from app.ui.theme import GAP

SHOWN_LENGTH = 90


class Reminders(QScrollArea):
    """Reminds of the person and of what was said last, while an entry is written."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reminders")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._context = context
        self._shown: tuple[object, ...] | None = None

    def show_about(
        self, client_id: ClientId | None, person: Person | None, *, chosen: bool = True
    ) -> None:
        """Show what serves a talk with this person at this client.

        While nobody is ``chosen`` the person is only the one usually spoken to.
        """
        if self._shown == (client_id, person, chosen):
            return
        self._shown = (client_id, person, chosen)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        reminders = five_reminders(person, self._context.today(), lunar_year)
        title = _("伙伴关系五点") if person is None else _title(person, chosen=chosen)
        column.addWidget(_card(title, [_reminder(one) for one in reminders]))
        if client_id is not None:
            column.addWidget(_card(_("最近三次沟通"), self._latest(client_id)))
        column.addStretch(1)
        show_page(self, page)

    def _latest(self, client_id: ClientId) -> list[QWidget]:
        with self._context.db.read() as session:
            rows = latest_communications(session, client_id)
        if not rows:
            return [text_label(_("还没有沟通记录，这是第一次。"), "faint")]
        return [_entry(row) for row in rows]


def text_label(text: str, role: str = "") -> QLabel:
    """Return a label that wraps and shows its text literally."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _title(person: Person, *, chosen: bool) -> str:
    told = _("与{name}沟通") if chosen else _("主要联系人：{name}")
    return told.format(name=person.name)


def _card(title: str, parts: Sequence[QWidget]) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setSpacing(GAP)
    column.addWidget(text_label(title, "heading"))
    for part in parts:
        column.addWidget(part)
    return card


def _reminder(reminder: Reminder) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    head = _("{title}　{advice}").format(title=reminder.title, advice=reminder.advice)
    column.addWidget(text_label(head, "faint"))
    for fact in reminder.facts:
        column.addWidget(text_label(fact))
    for fact in reminder.caution:
        column.addWidget(text_label(fact, "warning"))
    return holder


def _entry(row: CommunicationRow) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    reaction = [] if row.reaction is None else [row.reaction.label]
    head = "　".join([row.held_on.isoformat(), row.channel.label, *row.people, *reaction])
    column.addWidget(text_label(head, "faint"))
    column.addWidget(text_label(beginning(row.summary, SHOWN_LENGTH)))
    return holder
