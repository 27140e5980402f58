import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.flow import FlowLayout

WIDTH = 120


@pytest.fixture
def flow(qtbot):
    """Two short words in one line."""
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(WIDTH, 200)
    layout = FlowLayout(holder)
    for _word in range(2):
        layout.addWidget(QLabel("甲乙"))
    holder.show()
    yield layout
    holder.hide()  # alive until here


def lines(layout):
    return round(layout.heightForWidth(WIDTH) / layout.itemAt(0).sizeHint().height())


def test_the_height_follows_a_text_that_grows_and_one_that_goes(flow):
    assert lines(flow) == 1
    flow.itemAt(1).widget().setText("甲乙丙丁戊己庚辛")
    assert lines(flow) == 2
    flow.itemAt(1).widget().hide()
    assert lines(flow) == 1
    flow.itemAt(1).widget().show()
    assert lines(flow) == 2


def test_the_height_follows_what_is_added_and_taken_away(flow):
    assert lines(flow) == 1
    flow.addWidget(QLabel("甲乙丙丁戊己庚"))
    flow.itemAt(2).widget().show()
    assert lines(flow) == 2
    flow.takeAt(2).widget().deleteLater()
    assert lines(flow) == 1


def test_each_line_may_end_at_the_right_edge(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(WIDTH, 200)
    layout = FlowLayout(holder, at_right=True)
    for word in ("甲乙", "丙丁", "戊己庚辛壬癸"):
        layout.addWidget(QLabel(word))
    holder.show()
    layout.activate()
    ends = [layout.itemAt(place).geometry().right() for place in (1, 2)]
    assert ends == [WIDTH - 1, WIDTH - 1]
    tops = [layout.itemAt(place).geometry().y() for place in range(3)]
    assert tops[0] == tops[1] < tops[2]
