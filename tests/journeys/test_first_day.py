"""From an empty folder to a working office, through the windows the program really opens."""

import logging
import sqlite3
import sys
import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton

from app.config import OfficeFolder
from app.queries.office import staff_members
from app.ui.imports.wizard import ImportWizard
from app.ui.start import Session, run_window
from app.upgrade import open_office


@pytest.fixture
def session(themed, qtbot, tmp_path):
    folder = OfficeFolder(tmp_path / "客友")
    open_office(folder, now=datetime(2025, 12, 20, tzinfo=UTC))
    made = Session(folder)
    yield made
    for window in (made.window, made._welcome):
        if window is not None:
            window.close()
    made.end()


def welcome(session):
    session.begin("clients")
    assert session.window is None
    return session._welcome


def count(session):
    return session.window.show_page("clients").model.rowCount()


def test_start_with_the_sample_and_another_sits_down(qtbot, session):
    welcome(session).findChild(QPushButton, "sample").click()
    qtbot.waitUntil(lambda: session.window is not None)
    assert count(session) > 55
    first = session.window
    assert first._context.staff.post.supervises, "a supervisor sits here first"
    with first._context.db.read() as reading:
        other = next(m for m in staff_members(reading) if m.id != first._context.staff.id)
    first.show_page("communications")
    first.staff_wanted.emit(other.id)
    assert session.window is not first
    assert session.window.page_key == "communications"
    assert session.window.size() == first.size()
    assert session.window._context.staff.id == other.id


def test_start_by_importing(qtbot, session):
    dialog = welcome(session)
    dialog.findChild(QLineEdit, "hotelName").setText("云溪大酒店")
    dialog.findChild(QPushButton, "import").click()
    assert "云溪大酒店" in session.window.windowTitle()
    wizard = session.window.findChild(ImportWizard)
    assert wizard is not None
    wizard.reject()


def test_start_empty_and_come_back(qtbot, session):
    dialog = welcome(session)
    dialog.findChild(QLineEdit, "hotelName").setText("云溪大酒店")
    dialog.findChild(QPushButton, "empty").click()
    assert count(session) == 0
    assert not dialog.isVisible()
    session.window.close()
    session.begin("settings")
    assert session.window.isVisible(), "the welcome is for the first start only"


def test_a_file_that_is_not_ours_is_told_and_nothing_starts(qapp, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # so that they are put back
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr(QMessageBox, "critical", lambda *words: told.append(words[-1]))
    monkeypatch.setattr("app.ui.start.make_application", QApplication.instance)
    folder = OfficeFolder(tmp_path)
    raw = sqlite3.connect(folder.database)
    raw.execute("CREATE TABLE another_program(a)")
    raw.close()
    before = folder.database.read_bytes()
    assert run_window(folder) == 1
    assert "不是客友的数据文件" in told[0]
    assert folder.database.read_bytes() == before
