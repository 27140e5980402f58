"""On a client's card: what the client was taught, and what not yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import ClientId, TopicId
from app.i18n import _
from app.queries.topics import ShownTopic, topics_of_client
from app.services.topics import show_topic
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.fresh import FreshPart
from app.ui.icons import icon
from app.ui.rights import offer_only_with
from app.ui.theme import GAP

TABLES = frozenset({"topic", "topic_shown", "communication"})
TOPIC_ID = Qt.ItemDataRole.UserRole


class TeachingTab(FreshPart):
    """Lists every topic with the last day the client was shown it."""

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.news, TABLES, parent)
        self.setObjectName("teachingTab")
        self._context, self._client_id = context, client_id
        hint = QLabel(
            _("教过什么写在沟通记录里（记一笔时勾选）；没有另外沟通的，选中后按“今天教过了”。")
        )
        hint.setProperty("role", "faint")
        offer_only_with(context, Right.LOG, hint)
        hint.setWordWrap(True)
        self.list = QListWidget()
        self.list.setObjectName("taughtTopics")
        self.list.setAccessibleName(_("教育内容"))
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._shown = ActionButton(icon("check"), _("今天教过了"))
        self._shown.setObjectName("taughtToday")
        self._shown.clicked.connect(self.note)
        offer_only_with(context, Right.LOG, self._shown)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        column.addWidget(self._shown, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.list)
        self.list.itemSelectionChanged.connect(self._follow)

    @override
    def read(self) -> None:
        with self._context.db.read() as session:
            topics = topics_of_client(session, self._client_id)
        row = max(self.list.currentRow(), 0)
        self.list.clear()
        for topic in topics:
            self.list.addItem(_item(topic))
        self.list.setCurrentRow(min(row, len(topics) - 1))
        self._follow()

    def note(self) -> None:
        """Note that the client was shown the chosen topics today."""
        for item in self.list.selectedItems():
            topic_id = TopicId(item.data(TOPIC_ID))
            show_topic(self._context.desk, topic_id, [self._client_id], self._context.today())

    def _follow(self) -> None:
        self._shown.setEnabled(bool(self.list.selectedItems()))


def _item(topic: ShownTopic) -> QListWidgetItem:
    told = _("还没教") if topic.shown_on is None else _("✓ {day}").format(day=topic.shown_on)
    item = QListWidgetItem(f"{topic.name}　　{told}")
    item.setData(TOPIC_ID, topic.id)
    item.setToolTip(topic.details)
    return item
