"""The one search box on top: type, see clients, problems and log entries, Enter opens one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid
from typing_extensions import override

from app.i18n import _
from app.ui.context import Context
from app.ui.search_line import SearchLine
from app.ui.workers import Job

if TYPE_CHECKING:
    from app.queries.quick import Found

PAUSE_MS = 60
CLIENT = Qt.ItemDataRole.UserRole
CASE = Qt.ItemDataRole.UserRole + 1
ENTRY = Qt.ItemDataRole.UserRole + 2
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuickSearch(SearchLine):
    """Searches while one types, off the GUI thread; the answer to an old text is not shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        hint = _("客户、联系人、电话、沟通、问题编号 (Ctrl+K)")
        super().__init__("quickSearch", hint, parent)
        self._context = context
        self._from: QWidget | None = None
        self.setAccessibleName(_("全局查找"))
        self.setMaximumWidth(460)
        self._list = QListWidget(self)
        self._list.setObjectName("quickFinds")
        self._list.setWindowFlags(Qt.WindowType.ToolTip)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._open)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(lambda _text: self._pause.start())
        self.installEventFilter(self)

    def activate(self) -> None:
        """Put the cursor here; Esc takes it back to where it was."""
        if not self.hasFocus():
            self._from = self.window().focusWidget()
        self.setFocus()
        self.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._list.hide()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in MOVES and self._list.isVisible():
            self._list.keyPressEvent(event)
        elif event.key() in ENTERS and self._list.isVisible():
            self._open(self._list.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """Empty the box; from an empty one go back."""
        if self.text():
            self._list.hide()
            self.clear()
        elif self._from is not None and isValid(self._from) and self._from.isVisible():
            self._from.setFocus()

    def _search(self) -> None:
        typed = self.text()

        from app.queries.quick import quick_finds  # loads the log's tables: not at the start

        def work(_job: Job) -> "list[Found]":
            with self._context.db.read() as session:
                return quick_finds(session, typed)

        self._context.workers.run(self, work, lambda found: self._show(typed, found), self._failed)

    def _show(self, typed: str, found: "list[Found]") -> None:
        if typed != self.text():
            return
        self._list.clear()
        for one in found:
            item = QListWidgetItem(f"{one.title}\n{one.detail}")
            item.setData(CLIENT, one.client_id)
            item.setData(CASE, one.case_id)
            item.setData(ENTRY, one.communication_id)
            self._list.addItem(item)
        if typed.strip() and not found:
            self._list.addItem(_("没有找到。"))
        self._place()

    def _place(self) -> None:
        if not self._list.count() or not self.hasFocus():
            self._list.hide()
            return
        rows = sum(self._list.sizeHintForRow(n) for n in range(self._list.count()))
        self._list.setFixedSize(max(self.width(), 420), min(rows + 6, 480))
        self._list.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._list.setCurrentRow(0)
        self._list.show()

    def _open(self, item: QListWidgetItem | None) -> None:
        client_id = None if item is None else item.data(CLIENT)
        if item is None or client_id is None:
            return
        typed, go = self.text().strip(), self._context.navigator
        self._list.hide()
        self.clear()
        case_id, entry_id = item.data(CASE), item.data(ENTRY)
        if case_id is not None:
            go.case_wanted.emit(case_id)
        elif entry_id is not None:
            go.communications_wanted.emit(_("查找：{typed}").format(typed=typed), [entry_id])
        else:
            go.client_wanted.emit(client_id)

    def _failed(self, error: Exception) -> None:
        raise error
