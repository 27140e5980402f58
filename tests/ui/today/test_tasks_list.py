from dataclasses import fields, replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPushButton

from app.domain.tasks import TaskDraft
from app.domain.types import TaskKind, TaskStatus
from app.models import Task
from app.queries.tasks import TaskRow
from app.services.tasks import add_task, finish_task
from app.ui.list_output import Listed
from app.ui.steps import StepDialog
from app.ui.task_dialog import TaskDialog, edit_task
from app.ui.theme import current_look
from app.ui.today.answers import AssignDialog
from app.ui.today.tasks_list import task_columns
from tests.cases import new_case
from tests.conftest import TODAY
from tests.log import new_client, new_entry, new_staff
from tests.ui.input import compose, press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tasks(page):
    return page.show_view("tasks")


def act(tasks, name):
    next(one for one in tasks.table.actions() if one.objectName() == name).trigger()


def rows(db):
    with db.read() as session:
        return session.query(Task).order_by(Task.id).all()


def test_the_list_shows_open_tasks_and_is_narrowed(desk, client_id, task_id, later_id, tasks):
    other = new_client(desk, "江南轴承")
    late = add_task(desk, TaskDraft(other, kind=TaskKind.OTHER, title="旧", due_on=TODAY))
    with desk.write() as session:
        session.get(Task, late).due_on = TODAY - timedelta(3)
    finish_task(desk, later_id)
    assert list(tasks.model.ids) == [late, task_id]
    tasks.due.choose(["逾期"])
    assert list(tasks.model.ids) == [late]
    assert tasks.model.index(0, 2).data() == "逾期 3 天"
    tasks.clear_filters()
    assert list(tasks.model.ids) == [late, task_id, later_id]
    compose(tasks.search, "jnzc")
    assert list(tasks.model.ids) == [late]
    tasks.search.clear()
    tasks.kind.choose([TaskKind.OTHER])
    assert list(tasks.model.ids) == [late]
    tasks.kind.clear()
    tasks.staff.choose([None])
    assert len(tasks.model.ids) == 3
    assert not tasks.grab().isNull()


def test_many_are_handled_at_once(desk, db, task_id, later_id, tasks):
    me = new_staff(desk)
    tasks.table.selectAll()
    press(tasks, "assignTasks")
    dialog = tasks.findChild(AssignDialog)
    press(dialog, "save")
    assert any(one.text() == "请选一位在职的人。" for one in dialog.findChildren(QLabel))
    dialog.findChild(QComboBox, "staff_id").setCurrentIndex(1)
    press(dialog, "save")
    assert [one.staff_id for one in rows(db)] == [me, me]
    tasks.table.selectAll()
    press(tasks, "postponeTasks")
    dialog = tasks.findChildren(StepDialog)[-1]
    assert dialog.findChild(QLabel, "about").text() == "选中的 2 项待办"
    press(dialog, "quickDay1")
    press(dialog, "save")
    assert {one.due_on for one in rows(db)} == {TODAY + timedelta(7)}
    tasks.table.selectAll()
    press(tasks, "finishTasks")
    press(tasks.findChildren(StepDialog)[-1], "save")
    assert list(tasks.model.ids) == []
    act(tasks, "dropTasks")  # nothing is chosen


def test_one_is_dropped_taken_up_again_changed_and_deleted(qtbot, context, db, task_id, tasks):
    tasks.table.choose_row(0)
    act(tasks, "dropTasks")
    dialog = tasks.findChildren(StepDialog)[-1]
    compose(dialog.form.editor("reason"), "取消了")
    press(dialog, "save")
    tasks.status.clear()
    tasks.table.choose_row(0)
    assert rows(db)[0].status is TaskStatus.DROPPED
    act(tasks, "reopenTask")
    assert rows(db)[0].status is TaskStatus.OPEN
    act(tasks, "editTask")
    tasks.findChildren(TaskDialog)[-1].reject()
    with qtbot.waitSignal(context.navigator.client_wanted):
        act(tasks, "openClient")
    act(tasks, "deleteTasks")
    assert list(tasks.model.ids) == []
    edit_task(context, task_id, tasks)
    for name in ("editTask", "openClient", "reopenTask", "deleteTasks"):
        act(tasks, name)


