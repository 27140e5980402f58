"""Whoever supervises and can sign in is never the last to go."""

import pytest

from app.domain.handover import HandoverDraft
from app.domain.staff import StaffDraft
from app.domain.types import Post
from app.errors import NotAllowedError
from app.models import Staff
from app.queries.sign_in_people import people_to_sign_in
from app.services.handover import hand_over
from app.services.office import activate_staff, change_staff, deactivate_staff
from app.services.sample import remove_sample
from app.services.sign_in import begin_sign_in, give_password
from app.services.undo import undo_action
from tests.clients import new_client, new_staff
from tests.sign_in import PASSWORD, cheap_door, sit, with_sign_in

REFUSED = "最后一位有登录密码的主管"


@pytest.fixture
def boss(desk):
    return with_sign_in(desk)[0]


@pytest.fixture
def other(desk):
    """Return another supervisor, without a password."""
    return new_staff(desk, "吴样", Post.DIRECTOR)


def standing_of(desk, staff_id):
    with desk.db.read() as session:
        staff = session.get_one(Staff, staff_id)
        return staff.post, staff.active


def test_the_last_supervisor_with_a_password_neither_leaves_nor_is_demoted(desk, boss, other):
    client = new_client(desk, "甲公司", manager_id=boss)
    leaving = HandoverDraft(boss, other, (client,), reason="离职", leaves=True)
    for attempt in (
        lambda: deactivate_staff(desk, boss, version=1),
        lambda: change_staff(desk, boss, StaffDraft("周样", Post.OFFICER), version=1),
        lambda: hand_over(desk, leaving),
    ):
        with pytest.raises(NotAllowedError, match=REFUSED):
            attempt()
        assert standing_of(desk, boss) == (Post.MANAGER, True)
    change_staff(desk, boss, StaffDraft("周新", Post.DIRECTOR), version=1)
    give_password(sit(desk, boss), cheap_door(), other)
    hand_over(desk, leaving)
    assert standing_of(desk, boss) == (Post.DIRECTOR, False)
    with pytest.raises(NotAllowedError, match=REFUSED):
        deactivate_staff(desk, other, version=1)


def test_undoing_takes_away_no_last_supervisor_either(desk, boss, other):
    clerk = new_staff(desk, "郑样")
    give_password(sit(desk, boss), cheap_door(), clerk)
    done = []
    desk.db.on_commit(lambda commit: done.append(commit.action_id))
    change_staff(desk, clerk, StaffDraft("郑样", Post.MANAGER), version=1)
    deactivate_staff(desk, boss, version=1)
    with pytest.raises(NotAllowedError, match=REFUSED):
        undo_action(desk, done[0])
    activate_staff(desk, boss, version=2)
    undo_action(desk, done[0])
    assert standing_of(desk, clerk)[0] is Post.OFFICER


def test_where_nobody_supervises_the_last_who_can_come_in_stays(desk):
    only = new_staff(desk, "吴样")
    begin_sign_in(desk, cheap_door(), only, PASSWORD)
    with pytest.raises(NotAllowedError):
        deactivate_staff(desk, only, version=1)


def test_a_person_of_the_sample_who_has_a_password_stays_when_the_sample_goes(desk, boss, other):
    with desk.write() as session:
        for id_ in (boss, other):
            session.get_one(Staff, id_).is_sample = True
    remove_sample(desk)
    with desk.db.read() as session:
        assert [(one.id, one.has_password) for one in people_to_sign_in(session)] == [(boss, True)]


def test_without_passwords_anybody_may_leave(desk, other):
    deactivate_staff(desk, other, version=1)
    with desk.db.read() as session:
        assert people_to_sign_in(session) == []
