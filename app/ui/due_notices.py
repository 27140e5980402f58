"""Tells when something with a time falls due while the program is open."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSystemTrayIcon,
    QWidget,
)
from typing_extensions import override

from app.db import Commit
from app.i18n import _
from app.queries.due_times import DueTime, next_due
from app.queries.today import TodayScope
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.messages import show_error
from app.ui.theme import GAP

TABLES = frozenset({"task", "client_case", "client"})
MOST_TOLD = 5
LONGEST = 24 * 3600 * 1000
"""Milliseconds a timer waits at most: what is later is looked for again then."""


class DueNotices(QObject):
    """Waits for the next moment something falls due; looks again after every change.

    There is no polling: one timer, set to that moment, and again when the program comes back to
    the front, as after the PC slept.
    """

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._waiting: Sequence[DueTime] = ()
        self._asked = 0
        self._notice: DueNotice | None = None
        self._tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rang)
        context.news.committed.connect(self._on_commit)
        window.installEventFilter(self)

    def look(self) -> None:
        """Find, beside the window, what falls due next, and wait for it."""
        self._asked += 1
        desk, db, asked = self._context.desk, self._context.db, self._asked
        scope = TodayScope(desk.now(), desk.staff_id)

        def ask() -> Sequence[DueTime]:
            with db.read() as session:
                return next_due(session, scope)

        def arrived(found: Sequence[DueTime]) -> None:
            if asked == self._asked:
                self._wait_for(found)

        self._context.workers.run(self, lambda _job: ask(), arrived, self._failed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._rang()
        return super().eventFilter(watched, event)

    def _wait_for(self, found: Sequence[DueTime]) -> None:
        self._waiting = found
        self._timer.stop()
        if found:
            wait = int((found[0].at - self._context.desk.now()).total_seconds() * 1000) + 1
            self._timer.start(min(max(wait, 0), LONGEST))

    def _failed(self, error: Exception) -> None:
        show_error(self._window, error)

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & TABLES:
            self.look()

    def _rang(self) -> None:
        if not self._window.isVisible():
            return  # it is locked, and tells once it comes back to the front
        due = [one for one in self._waiting if one.at <= self._context.desk.now()]
        if due:
            self._waiting = ()  # told once, however often the window comes to the front
            self._tell(due)
        self.look()

    def _tell(self, due: Sequence[DueTime]) -> None:
        if self._notice is not None:
            self._notice.close()
        self._notice = DueNotice(self._context, due, self._window)
        self._notice.destroyed.connect(self._forget)
        self._notice.show()
        QApplication.alert(self._window)
        if QSystemTrayIcon.isSystemTrayAvailable() and not self._window.isActiveWindow():
            self._tell_in_tray(due)

    def _tell_in_tray(self, due: Sequence[DueTime]) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(icon("bell-ring"), self)
            self._tray.activated.connect(lambda _why: self._window.activateWindow())
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        self._tray.showMessage(_("到点了"), due_text(due), self._tray.icon())

    def _forget(self) -> None:
        self._notice = None


class DueNotice(QFrame):
    """A strip in the corner of the window: what is due now, 打开 and 知道了."""

    def __init__(self, context: Context, due: Sequence[DueTime], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("dueNotice")
        self.setProperty("role", "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._first = context, due[0]
        text = QLabel(due_text(due))
        text.setObjectName("dueText")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GAP, GAP, GAP, GAP)
        row.addWidget(text, 1)
        for name, label, keys, then in (
            ("openDue", _("打开"), "F8", self._open),
            ("seenDue", _("知道了"), "Shift+F8", self.close),
        ):
            button = ActionButton(f"{label} ({keys})")  # it came by itself: nobody knows its keys
            button.setObjectName(name)
            button.clicked.connect(lambda _on, go=then: go())
            QShortcut(QKeySequence(keys), self, button.click)
            row.addWidget(button)
        width = min(520, window.width() - 4 * GAP)
        self.setFixedSize(width, self.heightForWidth(width))  # its text may need several lines
        self.move(window.width() - self.width() - 2 * GAP, window.height() - self.height() - 56)

    def _open(self) -> None:
        go = self._context.navigator
        if self._first.case_id is None:
            go.client_wanted.emit(self._first.client_id)
        else:
            go.case_wanted.emit(self._first.case_id)
        self.close()


def due_text(due: Sequence[DueTime]) -> str:
    """Write what is due now, each on a line; of very much the first."""
    told = _("{at:%H:%M}　{client}：{what}")
    first = due[:MOST_TOLD]
    lines = [told.format(at=one.at, client=one.client_name, what=one.title) for one in first]
    if len(due) > len(first):
        lines.append(_("还有 {n} 项，都在今日里").format(n=f"{len(due) - len(first):,}"))
    return "\n".join(lines)
