from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import NoResultFound

from app.db import Desk
from app.domain.birthdays import Birthday
from app.domain.clients_agreements import AgreementDraft
from app.domain.key_accounts import PlanDraft
from app.domain.personal_consent import ConsentDraft
from app.domain.types import GradeSource, ImportKind
from app.models import Base, Client, ImportBatch, Task
from app.queries.clients.card import client_draft, client_head
from app.queries.clients.contacts import contacts_of
from app.queries.clients.history import OWNED, client_history
from app.queries.clients.overview import client_overview
from app.services.agreements import add_agreement
from app.services.clients import change_client
from app.services.clients_bulk import close_clients, delete_clients, set_grade, set_manager
from app.services.contacts import change_contact
from app.services.facts import refresh_facts
from app.services.key_accounts import save_plan
from app.services.personal.consent import note_consent
from tests.cases import new_case
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import NOW, TODAY
from tests.courtesies import new_courtesy
from tests.services.test_clients import undo_last
from tests.trade import new_booking


def head(desk, client_id):
    with desk.db.read() as session:
        return client_head(session, client_id, today=TODAY)


def history(desk, client_id):
    with desk.db.read() as session:
        return client_history(session, client_id)


def test_the_head_says_who_the_client_is(desk):
    relation = new_staff(desk, "王芳")
    client_id = new_client(desk, grade="A", relationship_manager_id=relation, bad_debt=True)
    close_clients(desk, [client_id], "迁往外地")
    shown = head(desk, client_id)
    assert shown.row.name == "华东机械"
    assert (shown.relationship_manager, shown.bad_debt, shown.deleted) == ("王芳", True, False)
    assert (shown.status_reason, shown.grade_source) == ("迁往外地", GradeSource.HAND)
    delete_clients(desk, [client_id])
    assert head(desk, client_id).deleted
    assert head(desk, 99) is None


def test_the_overview_gathers_years_tasks_and_agreements(desk):
    parent = new_client(desk, "华东集团")
    client_id = new_client(desk, parent_id=parent, manager_id=new_staff(desk))
    add_agreement(desk, client_id, AgreementDraft("XY-1", valid_to=date(2026, 6, 30)))
    with desk.write() as session:
        for year in range(2019, 2026):
            new_booking(session, client_id, date(year, 5, 1), amount=Decimal(year), room_nights=3)
        for days in (5, 1):
            due_on = TODAY + timedelta(days)
            session.add(Task(client_id=client_id, title=f"跟进{days}", due_on=due_on))
        session.get_one(Client, client_id).extra = {"旧系统号": 17}
        refresh_facts(session, [client_id])
    with desk.db.read() as session:
        overview = client_overview(session, client_id)
        above = client_overview(session, parent)
    assert (overview.manager, overview.parent) == ("李明", "华东集团")
    assert [year.year for year in overview.years] == [2025, 2024, 2023, 2022, 2021]
    assert overview.years[0].amount == Decimal(2025)
    assert [task.title for task in overview.tasks] == ["跟进1", "跟进5"]
    assert overview.agreement_to == date(2026, 6, 30)
    assert overview.extra == (("旧系统号", "17"),)
    assert (above.branches, above.parent, above.agreement_to) == (1, "", None)


def test_there_is_no_overview_of_nobody(desk):
    with desk.db.read() as session, pytest.raises(NoResultFound):
        client_overview(session, 99)


def test_contacts_stand_in_order_with_their_next_birthday(desk):
    client_id = new_client(desk)
    new_contact(desk, client_id, "张伟", birthday=Birthday(None, 11, 2, lunar=True))
    new_contact(desk, client_id, "阿明")
    new_contact(desk, client_id, "王芳", main=True)
    with desk.db.read() as session:
        rows = contacts_of(session, client_id, today=TODAY)
    assert [row.draft.name for row in rows] == ["王芳", "阿明", "张伟"]
    assert rows[2].birthday_on == date(2025, 12, 21)


