"""The import, step by step: file → columns → what it would do → done, with 撤销 and the rejects."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.backups import Reason
from app.domain.imported import ImportOutcome
from app.domain.imports import Layout
from app.domain.types import ImportKind
from app.exchange.importing import (
    OpenedFile,
    change_layout,
    import_file,
    open_file,
    propose_layout,
    remember_layout,
    taken_in_before,
)
from app.exchange.rejects import write_rejects
from app.i18n import _
from app.services.imports import undo_import
from app.ui.backup_keeper import keep_before
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.files import ask_to_save, table_dropped
from app.ui.imports.choosing import ChoosingStep
from app.ui.imports.mapping import MappingStep
from app.ui.imports.outcome import OutcomeView
from app.ui.imports.preview import PreviewStep
from app.ui.imports.recount import Recount, comparing
from app.ui.messages import show_error
from app.ui.on_screen import resize_on_screen
from app.ui.progress import run_with_progress
from app.ui.theme import GAP
from app.ui.workers import Job

CHOOSE, COLUMNS, PREVIEW, DONE = range(4)
STEPS = (_("1 选择文件"), _("2 核对列"), _("3 预览"), _("4 完成"))


class ImportWizard(QDialog):
    """Takes one file in. Nothing is written before 导入 is pressed in the preview."""

    def __init__(self, context: Context, path: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importWizard")
        self.setWindowTitle(_("导入"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        resize_on_screen(self, 980, 640)
        self._context = context
        self._opened: OpenedFile | None = None
        self._layout: Layout | None = None
        self._outcome: ImportOutcome | None = None
        self._rail, self._stack = QLabel(), QStackedWidget()
        self._file = QLabel()
        self._choosing = ChoosingStep(context.preferences)
        self._mapping, self._preview = MappingStep(), PreviewStep()
        self._result = OutcomeView(done=True)
        self._buttons: dict[str, QPushButton] = {}
        self._recount = Recount(
            context.workers, self._show_counted, lambda error: show_error(self, error), self
        )
        self._lay_out()
        self._connect()
        self._show_step(CHOOSE)
        if path:
            self.read(Path(path))

    def read(self, path: Path) -> None:
        """Read a file and go on to its columns."""

        def work(job: Job) -> tuple[OpenedFile, Layout | None]:
            text = _("正在读取 {file}").format(file=path.name)
            opened = open_file(
                path,
                progress=lambda done, of: job.report(done, of, text),
                cancelled=lambda: job.cancelled,
            )
            return opened, propose_layout(self._context.desk, opened)

        def done(found: tuple[OpenedFile, Layout | None]) -> None:
            self._opened, self._layout = found
            self._mapping.show_layout(self._opened.sheets, self._layout)
            self._tell_if_taken_in()
            self._show_step(COLUMNS)

        run_with_progress(self._context.workers, self, _("读取文件"), work, done)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._stack.currentIndex() == CHOOSE and table_dropped(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.read(Path(table_dropped(event)))

    def _lay_out(self) -> None:
        self._rail.setProperty("role", "heading")
        self._file.setProperty("role", "faint")
        self._file.setWordWrap(True)
        self._file.setTextFormat(Qt.TextFormat.PlainText)
        # one line is kept free for it, so that nothing moves when it says something
        self._file.setMinimumHeight(self._file.fontMetrics().height())
        for page in (self._choosing, self._mapping, self._preview, self._done_page()):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(self._rail)
        column.addWidget(self._file)
        column.addWidget(self._stack, 1)
        column.addLayout(self._button_row())

    def _done_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._result, 1)
        row = QHBoxLayout()
        row.addWidget(self._button("another", _("再导入一个文件"), self._again))
        row.addWidget(self._button("undo", _("撤销这次导入"), self._undo))
        row.addStretch(1)
        column.addLayout(row)
        return page

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._button("rejects", _("退回的行另存为…"), self._save_rejects))
        row.addStretch(1)
        row.addWidget(self._button("back", _("上一步"), self._back))
        row.addWidget(self._button("next", _("下一步"), self._next))
        row.addWidget(self._button("close", _("取消"), self.reject))
        self._buttons["next"].setDefault(True)
        return row

    def _button(self, name: str, text: str, then: Callable[[], None]) -> QPushButton:
        button = ActionButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on: then())
        self._buttons[name] = button
        return button

    def _connect(self) -> None:
        self._choosing.chosen.connect(lambda path: self.read(Path(path)))
        self._mapping.layout_wanted.connect(self._lay_out_anew)
        self._mapping.changed.connect(self._show_buttons)
        self._preview.ticked.connect(self._look)
        self._preview.decided.connect(self._count_again)

    def _show_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._rail.setText(
            "　›　".join(f"【{name}】" if n == step else name for n, name in enumerate(STEPS))
        )
        self._show_buttons()
        forth, close = self._buttons["next"], self._buttons["close"]
        on = forth if forth.isEnabled() else self._mapping
        (self._choosing, on, on, close)[step].setFocus()  # what had the cursor may be hidden now

    def _show_buttons(self) -> None:
        step = self._stack.currentIndex()
        show = self._buttons
        show["back"].setVisible(step in (COLUMNS, PREVIEW))
        show["next"].setVisible(step in (COLUMNS, PREVIEW))
        show["next"].setText(_("导入") if step == PREVIEW else _("下一步"))
        show["close"].setText(_("关闭") if step == DONE else _("取消"))
        rejected = self._outcome is not None and bool(self._outcome.rejected)
        show["rejects"].setVisible(step in (PREVIEW, DONE) and rejected)
        enough = step != COLUMNS or self._mapping.is_enough
        writes = step != PREVIEW or (self._outcome is not None and _writes(self._outcome))
        show["next"].setEnabled(enough and writes)

    def _tell_if_taken_in(self) -> None:
        opened = self._opened
        if opened is None:
            return
        before = taken_in_before(self._context.desk, opened)
        text = str(opened.path)
        if before is not None:
            told = _("　（这个文件 {at} 已经导入过；再导入一次，相同的行不会重复。）")
            text += told.format(at=f"{before.imported_at.astimezone():%Y-%m-%d %H:%M}")
        self._file.setText(text)

    def _lay_out_anew(self, kind: ImportKind, sheet: int, row: int | None) -> None:
        opened, desk = self._opened, self._context.desk
        if opened is None:
            return
        if row is None:
            guessed = propose_layout(desk, opened, kind)
            right = guessed is not None and guessed.sheet == sheet
            self._layout = guessed if right else change_layout(desk, opened, kind, sheet, 0)
        else:
            last = len(opened.sheets[sheet].rows) - 1
            self._layout = change_layout(desk, opened, kind, sheet, min(row, last))
        self._mapping.show_layout(opened.sheets, self._layout)
        self._show_buttons()

    def _back(self) -> None:
        self._show_step(self._stack.currentIndex() - 1)

    def _next(self) -> None:
        if self._stack.currentIndex() == COLUMNS:
            self._keep_columns()
            self._look()
        else:
            self._take_in()

    def _keep_columns(self) -> None:
        if self._layout is not None:
            self._layout = self._mapping.chosen(self._layout)
            self._preview.forget_decisions()

    def _look(self) -> None:
        """Show what the import would do with the choices made so far."""
        opened, layout, options = self._opened, self._layout, self._preview.options()
        if opened is None or layout is None:
            return

        def done(outcome: ImportOutcome) -> None:
            self._outcome = outcome
            self._preview.show_outcome(outcome, layout.kind, options)
            self._show_step(PREVIEW)

        def failed(error: Exception) -> None:
            self._preview.take_back_ticks()
            show_error(self, error)

        self._recount.stop()
        work = comparing(self._context.desk, opened, layout, options)
        run_with_progress(self._context.workers, self, _("预览"), work, done, failed)

    def _count_again(self) -> None:
        if self._opened is not None and self._layout is not None:
            options = self._preview.options()
            work = comparing(self._context.desk, self._opened, self._layout, options)
            self._recount.want(work)

    def _show_counted(self, outcome: ImportOutcome) -> None:
        self._outcome = outcome
        self._preview.show_counted(outcome)
        self._show_buttons()

    def _take_in(self) -> None:
        opened, layout, options = self._opened, self._layout, self._preview.options()
        if opened is None or layout is None:
            return
        self._recount.stop()

        def work(job: Job) -> ImportOutcome:
            keep_before(self._context, Reason.IMPORT)
            remember_layout(self._context.desk, layout)
            text = _("正在导入，完成之前可以取消")
            return import_file(
                self._context.desk,
                opened,
                layout,
                options,
                progress=lambda done, of: job.report(done, of, text),
                cancelled=lambda: job.cancelled,
            )

        def done(outcome: ImportOutcome) -> None:
            self._outcome = outcome
            self._result.show_outcome(outcome)
            told = _("已导入 {file}。")
            if outcome.batch_id is None:
                told = _("{file} 没有一行能导入，什么也没有写入。请按退回原因改好再导。")
            self._file.setText(told.format(file=outcome.file_name))
            self._buttons["undo"].setEnabled(outcome.batch_id is not None)
            self._show_step(DONE)

        run_with_progress(self._context.workers, self, _("导入"), work, done)

    def _undo(self) -> None:
        batch = None if self._outcome is None else self._outcome.batch_id
        if batch is None:
            return

        def work(job: Job) -> None:
            job.report(0, 0, _("正在撤销"))
            undo_import(self._context.desk, batch)

        def done(_nothing: None) -> None:
            self._buttons["undo"].setEnabled(False)
            self._file.setText(_("这次导入已经撤销，资料和导入之前一样。"))

        run_with_progress(self._context.workers, self, _("撤销导入"), work, done)

    def _again(self) -> None:
        self._opened = self._layout = self._outcome = None
        self._preview.begin_anew()
        self._file.clear()
        self._show_step(CHOOSE)

    def _save_rejects(self) -> None:
        opened, layout, outcome = self._opened, self._layout, self._outcome
        if opened is None or layout is None or outcome is None:
            return
        proposed = str(
            opened.path.with_name(_("{name}-退回的行.xlsx").format(name=opened.path.stem))
        )
        title = _("退回的行另存为")
        kind = _("Excel 工作簿 (*.xlsx)")
        chosen = ask_to_save(self._context.preferences, self, title, proposed, kind)
        if not chosen:
            return
        path = Path(chosen if chosen.lower().endswith(".xlsx") else f"{chosen}.xlsx")
        try:
            write_rejects(opened, layout, outcome.rejected, path)
        except Exception as error:  # noqa: BLE001 - told or raised again by show_error
            show_error(self, error)
        else:
            self._file.setText(_("退回的行已存为 {file}，改好后可以再导入。").format(file=path))


def _writes(outcome: ImportOutcome) -> bool:
    return bool(outcome.added or outcome.updated or outcome.joined)
