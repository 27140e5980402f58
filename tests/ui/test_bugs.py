"""A bug, wherever it strikes, reaches the crash window, and the office file stays whole."""

import shutil
import sqlite3
import sys
import threading

import pytest
from PySide6.QtCore import QMetaObject, QStringListModel, Qt
from PySide6.QtWidgets import QApplication, QListView, QMessageBox, QPushButton
from typing_extensions import override

from app.config import OfficeFolder
from app.domain.types import Post
from app.models import Staff
from app.queries.checking import findings
from app.queries.office import staff_members
from app.ui.messages import CrashWindow, show_error
from app.ui.shell import MainWindow
from app.ui.start import begin_soon


class BrokenError(Exception):
    """No one expected it."""


class BrokenModel(QStringListModel):
    broken = False

    @override
    def data(self, *where):
        if self.broken:
            raise BrokenError
        return super().data(*where)


@pytest.fixture
def crash(qtbot):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    made = CrashWindow()
    made.install()
    yield made
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def crash_box():
    return next((w for w in QApplication.topLevelWidgets() if w.objectName() == "crash"), None)


def half_a_write(desk):
    with desk.write("x") as session:
        session.add(Staff(name="甲", name_key="jia", post=Post.OFFICER))
        session.flush()
        raise BrokenError


def in_a_slot(qtbot, context):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: half_a_write(context.desk))
    button.click()


def in_a_worker(qtbot, context):
    parent = QPushButton()
    qtbot.addWidget(parent)
    context.workers.run(
        parent,
        lambda _job: half_a_write(context.desk),
        parent.setText,
        lambda error: show_error(parent, error),
    )
    qtbot.waitUntil(lambda: crash_box() is not None)


def in_a_model(qtbot, _context):
    view, model = QListView(), BrokenModel(["甲"])
    qtbot.addWidget(view)
    view.setModel(model)
    view.show()
    model.broken = True
    view.viewport().update()
    qtbot.waitUntil(lambda: crash_box() is not None)  # painting asks many times
    model.broken = False


@pytest.mark.parametrize("strike", [in_a_slot, in_a_worker, in_a_model])
def test_fault_69_it_is_shown_and_nothing_is_half_written(qtbot, crash, context, strike):
    strike(qtbot, context)
    qtbot.waitUntil(lambda: crash_box() is not None)
    assert "BrokenError" in crash_box().detailedText()
    assert crash_box().windowFlags() & Qt.WindowType.WindowStaysOnTopHint, "no window covers it"
    crash_box().close()
    qtbot.waitUntil(lambda: crash_box() is None)
    QApplication.processEvents()
    assert crash_box() is None, "the same bug again and again is shown once"
    with context.db.read() as session:
        assert staff_members(session) == []
        assert list(findings(session)) == []


def test_fault_69_while_closing_it_keeps_the_window_open(qtbot, crash, context, monkeypatch):
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()

    def fail(*_what):
        raise BrokenError

    with monkeypatch.context() as patched:
        patched.setattr(type(context.preferences), "keep", fail)
        QMetaObject.invokeMethod(window, "close", Qt.ConnectionType.QueuedConnection)
        qtbot.waitUntil(lambda: crash_box() is not None)
    assert window.isVisible()
    crash_box().close()
    qtbot.waitUntil(lambda: crash_box() is None)
    assert window.close()
    assert window.findChild(QMessageBox) is None


def test_at_the_start_it_is_shown_too(new_session, qtbot, crash, empty_office, tmp_path):
    folder = OfficeFolder(tmp_path)
    shutil.copy(empty_office, folder.database)
    session = new_session(folder)
    with sqlite3.connect(folder.database) as raw:
        raw.execute(  # no such post
            "INSERT INTO staff (id, name, name_key, post, active, is_sample, version)"
            " VALUES (1, '甲', 'jia', 'king', 1, 0, 1)"
        )
    begin_soon(session, "clients")
    qtbot.waitUntil(lambda: crash_box() is not None)
    crash_box().close()
    assert session.window is None
    assert session.end()
