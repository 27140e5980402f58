"""A page made anew in its scroll area leaves the cursor where somebody is working."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.areas import show_page


def page(*names, off=()):
    made = QWidget()
    column = QVBoxLayout(made)
    for name in names:
        button = QPushButton(name)
        button.setObjectName(name)
        button.setEnabled(name not in off)
        column.addWidget(button)
    return made


@pytest.fixture
def window(qtbot):
    made = QWidget()
    column = QVBoxLayout(made)
    area = QScrollArea()
    area.setWidgetResizable(True)
    for part in (QPushButton("besides"), area):
        column.addWidget(part)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def area(window):
    return window.findChild(QScrollArea)


def put_on(area, number):
    buttons = area.widget().findChildren(QPushButton)
    buttons[number].setFocus()
    assert buttons[number].hasFocus()


def where(area):
    found = [n for n, one in enumerate(area.widget().findChildren(QPushButton)) if one.hasFocus()]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("before", "at", "after", "now"),
    [
        (("edit", "gone", "edit", "gone"), 2, ("edit", "gone", "edit", "gone"), 2),
        (("edit", "gone", "edit", "gone"), 1, ("edit", "gone"), 1),
        (("edit", "gone", "edit", "gone"), 3, ("edit", "gone"), 1),
        (("hang", "edit"), 0, ("take down", "edit"), 0),
    ],
)
def test_the_cursor_goes_to_what_took_the_place(area, before, at, after, now):
    show_page(area, page(*before))
    put_on(area, at)
    show_page(area, page(*after))
    assert where(area) == now


def test_where_nothing_takes_keys_the_area_has_the_cursor(area):
    show_page(area, page("edit"))
    put_on(area, 0)
    show_page(area, page())
    assert area.hasFocus()


def test_what_is_greyed_does_not_get_it(area):
    show_page(area, page("hang", "edit"))
    put_on(area, 0)
    show_page(area, page("hang", "edit", off=("hang",)))
    assert where(area) == 1


def test_a_cursor_elsewhere_stays_there(window, area):
    show_page(area, page("edit"))
    besides = window.findChild(QPushButton)
    besides.setFocus()
    show_page(area, page("edit"))
    assert besides.hasFocus()
    show_page(area, QLabel("空"))
    assert besides.hasFocus()
