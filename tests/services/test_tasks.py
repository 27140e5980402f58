from dataclasses import replace
from datetime import time, timedelta

import pytest

from app.db import Desk
from app.domain.tasks import TaskDraft
from app.domain.types import TaskId, TaskKind, TaskStatus
from app.errors import ConflictError, InvalidInputError
from app.models import Staff
from app.queries.tasks import TaskColumn, TaskFilter, open_tasks, task_draft, task_ids, task_rows
from app.services.tasks import (
    add_task,
    assign_tasks,
    change_task,
    delete_tasks,
    drop_task,
    drop_tasks,
    finish_task,
    finish_tasks,
    postpone_task,
    postpone_tasks,
    reopen_tasks,
)
from app.services.undo import undo_action
from tests.conftest import NOW, TODAY
from tests.filled import filled_once
from tests.log import new_client, new_contact, new_staff

SOON = TODAY + timedelta(7)
GONE = TaskId(99)


@filled_once
def client_id(desk):
    return new_client(desk)


@filled_once
def task_id(desk, client_id):
    return add_task(desk, TaskDraft(client_id=client_id, title=" 寄\n合同 ", due_on=SOON))


def row(db, task_id):
    with db.read() as session:
        found = task_rows(session, [task_id])
        return found[0] if found else None


def ids(db, **wanted):
    with db.read() as session:
        return task_ids(session, TaskFilter(**wanted))


def test_a_task_comes_back_with_its_names(desk, db, client_id):
    contact_id, staff_id = new_contact(desk, client_id), new_staff(desk)
    draft = TaskDraft(client_id, contact_id, TaskKind.COURTESY, "送花", SOON, staff_id)
    found = row(db, add_task(desk, draft))
    assert (found.client_name, found.contact_name, found.staff_name) == (
        "华东机械",
        "张伟",
        "王芳",
    )
    with db.read() as session:
        assert task_draft(session, found.id) == (draft, 1)
        assert task_draft(session, GONE) is None


