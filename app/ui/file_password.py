"""Asking for the password of an encrypted file: at the start, and for a backup of other days."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.backups.unlocking import unlock
from app.config import OfficeFolder
from app.errors import AppError
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.on_screen import RoomyDialog
from app.ui.secret_field import SecretField
from app.ui.theme import GAP
from app.ui.workers import Workers


class FilePasswordDialog(RoomyDialog):
    """Asks for a file password or recovery code until it is right; accepted then.

    ``check`` runs beside the window and raises an ``AppError`` for a wrong one. ``at_start`` it can
    be said too that there never was a password, which ``never_set`` tells: the file is damaged.
    Without ``code`` there is no recovery code for it.
    """

    def __init__(
        self,
        told: str,
        check: Callable[[str], object],
        workers: Workers,
        parent: QWidget | None = None,
        *,
        at_start: bool = False,
        code: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filePassword")
        self.setWindowTitle(_("文件密码"))
        self._check, self._workers = check, workers
        self.never_set = False
        name = _("文件密码或恢复码") if code else _("密码")
        self._field = SecretField("filePasswordField", name)
        self._wrong = QLabel()
        self._wrong.setObjectName("error")
        self._wrong.setProperty("role", "wrong")
        self._wrong.setWordWrap(True)
        self._wrong.setTextFormat(Qt.TextFormat.PlainText)
        self._go = ActionButton()
        self._lay_out(told, at_start=at_start, code=code)
        self._wait(busy=False)
        self.setMinimumWidth(520)

    def submit(self) -> None:
        """Try what was typed."""
        typed = self._field.text()
        if not typed:
            self._wrong.setText(_("请输入密码。"))
            return
        self._wait(busy=True)
        self._workers.run(
            self,
            lambda _job: self._check(typed),
            lambda _nothing: self.accept(),
            self._fail,
        )

    def _fail(self, error: Exception) -> None:
        self._wait(busy=False)
        if not isinstance(error, AppError):
            raise error
        self._wrong.setText(str(error))
        self._field.selectAll()
        self._field.setFocus()

    def _wait(self, *, busy: bool) -> None:
        self._go.setEnabled(not busy)
        self._field.setReadOnly(busy)  # a button would have the keys, and Enter pressed twice it
        self._go.setText(_("正在核对…") if busy else _("继续"))
        self._wrong.clear()

    def _say_never_set(self) -> None:
        self.never_set = True
        self.reject()

    def _lay_out(self, what: str, *, at_start: bool, code: bool) -> None:
        told = QLabel(what + (_("忘了密码，可以输入打印在纸上的恢复码。") if code else ""))
        told.setWordWrap(True)
        told.setTextFormat(Qt.TextFormat.PlainText)
        lost = QLabel(_("密码和恢复码都没有，谁也打不开它，软件的作者也不能。"))
        lost.setVisible(code)
        lost.setProperty("role", "faint")
        lost.setWordWrap(True)
        label = QLabel(_("文件密码或恢复码(&P)") if code else _("密码(&P)"))
        label.setBuddy(self._field)
        never, leave = ActionButton(_("从来没有设过密码…")), ActionButton()
        never.setObjectName("neverSet")
        never.setVisible(at_start)
        leave.setObjectName("leave")
        leave.setText(_("退出") if at_start else _("取消"))
        self._go.setObjectName("go")
        for button in (never, leave):
            button.setAutoDefault(False)
        self._go.setDefault(True)
        self._go.clicked.connect(lambda _on: self.submit())
        never.clicked.connect(lambda _on: self._say_never_set())
        leave.clicked.connect(lambda _on: self.reject())
        row = QHBoxLayout()
        row.addWidget(never)
        row.addStretch(1)
        row.addWidget(self._go)
        row.addWidget(leave)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        for shown in (told, label, self._field, self._wrong, lost):
            column.addWidget(shown)
        column.addSpacing(GAP)
        column.addLayout(row)


def office_dialog(folder: OfficeFolder, workers: Workers) -> FilePasswordDialog:
    """Return the question of the start, for the office file."""
    return FilePasswordDialog(
        _("数据文件加了密，请输入文件密码。"),
        lambda typed: unlock(folder, folder.database, typed),
        workers,
        at_start=True,
    )


def with_key(
    folder: OfficeFolder, path: Path, workers: Workers, parent: QWidget, then: Callable[[], None]
) -> None:
    """Go on once the key of a backup or damaged file is known, asking where it is not."""
    if folder.keys.opens(path):
        then()
        return
    told = _("{file} 加了密，请输入当时的文件密码。").format(file=path.name)
    dialog = FilePasswordDialog(told, lambda typed: unlock(folder, path, typed), workers, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(then)
    dialog.open()
