from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.texts import CopyableText


def test_of_a_text_beyond_all_measure_the_beginning_is_shown(qtbot):
    text = CopyableText("长" * 5_001)
    qtbot.addWidget(text)
    shown, told = text.text().split("\n")
    assert shown == "长" * 5_000
    assert "共 5,001 个字" in told
    assert CopyableText("长" * 5_000).text() == "长" * 5_000


def test_a_text_is_markable_once_the_mouse_is_over_it_and_stays_where_it_was(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    text = CopyableText("杭州市西湖区 <b>体育场路</b> 218 号，一楼大堂左侧，请先打电话")
    column = QVBoxLayout(page)
    column.addWidget(text)
    column.addStretch(1)
    page.resize(240, 200)
    page.show()
    before = page.grab().toImage()
    size = text.size()
    assert text.textInteractionFlags() == Qt.TextInteractionFlag.LinksAccessibleByMouse
    QApplication.sendEvent(text, QEnterEvent(*[QPointF(5, 5)] * 3))
    column.activate()
    assert text.textInteractionFlags() == Qt.TextInteractionFlag.TextSelectableByMouse
    assert text.size() == size
    assert page.grab().toImage() == before
    QTest.mouseDClick(text, Qt.MouseButton.LeftButton, pos=QPoint(12, 8))
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert text.hasSelectedText()
    assert QGuiApplication.clipboard().text() == text.selectedText() != ""
