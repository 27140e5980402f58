"""Long work off the GUI thread."""

import gc
import sys
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QProgressBar, QWidget

from app.errors import AppError, CancelledError
from app.ui.progress import ProgressDialog, run_with_progress
from app.ui.workers import TURN, Workers


def test_results_arrive_in_the_gui_thread(qtbot, context):
    got = []
    owner = QObject()
    for _ in range(200):
        context.workers.run(
            owner,
            lambda _job: threading.get_ident(),
            lambda ident: got.append((ident, threading.get_ident())),
            got.append,
        )
    gc.collect()
    qtbot.waitUntil(lambda: len(got) == 200)
    worker, gui = got[0]
    assert gui == threading.get_ident() != worker


def test_a_failure_arrives_and_nothing_does_once_the_owner_is_gone(qtbot, context):
    got = []

    def fail(_job):
        raise ValueError("no")

    owner = QObject()
    context.workers.run(owner, fail, got.append, lambda error: got.append(type(error)))
    qtbot.waitUntil(lambda: got == [ValueError])
    dead, gate = QObject(), threading.Event()
    context.workers.run(dead, lambda _job: gate.wait(), got.append, got.append)
    assert context.workers.busy
    shiboken6.delete(dead)
    gate.set()
    assert context.workers.wait()
    done = QObject()
    context.workers.run(done, lambda _job: 1, got.append, got.append)
    qtbot.waitUntil(lambda: got == [ValueError, 1])


def test_closing_stops_work_at_its_next_report(qtbot, context, monkeypatch):
    monkeypatch.setattr("app.ui.workers.LONGEST_STOP", 60_000)  # a busy machine is no failure
    got, begun = [], threading.Event()

    def work(job):
        begun.set()
        while True:
            job.report(0, 0)

    owner = QObject()
    context.workers.run(owner, work, got.append, got.append)
    assert begun.wait(60)
    assert context.workers.stop()
    qtbot.waitUntil(lambda: len(got) == 1)
    assert isinstance(got[0], CancelledError)


def progress_of(parent):
    return parent.findChild(ProgressDialog)


def test_the_progress_window_tells_the_truth_and_goes(qtbot, context):
    parent, gate, got = QWidget(), threading.Event(), []
    qtbot.addWidget(parent)

    def work(job):
        job.report(3, 10, "正在读第 3 行")
        gate.wait(60)
        gate.clear()
        job.report(10, 10)
        gate.wait(60)
        return "好"

    run_with_progress(context.workers, parent, "导入", work, got.append)
    bar = progress_of(parent).findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.value() == 3)
    assert bar.maximum() == 10
    gate.set()
    qtbot.waitUntil(lambda: bar.maximum() == 0)  # what it still does takes nobody knows how long
    gate.set()
    qtbot.waitUntil(lambda: got == ["好"])
    qtbot.waitUntil(lambda: progress_of(parent) is None)


def test_cancelling_is_told_and_nothing_more(qtbot, context):
    parent, got = QWidget(), []
    qtbot.addWidget(parent)

    def work(job):
        while True:
            job.report(0, 0)

    run_with_progress(context.workers, parent, "导入", work, got.append)
    qtbot.keyClick(progress_of(parent), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: parent.findChild(QMessageBox) is not None)
    assert "已取消" in parent.findChild(QMessageBox).text()
    assert got == []


def test_a_failure_can_be_taken_by_the_caller(qtbot, context):
    parent, got = QWidget(), []
    qtbot.addWidget(parent)

    def fail(_job):
        raise AppError("坏了")

    run_with_progress(
        context.workers, parent, "导入", fail, got.append, lambda error: got.append(str(error))
    )
    qtbot.waitUntil(lambda: got == ["坏了"])


def test_the_search_for_cycles_waits_until_all_work_is_done(qtbot, context):
    seen, ended = [], []
    both, go_on = threading.Barrier(2, timeout=60), threading.Event()

    def long(_job):
        both.wait()
        assert go_on.wait(60)
        seen.append(gc.isenabled())

    owner = QObject()
    context.workers.run(owner, lambda _job: both.wait(), lambda _r: go_on.set(), ended.append)
    context.workers.run(owner, long, ended.append, ended.append)
    qtbot.waitUntil(lambda: ended == [None] and not context.workers.busy)
    assert seen == [False]
    assert gc.isenabled()


def test_the_window_gets_its_turn_soon_while_work_runs():
    usual = sys.getswitchinterval()
    try:
        sys.setswitchinterval(0.005)
        Workers()
        assert sys.getswitchinterval() == pytest.approx(TURN)
    finally:
        sys.setswitchinterval(usual)


def test_held_work_counts_and_begins_with_the_word(qtbot):
    workers, got = Workers(), []
    workers.hold()
    workers.run(workers, lambda _job: 1, got.append, got.append)
    assert workers.busy
    assert workers._pool.waitForDone(0)
    workers.go_on()
    qtbot.waitUntil(lambda: got == [1])
    workers.go_on()
    workers.run(workers, lambda _job: 2, got.append, got.append)
    qtbot.waitUntil(lambda: got == [1, 2])


def test_whoever_waits_for_held_work_begins_it(qtbot):
    workers, got = Workers(), []
    workers.hold()
    workers.run(workers, lambda _job: 1, got.append, got.append)
    assert workers.wait()
    qtbot.waitUntil(lambda: got == [1])


def test_held_work_is_dropped_at_the_end():
    workers, done = Workers(), []
    workers.hold()
    workers.run(workers, lambda _job: done.append(1), done.append, done.append)
    assert workers.stop()
    assert workers.wait()
    assert done == []
