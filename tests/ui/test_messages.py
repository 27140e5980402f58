"""What the program says when something goes wrong."""

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.errors import AppError
from app.ui.messages import CrashWindow, ask, ask_unsaved, show_error, tell


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def box(parent):
    return parent.findChild(QMessageBox)


def press(parent, text):
    button = next(b for b in box(parent).buttons() if b.text() == text)
    button.click()


def test_expected_failures_are_told_and_bugs_are_not_hidden(parent):
    show_error(parent, AppError("磁盘已满 <b>"))
    assert box(parent).text() == "磁盘已满 <b>"
    with pytest.raises(KeyError):
        show_error(parent, KeyError("x"))


def test_telling_does_not_stop_the_program(parent):
    tell(parent, "提示", "好了")
    assert box(parent).text() == "好了"


def test_a_question_acts_only_on_yes(parent, qtbot):
    done = []
    ask(parent, "彻底删除", "删了就没有了。", "删除", lambda: done.append(1))
    press(parent, "取消")
    qtbot.waitUntil(lambda: box(parent) is None)
    assert done == []
    ask(parent, "彻底删除", "删了就没有了。", "删除", lambda: done.append(1))
    press(parent, "删除")
    assert done == [1]


@pytest.mark.parametrize(("button", "did"), [("保存", "s"), ("不保存", "d"), ("继续填写", "")])
def test_what_was_typed_is_saved_dropped_or_kept(parent, button, did):
    done = []
    ask_unsaved(parent, lambda: done.append("s"), lambda: done.append("d"))
    press(parent, button)
    assert "".join(done) == did


@pytest.fixture
def crash(qapp):
    kept = sys.excepthook, threading.excepthook, sys.unraisablehook
    made = CrashWindow()
    made.install()
    yield made
    sys.excepthook, threading.excepthook, sys.unraisablehook = kept


def crash_box():
    return next((w for w in QApplication.topLevelWidgets() if w.objectName() == "crash"), None)


def raised(error):
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_fault_64_a_bug_is_logged_without_what_was_typed_and_shown_once(qtbot, crash, caplog):
    with caplog.at_level(logging.ERROR):
        sys.excepthook(*raised(ValueError("张三 13800000000")))
        sys.excepthook(*raised(ValueError("李四")))
    qtbot.waitUntil(lambda: crash_box() is not None)
    assert "13800000000" not in caplog.text
    assert "ValueError" in crash_box().detailedText()
    next(b for b in crash_box().buttons() if b.text() == "复制详情").click()
    assert "ValueError" in QGuiApplication.clipboard().text()
    crash_box().close()
    qtbot.waitUntil(lambda: crash_box() is None)


TYPED = "13800000000"


class Leaving:
    """Fails where nobody can be told: while it is taken away."""

    def __del__(self):
        try:
            Path(TYPED).read_bytes()
        except OSError as error:
            raise ValueError(TYPED) from error


def test_what_python_cannot_raise_is_logged_with_its_cause(crash, caplog):
    with caplog.at_level(logging.ERROR):
        Leaving()
    assert "FileNotFoundError 2" in caplog.text
    assert "ValueError" in caplog.text
    assert TYPED not in caplog.text
    assert "tests/ui/test_messages.py" in caplog.text


def test_fault_69_a_bug_in_a_thread_reaches_the_window_too(qtbot, crash):
    def fail():
        kind, error, trace = raised(KeyError("x"))
        threading.excepthook(threading.ExceptHookArgs((kind, error, trace, None)))

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: crash_box() is not None)
    crash_box().close()
    qtbot.waitUntil(lambda: crash_box() is None)


def test_an_expected_failure_that_nobody_caught_is_told_plainly(qtbot, crash):
    sys.excepthook(*raised(AppError("磁盘已满。")))

    def told():
        return next(
            (w for w in QApplication.topLevelWidgets() if w.objectName() == "message"), None
        )

    qtbot.waitUntil(lambda: told() is not None)
    assert told().text() == "磁盘已满。"
    told().close()
