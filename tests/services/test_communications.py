from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from app.db import Desk
from app.domain.tasks import TaskDraft
from app.domain.types import CommunicationId, Direction, Reaction, TaskStatus
from app.errors import ConflictError, InvalidInputError
from app.models import ClientFact, Communication, CommunicationContact, Task
from app.queries.communications import (
    CommunicationFilter,
    communication_draft,
    communication_ids,
    communication_rows,
)
from app.services.communications import (
    add_communication,
    bring_back_communications,
    change_communication,
    delete_communications,
)
from app.services.tasks import add_task, finish_task, postpone_task
from app.services.undo import undo_action
from tests.conftest import NOW, TODAY
from tests.filled import filled_once
from tests.log import new_client, new_contact, new_entry, new_staff

SOON = TODAY + timedelta(7)


@filled_once
def client_id(desk):
    return new_client(desk)


@pytest.fixture
def commits(db):
    seen = []
    db.on_commit(seen.append)
    return seen


def tasks(db):
    with db.read() as session:
        query = select(Task).order_by(Task.id)
        return [(t.title, t.due_on, t.status, t.deleted_at is None) for t in session.scalars(query)]


def last_contact(db, client_id):
    with db.read() as session:
        return session.get(ClientFact, client_id).last_contact_on


def draft_of(db, entry_id):
    with db.read() as session:
        return communication_draft(session, entry_id)


def change(desk, entry_id, **changes):
    draft, version = draft_of(desk.db, entry_id)
    change_communication(desk, entry_id, replace(draft, **changes), version=version)


def rows(db, **wanted):
    with db.read() as session:
        ids = communication_ids(session, CommunicationFilter(**wanted))
        return communication_rows(session, ids)


def test_an_entry_comes_back_as_it_was_written(desk, db, client_id, commits):
    people = (new_contact(desk, client_id, "张伟"), new_contact(desk, client_id, "李敏"))
    staff_id = new_staff(desk)
    entry_id = new_entry(
        desk,
        client_id,
        contact_ids=people,
        direction=Direction.IN,
        held_time=time(2, 15),
        reaction=Reaction.PLEASED,
        next_step="寄合同",
        next_on=SOON,
        staff_id=staff_id,
    )
    draft, version = draft_of(db, entry_id)
    assert (draft.contact_ids, draft.direction, draft.held_time, draft.staff_id, version) == (
        people,
        Direction.IN,
        time(2, 15),
        staff_id,
        1,
    )
    assert commits[-1].summary == "已记一笔：华东机械"
    assert {"communication", "task", "communication_contact"} <= commits[-1].tables
    assert last_contact(db, client_id) == TODAY
    assert tasks(db) == [("寄合同", SOON, TaskStatus.OPEN, True)]


def test_a_wrong_draft_writes_nothing(desk, db, client_id):
    with pytest.raises(InvalidInputError) as refused:
        new_entry(desk, client_id, summary=" ", held_time=time(2, 31))
    assert set(refused.value.fields) == {"summary", "held_time"}
    assert rows(db) == []