def test_a_new_task_offers_the_people_of_the_client_picked(db, client_id, tasks):
    QTest.keyClick(tasks.table, Qt.Key.Key_N, CTRL)
    tasks.add_task()
    dialog = tasks.findChildren(TaskDialog)[-1]
    dialog.form.editor("client_id").show_client(client_id)
    people = dialog.form.editor("contact_id")
    assert [people.itemText(n) for n in range(people.count())] == ["", "张伟"]
    people.setCurrentIndex(1)
    compose(dialog.form.editor("title"), "回电")
    compose(dialog.form.editor("due_time"), "9点半")
    press(dialog, "quickDay0")
    press(dialog, "save")
    (found,) = rows(db)
    assert (found.title, found.contact_id, f"{found.due_time:%H:%M}") == ("回电", 1, "09:30")


def test_what_is_put_out_is_what_is_shown(tasks, task_id):
    listed = tasks.listed()
    assert isinstance(listed, Listed)
    assert list(listed.ids) == [task_id]
    assert "办结" not in [column.title for column in listed.columns]
    assert tasks.findChild(QMenu) is not None


def test_only_the_day_of_what_is_late_is_red(context):
    def colours(status):
        row = TaskRow(*(None,) * len(fields(TaskRow)))
        row = replace(row, status=status, kind=TaskKind.FOLLOW_UP, due_on=TODAY - timedelta(1))
        columns = task_columns(lambda: TODAY)
        return {one.key: one.colour(row) for one in columns if one.colour is not None}

    look = current_look()
    late = colours(TaskStatus.OPEN)
    assert {key for key, colour in late.items() if colour} == {"due_on", "due_time", "late"}
    assert late["due_on"] == look.bad
    assert set(colours(TaskStatus.DONE).values()) == {look.faint}


def test_a_task_leads_to_what_it_came_from(qtbot, context, desk, tasks, client_id):
    entry = new_entry(desk, client_id, "谈年会")
    case_id = new_case(desk, client_id)
    go = context.navigator
    for known, signal in (
        ({"communication_id": entry}, go.communications_wanted),
        ({"case_id": case_id}, go.case_wanted),
        ({}, go.told),
    ):
        made = add_task(desk, TaskDraft(client_id, title="甲", due_on=TODAY, **known))
        qtbot.waitUntil(lambda one=made: one in tasks.model.ids)
        tasks.table.go_to(made)
        with qtbot.waitSignal(signal):
            act(tasks, "openSource")
    source = next(one for one in task_columns(lambda: TODAY) if one.key == "source")
    rows = tasks.read_rows(tasks.model.ids)
    assert [source.text(row) for row in rows] == ["沟通记录", "问题", ""]


def test_an_office_without_tasks_says_how_they_come(tasks):
    def said():
        return {one.text() for one in tasks.findChildren(QLabel) if one.isVisibleTo(tasks)}

    assert "没有待办" in said()
    compose(tasks.search, "没有这样的")
    assert "没有符合条件的记录" in said()
    tasks.search.clear()
    assert "没有待办" in said()
    tasks.kind.choose([TaskKind.OTHER])
    assert "没有符合条件的记录" in said()


def test_what_fits_none_of_the_chosen_tasks_is_not_offered(desk, task_id, later_id, tasks):
    parts = {one.objectName(): one for one in tasks.table.actions()}
    parts |= {one.objectName(): one for one in tasks.findChildren(QPushButton)}
    of_open = ("finishTasks", "postponeTasks", "assignTasks", "dropTasks")

    def offered():
        return {name for name in (*of_open, "reopenTask") if parts[name].isEnabled()}

    tasks.table.go_to(task_id)
    assert offered() == set(of_open)
    tasks.status.clear()
    finish_task(desk, task_id)
    assert offered() == {"reopenTask"}
    tasks.table.selectAll()
    assert offered() == {*of_open, "reopenTask"}
    act(tasks, "reopenTask")
    assert offered() == set(of_open)
    QTest.keyClick(tasks.table, Qt.Key.Key_Delete)
    assert list(tasks.model.ids) == []
    assert offered() == set()


def test_of_very_many_chosen_tasks_some_may_be_open(monkeypatch, desk, task_id, later_id, tasks):
    monkeypatch.setattr("app.ui.today.tasks_list.MOST_LOOKED_AT", 1)
    finish_task(desk, task_id)
    tasks.status.clear()
    tasks.table.selectAll()
    assert tasks.findChild(QPushButton, "finishTasks").isEnabled()
