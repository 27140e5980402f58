"""Key accounts are confirmed, refused, planned, looked through; all of it can be taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.db import Desk
from app.domain.key_accounts import PlanDraft, ReviewDraft
from app.domain.receptions import ReceptionDraft
from app.domain.types import (
    ContactId,
    Post,
    ReceptionId,
    ReceptionState,
    StaffId,
    TaskRule,
    TaskStatus,
)
from app.errors import ConflictError, InvalidInputError, NotAllowedError
from app.models import (
    AccountPlan,
    AccountReview,
    Action,
    Client,
    KeyAccountRefusal,
    Reception,
    Staff,
    Task,
)
from app.queries.account_plans import account_plan, key_account
from app.queries.bin import bin_items
from app.services.bin import purge_items, restore_items
from app.services.key_accounts import (
    confirm_key_account,
    end_key_accounts,
    refuse_key_accounts,
    review_plan,
    save_plan,
    set_relationship_manager,
)
from app.services.receptions import (
    add_reception,
    change_reception,
    delete_receptions,
    move_reception,
    set_reception_state,
)
from app.services.undo import undo_action
from tests.conftest import NOW, TODAY
from tests.key_accounts import client_of, new_reception, new_staff
from tests.log import new_contact


def undo_last(desk):
    with desk.db.read() as session:
        action_id = session.scalar(select(func.max(Action.id)))
    undo_action(desk, action_id)


def stored(desk, model, row_id):
    with desk.db.read() as session:
        return session.get(model, row_id)


def count(desk, model):
    with desk.db.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_the_manager_confirms_with_a_relationship_manager_and_takes_it_back(desk):
    client, person = client_of(desk, "KH1"), new_staff(desk, "江望舒")
    confirm_key_account(desk, client, person)
    found = stored(desk, Client, client)
    assert (found.major, found.relationship_manager_id) == (True, person)
    undo_last(desk)
    found = stored(desk, Client, client)
    assert (found.major, found.relationship_manager_id) == (False, None)


def test_only_a_supervisor_decides(desk, db):
    client, seller = client_of(desk, "KH1"), new_staff(desk, "江望舒")
    boss = Desk(db, new_staff(desk, "周启明", Post.MANAGER), lambda: NOW)
    its_desk = Desk(db, seller, lambda: NOW)
    for wrong in (
        lambda: confirm_key_account(its_desk, client, seller),
        lambda: refuse_key_accounts(its_desk, [client], "量小"),
        lambda: end_key_accounts(its_desk, [client], "量小"),
        lambda: set_relationship_manager(its_desk, [client], seller),
    ):
        with pytest.raises(NotAllowedError):
            wrong()
    confirm_key_account(boss, client, seller)
    assert stored(desk, Client, client).major


def test_the_relationship_manager_must_work_here(desk):
    client, gone = client_of(desk, "KH1"), new_staff(desk, "江望舒")
    with desk.write() as session:
        session.get(Staff, gone).active = False
    for person in (None, gone, StaffId(99)):
        with pytest.raises(InvalidInputError) as caught:
            confirm_key_account(desk, client, person)
        assert set(caught.value.fields) == {"relationship_manager_id"}
    other = new_staff(desk, "沈若溪")
    assert set_relationship_manager(desk, [client], other) == 1
    assert stored(desk, Client, client).relationship_manager_id == other


def test_a_refusal_keeps_its_reason_and_an_end_is_a_refusal_too(desk):
    person = new_staff(desk, "江望舒")
    one, other = client_of(desk, "KH1"), client_of(desk, "KH2")
    with pytest.raises(InvalidInputError):
        refuse_key_accounts(desk, [one], " ")
    refuse_key_accounts(desk, [one], "会议一次性，\n不稳定")
    with desk.db.read() as session:
        row = session.scalars(select(KeyAccountRefusal)).one()
    assert (row.client_id, row.refused_on, row.reason) == (one, TODAY, "会议一次性， 不稳定")
    confirm_key_account(desk, other, person)
    assert end_key_accounts(desk, [other], "搬走了") == 1
    found = stored(desk, Client, other)
    assert (found.major, found.relationship_manager_id) == (False, None)
    assert count(desk, KeyAccountRefusal) == 2
    undo_last(desk)
    assert stored(desk, Client, other).major
    assert count(desk, KeyAccountRefusal) == 1


def test_a_plan_is_made_changed_and_looked_through(desk):
    client = client_of(desk, "KH1")
    save_plan(desk, client, PlanDraft(development="扩建二期", review_months=3))
    with desk.db.read() as session:
        draft, version = account_plan(session, client)
    assert draft.next_review_on == date(2026, 3, 20), "three months from today"
    with pytest.raises(ConflictError):
        save_plan(desk, client, draft)
    with pytest.raises(InvalidInputError):
        save_plan(desk, client, replace(draft, review_months=0), version=version)
    changed = replace(draft, review_months=6, next_review_on=None)
    save_plan(desk, client, changed, version=version)
    plan_id = 1
    assert stored(desk, AccountPlan, plan_id).next_review_on == date(2026, 6, 20)
    with desk.write() as session:
        asked = {"rule": TaskRule.REVIEW, "subject_id": plan_id, "due_on": TODAY}
        session.add(Task(client_id=client, title="回顾大客户计划", **asked))
    review_plan(desk, client, ReviewDraft(TODAY - timedelta(20), " 房量稳定 "))
    assert stored(desk, AccountPlan, plan_id).next_review_on == date(2026, 5, 30)
    task = stored(desk, Task, 1)
    assert (task.status, task.finished_on) == (TaskStatus.DONE, TODAY)
    review_plan(desk, client, ReviewDraft(date(2025, 1, 5), "补记"))
    assert stored(desk, AccountPlan, plan_id).next_review_on == date(2026, 5, 30)
    with desk.db.read() as session:
        found = key_account(session, client)
    assert [one.remark for one in found.reviews] == ["房量稳定", "补记"]
    undo_last(desk)
    assert count(desk, AccountReview) == 1


def test_a_review_needs_a_plan_and_a_client(desk):
    client = client_of(desk, "KH1")
    with pytest.raises(InvalidInputError):
        review_plan(desk, client, ReviewDraft(TODAY, ""))
    with pytest.raises(ConflictError):
        review_plan(desk, client, ReviewDraft(TODAY, "好"))
    with desk.write() as session:
        session.get(Client, client).deleted_at = NOW
    with pytest.raises(ConflictError):
        save_plan(desk, client, PlanDraft())
    with desk.db.read() as session:
        assert key_account(session, client) is None


def test_a_guest_is_received_or_called_off(desk):
    client, person = client_of(desk, "KH1"), new_staff(desk, "江望舒")
    contact = new_contact(desk, client)
    stay = {"arrives_on": TODAY, "leaves_on": TODAY + timedelta(2)}
    draft = ReceptionDraft(client, contact, "陆远航", staff_id=person, **stay)
    reception = add_reception(desk, draft)
    changed = replace(draft, rank="总裁", people=3)
    change_reception(desk, reception, changed, version=1)
    with pytest.raises(ConflictError):
        change_reception(desk, reception, changed, version=1)
    with pytest.raises(InvalidInputError):
        move_reception(desk, reception, TODAY - timedelta(1))
    move_reception(desk, reception, TODAY + timedelta(9))
    moved = stored(desk, Reception, reception)
    assert (moved.arrives_on, moved.leaves_on) == (TODAY + timedelta(9), TODAY + timedelta(11))
    undo_last(desk)
    assert stored(desk, Reception, reception).arrives_on == TODAY
    assert set_reception_state(desk, [reception], ReceptionState.RECEIVED) == 1
    told = []
    desk.db.on_commit(lambda commit: told.append(commit.summary))
    assert set_reception_state(desk, [reception], ReceptionState.RECEIVED) == 0
    assert told == [""]  # nothing done is no step
    with pytest.raises(ConflictError):
        move_reception(desk, reception, TODAY + timedelta(9))
    assert stored(desk, Reception, reception).state is ReceptionState.RECEIVED
    with pytest.raises(ConflictError):
        change_reception(desk, ReceptionId(99), changed, version=1)
    with pytest.raises(ConflictError):
        move_reception(desk, ReceptionId(99), TODAY)


def test_a_reception_needs_a_living_client_and_its_own_contact(desk):
    client, other = client_of(desk, "KH1"), client_of(desk, "KH2")
    stranger = new_contact(desk, other)
    good = ReceptionDraft(client, None, "陆远航", arrives_on=TODAY)
    for wrong in (stranger, ContactId(99)):
        with pytest.raises(InvalidInputError) as caught:
            add_reception(desk, replace(good, contact_id=wrong))
        assert set(caught.value.fields) == {"contact_id"}
    with pytest.raises(InvalidInputError):
        add_reception(desk, replace(good, guest=""))
    with desk.write() as session:
        session.get(Client, client).deleted_at = NOW
    with pytest.raises(InvalidInputError) as caught:
        add_reception(desk, good)
    assert set(caught.value.fields) == {"client_id"}


def test_a_deleted_reception_lies_in_the_bin(desk):
    client = client_of(desk, "KH1")
    reception = new_reception(desk, client, TODAY)
    delete_receptions(desk, [reception])
    with desk.db.read() as session:
        items = bin_items(session)
    assert [item.title for item in items] == ["2025-12-20　陆远航"]
    with pytest.raises(ConflictError):
        change_reception(
            desk, reception, ReceptionDraft(client, None, "陆", arrives_on=TODAY), version=2
        )
    restore_items(desk, items)
    assert stored(desk, Reception, reception).deleted_at is None
    delete_receptions(desk, [reception])
    with desk.db.read() as session:
        items = bin_items(session)
    assert purge_items(desk, items) == 1
    assert count(desk, Reception) == 0