def test_the_client_must_be_there_and_the_contact_its_own(desk, client_id):
    stranger = new_contact(desk, new_client(desk, "江南轴承"))
    for client, contacts, field in (
        (client_id, (stranger,), "contact_ids"),
        (client_id, (999,), "contact_ids"),
        (999, (), "client_id"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            new_entry(desk, client, contact_ids=contacts)
        assert set(refused.value.fields) == {field}


def test_adding_can_be_undone_whole(desk, db, client_id, commits):
    contact = new_contact(desk, client_id)
    new_entry(desk, client_id, contact_ids=(contact,), next_on=SOON)
    undo_action(desk, commits[-1].action_id)
    with db.read() as session:
        for model in (Communication, CommunicationContact, Task):
            assert session.scalars(select(model)).all() == []
    assert last_contact(db, client_id) is None


def test_the_open_task_follows_the_next_step(desk, db, client_id):
    entry_id = new_entry(desk, client_id, next_step="寄合同", next_on=SOON)
    change(desk, entry_id, next_step="送合同")
    assert tasks(db) == [("送合同", SOON, TaskStatus.OPEN, True)]
    change(desk, entry_id, next_step="", next_on=None)
    assert tasks(db) == [("送合同", SOON, TaskStatus.OPEN, False)]
    change(desk, entry_id, next_step="再约", next_on=TODAY)
    assert tasks(db)[1:] == [("再约", TODAY, TaskStatus.OPEN, True)]


def test_a_postponed_task_keeps_its_day_until_the_next_step_changes(desk, db, client_id):
    entry_id = new_entry(desk, client_id, next_step="寄合同", next_on=TODAY)
    postpone_task(desk, 1, SOON)
    change(desk, entry_id, summary="补充：客户要 30 间")
    assert tasks(db) == [("寄合同", SOON, TaskStatus.OPEN, True)]
    change(desk, entry_id, next_on=TODAY + timedelta(1))
    assert tasks(db) == [("寄合同", TODAY + timedelta(1), TaskStatus.OPEN, True)]


def test_a_finished_task_stays_and_another_step_is_another_task(desk, db, client_id):
    entry_id = new_entry(desk, client_id, next_step="寄合同", next_on=TODAY)
    finish_task(desk, 1)
    change(desk, entry_id, next_on=SOON)
    assert tasks(db) == [("寄合同", TODAY, TaskStatus.DONE, True)]
    change(desk, entry_id, next_step="", next_on=None)
    assert tasks(db) == [("寄合同", TODAY, TaskStatus.DONE, True)]
    change(desk, entry_id, next_step="回访", next_on=SOON)
    assert tasks(db)[1:] == [("回访", SOON, TaskStatus.OPEN, True)]
    assert rows(db)[0].task.status is TaskStatus.OPEN


def test_an_entry_moved_to_another_client_takes_its_task_along(desk, db, client_id):
    contact, other = new_contact(desk, client_id), new_client(desk, "江南轴承")
    entry_id = new_entry(desk, client_id, contact_ids=(contact,), next_on=SOON)
    change(desk, entry_id, client_id=other, contact_ids=())
    assert (last_contact(db, client_id), last_contact(db, other)) == (None, TODAY)
    with db.read() as session:
        task = session.get(Task, 1)
        assert (task.client_id, task.contact_id) == (other, None)
    assert rows(db, client_id=other)[0].people == ()


def test_contacts_are_changed_one_by_one(desk, db, client_id):
    first, second = new_contact(desk, client_id, "张伟"), new_contact(desk, client_id, "李敏")
    entry_id = new_entry(desk, client_id, contact_ids=(first,), contact_name="前台小陈")
    change(desk, entry_id, contact_ids=(first, second, second))
    assert rows(db)[0].people == ("张伟", "李敏", "前台小陈")
    change(desk, entry_id, contact_ids=(second,), contact_name="")
    assert rows(db)[0].people == ("李敏",)


def test_a_stale_or_deleted_entry_is_not_overwritten(desk, db, client_id):
    entry_id = new_entry(desk, client_id)
    draft, version = draft_of(db, entry_id)
    change(desk, entry_id, summary="第一次改")
    with pytest.raises(ConflictError):
        change_communication(desk, entry_id, draft, version=version)
    delete_communications(desk, [entry_id])
    for gone in (entry_id, CommunicationId(99)):
        with pytest.raises(ConflictError):
            change_communication(desk, gone, draft, version=3)
        assert draft_of(db, gone) is None


def test_deleting_and_restoring_take_the_open_task_along(desk, db, client_id, commits):
    entry_id = new_entry(desk, client_id, next_step="寄合同", next_on=SOON)
    delete_communications(desk, [entry_id])
    assert commits[-1].summary == "已删除 1 条沟通记录"
    assert (rows(db), last_contact(db, client_id)) == ([], None)
    assert tasks(db) == [("寄合同", SOON, TaskStatus.OPEN, False)]
    assert [row.id for row in rows(db, deleted=True)] == [entry_id]
    delete_communications(desk, [entry_id])
    assert commits[-1].summary == "已删除 0 条沟通记录"
    with desk.write() as session:
        assert bring_back_communications(session, [entry_id]) == 1
    assert tasks(db) == [("寄合同", SOON, TaskStatus.OPEN, True)]
    assert last_contact(db, client_id) == TODAY


def test_restoring_leaves_a_task_that_was_taken_away_before(desk, db, client_id):
    entry_id = new_entry(desk, client_id, next_on=SOON)
    change(desk, entry_id, next_on=None)
    later = Desk(db, None, lambda: NOW + timedelta(hours=1))
    delete_communications(later, [entry_id])
    with later.write() as session:
        bring_back_communications(session, [entry_id])
    assert [there for *_, there in tasks(db)] == [False]


def test_deleting_can_be_undone(desk, db, client_id, commits):
    entry_id = new_entry(desk, client_id, next_on=SOON)
    delete_communications(desk, [entry_id])
    undo_action(desk, commits[-1].action_id)
    assert [row.id for row in rows(db)] == [entry_id]
    assert tasks(db)[0][-1]
    assert last_contact(db, client_id) == TODAY


def test_what_the_file_cannot_keep_is_left_out(desk, db, client_id):
    entry_id = add_communication(
        desk, replace(draft_of(db, new_entry(desk, client_id))[0], summary="坏\ud83d字 𠮷")
    )
    assert draft_of(db, entry_id)[0].summary == "坏\ufffd字 𠮷"


def test_a_task_noted_from_an_entry_by_hand_is_not_its_next_step(desk):
    client = new_client(desk)
    entry = new_entry(desk, client, "谈年会")
    by_hand = add_task(
        desk, TaskDraft(client, title="寄菜单", due_on=TODAY, communication_id=entry)
    )

    def change(**more):
        with desk.db.read() as session:
            draft, version = communication_draft(session, entry)
        change_communication(desk, entry, replace(draft, **more), version=version)

    def tasks():
        with desk.db.read() as session:
            found = session.scalars(select(Task).where(Task.deleted_at.is_(None)))
            return [(one.id, one.title) for one in found]

    change(summary="谈年会和婚宴")
    assert tasks() == [(by_hand, "寄菜单")]
    change(next_step="回访", next_on=TODAY)
    change(next_step="再回访", next_on=TODAY)
    (kept, (_id, title)) = tasks()
    assert (kept, title) == ((by_hand, "寄菜单"), "再回访")
    change(next_step="", next_on=None)
    assert tasks() == [(by_hand, "寄菜单")]
