"""A start that takes long shows what it does, in a window that is painted meanwhile."""

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar

from app.errors import CancelledError, StorageError
from app.ui.start_sign import StartSign, run_beside


def sign():
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, StartSign))


def test_the_window_lives_while_the_work_is_done(qtbot, themed):
    painted, seen = threading.Event(), []

    def work(job):
        job.report(3, 10, "正在备份…")
        assert painted.wait(20), "the window stood still"
        return "done"

    def look():
        shown = sign()
        if shown.findChild(QLabel, "doing").text() != "正在备份…":
            QTimer.singleShot(0, look)
            return
        bar = shown.findChild(QProgressBar)
        seen.append((bar.value(), bar.maximum(), shown.close(), shown.isVisible()))
        painted.set()

    QTimer.singleShot(0, look)
    assert run_beside("正在检查…", work) == "done"
    assert seen == [(3, 10, False, True)], "it cannot be closed while the work goes on"
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible()]


def test_what_goes_wrong_reaches_who_asked(themed):
    def fail(_job):
        raise StorageError("磁盘已满")

    with pytest.raises(StorageError, match="磁盘已满"):
        run_beside("正在检查…", fail)


@pytest.fixture
def begin_anew(qapp):
    """Let loops run again in this process after the program was told to end."""
    yield
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()


@pytest.mark.usefixtures("begin_anew")
def test_a_program_that_is_asked_to_end_waits_for_nothing(themed):
    go_on = threading.Event()
    QTimer.singleShot(0, lambda: QApplication.exit(0))
    with pytest.raises(CancelledError):
        run_beside("正在检查…", lambda _job: go_on.wait(20))
    go_on.set()
