from datetime import time, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon, QWidget

from app.domain.tasks import TaskDraft
from app.domain.types import CaseKind, ClientId, Severity
from app.models import Case
from app.queries.due_times import DueTime, next_due
from app.queries.today import TodayScope
from app.services.tasks import add_task, finish_task
from app.ui.due_notices import DueNotice, DueNotices
from tests.conftest import NOW, TODAY
from tests.log import new_client
from tests.ui.input import press
from tests.ui.waiting import settled

SOON = NOW + timedelta(minutes=30)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


@pytest.fixture
def notices(context, window):
    return DueNotices(context, window)


def case(desk, client_id, **more):
    known = {"kind": CaseKind.COMPLAINT, "severity": Severity.URGENT, "received_at": NOW}
    with desk.write() as session:
        session.add(Case(number="W1", client_id=client_id, title="漏水", **(known | more)))


def pass_time(context, by):
    later = NOW + by
    object.__setattr__(context.desk, "clock", lambda: later)


def test_what_falls_due_first_is_found(desk, db):
    client_id = new_client(desk)
    for title, at, day in (
        ("过了", time(1), TODAY),
        ("先", time(3), TODAY),
        ("同时", time(3), TODAY),
        ("明天", time(1), TODAY + timedelta(1)),
        ("随时", None, TODAY),
    ):
        add_task(desk, TaskDraft(client_id, title=title, due_on=day, due_time=at))
    with db.read() as session:
        assert [one.title for one in next_due(session, TodayScope(NOW))] == ["先", "同时"]
        assert next_due(session, TodayScope(NOW + timedelta(9))) == []
    case(desk, client_id, answer_due_at=NOW + timedelta(minutes=5))
    with db.read() as session:
        (found,) = next_due(session, TodayScope(NOW))
    assert (found.title, found.case_id) == ("漏水", 1)


@pytest.fixture
def looked(qtbot, context):
    """Return what waits until the program has looked what falls due next."""

    def wait():
        settled(qtbot, context)

    return wait


def test_it_is_told_when_its_time_comes(qtbot, context, window, notices, looked):
    desk = context.desk
    client_id = new_client(desk)
    notices.look()
    looked()
    assert not notices._timer.isActive()
    add_task(desk, TaskDraft(client_id, title="回电", due_on=TODAY, due_time=SOON.time()))
    looked()
    assert notices._timer.remainingTime() == pytest.approx(30 * 60 * 1000, rel=0.01)
    notices._rang()
    assert window.findChild(DueNotice) is None, "not yet"
    pass_time(context, timedelta(minutes=31))
    notices._timer.timeout.emit()
    notice = window.findChild(DueNotice)
    assert notice.findChild(QLabel, "dueText").text() == "03:00　华东机械：回电"
    with qtbot.waitSignal(context.navigator.client_wanted):
        press(notice, "openDue")
    looked()
    assert not notices._timer.isActive()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # of the offscreen platform
def test_after_sleep_it_is_told_once_and_a_problem_is_opened(
    qtbot, monkeypatch, context, notices, looked
):
    desk, window = context.desk, notices.parent()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    shown = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda *words: shown.append(words[2]))
    client_id = new_client(desk)
    case(desk, client_id, answer_due_at=SOON)
    add_task(desk, TaskDraft(client_id, title="以后", due_on=TODAY, due_time=time(9)))
    looked()
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    pass_time(context, timedelta(hours=2))
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    (notice,) = window.findChildren(DueNotice)
    assert shown == ["03:00　华东机械：漏水"], "once, though the window came to the front twice"
    looked()
    pass_time(context, timedelta(hours=8))
    notices._rang()
    assert shown[1:] == ["09:00　华东机械：以后"]
    pass_time(context, timedelta(hours=0))
    finish_task(desk, 1)
    with qtbot.waitSignal(context.navigator.case_wanted):
        notice._open()


def test_a_notice_is_opened_and_put_away_by_keys(qtbot, context, window, notices, looked):
    client_id = new_client(context.desk)
    window.activateWindow()
    for minutes, key in ((30, Qt.KeyboardModifier.NoModifier), (31, SHIFT)):
        at = (NOW + timedelta(minutes=minutes)).time()
        add_task(context.desk, TaskDraft(client_id, title="回电", due_on=TODAY, due_time=at))
        looked()
        pass_time(context, timedelta(minutes=minutes, seconds=1))
        notices._timer.timeout.emit()
        opened = []
        context.navigator.client_wanted.connect(opened.append)
        qtbot.keyClick(window, Qt.Key.Key_F8, key)
        assert opened == ([] if key is SHIFT else [client_id])
        looked()
        assert not [one for one in window.findChildren(DueNotice) if one.isVisible()]


def test_a_long_notice_is_shown_whole(context, window):
    long = DueTime(NOW, "把会议室平面图和报价" * 4, ClientId(1), "澜川远航重型机械股份有限公司")
    notice = DueNotice(context, [long, long], window)
    notice.show()
    text = notice.findChild(QLabel, "dueText")
    assert text.height() >= text.heightForWidth(text.width())
    assert window.rect().contains(notice.geometry())


def test_of_many_at_one_moment_the_first_are_told_and_the_rest_counted(context, window):
    many = [DueTime(NOW, f"回电{n}", ClientId(1), "华东机械") for n in range(50)]
    notice = DueNotice(context, many, window)
    notice.show()
    lines = notice.findChild(QLabel, "dueText").text().split("\n")
    assert (len(lines), lines[-1]) == (6, "还有 45 项，都在今日里")
    assert window.rect().contains(notice.geometry())
