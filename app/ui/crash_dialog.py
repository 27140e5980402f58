"""What is said at the first start after a crash: its report, to be saved, copied or dropped."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.crash_report import crash_report, forget_crash
from app.errors import StorageError
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.files import ask_to_save
from app.ui.messages import show_error
from app.ui.theme import GAP
from app.whole_files import whole_file


def offer_report(context: Context, parent: QWidget) -> None:
    """Offer the report of a crash, where there was one and nobody has dealt with it."""
    if parent.findChild(CrashDialog) is None and (report := crash_report(context.folder)):
        CrashDialog(context, report, parent).open()


class CrashDialog(QDialog):
    """Shows all that the report holds, since it leaves the office; whatever is chosen ends it."""

    def __init__(self, context: Context, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("crashReport")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("上次意外退出"))
        self._context, self._report = context, report
        self._said = QLabel()
        self._said.setObjectName("said")
        self.finished.connect(lambda _result: forget_crash(context.folder))
        self._lay_out()
        self.resize(680, 440)

    def save(self) -> None:
        """Write the report where the person says."""
        name = _("客友错误报告.txt")
        path = ask_to_save(self._context.preferences, self, _("保存报告"), name, _("文本 (*.txt)"))
        if not path:
            return
        try:
            with whole_file(Path(path)) as file:
                file.write_text(self._report, "utf-8")
        except StorageError as error:
            show_error(self, error)
            return
        self.accept()

    def copy(self) -> None:
        """Put the report on the clipboard; the window stays, to say so."""
        QGuiApplication.clipboard().setText(self._report)
        self._said.setText(_("已复制，可以粘贴给维护人员。"))

    def _lay_out(self) -> None:
        what = QLabel(
            _(
                "客友上次因程序自身的错误突然退出了。已保存的内容都在，数据文件已检查过。\n"
                "下面是错误报告，只有程序内部的位置，没有客户和个人的资料。请保存或复制后交给维护人员。"
            )
        )
        what.setWordWrap(True)
        text = QPlainTextEdit(self._report)
        text.setObjectName("report")
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(_("错误报告"))
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QHBoxLayout()
        buttons.addWidget(self._said, 1)
        for name, words, then in (
            ("saveReport", _("保存报告…"), self.save),
            ("copyReport", _("复制"), self.copy),
            ("ignoreReport", _("忽略"), self.reject),
        ):
            button = ActionButton(words)
            button.setObjectName(name)
            button.setAutoDefault(name == "saveReport")
            button.clicked.connect(then)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GAP)
        column.addWidget(what)
        column.addWidget(text, 1)
        column.addLayout(buttons)
