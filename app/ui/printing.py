"""Preview of a paper, and from there the printer or a PDF: all three are the same drawing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.paper.document import Document
from app.paper.fonts import load_fonts
from app.paper.output import page_picture, paint_pages, write_pdf
from app.ui.buttons import named_button
from app.ui.context import Context
from app.ui.files import ask_to_save
from app.ui.messages import show_error
from app.ui.number_box import NumberBox
from app.ui.on_screen import resize_on_screen
from app.ui.progress import run_with_progress
from app.ui.theme import GAP
from app.ui.workers import Job

ZOOMS = (60, 80, 100, 125, 150)
"""Percent of the paper's size on a screen of 96 dots an inch."""
SCREEN_DOTS = 96


def preview(
    context: Context, parent: QWidget, make: Callable[[], Document], file_name: str
) -> None:
    """Lay a paper out on a worker thread, then show it. ``file_name`` is proposed for the PDF."""
    preview_long(context, parent, lambda _job: make(), file_name)


def preview_long(
    context: Context, parent: QWidget, make: Callable[[Job], Document], file_name: str
) -> None:
    """Do so for a paper of which ``make`` tells the job how far it is, and stops when told to."""
    load_fonts()  # fonts are added in the GUI thread

    def work(job: Job) -> Document:
        job.report(0, 0, _("正在排版…"))
        return make(job)

    def show(document: Document) -> None:
        PreviewDialog(context, document, file_name, parent).open()

    run_with_progress(context.workers, parent, _("打印预览"), work, show)


def save_pdf(context: Context, parent: QWidget, document: Document, file_name: str) -> None:
    """Ask where to, then write the PDF on a worker thread."""
    title = _("存为 PDF")
    kind = _("PDF 文件 (*.pdf)")
    chosen = ask_to_save(context.preferences, parent, title, file_name, kind)
    if not chosen:
        return
    path = Path(chosen if chosen.lower().endswith(".pdf") else f"{chosen}.pdf")

    def work(job: Job) -> Path:
        text = _("正在写第 {n} 页")
        write_pdf(
            path,
            document,
            progress=lambda done, of: job.report(done, of, text.format(n=done)),
            cancelled=lambda: job.cancelled,
        )
        return path

    def done(written: Path) -> None:
        context.navigator.told.emit(_("已存为 {file}").format(file=written))

    run_with_progress(context.workers, parent, title, work, done)


class PreviewDialog(QDialog):
    """Shows the pages of a document one at a time, as they will be on paper."""

    def __init__(
        self, context: Context, document: Document, file_name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._document, self._file_name = context, document, file_name
        self._page = 0
        self.setObjectName("preview")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("打印预览 — {title}").format(title=document.title))
        resize_on_screen(self, 1120, 680)
        self._area, self._picture, self._number = QScrollArea(), QLabel(), NumberBox()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setObjectName("pageNumber")
        self._number.setAccessibleName(_("第几页"))
        self._number.setRange(1, document.page_count)
        self._number.setPrefix(_("第 "))
        self._number.setSuffix(_(" 页/共 {pages} 页").format(pages=document.page_count))
        self._number.setKeyboardTracking(False)
        self._number.valueChanged.connect(lambda number: self._show(number - 1))
        self._told = QLabel()
        self._told.setObjectName("told")
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.hide()
        context.navigator.told.connect(self._tell)  # this window covers the line that tells it
        self._zoom = QComboBox()
        self._zoom.setAccessibleName(_("缩放"))
        for percent in ZOOMS:
            self._zoom.addItem(f"{percent}%", percent)
        self._zoom.setCurrentIndex(ZOOMS.index(80))
        self._zoom.currentIndexChanged.connect(lambda _n: self._show(self._page))
        self._lay_out()
        self._area.setFocus()  # so that the arrows scroll
        self._show(0)

    def _lay_out(self) -> None:
        area = self._area
        area.setWidget(self._picture)
        area.setWidgetResizable(True)
        area.setBackgroundRole(area.palette().ColorRole.Mid)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addLayout(self._bar())
        column.addWidget(self._told)
        column.addWidget(area, 1)
        for keys, then in (
            ("PgUp", lambda: self._show(self._page - 1)),
            ("PgDown", lambda: self._show(self._page + 1)),
            ("Home", lambda: self._show(0)),
            ("End", lambda: self._show(self._document.page_count - 1)),
            ("Ctrl++", lambda: self._enlarge(1)),
            ("Ctrl+=", lambda: self._enlarge(1)),  # the same key without Shift
            ("Ctrl+-", lambda: self._enlarge(-1)),
        ):
            QShortcut(QKeySequence(keys), self, then)

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._back = named_button(
            "previous", _("上一页"), "chevron-left", lambda: self._show(self._page - 1)
        )
        self._forth = named_button(
            "next", _("下一页"), "chevron-right", lambda: self._show(self._page + 1)
        )
        for part in (self._back, self._number, self._forth, self._zoom):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(named_button("pdf", _("存为 PDF"), "file-down", self._save))
        printing = named_button("print", _("打印"), "printer", self._print)
        printing.setShortcut(QKeySequence.StandardKey.Print)
        row.addWidget(printing)
        row.addWidget(named_button("close", _("关闭"), "x", self.close))
        return row

    def _show(self, page: int) -> None:
        before, self._page = self._page, min(max(page, 0), self._document.page_count - 1)
        if self._page != before:
            self._area.verticalScrollBar().setValue(0)
        dots = SCREEN_DOTS * self._zoom.currentData() / 100
        sharp = self.devicePixelRatioF()
        picture = page_picture(self._document, self._page, dots * sharp)
        picture.setDevicePixelRatio(sharp)
        self._picture.setPixmap(QPixmap.fromImage(picture))
        with QSignalBlocker(self._number):
            self._number.setValue(self._page + 1)
        self._follow_ends()

    def _follow_ends(self) -> None:
        """Offer only pages that are there; a button that is done leaves the keys to the paper."""
        last = self._document.page_count - 1
        for button, on in ((self._back, self._page > 0), (self._forth, self._page < last)):
            if not on and button.hasFocus():
                self._area.setFocus()
            button.setEnabled(on)

    def _enlarge(self, by: int) -> None:
        """Take the next zoom, or the one before."""
        self._zoom.setCurrentIndex(min(max(self._zoom.currentIndex() + by, 0), len(ZOOMS) - 1))

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.show()

    def _save(self) -> None:
        save_pdf(self._context, self, self._document, self._file_name)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._document.title)
        asked = QPrintDialog(printer, self)
        asked.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        asked.setMinMax(1, self._document.page_count)
        asked.accepted.connect(lambda: self._paint(printer))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        QDialog.open(asked)

    def _paint(self, printer: object) -> None:
        from PySide6.QtPrintSupport import QPrinter

        if not isinstance(printer, QPrinter):  # pragma: no cover - QPrintDialog hands one back
            return
        first, last = printer.fromPage() or 1, printer.toPage() or self._document.page_count

        def work(job: Job) -> None:
            paint_pages(
                self._document,
                printer,
                pages=range(first - 1, min(last, self._document.page_count)),
                progress=lambda done, of: job.report(done, of, _("正在打印…")),
                cancelled=lambda: job.cancelled,
            )

        def done(_nothing: None) -> None:
            self._context.navigator.told.emit(
                _("已送打印机：{title}").format(title=self._document.title)
            )

        def failed(error: Exception) -> None:
            show_error(self, error)

        run_with_progress(self._context.workers, self, _("打印"), work, done, failed)
