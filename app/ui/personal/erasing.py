"""The question before a person is erased: what goes, what remains, what becomes of backups."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.personal import WHAT_REMAINS, Person, Place
from app.i18n import _
from app.services.personal.again import renew_backups
from app.services.personal.erasing import LONGEST_REASON, erase_person
from app.ui.context import Context
from app.ui.on_screen import RoomyDialog
from app.ui.progress import run_with_progress
from app.ui.theme import GAP
from app.ui.workers import Job

WIDTH = 560


class EraseDialog(RoomyDialog):
    """Asks, since there is no way back."""

    def __init__(
        self, context: Context, person: Person, places: Sequence[Place], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("eraseDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("清除个人信息"))
        self._context, self._person, self._places = context, person, places
        self.reason, self.renew = QLineEdit(), QCheckBox()
        self._lay_out()
        self.setFixedWidth(WIDTH)

    @override
    def accept(self) -> None:
        reason, renews = self.reason.text(), self.renew.isChecked()
        desk, folder, news = self._context.desk, self._context.folder, self._context.news
        now: datetime = desk.now()

        def work(job: Job) -> int | None:
            def step(done: int, of: int) -> None:
                if done == of:
                    job.report_last(_("正在清除，并把数据文件重写一遍；现在不能再取消…"))
                else:
                    job.report(done, of, _("正在查找（{n}/{of}）…").format(n=done, of=of))

            with news.held():  # while the file is written anew, nobody can read it
                erase_person(desk, folder, self._person.id, self._places, reason, step=step)
            return renew_backups(folder, now) if renews else None

        run_with_progress(self._context.workers, self, self.windowTitle(), work, self._done)

    def _done(self, renewed: int | None) -> None:
        told = _("已清除一位联系人的个人信息。")
        if renewed is not None:
            more = _("已重做备份，删去以前的 {n} 份。").format(n=renewed)
            told = f"{told}{more}"
        self._context.navigator.told.emit(told)
        QDialog.accept(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        asked = _("将清除 {name}（{client}）的资料和打勾的 {n:,} 处，不能恢复，也不能撤销。")
        person = self._person
        head = _label(
            asked.format(name=person.name, client=person.client, n=len(self._places)), "heading"
        )
        column.addWidget(head)
        column.addWidget(_label(_("会留下的："), ""))
        for sentence in WHAT_REMAINS:
            column.addWidget(_label(f"· {sentence}", "faint"))
        self.reason.setObjectName("reason")
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(_("原因和日期，如：本人来电要求（可以不填，不要写姓名）"))
        self.reason.setAccessibleName(_("原因"))
        self.renew.setObjectName("renewBackups")
        self.renew.setText(_("现在就重做备份，并删去以前的全部备份"))
        column.addWidget(self.reason)
        column.addWidget(self.renew)
        rule = _(
            "不打勾：以前的备份里还有这些资料，照常使用约九个月后随备份的更替消失；"
            "期间恢复旧备份，打开时会自动再清除一次；那时还没有这位联系人的档案、"
            "只在文字里提到的，认不出来。"
        )
        column.addWidget(_label(rule, "faint"))
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        go = box.addButton(_("清除"), QDialogButtonBox.ButtonRole.AcceptRole)
        stay = box.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        go.setObjectName("erase")
        go.setAutoDefault(False)
        stay.setDefault(True)
        go.clicked.connect(partial(EraseDialog.accept, self))
        stay.clicked.connect(self.reject)
        return box


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
