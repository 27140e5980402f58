"""检查数据 in 设置: everything is looked through, each finding named with what can be done."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QTableWidget

from app.ui.progress import ProgressDialog
from app.ui.settings.checking import FindingsDialog, check_office
from app.ui.settings.data import DataSettings
from tests.clients import new_client
from tests.ui.input import press


@pytest.fixture
def page(qtbot, context, desk):
    for name in ("华东机械", "绿洲食品"):
        new_client(desk, name)
    made = DataSettings(context)
    qtbot.addWidget(made)
    made.show()
    return made


def spoil(db, statement):
    db.close()
    with closing(sqlite3.connect(db.path)) as raw, raw:
        raw.execute(statement)


def found(qtbot, page):
    page.findChild(QPushButton, "checkButton").click()
    qtbot.waitUntil(lambda: page.findChild(FindingsDialog) is not None)
    return page.findChild(FindingsDialog)


def test_an_office_in_order_is_told_so(qtbot, page):
    page.findChild(QPushButton, "checkButton").click()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert "没有发现问题" in page.findChild(QMessageBox).text()


def test_it_is_offered_once_and_can_be_cancelled(qtbot, page, monkeypatch):
    monkeypatch.setattr("app.queries.checking.STEPS", 1)
    titles = [label.text() for label in page.findChildren(QLabel)]
    assert titles.count("检查数据") == 1
    press(page, "checkButton")
    assert len(page.findChildren(ProgressDialog)) == 1
    page.findChild(ProgressDialog).reject()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert "已取消" in page.findChild(QMessageBox).text()


def test_wrong_sums_are_named_and_mended(qtbot, page, context):
    spoil(context.db, "UPDATE client_fact SET last_stay_on = '2020-01-01'")
    dialog = found(qtbot, page)
    table = dialog.findChild(QTableWidget, "findingsTable")
    assert table.rowCount() == 2
    assert "最近入住" in table.item(0, 0).text()
    assert "重新计算" in table.item(0, 1).text()
    press(dialog, "copyFindings")
    assert QGuiApplication.clipboard().text().count("\n") == 1
    press(dialog, "mend")
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert "没有发现问题" in page.findChild(QMessageBox).text()


def test_what_cannot_be_computed_is_named_with_what_to_do(qtbot, page, context, monkeypatch):
    monkeypatch.setattr("app.queries.checking.FEW", 1)
    spoil(context.db, "UPDATE client SET manager_id = 77")
    dialog = found(qtbot, page)
    table = dialog.findChild(QTableWidget, "findingsTable")
    assert table.rowCount() == 2, "the first of two, and how many there are"
    assert "一共 2 处" in table.item(1, 0).text()
    assert "不见了" in table.item(0, 0).text()
    assert "备份" in table.item(0, 1).text()
    assert not dialog.findChild(QPushButton, "mend").isEnabled()
    press(dialog, "copyFindings")
    assert QGuiApplication.clipboard().text().count("不见了") == 2
    press(dialog, "close")


def test_it_can_be_asked_for_with_mending_at_once(qtbot, page, context):
    spoil(context.db, "DELETE FROM client_fact")
    check_office(context, page, mend=True)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert "没有发现问题" in page.findChild(QMessageBox).text()