def test_the_history_tells_from_what_to_what(desk):
    manager = new_staff(desk)
    client_id = new_client(desk)
    mine = Desk(desk.db, manager, desk.clock)
    set_grade(mine, [client_id], "A")
    set_manager(mine, [client_id], manager)
    with desk.db.read() as session:
        draft, version = client_draft(session, client_id)
    long = "很" * 60
    changed = replace(draft, notes=long, major=True, credit_limit=Decimal(5))
    change_client(mine, client_id, changed, version=version)
    latest, managed, graded, opened = history(desk, client_id)
    assert opened.summary == "已新建客户 华东机械"
    assert (opened.staff, opened.details) == ("", ())
    assert graded.details == ("等级：（空） → A",)
    assert managed.details == ("客户经理：（空） → 李明",)
    assert (latest.staff, latest.at) == ("李明", NOW)
    assert "大客户：否 → 是" in latest.details
    assert "信用额度：（空） → 5.00" in latest.details
    assert f"备注：（空） → {'很' * 40}…" in latest.details


def test_the_history_follows_what_belongs_to_the_client(desk):
    client_id, other = new_client(desk), new_client(desk, "江南轴承")
    contact_id = new_contact(desk, client_id, "张伟")
    new_contact(desk, other, "李敏")
    with desk.db.read() as session:
        (row,) = contacts_of(session, client_id, today=TODAY)
    change_contact(desk, contact_id, replace(row.draft, post="经理"), version=row.version)
    undo_last(desk)
    undone, changed, added, _opened = history(desk, client_id)
    assert undone.summary == "已撤销：已修改联系人 张伟"
    assert changed.undone
    assert changed.details == ("职务：（空） → 经理",)
    assert (added.summary, added.details) == ("已新建联系人 张伟", ())


def test_deleting_and_closing_are_told_in_words(desk):
    client_id = new_client(desk)
    close_clients(desk, [client_id], "迁往外地")
    delete_clients(desk, [client_id])
    deleted, closed, _opened = history(desk, client_id)
    assert deleted.details == ("删除：（空） → 已删除",)
    assert closed.details == ("状态：合作 → 停用", "原因：（空） → 迁往外地")


def test_a_client_from_a_file_remembers_the_import(desk):
    with desk.write("已导入 客户.xlsx") as session:
        counts = dict.fromkeys(("rows", "added", "updated", "unchanged", "joined", "rejected"), 0)
        batch = ImportBatch(
            kind=ImportKind.CLIENTS,
            file_name="客户.xlsx",
            file_sha256="",
            imported_at=NOW,
            options={},
            **counts,
        )
        session.add(batch)
    client_id = new_client(desk)
    with desk.write() as session:
        batch = session.get_one(ImportBatch, 1)
        batch.action_id = 1
        session.get_one(Client, client_id).import_batch_id = batch.id
    assert history(desk, client_id)[-1].summary == "已导入 客户.xlsx"


def test_what_is_done_for_a_client_every_day_is_told(desk):
    client_id = new_client(desk)
    new_case(desk, client_id, title="空调太冷")
    new_courtesy(desk, client_id)
    save_plan(desk, client_id, PlanDraft(development="新厂"))
    told = [entry.summary for entry in history(desk, client_id)]
    begun = [text[:4] for text in told]
    assert begun == ["已保存 ", "已记礼节", "已登记问", "已新建客"]


def test_what_belongs_to_what_a_client_has_is_told(desk):
    client_id = new_client(desk)
    new_client(desk, "乙公司")
    contact_id = new_contact(desk, client_id)
    note_consent(desk, contact_id, ConsentDraft(given_on=TODAY, source="来函"))
    told = [entry.summary for entry in history(desk, client_id)]
    assert told[0] == "已记录 张伟：不同意接收广告"
    assert len(told) == 3


def test_no_table_of_a_client_is_left_out_of_its_history():
    belonging = {table.name for table in Base.metadata.sorted_tables if "client_id" in table.c}
    apart = {"client_alias", "client_fact", "client_tag", "client_year", "form_draft"}
    assert belonging - apart == {one.__tablename__ for one in OWNED} | {"screening_line"}
