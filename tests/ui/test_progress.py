"""The window of a long job: 取消 stands there only while it helps."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from app.ui.progress import ProgressDialog, run_with_progress


def test_the_last_part_cannot_be_stopped_and_does_not_seem_so(qtbot, context):
    parent, gate, got = QWidget(), threading.Event(), []
    qtbot.addWidget(parent)

    def work(job):
        job.report(1, 2, "正在查找")
        job.report_last("现在不能再取消")
        gate.wait(60)
        return job.cancelled

    run_with_progress(context.workers, parent, "清除", work, got.append)
    window = parent.findChild(ProgressDialog)
    cancel, told = window.findChild(QPushButton), window.findChild(QLabel)
    assert cancel.isEnabled()
    assert not cancel.isDefault(), "it does not look like what one is to press"
    qtbot.waitUntil(lambda: told.text() == "现在不能再取消")
    assert not cancel.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert told.text() == "现在不能再取消"
    gate.set()
    qtbot.waitUntil(lambda: got == [False])


def asked_above(qtbot):
    """Return a window and a question above it, which has the keys."""
    below = QWidget()
    qtbot.addWidget(below)
    with qtbot.waitActive(below):
        below.show()
        below.activateWindow()
    question = QDialog(below)
    with qtbot.waitActive(question):
        question.open()
        question.activateWindow()
    return below, question


def test_the_window_below_has_the_keys_when_both_above_have_closed(qtbot, context, monkeypatch):
    below, question = asked_above(qtbot)
    given = []
    monkeypatch.setattr(below, "activateWindow", lambda: given.append(below))
    run_with_progress(
        context.workers, question, "写信", lambda _job: None, lambda _none: question.accept()
    )
    qtbot.waitUntil(lambda: given == [below])
    assert not question.isVisible()


def test_keys_stay_with_what_is_open_still(qtbot, context, monkeypatch):
    below, question = asked_above(qtbot)
    given, done = [], []
    monkeypatch.setattr(below, "activateWindow", lambda: given.append(below))
    run_with_progress(context.workers, question, "写信", lambda _job: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    other = QDialog(below)
    run_with_progress(
        context.workers,
        question,
        "写信",
        lambda _job: None,
        lambda _none: (question.accept(), other.open(), done.append(None)),
    )
    qtbot.waitUntil(lambda: len(done) > 1)
    assert given == []
