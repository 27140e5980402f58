"""A page of several views: each is made when it is first shown, and its keys work at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from app.ui.areas import scrolled
from app.ui.views import View, Views

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def made():
    return []


@pytest.fixture
def page(qtbot, context, made):
    def view(key, kind):
        def make(_context):
            made.append(key)
            return kind()

        return View(key, key, make)

    page = Views(context, "sample", [view("form", QLineEdit), view("list", QListWidget)])
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def test_a_view_is_made_once_it_is_first_shown(page, made):
    assert made == ["form"]
    page.show_view("list")
    page.show_view("form")
    page.show_view("list")
    assert made == ["form", "list"]


def test_a_view_can_be_asked_for_without_turning_to_it(page, made):
    assert not page.view("list", QListWidget).isVisible()
    assert made == ["form", "list"]
    assert page.view("form", QLineEdit).isVisible()


def test_who_asks_for_another_kind_than_it_is_learns_so(page):
    with pytest.raises(AssertionError):
        page.view("form", QPushButton)


def test_keys_reach_a_view_as_soon_as_alt_and_its_number_turned_to_it(page):
    QTest.keyClick(page, "2", ALT)
    assert page.view("list", QListWidget).hasFocus()
    QTest.keyClick(page, "1", ALT)
    QTest.keyClicks(page.focusWidget(), "x")
    assert page.view("form", QLineEdit).text() == "x"


def test_who_walks_the_tabs_by_arrows_goes_on_walking(page):
    page.tabs.tabBar().setFocus()
    QTest.keyClick(page.tabs.tabBar(), Qt.Key.Key_Right)
    assert page.view("list", QListWidget).isVisible()
    assert page.tabs.tabBar().hasFocus()


@pytest.fixture
def settings(qtbot, context):
    """A page whose first view takes no keys itself, but things within it do."""

    def make(_context):
        view = QWidget()
        column = QVBoxLayout(view)
        column.addWidget(QLabel("酒店"))
        line = QLineEdit()
        column.addWidget(scrolled(line, 30))  # which takes no keys: what is in it does
        add = QShortcut("Ctrl+N", view, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        add.activated.connect(lambda: view.setWindowTitle("新建"))
        return view

    page = Views(
        context, "sample", [View("hotel", "酒店", make), View("bare", "空", lambda _c: QLabel())]
    )
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.tabs.tabBar().setFocus()
    return page


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_from_the_tabs_one_goes_into_the_view(settings, key):
    QTest.keyClick(settings.tabs.tabBar(), key)
    assert settings.findChild(QLineEdit).hasFocus()


def test_a_views_keys_work_while_its_tab_has_the_cursor(settings):
    bar = settings.tabs.tabBar()
    QTest.keyClick(bar, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert settings.show_view("hotel").windowTitle() == "新建"
    QTest.keyClick(bar, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert bar.hasFocus()


def test_a_view_without_anything_to_type_leaves_the_cursor_on_its_tab(settings):
    settings.show_view("bare")
    bar = settings.tabs.tabBar()
    QTest.keyClick(bar, Qt.Key.Key_Return)
    assert bar.hasFocus()
