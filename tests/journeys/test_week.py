"""A week of a salesperson, day by day, in the real window: what 今日 shows and what it becomes."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from app.domain.birthdays import Birthday
from app.domain.today import TodayGroup
from app.domain.types import Channel, Post, TaskStatus
from app.models import Task
from app.queries.office import staff_members
from app.services.clients_bulk import set_grade
from app.ui.shell import MainWindow
from tests.conftest import NOW
from tests.log import new_client, new_contact, new_entry, new_staff
from tests.ui.waiting import settled

MONDAY = date(2025, 12, 15)
CTRL = Qt.KeyboardModifier.ControlModifier


class Clock:
    """The office's clock, put on from day to day."""

    def __init__(self) -> None:
        self.now = NOW

    def put_on(self, day: date) -> None:
        self.now = datetime.combine(day, NOW.time(), NOW.tzinfo)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    made = Clock()
    made.put_on(MONDAY)
    return made


@pytest.fixture
def week(qtbot, context, clock):
    """Return the window of a salesperson who looks after two clients, on Monday morning."""
    desk = replace(context.desk, clock=clock)
    manager = new_staff(desk, "王芳", Post.REPRESENTATIVE)
    mine = replace(desk, staff_id=manager)
    fair = new_client(mine, "华东机械", manager_id=manager)
    set_grade(mine, [fair], "A")
    new_contact(mine, fair, "张伟", mobile="13800000001", birthday=Birthday(None, 12, 24))
    new_entry(mine, fair, "谈协议价", MONDAY - timedelta(20), channel=Channel.VISIT)
    quiet = new_client(mine, "安徽茶业", manager_id=manager)
    new_entry(mine, quiet, "问候", MONDAY - timedelta(3))
    with context.db.read() as session:
        person = next(one for one in staff_members(session) if one.id == manager)
    made = MainWindow(replace(context, desk=mine, staff=person))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def today(qtbot, context, week, clock):
    """Return what 今日 shows on a day: the lines' texts by group."""

    def look(day: date) -> dict[TodayGroup, list[str]]:
        clock.put_on(day)
        page = week.show_page("today")
        page.today.reload()
        settled(qtbot, context)
        model = page.today.model
        return {
            group: [
                model.line_at(model.index(row, 0, model.group_index(group))).what
                for row in range(model.limit(group))
            ]
            for group in model.groups
        }

    return look


def on_line(week, group):
    """Put the cursor on the first line of a group."""
    page = week.show_page("today")
    model, tree = page.today.model, page.today.tree
    tree.setCurrentIndex(model.index(0, 0, model.group_index(group)))
    week.activateWindow()
    tree.setFocus()
    QApplication.processEvents()
    return tree


def dialog(qtbot, qapp, kind):
    def shown():
        windows = (w for w in qapp.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
        return [w for w in windows if type(w).__name__ == kind]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[-1]


def step_of(db):
    with db.read() as session:
        return session.query(Task).filter(Task.title == "送报价").one()


def write_entry(qtbot, qapp, week):
    """Note a talk with the client that was due, with what it wants by Wednesday."""
    qtbot.keyClick(on_line(week, TodayGroup.CONTACT), Qt.Key.Key_N, CTRL)
    entry = dialog(qtbot, qapp, "EntryDialog")
    entry.form.editor("summary").setPlainText("谈了年会，要报价")
    entry.form.editor("next_step").setText("送报价")
    written = replace(entry.form.draft(), next_on=MONDAY + timedelta(2))
    entry.form.load(written)
    entry.findChild(QPushButton, "save").click()


def put_off(qtbot, qapp, week):
    """Put today's task off till tomorrow."""
    qtbot.keyClick(on_line(week, TodayGroup.DUE), Qt.Key.Key_H, CTRL)
    later = dialog(qtbot, qapp, "StepDialog")
    later.findChild(QPushButton, "quickDay0").click()
    later.findChild(QPushButton, "save").click()


def finish(qtbot, qapp, week):
    """Do what is overdue."""
    qtbot.keyClick(on_line(week, TodayGroup.OVERDUE), Qt.Key.Key_D, CTRL)
    done = dialog(qtbot, qapp, "StepDialog")
    done.findChild(QPushButton, "save").click()


def test_nothing_overdue_vanishes_and_a_talk_sets_the_clock_back(qtbot, qapp, context, week, today):
    monday = today(MONDAY)
    assert list(monday) == [TodayGroup.COURTESY, TodayGroup.CONTACT]
    assert monday[TodayGroup.COURTESY] == ["张伟 生日"]

    write_entry(qtbot, qapp, week)
    settled(qtbot, context)
    assert TodayGroup.CONTACT not in today(MONDAY), "the talk set the clock back"

    assert TodayGroup.DUE not in today(MONDAY + timedelta(1))
    assert today(MONDAY + timedelta(2))[TodayGroup.DUE] == ["送报价"]

    put_off(qtbot, qapp, week)
    settled(qtbot, context)
    thursday = MONDAY + timedelta(3)
    assert step_of(context.db).due_on == thursday
    assert TodayGroup.DUE not in today(MONDAY + timedelta(2))
    assert today(thursday)[TodayGroup.DUE] == ["送报价"]

    friday = MONDAY + timedelta(4)
    assert today(friday)[TodayGroup.OVERDUE] == ["送报价"], "left undone, it is there still"
    finish(qtbot, qapp, week)
    settled(qtbot, context)
    assert step_of(context.db).status is TaskStatus.DONE
    assert TodayGroup.OVERDUE not in today(friday)
    week.notices.undo()
    settled(qtbot, context)
    assert today(friday)[TodayGroup.OVERDUE] == ["送报价"], "and can be taken back"


def test_months_away_lose_nothing_and_flood_nobody(context, week, today):
    back = today(MONDAY + timedelta(75))
    assert len(back[TodayGroup.CONTACT]) == 2, "one line a client, however long one was away"
    assert len(back[TodayGroup.VISIT]) == 2
    put_back = today(MONDAY - timedelta(400))
    assert put_back.get(TodayGroup.OVERDUE) is None
    assert today(MONDAY + timedelta(75)) == back, "a clock put back and forth changes nothing"
