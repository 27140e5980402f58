"""The window of a long job: 取消 stands there only while it helps."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

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
    qtbot.waitUntil(lambda: told.text() == "现在不能再取消")
    assert not cancel.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert told.text() == "现在不能再取消"
    gate.set()
    qtbot.waitUntil(lambda: got == [False])
