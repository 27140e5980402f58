"""检查数据: the full check of the office file from the window, and what can be mended of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.queries.checking import Finding, findings, in_short
from app.services.checking import mend_facts
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.messages import tell
from app.ui.plain_table import RowTable
from app.ui.progress import run_with_progress
from app.ui.theme import GAP
from app.ui.workers import Job


def check_office(context: Context, parent: QWidget, *, mend: bool = False) -> None:
    """Check everything beside the window and show what is found; ``mend`` computes anew first."""

    def work(job: Job) -> Sequence[Finding]:
        if mend:
            job.report(0, 0, _("正在重新计算合计与日期…"))
            mend_facts(context.desk)
        looking, comparing = _("正在检查文件的每一页…"), _("正在核对合计与日期…")
        with context.db.read() as session:
            found = findings(
                session,
                lambda done, of: job.report(done, of, comparing),
                looked=lambda done, of: job.report(done, of, looking),
                cancelled=lambda: job.cancelled,
            )
            return list(found)

    def show(found: Sequence[Finding]) -> None:
        if found:
            FindingsDialog(context, found, parent).open()
        else:
            tell(parent, _("检查数据"), _("检查完毕，没有发现问题。"))

    run_with_progress(context.workers, parent, _("检查数据"), work, show)


class FindingsDialog(QDialog):
    """What was found, with what can be done about it."""

    def __init__(self, context: Context, found: Sequence[Finding], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("检查数据"))
        self._context, self._found, self._owner = context, found, parent
        head = QLabel(_("发现 {n:,} 个问题：").format(n=len(found)))
        head.setProperty("role", "heading")
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(head)
        column.addWidget(_table(in_short(found, _("按“复制”会带上全部。"))), 1)
        column.addLayout(self._buttons())
        self.resize(860, 420)

    def mend(self) -> None:
        """Compute anew what follows from other rows, and check once more."""
        self.accept()
        check_office(self._context, self._owner, mend=True)

    def copy(self) -> None:
        """Put all findings on the clipboard."""
        lines = (f"{one.text}{one.remedy}" for one in self._found)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for name, words, then in (
            ("mend", _("重新计算合计与日期"), self.mend),
            ("copyFindings", _("复制"), self.copy),
            ("close", _("关闭"), self.reject),
        ):
            button = ActionButton(words)
            button.setObjectName(name)
            button.setAutoDefault(name == "mend")
            button.clicked.connect(then)
            if name == "mend":
                button.setEnabled(any(one.mendable for one in self._found))
            row.addWidget(button)
        return row


def _table(found: Sequence[Finding]) -> RowTable:
    headings = (_("发现"), _("怎么办"))
    table = RowTable("findingsTable", headings, told=_("发现的问题"), widths=(400,))
    table.setRowCount(len(found))
    table.setWordWrap(True)
    for row, one in enumerate(found):
        for column, text in enumerate((one.text, one.remedy)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, column, item)
    table.resizeRowsToContents()
    return table
