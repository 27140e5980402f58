"""The frame of every window that asks for a password: it is checked beside the window."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.errors import AppError
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.on_screen import RoomyDialog
from app.ui.theme import GAP

T = TypeVar("T")

NOT_ENCRYPTED = _(
    "登录密码只管谁能进客友，不加密数据文件：拿到文件的人用别的程序仍然能打开。"
    "电脑可能丢失或被别人拿到的，请另外加密数据文件（设置 → 加密）。"
)


class Asking(RoomyDialog):
    """Asks for something secret and does one thing with it; stays open while that fails.

    Subclasses put their fields into ``body``, say what is missing by ``problem``, and ``submit``.
    """

    def __init__(
        self, context: Context, title: str, go: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(3 * GAP, 3 * GAP, 3 * GAP, 2 * GAP)
        self.body.setSpacing(GAP)
        self.wrong = QLabel()
        self.wrong.setObjectName("error")
        self.wrong.setProperty("role", "wrong")
        self.wrong.setWordWrap(True)
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.go, self.leave = ActionButton(go), ActionButton(_("取消"))
        self.go.setObjectName("go")
        self.leave.setObjectName("leave")
        self.leave.setAutoDefault(False)
        self.go.clicked.connect(lambda _on: self._go())
        self.leave.clicked.connect(lambda _on: self.close())
        self._go_text, self._busy = go, False

    def problem(self) -> str:
        """Return what must be filled in before anything is tried; empty when nothing."""
        raise NotImplementedError

    def submit(self) -> None:
        """Do it, by ``run``."""
        raise NotImplementedError

    def told(self, text: str, role: str = "faint") -> QLabel:
        """Return a text over the width of the window."""
        label = QLabel(text)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def told_of_the_file(self) -> QLabel:
        """Return the text that a password alone guards no file; nothing where it is encrypted."""
        label, folder = self.told(NOT_ENCRYPTED), self.context.folder
        if folder.keys.of(folder.database) is not None:
            label.hide()
        return label

    def buttons(self, *others: QPushButton) -> QHBoxLayout:
        """Return the row of buttons; ``others`` stand at its left."""
        row = QHBoxLayout()
        for button in others:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.go)
        row.addWidget(self.leave)
        self.go.setDefault(True)
        return row

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do ``work`` on a worker thread; what it cannot do is told above the buttons."""

        def finished(result: T) -> None:
            self._set_busy(on=False)
            done(result)

        def failed(error: Exception) -> None:
            self._set_busy(on=False)
            if not isinstance(error, AppError):
                raise error
            self.fail(error)

        self._set_busy(on=True)
        self.context.workers.run(self, lambda _job: work(), finished, failed)

    def fail(self, error: AppError) -> None:
        """Tell why it was not done."""
        self.wrong.setText(str(error))

    def finish(self) -> None:
        """Close because it is done."""
        super().accept()

    @override
    def accept(self) -> None:
        self._go()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    @override
    def reject(self) -> None:
        if not self._busy:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()  # what it is about to tell is told only once
        else:
            super().closeEvent(event)

    def _make_room(self) -> None:
        """Grow with what is told: else a second line of it squeezes the fields."""
        needed = self.body.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def _go(self) -> None:
        if self._busy or not self.go.isEnabled():
            return
        told = self.problem()
        self.wrong.setText(told)
        if not told:
            self.submit()

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self.go.setEnabled(not on)
        self.go.setText(_("正在核对…") if on else self._go_text)
