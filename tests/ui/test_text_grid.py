"""Texts in rows and columns, painted by one widget."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.tables import RIGHT
from app.ui.text_grid import Cell, TextGrid
from app.ui.texts import CopyableText
from app.ui.theme import LIGHT

ADDRESS = "杭州市西湖区 <b>体育场路</b> 218 号，一楼大堂左侧，请先打电话，也可以发短信"
CELLS = (
    Cell(0, 0, "联系方式", "heading", spans=True),
    Cell(1, 0, "电话", "faint"),
    Cell(1, 1, "0571-1234", align=RIGHT),
    Cell(2, 0, "地址", "faint"),
    Cell(2, 1, ADDRESS),
)


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    grid = TextGrid(wide=(1,), margin=4)
    grid.show_cells(CELLS)
    column = QVBoxLayout(made)
    column.addWidget(grid)
    made.resize(260, 300)
    made.show()
    return made


@pytest.fixture
def grid(page):
    return page.findChild(TextGrid)


def come_to(grid, at):
    QApplication.sendEvent(grid, QEnterEvent(*[QPointF(at)] * 3))


def labels(grid):
    """Return the cells that were made markable, one of them perhaps by where the mouse is."""
    return {label.text(): label for label in grid.findChildren(CopyableText)}


def at_the_address(grid):
    """Return a place on the last row: below its heading and the telephone."""
    return QPoint(grid.width() - 60, grid.heightForWidth(grid.width()) - 12)


def test_a_screen_reader_reads_every_cell_as_it_was_typed(grid):
    assert grid.text() == f"联系方式\n电话\t0571-1234\n地址\t{ADDRESS}"
    assert grid.textFormat() == Qt.TextFormat.PlainText


def test_a_cell_is_markable_once_the_mouse_is_over_it_and_stays_where_it_was(page, grid):
    before = page.grab().toImage()
    come_to(grid, at_the_address(grid))
    label = labels(grid)[ADDRESS]
    come_to(label, QPoint(5, 5))
    assert label.text() == ADDRESS
    assert page.grab().toImage() == before
    QTest.mouseDClick(label, Qt.MouseButton.LeftButton, pos=QPoint(12, 8))
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == label.selectedText() != ""


def test_a_mouse_that_moves_on_keeps_what_is_marked(grid):
    come_to(grid, at_the_address(grid))
    QTest.mouseMove(grid, QPoint(10, 10))
    both = labels(grid)
    assert both.keys() >= {ADDRESS, "联系方式"}
    QTest.mouseMove(grid, QPoint(11, 10))
    assert labels(grid) == both


def test_what_was_markable_goes_with_its_cells_and_along_with_the_width(page, grid):
    come_to(grid, at_the_address(grid))
    label = labels(grid)[ADDRESS]
    narrow = label.width()
    page.resize(600, 300)
    assert label.width() > narrow
    grid.show_cells([Cell(0, 0, "没有")])
    QApplication.sendPostedEvents(None, 52)  # the deletion of the label
    assert ADDRESS not in labels(grid)
    assert grid.text() == "没有"


def test_texts_are_wrapped_between_words_and_no_word_is_cut(qtbot):
    grid = TextGrid(wide=(1,))
    qtbot.addWidget(grid)
    long_word = "w" * 60
    grid.show_cells([Cell(0, 0, "网址"), Cell(0, 1, f"见 {long_word}")])
    whole = grid.sizeHint()
    word = grid.fontMetrics().horizontalAdvance(long_word)
    assert word < grid.minimumSizeHint().width() < whole.width()
    assert grid.heightForWidth(whole.width()) == whole.height()
    assert grid.heightForWidth(grid.minimumSizeHint().width()) > whole.height()


def test_wide_columns_share_what_there_is_by_what_they_need(qtbot):
    grid = TextGrid(wide=(0, 1))
    qtbot.addWidget(grid)
    grid.show_cells([Cell(0, 0, "张伟 13812345678"), Cell(0, 1, "长住")])
    needed = grid.sizeHint().width()
    one_line = grid.sizeHint().height()
    assert grid.heightForWidth(needed) == one_line  # though half of it is too little for the first
    assert grid.heightForWidth(needed // 2) > one_line


def test_what_is_wrong_is_red_and_numbers_stand_at_the_right(grid):
    grid.show_cells([Cell(0, 0, "亏"), Cell(0, 1, "-1", "wrong", RIGHT)])
    image = grid.grab().toImage()
    red = [
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) == QColor(LIGHT.bad)
    ]
    assert red
    assert min(red) > image.width() // 2


def test_a_larger_font_is_measured_anew(grid):
    before = grid.sizeHint()
    larger = grid.font()
    larger.setPointSizeF(2 * larger.pointSizeF())
    grid.setFont(larger)
    assert grid.sizeHint().height() > before.height()
