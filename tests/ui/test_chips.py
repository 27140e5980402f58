"""Filter chips."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QListWidget

from app.ui.chips import FilterChip

OPTIONS = [(None, "未定"), (1, "甲"), (2, "乙"), (3, "丙")]


@pytest.fixture
def chip(qtbot):
    made = FilterChip("manager", "客户经理", OPTIONS)
    qtbot.addWidget(made)
    return made


def items(chip):
    found = chip.menu().findChild(QListWidget)
    return [found.item(row) for row in range(found.count())]


def test_ticking_chooses_and_the_chip_says_what(chip):
    told = []
    chip.changed.connect(lambda: told.append(chip.chosen()))
    items(chip)[2].setCheckState(Qt.CheckState.Checked)
    items(chip)[0].setCheckState(Qt.CheckState.Checked)
    assert told == [[2], [None, 2]]
    assert chip.text() == "客户经理：未定、乙 ▾"
    items(chip)[2].setCheckState(Qt.CheckState.Unchecked)
    assert chip.chosen() == [None]
    chip.clear()
    chip.clear()
    assert chip.text() == "客户经理 ▾"
    assert len(told) == 4


def test_many_choices_are_counted(chip):
    chip.choose([1, 2, 3])
    assert chip.text() == "客户经理：甲、乙 等3项 ▾"


def test_a_value_no_longer_offered_is_dropped(chip):
    chip.choose([1, 2])
    chip.set_options([(2, "乙")])
    assert chip.chosen() == [2]


def test_single_choice_replaces(qtbot):
    chip = FilterChip("quiet", "久未联系", OPTIONS, single=True)
    qtbot.addWidget(chip)
    items(chip)[1].setCheckState(Qt.CheckState.Checked)
    items(chip)[2].setCheckState(Qt.CheckState.Checked)
    assert chip.chosen() == [2]
    items(chip)[2].setCheckState(Qt.CheckState.Unchecked)
    assert chip.chosen() == []


def test_long_lists_are_searched_and_enter_chooses(qtbot):
    chip = FilterChip("m", "经理", [(n, f"样例{n}") for n in range(20)])
    qtbot.addWidget(chip)
    chip.show()
    chip.menu().popup(chip.mapToGlobal(chip.rect().bottomLeft()))
    chip.menu().findChild(QLineEdit).setText("样例13")
    shown = [item for item in items(chip) if not item.isHidden()]
    assert [item.text() for item in shown] == ["样例13"]
    chip.menu().findChild(QListWidget).itemActivated.emit(shown[0])
    assert chip.chosen() == [13]
    assert not chip.menu().isVisible()


def test_enter_opens_the_list_as_space_does(qtbot, chip):
    chip.show()
    opened = []
    chip.menu().aboutToShow.connect(lambda: opened.append(True))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTimer.singleShot(0, chip.menu().close)
        qtbot.keyClick(chip, key)
    assert len(opened) == 2


@pytest.fixture
def long(qtbot):
    made = FilterChip("m", "经理", [(n, f"样例{n}") for n in range(20)])
    qtbot.addWidget(made)
    made.show()
    made.menu().popup(made.mapToGlobal(made.rect().bottomLeft()))
    yield made
    made.menu().close()


def test_down_goes_from_the_search_line_into_the_list(qtbot, long):
    search, found = long.menu().findChild(QLineEdit), long.menu().findChild(QListWidget)
    search.setText("样例1")
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(found, Qt.Key.Key_Down)
    qtbot.keyClick(found, Qt.Key.Key_Space)
    assert long.chosen() == [10]
    assert long.menu().isVisible()


def test_enter_takes_the_first_that_was_found(qtbot, long):
    search = long.menu().findChild(QLineEdit)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    search.setText("没有这个人")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert (long.chosen(), long.menu().isVisible()) == ([], True)
    search.setText("样例13")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert (long.chosen(), long.menu().isVisible()) == ([13], False)


def test_ticking_one_of_which_only_one_is_taken_leaves_the_cursor_there(qtbot):
    chip = FilterChip("quiet", "久未联系", OPTIONS, single=True)
    qtbot.addWidget(chip)
    found = chip.menu().findChild(QListWidget)
    found.setCurrentRow(2)
    qtbot.keyClick(found, Qt.Key.Key_Space)
    assert (chip.chosen(), found.currentRow()) == ([2], 2)
