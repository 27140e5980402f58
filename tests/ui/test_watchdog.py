"""The window that stands still is noticed; where it did is logged, not what it worked with."""

import logging
import threading

import pytest

from app.ui import watchdog
from app.ui.watchdog import Watchdog


@pytest.fixture
def dog(qapp):
    made = Watchdog()
    yield made
    made.stop()


class Bark(logging.Handler):
    """Takes a line of the log as the sign to go on."""

    def __init__(self):
        super().__init__()
        self.heard = threading.Event()
        self.text = ""

    def emit(self, record):
        self.text += self.format(record)
        self.heard.set()


@pytest.fixture
def bark():
    made = Bark()
    logging.getLogger(watchdog.__name__).addHandler(made)
    yield made
    logging.getLogger(watchdog.__name__).removeHandler(made)


def stand_still(_name, bark):
    assert bark.heard.wait(20)


def test_fault_74_where_the_window_hangs_is_logged_while_it_does_and_once_it_is_over(
    qtbot, dog, bark, monkeypatch
):
    monkeypatch.setattr(watchdog, "HANGS", 0.6)
    dog.start()
    stand_still("陈建国 13911112222", bark)
    assert "the window stands still for" in bark.text
    assert "tests/ui/test_watchdog.py" in bark.text
    assert " stand_still\n" in bark.text
    bark.heard.clear()
    qtbot.waitUntil(bark.heard.is_set)
    assert "the window stood still for about" in bark.text
    assert "13911112222" not in bark.text


def test_a_window_that_lives_is_left_alone(qtbot, dog, caplog, monkeypatch):
    monkeypatch.setattr(watchdog, "LONGEST", 60.0)  # however busy the machine is
    dog.start()
    beats = []
    dog._timer.timeout.connect(lambda: beats.append(1))
    qtbot.waitUntil(lambda: len(beats) > 2)
    assert caplog.text == ""


def test_a_computer_that_slept_is_no_window_that_stood_still(qtbot, dog, bark, caplog, monkeypatch):
    monkeypatch.setattr(watchdog, "HANGS", 0.0)  # each look comes later than that
    looked = []
    told = dog._over.wait
    monkeypatch.setattr(dog._over, "wait", lambda time: looked.append(1) or told(time))
    dog.start()
    while len(looked) < 6:  # longer than the window may stand still
        pass
    assert caplog.text == ""


def test_it_can_be_stopped_before_it_began(qapp):
    Watchdog().stop()
