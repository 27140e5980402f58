"""Ends that nobody in the window asked for, seen from outside: a signal, a fault of the program."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QPushButton

from app.config import OfficeFolder
from app.crash_report import CrashWatch, crash_report
from app.ui.communications.entry import EntryDialog
from app.ui.crash_dialog import CrashDialog, offer_report
from app.ui.ending import end_when_asked, keep_forms
from app.ui.form_keeper import FormKeeper
from app.ui.shell import MainWindow
from tests.clients import new_client
from tests.ui.input import compose
from tests.ui.offices import small_folder

STRUCK = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit
from app.config import OfficeFolder
from app.ui import start
from app.ui.communications.entry import EntryDialog

begin = start.Session._begin

def begin_and_strike(self, page):
    begin(self, page)
    self.window.write_entry(None)
    entry = self.window.findChild(EntryDialog)
    entry.form.findChild(QPlainTextEdit, "summary").setPlainText("陈建国说要换酒店 13911112222")
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), getattr(signal, sys.argv[2])))

start.AFTER = 0  # the watch over the window begins at once
start.Session._begin = begin_and_strike
sys.exit(start.run_window(OfficeFolder(Path(sys.argv[1]))))
"""
ASKING = """
import os, signal, sys, threading
from pathlib import Path
from app.config import OfficeFolder
from app.ui import start
from app.ui.damage import DamageDialog

def strike():
    os.kill(os.getpid(), getattr(signal, sys.argv[2]))

# from a thread, once the window is there: nothing that happens in it lets Python run
DamageDialog._show_best = lambda self, found: threading.Timer(0.3, strike).start()
sys.exit(start.run_window(OfficeFolder(Path(sys.argv[1]))))
"""
FAULT = """
import os, signal, sys
from pathlib import Path
from app.config import OfficeFolder
from app.crash_report import CrashWatch

watch = CrashWatch(OfficeFolder(Path(sys.argv[1])))
os.kill(os.getpid(), getattr(signal, sys.argv[2]))
"""


def struck(program, folder, name):
    return subprocess.run(
        [sys.executable, "-c", program, str(folder.path), name],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )


@pytest.fixture
def folder(empty_office, tmp_path):
    return small_folder(empty_office, tmp_path)


def kept(path):
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT content FROM form_draft")
        return [json.loads(row[0])["summary"]["value"] for row in rows]


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the session's end")
def test_fault_10_a_terminated_program_keeps_the_form_and_ends_well(folder):
    done = struck(STRUCK, folder, "SIGTERM")
    assert done.returncode == 0, done.stderr.decode()
    (content,) = kept(folder.database)
    assert "13911112222" in content
    assert folder.lock.read_text() == ""
    left = {one.name: one.read_text("utf-8") for one in folder.log.parent.iterdir()}
    assert "crash.txt" not in left
    assert "unexpected" not in left.get("keyou.log", ""), "a busy machine may be slow"


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the session's end")
def test_a_program_that_asks_what_to_do_with_a_damaged_file_ends_when_it_is_terminated(folder):
    folder.database.write_bytes(b"no database")
    done = struck(ASKING, folder, "SIGTERM")
    assert done.returncode == 1, done.stderr.decode()
    assert folder.lock.read_text() == ""


@pytest.fixture
def entry(qtbot, context, desk):
    client_id = new_client(desk)
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    dialog = EntryDialog(context, client_id, window)
    dialog.open()
    compose(dialog.findChild(QPlainTextEdit, "summary"), "询问年会")
    return dialog


def test_fault_10_a_log_off_keeps_the_form(qapp, entry, db, monkeypatch):
    told = []
    monkeypatch.setattr(signal, "signal", lambda *what: told.append(what))
    asks = SIGNAL("commitDataRequest(QSessionManager&)")  # only the system can send it
    before = qapp.receivers(asks)
    end_when_asked(qapp)
    assert told
    assert qapp.receivers(asks) == before + 1
    keep_forms()
    (content,) = kept(db.path)
    assert "询问年会" in content
    keep_forms()
    assert len(kept(db.path)) == 1, "it is the same form"
    entry.done(0)


def test_fault_10_what_is_just_being_written_is_waited_for(entry, db):
    entry.keeper.keep()
    compose(entry.findChild(QPlainTextEdit, "summary"), "，三百人")
    keep_forms()
    (content,) = kept(db.path)
    assert "三百人" in content
    entry.done(0)


def test_a_form_that_cannot_be_kept_does_not_keep_the_program(entry, db, monkeypatch):
    before = db.path.read_bytes()
    db.close()
    db.path.unlink()
    keep_forms()
    assert not db.path.exists()
    db.path.write_bytes(before)
    entry.done(0)
    assert isinstance(entry.keeper, FormKeeper)


def test_fault_70_a_segfault_leaves_a_report_without_personal_data(folder):
    done = struck(STRUCK, folder, "SIGSEGV")
    assert done.returncode != 0
    CrashWatch(folder).end()
    report = crash_report(folder)
    assert "Segmentation fault" in report
    assert 'File "app/ui/start.py"' in report
    for file in (*folder.log.parent.iterdir(), folder.lock):
        text = file.read_text("utf-8")
        assert not [word for word in ("陈建国", "1391111", "华东", "李明") if word in text], file
    assert str(Path(__file__).parents[2]) not in report


@pytest.fixture
def crashed(context):
    done = struck(FAULT, context.folder, "SIGABRT")
    assert done.returncode != 0
    context.folder.log.write_text("所在行\n" * 200, "utf-8")
    watch = CrashWatch(context.folder)
    yield context
    watch.end()


@pytest.fixture
def window(qtbot, crashed):
    made = MainWindow(crashed)
    qtbot.addWidget(made)
    made.show()
    return made


def offered(window):
    return window.findChild(CrashDialog)


def test_fault_70_the_report_is_offered_at_the_next_start(qtbot, crashed, window, monkeypatch):
    offer_report(crashed, window)
    offer_report(crashed, window)
    (dialog,) = window.findChildren(CrashDialog)
    shown = dialog.findChild(QPlainTextEdit, "report").toPlainText()
    assert "Aborted" in shown
    assert shown.count("所在行") == 60
    dialog.findChild(QPushButton, "copyReport").click()
    assert QGuiApplication.clipboard().text() == shown
    target = crashed.folder.path / "报告.txt"
    answers = iter([("", ""), (str(crashed.folder.path / "no" / "x.txt"), ""), (str(target), "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_what: next(answers))
    save = dialog.findChild(QPushButton, "saveReport")
    save.click()
    save.click()
    assert dialog.isVisible(), "neither asked nor written"
    assert crash_report(crashed.folder) == shown
    save.click()
    assert target.read_text("utf-8") == shown
    qtbot.waitUntil(lambda: offered(window) is None)
    offer_report(crashed, window)
    assert offered(window) is None


def test_fault_70_a_report_that_is_not_wanted_goes(qtbot, crashed, window):
    offer_report(crashed, window)
    offered(window).findChild(QPushButton, "ignoreReport").click()
    assert crash_report(crashed.folder) is None
    QApplication.processEvents()


def test_without_a_place_for_a_report_the_program_works(tmp_path):
    folder = OfficeFolder(tmp_path / "office")
    folder.path.write_text("a file is in the way")
    CrashWatch(folder).end()
    assert crash_report(folder) is None
