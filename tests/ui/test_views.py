"""A page of several views: each is made when it is first shown, and its keys work at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton

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
