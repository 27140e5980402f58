"""Closing the window loses nothing typed, and ends what is going on within a moment."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPlainTextEdit

from app.domain.types import Post
from app.errors import CancelledError
from app.models import Staff
from app.queries.office import office_settings, staff_members
from app.ui.communications.entry import EntryDialog
from app.ui.shell import MainWindow


@pytest.fixture
def window(qtbot, context):
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show_page("clients")
    made.show()
    return made


def question(window):
    return window.findChild(QMessageBox, "unsaved")


def press(window, text):
    next(button for button in question(window).buttons() if button.text() == text).click()


def hotel_name(context):
    with context.db.read() as session:
        return office_settings(session).hotel_name


def type_hotel(window, text):
    window.show_page("settings").findChild(QLineEdit, "hotel_name").setText(text)
    window.show_page("clients")


@pytest.mark.parametrize(
    ("answer", "kept", "closed"),
    [("保存", "样例酒店", True), ("不保存", "", True), ("继续填写", "", False)],
)
def test_settings_not_saved_are_asked_about(window, context, answer, kept, closed):
    type_hotel(window, "样例酒店")
    assert not window.close()
    assert window.findChild(QLineEdit, "hotel_name").isVisible()
    press(window, answer)
    assert hotel_name(context) == kept
    assert window.isHidden() == closed


def test_what_cannot_be_saved_keeps_the_window_open(window):
    type_hotel(window, "长" * 40_000)
    assert not window.close()
    press(window, "保存")
    assert window.isVisible()
    assert len(window.findChild(QLineEdit, "hotel_name").text()) == 40_000


def test_a_wrong_weight_is_asked_about_too(window):
    editor = window.show_page("settings").show_view("rules").findChild(QLineEdit, "volumeWeight")
    editor.setText("四十")
    assert not window.close()
    assert editor.isVisible()
    press(window, "不保存")
    assert window.isHidden()


def test_an_entry_being_written_is_asked_about(window):
    window.write_entry(None)
    entry = window.findChild(EntryDialog)
    entry.form.findChild(QPlainTextEdit, "summary").setPlainText("谈了一半")
    assert not window.close()
    assert window.isVisible()
    assert question(window) is not None
    press(window, "继续填写")
    assert entry.form.findChild(QPlainTextEdit, "summary").toPlainText() == "谈了一半"
    entry.done(0)


def test_faults_48_71_a_running_job_is_stopped_and_nothing_of_it_is_kept(
    qtbot, window, context, monkeypatch
):
    monkeypatch.setattr("app.ui.workers.LONGEST_STOP", 60_000)  # a busy machine is no failure
    begun, ended = threading.Event(), []

    def work(job):
        with context.desk.write("x") as session:
            session.add(Staff(name="甲", name_key="jia", post=Post.OFFICER))
            session.flush()
            begun.set()
            while True:
                job.report(0, 0)

    owner = QObject()
    context.workers.run(owner, work, ended.append, ended.append)
    assert begun.wait(60)
    assert window.close()
    assert context.workers.stop()
    qtbot.waitUntil(lambda: len(ended) == 1)
    assert isinstance(ended[0], CancelledError)
    with context.db.read() as session:
        assert staff_members(session) == []


STUBBORN = """
import sys, threading
from pathlib import Path
from app.config import OfficeFolder
from app.db import Desk
from app.models import Department
from app.ui import start, workers

def begin(self, page):
    def work(job):
        with self._db.read() if sys.argv[2] == "reads" else Desk(self._db).write() as session:
            session.add(Department(name="甲"))
            if sys.argv[2] == "writes":
                session.flush()
            job.report(0, 0)
            threading.Event().wait()

    self.show_window(page)
    busy = self.window
    self._workers.go_on()
    self._workers.run(busy, work, print, print, lambda *_how_far: busy.close())

workers.LONGEST_STOP = 100
start.Session.begin = begin
sys.exit(start.run_window(OfficeFolder(Path(sys.argv[1]))))
"""


@pytest.mark.parametrize(("does", "is_cut_off"), [("reads", False), ("writes", True)])
def test_fault_71_a_job_that_does_not_listen_does_not_keep_the_program(tmp_path, does, is_cut_off):
    done = subprocess.run(
        [sys.executable, "-c", STUBBORN, str(tmp_path), does],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert bool((tmp_path / "keyou.lock").read_bytes()) == is_cut_off
