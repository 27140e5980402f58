import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from sqlalchemy import func, select

from app.domain.clients_bin import BinKind
from app.models import Client
from app.services.clients_bulk import delete_clients
from app.services.contacts import delete_contacts
from app.ui.bin.page import BinPage
from tests.clients import new_client, new_contact
from tests.ui.input import press


@pytest.fixture
def page(qtbot, context, desk):
    kept, gone = new_client(desk, "华东机械"), new_client(desk, "江南轴承")
    delete_contacts(desk, [new_contact(desk, kept, "张伟")])
    delete_clients(desk, [gone])
    made = BinPage(context)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def titles(page):
    return sorted(page.model.index(row, 1).data() for row in range(page.model.rowCount()))


def test_what_was_deleted_is_found_and_restored(page):
    assert titles(page) == ["张伟", "江南轴承（KH0002）"]
    page.kind.choose([BinKind.CLIENT])
    assert titles(page) == ["江南轴承（KH0002）"]
    page.table.selectAll()
    press(page, "restore")
    page.clear_filters()
    assert titles(page) == ["张伟"]
    page.search.setText("华东")
    assert titles(page) == ["张伟"]


@pytest.mark.parametrize("key", ["kind", "title", "client", "deleted_at"])
def test_the_bin_sorts_by_any_column(page, key):
    page._sort(key, False)
    upwards = [page.model.index(row, 1).data() for row in range(2)]
    page._sort(key, True)
    assert {*upwards} == set(titles(page))


def test_destroying_asks_first(page, desk):
    page.kind.choose([BinKind.CLIENT])
    page.table.selectAll()
    QTest.keyClick(page.search, Qt.Key.Key_Delete)
    assert page.findChild(QMessageBox) is None, "Del in the search box is of its text"
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    box = page.findChild(QMessageBox)
    assert "不能恢复" in box.text()
    next(b for b in box.findChildren(QPushButton) if b.text() == "彻底删除").click()
    with desk.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Client)) == 1
