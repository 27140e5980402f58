"""Preview, PDF and printer show the same drawing."""

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from app.domain.exported import Imprint, PolicyHead
from app.paper.output import page_picture
from app.paper.table import PaperColumn
from app.paper.table_page import table_document
from app.ui.printing import PreviewDialog, preview, save_pdf
from tests.conftest import NOW


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def document(lines=120):
    return table_document(
        "客户名单",
        [PaperColumn("名称", 60), PaperColumn("金额", 30, number=True)],
        [(f"样例{n}", f"{n}.00") for n in range(lines)],
        policy=PolicyHead("云溪大酒店"),
        imprint=Imprint("周样", NOW),
    )


def picture(dialog):
    return dialog._picture.pixmap().toImage()


def number(dialog):
    return dialog.findChild(QSpinBox, "pageNumber").text()


def test_pages_are_turned_and_enlarged(qtbot, context, parent):
    dialog = PreviewDialog(context, document(), "名单.pdf", parent)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    pages = dialog._document.page_count
    assert number(dialog) == f"第 1 页/共 {pages} 页"
    first = picture(dialog)
    dialog.findChild(QPushButton, "next").click()
    assert picture(dialog) != first
    qtbot.keyClick(dialog, Qt.Key.Key_End)
    assert number(dialog) == f"第 {pages} 页/共 {pages} 页"
    dialog.findChild(QPushButton, "next").click()
    assert number(dialog) == f"第 {pages} 页/共 {pages} 页"
    qtbot.keyClick(dialog, Qt.Key.Key_Home)
    assert picture(dialog) == first
    small = picture(dialog).width()
    dialog.findChild(QComboBox).setCurrentIndex(4)
    assert picture(dialog).width() > small


def test_pages_are_turned_and_enlarged_by_keys_alone(qtbot, context, parent):
    dialog = PreviewDialog(context, document(), "名单.pdf", parent)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    pages, zoom = dialog._document.page_count, dialog.findChild(QComboBox)
    back, forth = (dialog.findChild(QPushButton, name) for name in ("previous", "next"))
    assert (back.isEnabled(), forth.isEnabled()) == (False, True)
    box = dialog.findChild(QSpinBox, "pageNumber")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, str(pages - 1))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert number(dialog) == f"第 {pages - 1} 页/共 {pages} 页"
    assert picture(dialog) == page_picture(dialog._document, pages - 2, 96 * 0.8)
    forth.setFocus()
    qtbot.keyClick(forth, Qt.Key.Key_Return)
    assert (back.isEnabled(), forth.isEnabled()) == (True, False)
    assert dialog.focusWidget() is dialog.findChild(QScrollArea), "the arrows scroll on"
    for key, percent in (
        (Qt.Key.Key_Plus, 100),
        (Qt.Key.Key_Equal, 125),
        (Qt.Key.Key_Minus, 100),
        (Qt.Key.Key_Minus, 80),
        (Qt.Key.Key_Minus, 60),
        (Qt.Key.Key_Minus, 60),
    ):
        qtbot.keyClick(dialog, key, Qt.KeyboardModifier.ControlModifier)
        assert zoom.currentData() == percent


def test_one_page_alone_is_not_turned(qtbot, context, parent):
    dialog = PreviewDialog(context, document(3), "名单.pdf", parent)
    qtbot.addWidget(dialog)
    assert number(dialog) == "第 1 页/共 1 页"
    assert not any(dialog.findChild(QPushButton, name).isEnabled() for name in ("previous", "next"))


def test_the_arrows_scroll_a_page_that_is_higher_than_the_window(qtbot, context, parent):
    dialog = PreviewDialog(context, document(), "名单.pdf", parent)
    dialog.open()
    bar = dialog.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert bar.value() > 0
    dialog.findChild(QPushButton, "next").click()
    assert bar.value() == 0, "the next page is read from its top"
    dialog.close()


def test_the_pdf_has_the_pages_of_the_preview(qtbot, context, parent, tmp_path, monkeypatch):
    out = tmp_path / "名单"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(out), ""))
    shown = document()
    with qtbot.waitSignal(context.navigator.told) as told:
        save_pdf(context, parent, shown, "名单.pdf")
    assert "名单.pdf" in told.args[0]
    assert len(pypdf.PdfReader(out.with_suffix(".pdf")).pages) == shown.page_count


def test_the_preview_itself_tells_where_the_pdf_is(qtbot, context, parent, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "a.pdf"), ""))
    dialog = PreviewDialog(context, document(10), "名单.pdf", parent)
    dialog.show()
    told = dialog.findChild(QLabel, "told")
    assert not told.isVisible()
    qtbot.keyClick(dialog.findChild(QPushButton, "pdf"), Qt.Key.Key_Return)
    qtbot.waitUntil(told.isVisible)
    assert told.text() == f"已存为 {tmp_path / 'a.pdf'}"


def test_no_file_chosen_writes_nothing(context, parent, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: ("", ""))
    save_pdf(context, parent, document(), "名单.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_paper_is_laid_out_off_the_gui_thread_and_printed(qtbot, context, parent, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    preview(context, parent, lambda: document(10), "名单.pdf")
    qtbot.waitUntil(lambda: parent.findChild(PreviewDialog) is not None)
    dialog = parent.findChild(PreviewDialog)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(context.navigator.told) as told:
        dialog._paint(printer)
    assert "已送打印机" in told.args[0]
    assert len(pypdf.PdfReader(tmp_path / "printed.pdf").pages) == 1
    dialog.findChild(QPushButton, "close").click()
