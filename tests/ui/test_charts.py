"""A chart in a window: the cursor in it is seen, and goes with it."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.charts import ChartView


def bars(_painter, _area, _style):
    return [(QRectF(10 + 40 * key, 10, 30, 80), key) for key in range(3)]


@pytest.fixture
def window(qtbot, themed):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def chart(qtbot, window):
    made = ChartView("bars", "柱图")
    column = QVBoxLayout(window)
    for part in (QLineEdit(), made, QLineEdit()):
        column.addWidget(part)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.show_drawing(bars, lambda key: f"第{key}根")
    made.grab()  # where the bars are is known once they are painted
    return made


def test_tab_puts_the_cursor_on_a_bar_which_enter_opens(qtbot, window, chart):
    before, after = window.findChildren(QLineEdit)
    opened = []
    chart.bar_clicked.connect(opened.append)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert chart.hasFocus()
    plain = chart.grab().toImage()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened == [0, 1]
    assert chart.grab().toImage() != plain
    qtbot.keyClick(chart, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert chart._at is None


def test_a_click_on_a_bar_opens_it_and_one_beside_does_not(qtbot, chart):
    qtbot.mouseMove(chart, QPoint(105, 50))
    with qtbot.waitSignal(chart.bar_clicked) as opened:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(105, 50))
    assert opened.args == [2]
    with qtbot.assertNotEmitted(chart.bar_clicked):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_a_click_marks_no_bar_beside_it(chart):
    chart.setFocus(Qt.FocusReason.MouseFocusReason)
    assert chart._at is None
