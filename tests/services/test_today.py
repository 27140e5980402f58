from datetime import timedelta

import pytest

from app.domain.today import Occasion
from app.domain.types import Channel, TaskKind, TaskRule, TaskStatus
from app.errors import ConflictError, InvalidInputError
from app.models import Client, Task
from app.services.today import drop_occasion, finish_occasion, postpone_occasion
from app.services.undo import undo_action
from tests.conftest import NOW, TODAY
from tests.filled import filled_once
from tests.log import new_client, new_entry, new_staff

SOON = TODAY + timedelta(3)


@filled_once
def client_id(desk):
    return new_client(desk)


@pytest.fixture
def occasion(client_id):
    return Occasion(TaskRule.CONTACT, client_id, client_id, TODAY, "联系客户")


def task(db, task_id):
    with db.read() as session:
        return session.get(Task, task_id)


def test_putting_off_makes_an_open_task_of_the_manager(desk, db, client_id):
    me = new_staff(desk)
    birthday = Occasion(TaskRule.BIRTHDAY, client_id, 7, TODAY, "张伟 生日", staff_id=me)
    found = task(db, postpone_occasion(desk, birthday, SOON))
    assert (found.title, found.due_on, found.staff_id) == ("张伟 生日", SOON, me)
    assert (found.kind, found.status) == (TaskKind.COURTESY, TaskStatus.OPEN)
    assert (found.rule, found.subject_id, found.occasion_on) == (TaskRule.BIRTHDAY, 7, TODAY)


def test_done_or_not_to_be_done_is_kept_with_what_was_said(desk, db, occasion):
    done = task(db, finish_occasion(desk, occasion, "已通话\n很好"))
    assert (done.status, done.outcome, done.finished_on) == (TaskStatus.DONE, "已通话 很好", TODAY)
    dropped = task(db, drop_occasion(desk, occasion, "停业中"))
    assert (dropped.status, dropped.outcome) == (TaskStatus.DROPPED, "停业中")


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (lambda d, o: postpone_occasion(d, o, None), "due_on"),
        (lambda d, o: postpone_occasion(d, o, TODAY - timedelta(1)), "due_on"),
        (lambda d, o: finish_occasion(d, o, "长" * 301), "outcome"),
        (lambda d, o: drop_occasion(d, o, " "), "reason"),
    ],
)
def test_a_wrong_answer_is_refused(desk, occasion, answer, field):
    with pytest.raises(InvalidInputError) as refused:
        answer(desk, occasion)
    assert set(refused.value.fields) == {field}


def test_what_stands_among_the_tasks_is_not_answered_twice(desk, occasion):
    postpone_occasion(desk, occasion, SOON)
    with pytest.raises(ConflictError):
        finish_occasion(desk, occasion)


def test_a_client_gone_meanwhile_is_told(desk, occasion):
    with desk.write() as session:
        session.get(Client, occasion.client_id).deleted_at = NOW
    with pytest.raises(ConflictError):
        finish_occasion(desk, occasion)


def test_an_answer_can_be_taken_back(desk, db, occasion):
    commits = []
    db.on_commit(commits.append)
    task_id = finish_occasion(desk, occasion)
    undo_action(desk, commits[-1].action_id)
    assert task(db, task_id) is None


def test_a_log_entry_answers_what_was_put_off(desk, db, client_id, occasion):
    visit = Occasion(TaskRule.VISIT, client_id, client_id, TODAY, "拜访客户")
    call_task = postpone_occasion(desk, occasion, SOON)
    visit_task = postpone_occasion(desk, visit, SOON)
    new_entry(desk, client_id, channel=Channel.HOTLINE)
    assert task(db, call_task).status is TaskStatus.OPEN
    commits = []
    db.on_commit(commits.append)
    new_entry(desk, client_id, channel=Channel.CALL)
    assert task(db, call_task).status is TaskStatus.DONE
    assert task(db, call_task).outcome == "已记一笔"
    assert task(db, visit_task).status is TaskStatus.OPEN
    undo_action(desk, commits[-1].action_id)
    assert task(db, call_task).status is TaskStatus.OPEN
    new_entry(desk, client_id, channel=Channel.VISIT)
    assert task(db, visit_task).status is TaskStatus.DONE
