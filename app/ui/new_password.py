"""Choosing a password for a file: typed twice, and its key computed beside the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.encryption.key import FileKey, check_new_password
from app.errors import InvalidInputError
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.messages import show_error
from app.ui.on_screen import RoomyDialog
from app.ui.secret_field import SecretField
from app.ui.theme import GAP
from app.ui.workers import Workers


class ChoosePasswordDialog(RoomyDialog):
    """Asks for a new password twice; ``chosen`` gets it once both are the same."""

    def __init__(
        self, title: str, told: str, chosen: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choosePassword")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self._chosen = chosen
        self._first = SecretField("newPassword", _("新密码"))
        self._again = SecretField("newPasswordAgain", _("再输一次"))
        self._wrong = QLabel()
        self._wrong.setObjectName("error")
        self._wrong.setProperty("role", "wrong")
        self._wrong.setWordWrap(True)
        self.go = ActionButton(_("继续"))
        self.go.setObjectName("go")
        self.go.setDefault(True)
        self._lay_out(told)

    def submit(self) -> None:
        """Take the password, or say what is wrong with it."""
        try:
            check_new_password(self._first.text(), self._again.text())
        except InvalidInputError as error:
            self._wrong.setText(str(error))
            field = self._first if "password" in error.fields else self._again
            field.selectAll()
            field.setFocus()
            return
        self.take(self._first.text())

    def take(self, password: str) -> None:
        """Hand it over and close."""
        self.accept()
        self._chosen(password)

    def _lay_out(self, text: str) -> None:
        told = QLabel(text)
        told.setWordWrap(True)
        told.setTextFormat(Qt.TextFormat.PlainText)
        leave = ActionButton(_("取消"))
        leave.setObjectName("leave")
        leave.setAutoDefault(False)
        leave.clicked.connect(lambda _on: self.reject())
        self.go.clicked.connect(lambda _on: self.submit())
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(told)
        for text_of, field in ((_("新密码(&N)"), self._first), (_("再输一次(&A)"), self._again)):
            label = QLabel(text_of)
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
        column.addWidget(self._wrong)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.go)
        row.addWidget(leave)
        column.addSpacing(GAP)
        column.addLayout(row)


class NewPasswordDialog(ChoosePasswordDialog):
    """Asks for the password of the office file; ``made`` gets its key."""

    def __init__(
        self, workers: Workers, made: Callable[[FileKey], None], parent: QWidget | None = None
    ) -> None:
        told = _(
            "文件密码每次打开客友都要输入，办公室的人共用一个。至少 8 个字符；"
            "几个词连起来的一句话既好记又难猜。下一步显示恢复码，请先接好打印机或准备好纸笔。"
        )
        super().__init__(_("文件密码"), told, lambda _password: None, parent)
        self._workers, self._made = workers, made

    @override
    def take(self, password: str) -> None:
        self.go.setEnabled(False)

        def done(key: FileKey) -> None:
            self.accept()
            self._made(key)

        self._workers.run(
            self,
            lambda _job: FileKey.new(password),
            done,
            lambda error: show_error(self, error),
        )
