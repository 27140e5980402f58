"""The office's own fields are added, changed, moved, and kept with the clients."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.own_fields import OwnField, OwnKind
from app.domain.types import ImportKind
from app.errors import ConflictError, InvalidInputError
from app.exchange.lists_book import export_list
from app.exchange.reading.reader import read_file
from app.models import Action
from app.queries.clients.card import client_draft
from app.queries.clients.history import client_history
from app.queries.clients.overview import client_overview
from app.queries.own_fields import own_fields
from app.services.clients import change_client
from app.services.own_fields import move_own_field, save_own_field, use_own_field
from tests.clients import new_client
from tests.services.test_clients import undo_last


@pytest.fixture
def fields(desk):
    for name in ("车牌", "楼层"):
        save_own_field(desk, OwnField(name=name))
    return kept(desk)


def kept(desk):
    with desk.db.read() as session:
        return own_fields(session)


def names(desk):
    return [field.name for field in kept(desk)]


def last_summary(desk):
    with desk.db.read() as session:
        return session.scalar(select(Action.summary).order_by(Action.id.desc()).limit(1))


def test_fields_are_added_changed_and_taken_back(desk, fields):
    assert [field.key for field in fields] == ["f1", "f2"]
    save_own_field(desk, replace(fields[0], name=" 车号 "))
    assert names(desk) == ["车号", "楼层"]
    assert last_summary(desk) == "已修改自有字段：车号"
    undo_last(desk)
    assert names(desk) == ["车牌", "楼层"]
    with pytest.raises(InvalidInputError):
        save_own_field(desk, OwnField(name="楼层"))


def test_fields_are_put_in_order(desk, fields):
    move_own_field(desk, "f2", -1)
    assert names(desk) == ["楼层", "车牌"]
    move_own_field(desk, "f2", -1)
    assert last_summary(desk) == "已调整自有字段的顺序：楼层"
    undo_last(desk)
    assert names(desk) == ["车牌", "楼层"]


def test_a_field_out_of_use_can_be_used_again(desk, fields):
    use_own_field(desk, "f1", active=False)
    assert [field.active for field in kept(desk)] == [False, True]
    use_own_field(desk, "f1", active=True)
    assert last_summary(desk) == "已启用自有字段：车牌"
    assert all(field.active for field in kept(desk))


def test_a_field_that_is_gone_is_not_changed(desk):
    for service in (
        lambda: save_own_field(desk, OwnField("f1", "车牌")),
        lambda: move_own_field(desk, "f1", 1),
        lambda: use_own_field(desk, "f1", active=False),
    ):
        with pytest.raises(ConflictError):
            service()


def test_a_client_keeps_told_and_exported_what_its_own_fields_hold(desk, fields, tmp_path):
    save_own_field(desk, OwnField(name="级别", kind=OwnKind.CHOICE, choices=("金", "银")))
    client_id = new_client(desk, extra=(("f1", "粤B"),))
    for values in ((("f1", "粤C"), ("f3", "金")), (("f1", "粤C"),)):
        with desk.db.read() as session:
            draft, version = client_draft(session, client_id)
        change_client(desk, client_id, replace(draft, extra=values), version=version)
    with desk.db.read() as session:
        assert client_draft(session, client_id)[0].extra == (("f1", "粤C"),)
        assert client_overview(session, client_id).extra == (("车牌", "粤C"),)
        told = [entry.details for entry in client_history(session, client_id)]
    assert told[:2] == [("级别：金 → （空）",), ("车牌：粤B → 粤C", "级别：（空） → 金")]
    place = tmp_path / "客户.xlsx"
    export_list(desk.db, ImportKind.CLIENTS, place)
    (sheet,) = read_file(place)
    assert sheet.rows[0][-3:] == ["自有：车牌", "自有：楼层", "自有：级别"]
    assert [value or "" for value in (*sheet.rows[1], "", "")][len(sheet.rows[0]) - 3] == "粤C"
    undo_last(desk)
    with desk.db.read() as session:
        assert dict(client_draft(session, client_id)[0].extra) == {"f1": "粤C", "f3": "金"}
