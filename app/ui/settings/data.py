"""Where the data are, how much they are, and the sample office's removal."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.db import Commit
from app.i18n import _
from app.services.sample import has_sample, remove_sample, sample_counts
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.files import open_outside
from app.ui.messages import ask
from app.ui.progress import run_with_progress
from app.ui.settings.checking import check_office
from app.ui.theme import GAP
from app.ui.workers import Job


class DataSettings(QWidget):
    """The office file and the sample."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataSettings")
        self._context = context
        self._file, self._sample = QLabel(), QLabel()
        self._check = ActionButton(_("检查数据"))
        self._check.setObjectName("checkButton")
        self._folder = ActionButton(_("打开文件夹"))
        self._change = ActionButton()
        self._change.setObjectName("sampleButton")
        self._lay_out()
        self._folder.clicked.connect(self._open_folder)
        self._change.clicked.connect(self._change_sample)
        self._check.clicked.connect(lambda: check_office(context, self.window()))
        context.news.committed.connect(self._on_commit)
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        for title, label, button in (
            (_("数据文件"), self._file, self._folder),
            (_("检查数据"), _told_of_check(), self._check),
            (_("示例数据"), self._sample, self._change),
        ):
            heading = QLabel(title)
            heading.setProperty("role", "heading")
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row = QHBoxLayout()
            row.addWidget(label, 1)
            row.addWidget(button)
            column.addWidget(heading)
            column.addLayout(row)
            column.addSpacing(2 * GAP)
        column.addStretch(1)

    def _show(self) -> None:
        path = self._context.db.path
        size = path.stat().st_size / 1_000_000 if path.exists() else 0
        told = _("{path}（{size:.1f} MB）。全部数据都在这一个文件里；备份见“备份”一页。")
        self._file.setText(told.format(path=path, size=size))
        with self._context.db.read() as session:
            there = has_sample(session)
            counts = sample_counts(session).text if there else ""
        if there:
            self._sample.setText(_("这里有一家虚构酒店的示例：{counts}。").format(counts=counts))
        else:
            self._sample.setText(_("没有示例数据。装入示例可以先看看各个页面，随时一步移除。"))
        self._change.setText(_("移除示例") if there else _("装入示例"))
        self._change.setProperty("removes", there)

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & {"client", "staff"}:
            self._show()

    def _open_folder(self) -> None:
        open_outside(self.window(), self._context.db.path.parent)

    def _change_sample(self) -> None:
        if not self._change.property("removes"):
            from app.exchange.sample_office import fill_sample

            self._run(_("装入示例"), lambda: fill_sample(self._context.desk))
            return
        text = _("示例客户连同它们名下的全部记录（包括您后来录入的）都会去掉，不能撤销。")
        ask(
            self.window(),
            _("移除示例"),
            text,
            _("移除示例"),
            lambda: self._run(_("移除示例"), lambda: remove_sample(self._context.desk)),
        )

    def _run(self, title: str, change: Callable[[], object]) -> None:
        def work(job: Job) -> None:
            job.report(0, 0, title)
            change()

        run_with_progress(
            self._context.workers, self.window(), title, work, lambda _nothing: self._show()
        )


def _told_of_check() -> QLabel:
    return QLabel(
        _(
            "从头到尾检查数据文件：每一页是否完好、记录之间的引用、合计与日期、已批准的筛选。"
            "数据多时要几分钟；平时每周自动检查一次文件本身。"
        )
    )
