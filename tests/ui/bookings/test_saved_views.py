"""What a list shows is kept under a name and shown again."""

from datetime import date

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QPushButton

from app.domain import periods
from app.domain.types import BookingStatus
from app.queries.saved_views import saved_views
from app.services.saved_views import delete_view
from app.ui.bookings.booking_list import BookingsList
from app.ui.saved_views import NameDialog, show_view, view_of
from tests.clients import new_staff


@pytest.fixture
def page(qtbot, context, trade):
    new_staff(context.desk, "王芳")
    made = BookingsList(context)
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    return made


def menu(page):
    found = page.findChild(QPushButton, "views").menu()
    found.aboutToShow.emit()
    return found


def texts(page):
    return [action.text() for action in menu(page).actions() if not action.isSeparator()]


def trigger(page, *path):
    at = menu(page)
    for name in path[:-1]:
        at = next(action for action in at.actions() if action.text() == name).menu()
    next(action for action in at.actions() if action.text() == path[-1]).trigger()


def answer(page, name):
    dialog = next(one for one in page.findChildren(NameDialog) if one.isVisible())
    dialog.form.editor("name").setText(name)
    dialog.findChild(QPushButton, "save").click()
    return dialog


def save(page, name):
    menu(page).findChild(QAction, "saveView").trigger()
    return answer(page, name)


def arrange(page):
    """Narrow, sort and rearrange the list."""
    page.search.setText("YD")
    page.status.choose([BookingStatus.COMPLETED])
    page.period.choose_days(date(2025, 1, 1), date(2025, 11, 30))
    page.manager.choose([1])
    page.table.sort_wanted.emit("amount", False)
    header = page.table.horizontalHeader()
    header.moveSection(header.visualIndex(6), 0)
    page.table.setColumnHidden(1, True)
    page.table.setColumnHidden(10, False)


def test_a_view_brings_back_filters_order_and_columns(page, context):
    told = []
    context.navigator.told.connect(told.append)
    arrange(page)
    kept = view_of(page)
    assert save(page, "春季").isVisible() is False
    page.clear_filters()
    page.table._restore_columns()
    page.order, page.descending = "arrival_on", True
    trigger(page, "春季")
    assert view_of(page) == kept
    assert page.period.text() == "到店：2025-01-01 至 2025-11-30 ▾"
    assert (page.order, page.descending) == ("amount", False)
    assert kept["columns"][0] == "amount"
    assert "client" not in kept["columns"]
    assert told == ["视图：春季"]


def test_a_period_of_the_year_stays_the_year_of_whoever_looks(page):
    page.period.choose_usual(periods.THIS_YEAR)
    view = view_of(page)
    assert view["chips"] == {"periodFilter": ["本年"]}
    page.clear_filters()
    assert show_view(page, view) == []
    assert page.period.text() == "到店：本年 ▾"


@pytest.mark.parametrize(("first", "last"), [(date(2025, 3, 5), None), (None, date(2025, 3, 5))])
def test_an_open_end_comes_back(page, first, last):
    page.period.choose_days(first, last)
    view = view_of(page)
    page.clear_filters()
    show_view(page, view)
    assert page.period.period() == (first, last)


def test_views_are_renamed_and_deleted(page, context):
    for name in ("甲", "乙&丙"):
        save(page, name)
    assert texts(page) == ["甲", "乙&&丙", "保存当前视图…", "改名", "删除"]
    trigger(page, "改名", "甲")
    assert answer(page, "乙&丙").isVisible()
    answer(page, "丁")
    trigger(page, "删除", "乙&&丙")
    assert texts(page) == ["丁", "保存当前视图…", "改名", "删除"]


def test_a_view_just_deleted_elsewhere_is_told(qtbot, page, context):
    save(page, "甲")
    actions = menu(page).actions()[-1].menu().actions()
    with context.db.read() as session:
        (view,) = saved_views(session, "bookings")
    delete_view(context.desk, view.id)
    actions[0].trigger()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert texts(page) == ["保存当前视图…"]


def test_what_is_no_longer_there_is_told_and_the_rest_is_shown(page, context):
    told = []
    context.navigator.told.connect(told.append)
    view = {
        "chips": {"statusFilter": ["completed", "gone"]},
        "order": "gone",
        "columns": ["gone", "number"],
    }
    assert show_view(page, view) == ["状态"]
    assert page.status.chosen() == [BookingStatus.COMPLETED]
    assert page.order == "arrival_on"
    assert view_of(page)["columns"] == ["number"]
    assert show_view(page, {}) == []
    assert view_of(page)["columns"] == ["number"]
