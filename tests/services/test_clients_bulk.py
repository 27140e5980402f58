import pytest
from sqlalchemy import select

from app.domain.types import ClientStatus, GradeSource
from app.errors import InvalidInputError
from app.models import Client, ClientTag
from app.services.clients_bulk import (
    add_tag,
    blacklist_clients,
    close_clients,
    delete_clients,
    remove_tag,
    reopen_clients,
    set_grade,
    set_major,
    set_manager,
)
from tests.clients import new_client, new_staff
from tests.filled import filled_once
from tests.services.test_clients import undo_last


@filled_once
def ids(desk):
    return [new_client(desk, f"{name}公司") for name in "甲乙丙"]


@pytest.fixture
def told(desk):
    said = []
    desk.db.on_commit(lambda commit: said.append(commit.summary))
    return said


def column(desk, name):
    with desk.db.read() as session:
        return session.scalars(select(getattr(Client, name)).order_by(Client.id)).all()


def tags(desk):
    with desk.db.read() as session:
        query = select(ClientTag.client_id, ClientTag.tag).order_by(ClientTag.id)
        return {(id_, tag) for id_, tag in session.execute(query)}


def test_a_manager_is_given_to_many_and_taken_back(desk, ids, told):
    manager = new_staff(desk)
    assert set_manager(desk, ids[:2], manager) == 2
    assert column(desk, "manager_id") == [manager, manager, None]
    assert set_manager(desk, ids, None) == 2
    assert told[-2:] == ["已将 2 个客户的客户经理改为 李明", "已取消 2 个客户的客户经理"]
    undo_last(desk)
    assert column(desk, "manager_id") == [manager, manager, None]


def test_a_grade_by_hand_says_so(desk, ids):
    assert set_grade(desk, ids, "A") == 3
    assert column(desk, "grade_source") == [GradeSource.HAND] * 3
    assert set_grade(desk, ids[:1], None) == 1
    assert column(desk, "grade") == [None, "A", "A"]
    undo_last(desk)
    assert column(desk, "grade") == ["A", "A", "A"]


def test_major_is_set_and_taken_back(desk, ids, told):
    set_major(desk, ids[:1], major=True)
    assert column(desk, "major") == [True, False, False]
    set_major(desk, ids, major=False)
    assert told[-2:] == ["已将 1 个客户设为大客户", "已将 1 个客户设为一般客户"]
    undo_last(desk)
    assert column(desk, "major") == [True, False, False]


def test_a_tag_is_put_on_those_without_it(desk, ids):
    assert add_tag(desk, ids[:1], "年会") == 1
    assert add_tag(desk, ids, "年会") == 2
    assert add_tag(desk, ids, "年会") == 0
    assert tags(desk) == {(id_, "年会") for id_ in ids}
    with pytest.raises(InvalidInputError):
        add_tag(desk, ids, "")
    with pytest.raises(InvalidInputError):
        add_tag(desk, ids, "会" * 31)


def test_a_tag_is_taken_off_and_put_back(desk, ids):
    add_tag(desk, ids, "年会")
    add_tag(desk, ids, "重点")
    assert remove_tag(desk, ids[:2], "年会") == 2
    assert tags(desk) == {(ids[2], "年会"), *((id_, "重点") for id_ in ids)}
    undo_last(desk)
    assert tags(desk) == {(id_, tag) for id_ in ids for tag in ("年会", "重点")}
    undo_last(desk)
    assert remove_tag(desk, ids, "没有") == 0


def test_adding_a_tag_can_be_undone(desk, ids):
    add_tag(desk, ids, "年会")
    undo_last(desk)
    assert tags(desk) == set()


def test_closing_needs_a_reason_and_can_be_reversed(desk, ids):
    for reason in ("", "  ", "因" * 301):
        with pytest.raises(InvalidInputError):
            close_clients(desk, ids, reason)
    close_clients(desk, ids[:1], " 迁往外地 ")
    blacklist_clients(desk, ids[1:2], "恶意拖欠")
    closed, blacklisted, active = ClientStatus.CLOSED, ClientStatus.BLACKLISTED, ClientStatus.ACTIVE
    assert column(desk, "status") == [closed, blacklisted, active]
    assert column(desk, "status_reason") == ["迁往外地", "恶意拖欠", ""]
    assert reopen_clients(desk, ids) == 2
    assert column(desk, "status") == [active] * 3
    undo_last(desk)
    assert column(desk, "status_reason") == ["迁往外地", "恶意拖欠", ""]


def test_deleting_names_one_and_counts_many(desk, ids, told):
    assert delete_clients(desk, ids[:1]) == 1
    assert delete_clients(desk, ids[1:]) == 2
    assert told[-2:] == ["已删除客户 甲公司", "已删除 2 个客户"]
    undo_last(desk)
    assert [day is None for day in column(desk, "deleted_at")] == [False, True, True]


def test_nothing_changed_is_nothing_told(desk, ids, told):
    assert reopen_clients(desk, ids) == 0
    assert delete_clients(desk, []) == 0
    assert told[-2:] == ["", ""]
