"""设置 · 加密: a password for the office file itself, its recovery code, what is still plain."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.backups.encrypting import encrypt_backups, plain_files
from app.backups.unlocking import check_present
from app.domain.rights import Right
from app.encryption.key import FileKey
from app.errors import AppError
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.code_dialog import CodeDialog, ToldOnce
from app.ui.context import Context
from app.ui.file_password import FilePasswordDialog
from app.ui.files import open_outside
from app.ui.messages import ask, show_error
from app.ui.new_password import NewPasswordDialog
from app.ui.progress import run_with_progress, watched
from app.ui.theme import GAP
from app.ui.workers import Job

ABOUT = _(
    "加密以后，没有文件密码谁也打不开数据文件和以后的备份：电脑丢了、U 盘丢了，里面的客户资料"
    "别人也看不到。文件密码与每个人的登录密码无关，打开客友时输入一次。密码和恢复码都丢了，"
    "谁也打不开，软件的作者也不能：恢复码请打印两份，分开保管。"
)
PLAIN = _("没有加密：拿到 keyou.db 的人用别的程序就能打开，登录密码不能阻止他。")
ENCRYPTED = _("已加密（SQLCipher，AES-256）。打开客友时要输入文件密码。")
CODE = (
    _("忘了文件密码时，打开客友，在密码框里输入这个恢复码，再到 设置 → 加密 更换密码。"),
    _("拿到它的人就能打开数据文件：请像对待保险柜的钥匙一样保管，不要放在电脑旁边。"),
    _("更换密码或取消加密以后，它只对以前的备份有用。"),
)


def switched(key: FileKey | None, *, again: bool) -> str:
    """Say what became of the office file; ``again``: it was encrypted before."""
    if key is None:
        return _("数据文件不再加密。")
    if again:
        return _("文件密码已更换。以前加密的备份仍用以前的密码。")
    return _("数据文件已加密，以后打开客友要输入文件密码。请看看下面没有加密的旧备份。")


class EncryptionSettings(QWidget):
    """Switches encryption on and off, changes the password, and deals with plain backups."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("encryptionSettings")
        self._context = context
        self._state, self._plain = QLabel(), QLabel()
        self._state.setObjectName("encryptionState")
        self._plain.setObjectName("plainCopies")
        self._files: list[Path] = []
        self._buttons: dict[str, ActionButton] = {}
        self._lay_out()
        self._look()
        context.news.backed_up.connect(self._look)

    def begin(self) -> None:
        """Ask for a new password, show the recovery code, and encrypt the file by it."""

        def made(key: FileKey) -> None:
            dialog = self._code_dialog(key)
            dialog.accepted.connect(lambda: self._context.navigator.encryption_wanted.emit(key))
            dialog.open()

        NewPasswordDialog(self._context.workers, made, self.window()).open()

    def change(self) -> None:
        """Give the file another password, once the present one was typed."""
        self._with_present_password(lambda _key: self.begin())

    def show_code(self) -> None:
        """Show the recovery code again."""
        self._with_present_password(lambda key: self._code_dialog(key).open())

    def end(self) -> None:
        """Write the file without encryption, once the present password was typed."""
        text = _("数据文件会写成没有加密的，拿到它的人就能打开。以前加密的备份仍然加密。")

        def sure(_key: FileKey) -> None:
            wanted = self._context.navigator.encryption_wanted
            ask(
                self.window(),
                _("取消加密"),
                text,
                _("不再加密"),
                lambda: wanted.emit(None),
                no=_("保持加密"),
            )

        self._with_present_password(sure)

    def encrypt_plain(self) -> None:
        """Encrypt the backups that are not, here and in the second folder."""

        def work(job: Job) -> int:
            return encrypt_backups(self._context.folder, watched(job, _("正在加密旧备份…")))

        def done(count: int) -> None:
            self._context.news.backed_up.emit("")
            self._context.navigator.told.emit(_("已加密 {n} 份备份").format(n=count))

        def failed(error: Exception) -> None:
            self._context.news.backed_up.emit("")
            show_error(self.window(), error)

        run_with_progress(self._context.workers, self.window(), _("加密旧备份"), work, done, failed)

    def delete_plain(self) -> None:
        """Ask, then delete every plain backup, what is put aside as damaged included."""
        text = _(
            "这 {n} 份没有加密的副本会删除，不能恢复；已加密的备份都留着。\n"
            "删除以后，磁盘上空出来的地方在被别的内容盖掉以前，专业人员仍可能读出旧内容。"
        ).format(n=len(self._files))
        ask(self.window(), _("删除旧备份"), text, _("全部删除"), self._delete)

    def _delete(self) -> None:
        kept = 0
        for path in self._files:
            try:
                path.unlink(missing_ok=True)
                path.with_suffix(".json").unlink(missing_ok=True)
            except OSError:
                kept += 1
        self._context.news.backed_up.emit("")
        if kept:
            told = _("有 {n} 份正在被别的程序使用，没有删掉，请稍后再试。").format(n=kept)
            show_error(self.window(), AppError(told))

    def _look(self, *_told: str) -> None:
        """Show how things are; the backups are looked at beside the window."""
        encrypted = self._key() is not None
        may = self._context.desk.may(Right.BACKUPS)
        self._state.setText(ENCRYPTED if encrypted else PLAIN)
        for name, button in self._buttons.items():
            button.setEnabled(may)
            if name in ("encrypt", "changeKey", "showCode", "decrypt"):
                button.setVisible(encrypted != (name == "encrypt"))
        self._show_plain([])
        if encrypted:
            self._context.workers.run(
                self,
                lambda _job: plain_files(self._context.folder),
                self._show_plain,
                lambda error: show_error(self.window(), error),
            )

    def _show_plain(self, files: list[Path]) -> None:
        self._files = files
        places = "、".join(sorted({str(path.parent) for path in files}))
        text = _("还有 {n} 份没有加密的副本，拿到它们的人就能打开：{places}")
        none = (
            _("备份都已加密。")
            if self._key() is not None
            else _("数据文件没有加密，以后做的备份也不加密。")
        )
        self._plain.setText(text.format(n=len(files), places=places) if files else none)
        for name in ("encryptPlain", "deletePlain"):
            self._buttons[name].setVisible(bool(files))

    def _key(self) -> FileKey | None:
        folder = self._context.folder
        return folder.keys.of(folder.database)

    def _with_present_password(self, then: Callable[[FileKey], None]) -> None:
        if (key := self._key()) is None:
            return
        dialog = FilePasswordDialog(
            _("请先输入现在的文件密码。"),
            lambda typed: check_present(key, typed),
            self._context.workers,
            self.window(),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: then(key))
        dialog.open()

    def _code_dialog(self, key: FileKey) -> CodeDialog:
        once = ToldOnce(
            _("数据文件的恢复码"), key.code, CODE, _("恢复码.pdf"), _("我已经打印或抄好，并核对过")
        )
        return CodeDialog(self._context, once, self.window())

    def _open_folder(self) -> None:
        open_outside(self.window(), self._context.folder.path)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        about = QLabel(ABOUT)
        about.setProperty("role", "faint")
        for title, labels, buttons in (
            (
                _("文件加密"),
                (self._state, about),
                (
                    ("encrypt", _("给文件加密…"), self.begin),
                    ("changeKey", _("更换密码…"), self.change),
                    ("showCode", _("显示恢复码…"), self.show_code),
                    ("decrypt", _("取消加密…"), self.end),
                ),
            ),
            (
                _("没有加密的副本"),
                (self._plain,),
                (
                    ("encryptPlain", _("全部加密"), self.encrypt_plain),
                    ("deletePlain", _("全部删除…"), self.delete_plain),
                    ("openFolder", _("打开文件夹"), self._open_folder),
                ),
            ),
        ):
            heading = QLabel(title)
            heading.setProperty("role", "heading")
            column.addWidget(heading)
            for label in labels:
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
                column.addWidget(label)
            row = QHBoxLayout()
            for name, text, then in buttons:
                button = ActionButton(text)
                button.setObjectName(name)
                button.clicked.connect(then)
                row.addWidget(button)
                self._buttons[name] = button
            row.addStretch(1)
            column.addLayout(row)
            column.addSpacing(2 * GAP)
        column.addStretch(1)
