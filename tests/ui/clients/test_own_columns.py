"""The office's own fields as columns of the client list."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.own_fields import OwnField, OwnKind
from app.exchange.columns import Format
from app.services.own_fields import save_own_field, use_own_field
from app.ui.clients.output import listed_clients
from app.ui.clients.page import ClientsPage
from app.ui.saved_views import show_view, view_of
from tests.clients import new_client


@pytest.fixture
def office(desk):
    for field in (
        OwnField(name="车牌"),
        OwnField(name="会员数", kind=OwnKind.NUMBER),
        OwnField(name="周年", kind=OwnKind.DAY),
        OwnField(name="级别", kind=OwnKind.CHOICE, choices=("金", "银")),
    ):
        save_own_field(desk, field)
    held = {"f1": "粤B", "f2": "9", "f3": "2016-01-05", "f4": "银"}
    new_client(desk, "甲公司", extra=tuple(held.items()))
    new_client(desk, "乙公司", extra=(("f2", "120"), ("f4", "金")))
    new_client(desk, "丙公司", extra=(("f2", "很多"), ("f3", "年底"), ("f4", "铜")))
    return desk


@pytest.fixture
def page(qtbot, context, office):
    return shown(qtbot, context)


def shown(qtbot, context):
    made = ClientsPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def offered(page):
    menu = page.table.column_menu()
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


def numbers(page):
    return {column.title: n for n, column in enumerate(page.model.columns)}


def texts(page, title):
    number = numbers(page)[title]
    return [page.model.index(row, number).data() for row in range(page.model.rowCount())]


def test_own_fields_are_offered_and_shown(page):
    assert page.table.isColumnHidden(numbers(page)["车牌"])
    offered(page)["车牌"].toggle()
    assert not page.table.isColumnHidden(numbers(page)["车牌"])
    assert sorted(texts(page, "车牌")) == ["", "", "粤B"]


@pytest.mark.parametrize(
    ("key", "title", "upwards"),
    [
        ("own.f1", "车牌", ["粤B", "", ""]),
        ("own.f2", "会员数", ["9", "120", "很多"]),
        ("own.f3", "周年", ["2016-01-05", "年底", ""]),
        ("own.f4", "级别", ["金", "银", "铜"]),
    ],
)
def test_they_are_sorted_as_what_they_hold(page, key, title, upwards):
    page.table.sort_wanted.emit(key, False)
    assert texts(page, title) == upwards


def test_a_new_field_can_be_shown_at_once_and_one_out_of_use_goes(page, office):
    save_own_field(office, OwnField(name="楼层"))
    offered(page)["楼层"].toggle()
    assert not page.table.isColumnHidden(numbers(page)["楼层"])
    offered(page)["级别"].toggle()
    page.table.sort_wanted.emit("own.f4", False)
    use_own_field(office, "f4", active=False)
    assert page.table.isColumnHidden(numbers(page)["级别"])
    assert "级别" not in offered(page)
    assert page.order == "name"
    save_own_field(office, OwnField("f1", "车号"))
    assert "车号" in offered(page)


def test_the_choice_is_kept_while_fields_come_and_go(qtbot, page, office, context):
    offered(page)["会员数"].toggle()
    page.table.setColumnWidth(numbers(page)["会员数"], 150)
    page.close()
    save_own_field(office, OwnField(name="楼层"))
    use_own_field(office, "f1", active=False)
    again = shown(qtbot, context)
    known = numbers(again)
    assert not again.table.isColumnHidden(known["会员数"])
    assert again.table.columnWidth(known["会员数"]) == 150
    assert again.table.isColumnHidden(known["楼层"])
    assert again.table.isColumnHidden(known["车牌"])


def test_they_go_into_a_view_and_come_back(page, office):
    offered(page)["会员数"].toggle()
    page.table.sort_wanted.emit("own.f2", True)
    view = view_of(page)
    assert "own.f2" in view["columns"]
    offered(page)["恢复默认列"].trigger()
    show_view(page, view)
    assert not page.table.isColumnHidden(numbers(page)["会员数"])
    assert (page.order, page.descending) == ("own.f2", True)
    use_own_field(office, "f2", active=False)
    show_view(page, view)
    assert page.table.isColumnHidden(numbers(page)["会员数"])
    assert page.order == "name"


def test_they_are_put_out_as_what_they_hold(page, context):
    for title in ("车牌", "会员数", "周年"):
        offered(page)[title].toggle()
    page.table.sort_wanted.emit("own.f1", False)
    listed = listed_clients(page)
    assert [column.title for column in listed.columns[-3:]] == ["车牌", "会员数", "周年"]
    assert listed.values["own.f3"][1] is Format.DAY
    rows = {row.name: row for row in page.read_rows(page.model.ids)}
    held = {name: listed.values["own.f2"][0](row) for name, row in rows.items()}
    assert held == {"甲公司": Decimal(9), "乙公司": Decimal(120), "丙公司": "很多"}
    days = {name: listed.values["own.f3"][0](row) for name, row in rows.items()}
    assert days == {"甲公司": date(2016, 1, 5), "乙公司": "", "丙公司": "年底"}
