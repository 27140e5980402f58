"""操作记录: every action can be found again, with what it changed in words."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.db import Desk
from app.db.journal import UNTOLD
from app.domain.audit import AuditFilter, AuditOnly, ChangeKind
from app.domain.audit_labels import NOT_TOLD, TABLES, column_label
from app.domain.communications import CommunicationDraft
from app.domain.own_fields import OwnField
from app.domain.settings import OfficeSettings
from app.domain.types import Channel, ImportKind
from app.models import Base, Contact, Erasure, ImportBatch
from app.queries.audit import action_ids, action_rows
from app.queries.bin import bin_items
from app.queries.changes import TITLES, ToldField
from app.queries.clients.card import client_draft
from app.queries.told_changes import PARENTS, told_changes
from app.services.bin import purge_items
from app.services.clients import change_client
from app.services.clients_bulk import add_tag, delete_clients, set_grade, set_major
from app.services.communications import add_communication, change_communication
from app.services.contacts import delete_contacts
from app.services.merging import merge_clients
from app.services.office import save_office_settings
from app.services.own_fields import save_own_field
from app.services.undo import undo_action
from tests.cases import new_case
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import NOW, TODAY


def found(desk, order=("at", True), **wanted):
    with desk.db.read() as session:
        by, descending = order
        ids = action_ids(session, AuditFilter(**wanted), by=by, descending=descending)
        return action_rows(session, ids)


def told(desk, action_id, **part):
    with desk.db.read() as session:
        return told_changes(session, action_id, **part)


def said(rows):
    return [row.summary for row in rows]


def test_the_latest_action_comes_first_with_who_when_and_which_client(desk):
    manager = new_staff(desk, "李明")
    client_id = new_client(desk, "华东机械")
    set_grade(Desk(desk.db, manager, desk.clock), [client_id], "A")
    latest, opened, _taken_on = found(desk)
    assert (latest.staff, latest.at, latest.summary) == ("李明", NOW, "已将 1 个客户评为 A 级")
    assert (latest.clients, latest.client_ids, latest.changes) == (("华东机械",), (client_id,), 1)
    assert (latest.undoable, latest.undone) == (True, False)
    assert (opened.staff, opened.summary) == ("", "已新建客户 华东机械")
    assert said(found(desk, ("at", False)))[1] == opened.summary
    assert said(found(desk, ("staff", True))) == said(found(desk))
    assert said(found(desk, ("staff", False)))[0] == latest.summary


def test_an_action_is_found_by_person_and_day(desk):
    manager = new_staff(desk, "李明")
    later = NOW + timedelta(2)
    new_client(desk, "华东机械")
    new_client(Desk(desk.db, manager, lambda: later), "江南轴承")
    theirs, nobodys = ["已新建客户 江南轴承"], ["已新建客户 华东机械", ""]
    assert said(found(desk, staff_ids=(manager,))) == theirs
    assert said(found(desk, staff_ids=(None,))) == nobodys
    assert said(found(desk, staff_ids=(manager, None))) == theirs + nobodys
    assert said(found(desk, first_on=TODAY + timedelta(1))) == theirs
    assert said(found(desk, last_on=TODAY)) == nobodys
    assert said(found(desk, first_on=TODAY, last_on=TODAY + timedelta(2))) == theirs + nobodys
    opened = found(desk)[1]
    assert found(desk, ids=frozenset({opened.id})) == [opened]


def test_an_action_is_found_by_what_stands_in_its_sentence_or_its_values(desk):
    client_id = new_client(desk, "华东机械", address="云溪路 8 号_%")
    with desk.db.read() as session:
        draft, version = client_draft(session, client_id)
    change_client(desk, client_id, replace(draft, address="Lotus 大道"), version=version)
    change, opened = found(desk)
    for text in ("云溪路", "8 号_%", "lotus", "大道", " Lotus "):
        assert found(desk, text=text) == [change], text
    assert found(desk, text="新建客户") == [opened]
    assert found(desk, text="%_8") == []


def test_an_action_is_found_by_the_kind_of_record_and_by_client(desk):
    client_id, other = new_client(desk, "华东机械"), new_client(desk, "江南轴承")
    new_contact(desk, client_id, "张伟")
    new_contact(desk, other, "李敏")
    assert said(found(desk, tables=("contact",))) == ["已新建联系人 李敏", "已新建联系人 张伟"]
    assert said(found(desk, client_id=client_id)) == ["已新建联系人 张伟", "已新建客户 华东机械"]


def test_deletions_undoing_merging_and_bulk_edits_are_found_by_themselves(desk):
    keep, lose, gone = (new_client(desk, f"客户{n}") for n in range(3))
    merge_clients(desk, keep, lose)
    delete_clients(desk, [gone])
    deleted = found(desk)[0]
    many = [new_client(desk, f"成批{n}") for n in range(20)]
    add_tag(desk, many, "年会")
    undo_action(desk, deleted.id)
    undoing, bulk = found(desk)[:2]
    assert found(desk, only=(AuditOnly.BULK,)) == [bulk]
    assert (bulk.changes, len(bulk.clients)) == (20, 20)
    assert found(desk, only=(AuditOnly.UNDOING,)) == [undoing]
    assert [row.id for row in found(desk, only=(AuditOnly.UNDONE,))] == [deleted.id]
    assert found(desk, only=(AuditOnly.UNDONE,))[0].undone
    assert not found(desk, only=(AuditOnly.UNDONE,))[0].undoable
    merged = found(desk, only=(AuditOnly.MERGED,))
    assert said(merged) == ["已把 客户1（KH0002）并入 客户0"]
    away = found(desk, only=(AuditOnly.DELETED,))
    assert {row.id for row in away} == {deleted.id, merged[0].id}
    assert found(desk, only=(AuditOnly.REVEALED,)) == []


def test_an_import_is_found_by_itself(desk):
    counts = dict.fromkeys(("rows", "added", "updated", "unchanged", "joined", "rejected"), 0)
    with desk.write("已导入 客户.xlsx") as session:
        made = ImportBatch(
            kind=ImportKind.CLIENTS,
            file_name="客户.xlsx",
            file_sha256="",
            imported_at=NOW,
            options={},
            **counts,
        )
        session.add(made)
    with desk.write() as session:
        session.get_one(ImportBatch, made.id).action_id = 1
    assert said(found(desk, only=(AuditOnly.IMPORTED,))) == ["已导入 客户.xlsx"]


def test_what_changed_is_told_by_labels_and_names(desk):
    manager = new_staff(desk, "李明")
    client_id = new_client(desk, "华东机械", credit_limit=Decimal(1000))
    with desk.db.read() as session:
        draft, version = client_draft(session, client_id)
    changed = replace(draft, manager_id=manager, credit_limit=Decimal(20000), major=True)
    change_client(desk, client_id, changed, version=version)
    (change,) = told(desk, found(desk)[0].id)
    assert (change.table, change.kind) == ("客户", ChangeKind.UPDATE)
    assert (change.title, change.client) == ("华东机械", "华东机械")
    sentences = {field.sentence() for field in change.fields}
    assert sentences == {
        "客户经理：（空） → 李明",
        "信用额度：1,000.00 → 20,000.00",
        "大客户：否 → 是",
    }


def test_a_new_record_is_told_as_it_was_then_whatever_became_of_it(desk):
    client_id = new_client(desk)
    contact_id = new_contact(desk, client_id, "张伟", mobile="13900001111")
    added = found(desk)[0]
    draft = CommunicationDraft(
        client_id=client_id,
        contact_ids=(contact_id,),
        channel=Channel.VISIT,
        held_on=TODAY,
        summary="谈年会",
        next_step="报价",
        next_on=TODAY,
    )
    entry_id = add_communication(desk, draft)
    logged = found(desk)[0]
    assert {one.client for one in told(desk, logged.id)} == {"华东机械"}
    change_communication(desk, entry_id, replace(draft, summary="谈周年庆"), version=1)
    set_major(desk, [client_id], major=True)
    delete_contacts(desk, [contact_id])
    with desk.write("清理") as session:
        session.delete(session.get_one(Contact, contact_id))
    (contact,) = (one for one in told(desk, added.id) if one.table == "联系人")
    held = {field.label: field.after for field in contact.fields}
    assert (held["姓名"], held["手机"], held["主要联系人"]) == ("张伟", "13900001111", "是")
    assert contact.title == ""
    told_of = {one.table: one for one in told(desk, logged.id)}
    entry = {field.label: (field.before, field.after) for field in told_of["沟通记录"].fields}
    assert entry["内容"] == ("", "谈年会")
    assert entry["方式"] == ("", "拜访")
    assert told_of["待办"].title == "报价"
    (destroyed,) = told(desk, found(desk)[0].id)
    assert (destroyed.kind, destroyed.client) == (ChangeKind.DELETE, "华东机械")
    assert ("姓名", "张伟", "") in {(f.label, f.before, f.after) for f in destroyed.fields}


def test_changes_of_rows_that_the_action_added_are_told_once(desk):
    client_id = new_client(desk)
    new_case(desk, client_id, title="空调太冷")
    rows = told(desk, found(desk)[0].id)
    assert [one.kind for one in rows] == [ChangeKind.INSERT] * len(rows)


def test_what_was_destroyed_is_told_by_what_it_was_called(desk):
    client_id = new_client(desk, "华东机械")
    delete_clients(desk, [client_id])
    with desk.db.read() as session:
        items = bin_items(session)
    purge_items(desk, items)
    (row,) = found(desk, only=(AuditOnly.DELETED,))[:1]
    assert (row.summary, row.undoable) == ("已彻底删除 1 条记录", False)
    (one,) = told(desk, row.id)
    assert (one.table, one.kind, one.title) == ("客户", ChangeKind.DELETE, "华东机械（KH0001）")
    assert [field.sentence() for field in one.fields] == ["标题：华东机械（KH0001） → （空）"]


def test_own_fields_are_told_by_their_names_and_erasures_by_their_person(desk):
    save_own_field(desk, OwnField(name="车牌"))
    client_id = new_client(desk, extra=(("f1", "粤B"),))
    (opened,) = (one for one in told(desk, found(desk)[0].id) if one.table == "客户")
    assert "车牌：（空） → 粤B" in {field.sentence() for field in opened.fields}
    contact_id = new_contact(desk, client_id, "张伟")
    with desk.write("已删除个人信息") as session:
        session.add(Erasure(contact_id=contact_id, client_id=client_id, erased_at=NOW))
    (erased,) = told(desk, found(desk)[0].id)
    shown = {field.label: field.after for field in erased.fields}
    assert (shown["联系人"], shown["清除时间"][:4]) == ("张伟", "2025")


def test_a_long_value_is_cut_in_a_list():
    field = ToldField("notes", "备注", "", "很" * 60)
    assert field.sentence(40) == f"备注：（空） → {'很' * 40}…"
    assert field.sentence() == f"备注：（空） → {'很' * 60}"


def test_a_long_action_is_told_part_by_part(desk):
    many = [new_client(desk, f"成批{n}") for n in range(5)]
    set_grade(desk, many, "B")
    bulk = found(desk)[0].id
    assert [one.title for one in told(desk, bulk, most=2)] == ["成批0", "成批1"]
    assert [one.title for one in told(desk, bulk, first=4)] == ["成批4"]


@pytest.mark.parametrize("table", sorted(set(Base.metadata.tables) - UNTOLD), ids=lambda name: name)
def test_every_table_and_column_has_a_name_people_know(table):
    columns = Base.metadata.tables[table].c
    assert TABLES[table]
    unnamed = {one.name for one in columns if not column_label(table, one.name)} - NOT_TOLD
    assert unnamed <= {"due_on"}
    assert TITLES.get(table, "id") in columns


def test_every_row_of_a_client_is_told_with_it():
    tables = Base.metadata.tables
    for name, (column, above) in PARENTS.items():
        assert column in tables[name].c
        assert "client_id" in tables[above].c
    below = {
        name
        for name, table in tables.items()
        if name not in UNTOLD
        and "client_id" not in table.c
        and any("client_id" in key.column.table.c for key in table.foreign_keys)
    }
    assert below <= set(PARENTS)


def test_settings_are_told_in_words_not_as_stored(desk):
    save_office_settings(desk, OfficeSettings(hotel_name="云溪大酒店"))
    save_office_settings(desk, OfficeSettings(hotel_name="云溪大酒店", new_months=6))
    latest, first = (told(desk, row.id)[0] for row in found(desk)[:2])
    assert (latest.table, latest.title) == ("设置", "酒店")
    assert latest.fields == (ToldField("value", "几个月内算新客户", "12", "6"),)
    assert "酒店名称" in [field.label for field in first.fields]