def test_a_wrong_task_is_refused_by_field(desk, client_id):
    stranger = new_contact(desk, new_client(desk, "江南轴承"))
    good = TaskDraft(client_id=client_id, title="送花", due_on=SOON)
    for changes, field in (
        ({"title": " "}, "title"),
        ({"due_on": TODAY - timedelta(1)}, "due_on"),
        ({"client_id": 999}, "client_id"),
        ({"contact_id": stranger}, "contact_id"),
        ({"contact_id": 999}, "contact_id"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            add_task(desk, replace(good, **changes))
        assert set(refused.value.fields) == {field}


def test_changing_keeps_a_late_day_and_notices_others(desk, db, task_id):
    later = Desk(db, None, lambda: NOW + timedelta(30))
    with db.read() as session:
        draft, version = task_draft(session, task_id)
    change_task(later, task_id, replace(draft, title="寄两份合同"), version=version)
    assert (row(db, task_id).title, row(db, task_id).due_on) == ("寄两份合同", SOON)
    for gone, number in ((task_id, version), (GONE, 1)):
        with pytest.raises(ConflictError):
            change_task(desk, gone, draft, version=number)


def test_finishing_and_taking_up_again(desk, db, task_id):
    finish_task(desk, task_id, "已寄\n顺丰")
    found = row(db, task_id)
    assert (found.status, found.finished_on, found.outcome) == (
        TaskStatus.DONE,
        TODAY,
        "已寄 顺丰",
    )
    for act in (
        finish_task,
        lambda d, t: drop_task(d, t, "晚了"),
        lambda d, t: postpone_task(d, t, SOON),
    ):
        with pytest.raises(ConflictError):
            act(desk, task_id)
    reopen_tasks(desk, [task_id])
    assert (row(db, task_id).status, row(db, task_id).outcome) == (TaskStatus.OPEN, "")


def test_dropping_needs_a_reason(desk, db, task_id):
    with pytest.raises(InvalidInputError) as refused:
        drop_task(desk, task_id, " ")
    assert set(refused.value.fields) == {"reason"}
    drop_task(desk, task_id, "客户已取消")
    assert row(db, task_id).status is TaskStatus.DROPPED


def test_an_outcome_may_not_be_endless(desk, task_id):
    with pytest.raises(InvalidInputError):
        finish_task(desk, task_id, "长" * 301)


def test_postponing_to_a_past_day_is_refused(desk, db, task_id):
    for day in (None, TODAY - timedelta(1)):
        with pytest.raises(InvalidInputError):
            postpone_task(desk, task_id, day)
    postpone_task(desk, task_id, TODAY)
    assert row(db, task_id).due_on == TODAY


def test_moving_a_task_is_told_as_what_it_is(desk, task_id):
    commits = []
    desk.db.on_commit(commits.append)
    postpone_task(desk, task_id, TODAY)
    postpone_task(desk, task_id, SOON)
    assert [one.summary.split("：")[0] for one in commits] == [
        f"已提前到 {TODAY}",
        f"已推迟到 {SOON}",
    ]


def test_what_was_done_to_a_task_can_be_undone(desk, db, task_id):
    commits = []
    db.on_commit(commits.append)
    for act in (
        finish_task,
        lambda d, t: drop_task(d, t, "不用了"),
        lambda d, t: postpone_task(d, t, TODAY),
        lambda d, t: delete_tasks(d, [t]),
    ):
        act(desk, task_id)
        undo_action(desk, commits[-1].action_id)
        assert (row(db, task_id).status, row(db, task_id).due_on) == (TaskStatus.OPEN, SOON)
        assert ids(db) == [task_id]


def test_a_deleted_task_is_gone(desk, db, task_id):
    delete_tasks(desk, [task_id])
    assert ids(db) == []
    for gone in (task_id, GONE):
        with pytest.raises(ConflictError):
            finish_task(desk, gone)
        for act in (delete_tasks, reopen_tasks):
            with pytest.raises(ConflictError):
                act(desk, [gone])


def test_many_are_taken_up_again_and_deleted_as_one_step_each(desk, db, client_id, task_id):
    other = add_task(desk, TaskDraft(client_id, title="{回访}", due_on=SOON))
    commits = []
    db.on_commit(commits.append)
    finish_tasks(desk, [task_id, other])
    assert reopen_tasks(desk, [task_id, other, GONE]) == 2
    assert delete_tasks(desk, [task_id, other]) == 2
    assert ids(db) == []
    undo_action(desk, commits[-1].action_id)
    assert sorted(ids(db)) == [task_id, other]
    reopen_tasks(desk, [other])
    delete_tasks(desk, [other])
    assert [one.summary for one in commits[1:]] == [
        "已把 2 项重新列为待办",
        "已删除 2 项待办",
        "已撤销：已删除 2 项待办",
        "重新列为待办：{回访}",
        "已删除待办：{回访}",
    ]


def test_tasks_are_found_by_client_person_day_and_state(desk, db, client_id, task_id):
    staff_id, other = new_staff(desk), new_client(desk, "江南轴承")
    own = add_task(desk, TaskDraft(other, title="回访", due_on=TODAY, staff_id=staff_id))
    assert ids(db) == [own, task_id]
    assert ids(db, client_id=client_id) == [task_id]
    assert ids(db, staff_id=staff_id) == [own]
    assert ids(db, due_to=TODAY) == [own]
    assert ids(db, due_from=SOON) == [task_id]
    finish_task(desk, own)
    assert ids(db, statuses=frozenset()) == [own, task_id]
    with db.read() as session:
        assert [t.id for t in open_tasks(session, TaskFilter())] == [task_id]
        assert task_rows(session, [GONE]) == []


def test_tasks_of_deleted_clients_are_not_shown(desk, db, task_id):
    from app.models import Client

    with desk.write() as session:
        session.get(Client, 1).deleted_at = NOW
    assert ids(db) == []
    with pytest.raises(InvalidInputError):
        add_task(desk, TaskDraft(1, title="回访", due_on=TODAY))


def test_many_tasks_are_put_off_finished_dropped_and_given_to_another(desk, db, client_id):
    me, other = new_staff(desk), new_staff(desk, "李明")
    many = [add_task(desk, TaskDraft(client_id, title=str(n), due_on=TODAY)) for n in range(4)]
    finish_task(desk, many[3])
    commits = []
    db.on_commit(commits.append)
    assert postpone_tasks(desk, many, SOON) == 3
    assert [row(db, one).due_on for one in many] == [SOON, SOON, SOON, TODAY]
    assert commits[-1].summary == "已把 3 项待办推迟到 2025-12-27"
    undo_action(desk, commits[-1].action_id)
    assert row(db, many[0]).due_on == TODAY
    assert assign_tasks(desk, many, me) == 3
    assert row(db, many[0]).staff_name == "王芳"
    assert finish_tasks(desk, many[:1], "都办了") == 1
    assert drop_tasks(desk, many, "客户取消了年会") == 2
    assert row(db, many[1]).outcome == "客户取消了年会"
    assert assign_tasks(desk, many, other) == 0


def test_many_tasks_are_refused_like_one(desk, db, task_id):
    left = new_staff(desk, "离职")
    with desk.write() as session:
        session.get(Staff, left).active = False
    for act, field in (
        (lambda: postpone_tasks(desk, [task_id], None), "due_on"),
        (lambda: finish_tasks(desk, [task_id], "长" * 301), "outcome"),
        (lambda: drop_tasks(desk, [task_id], ""), "reason"),
        (lambda: assign_tasks(desk, [task_id], None), "staff_id"),
        (lambda: assign_tasks(desk, [task_id], left), "staff_id"),
        (lambda: assign_tasks(desk, [task_id], 99), "staff_id"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            act()
        assert set(refused.value.fields) == {field}


def test_the_list_is_narrowed_and_sorted(desk, db, client_id):
    me = new_staff(desk)
    other = new_client(desk, "江南轴承")
    first = add_task(desk, TaskDraft(client_id, title="送花", due_on=SOON, due_time=time(9)))
    second = add_task(
        desk, TaskDraft(other, kind=TaskKind.COURTESY, title="贺卡", due_on=SOON, staff_id=me)
    )
    assert ids(db, staff_ids=frozenset({me})) == [second]
    assert ids(db, staff_ids=frozenset({None})) == [first]
    assert ids(db, staff_ids=frozenset({None, me})) == [first, second]
    assert ids(db, kinds=frozenset({TaskKind.COURTESY})) == [second]
    assert ids(db, text="送") == [first]
    assert ids(db, text="jnzc 贺") == [second]
    assert ids(db, ids=frozenset({second, 99})) == [second]
    assert row(db, first).due_time == time(9)
    with db.read() as session:
        for by in TaskColumn:
            for descending in (False, True):
                found = task_ids(session, TaskFilter(), by=by, descending=descending)
                assert set(found) == {first, second}
        by_client = task_ids(session, TaskFilter(), by=TaskColumn.CLIENT, descending=True)
    assert by_client == [second, first]
