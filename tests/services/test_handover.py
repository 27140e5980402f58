"""Clients go from one person to another whole, and their state is kept on paper."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.domain.handover import HandoverDraft
from app.domain.types import CaseState, ReceptionState, StaffId, TaskStatus
from app.errors import ConflictError, InvalidInputError
from app.models import (
    Action,
    Agreement,
    Case,
    Client,
    Communication,
    Handover,
    HandoverLine,
    Reception,
    Staff,
    Task,
)
from app.queries.handover import (
    client_figures,
    clients_in_hand,
    handover_record,
    handover_rows,
    managers_of,
)
from app.services.facts import refresh_facts
from app.services.handover import hand_over
from app.services.undo import undo_action
from tests.cases import new_case
from tests.conftest import NOW, TODAY
from tests.filled import filled_once
from tests.key_accounts import client_of, new_reception, new_staff
from tests.log import new_contact, new_entry
from tests.trade import new_booking, new_receipt


def new_task(desk, client, staff, title="回访", **more):
    with desk.write() as session:
        task = Task(client_id=client, title=title, due_on=TODAY, staff_id=staff, **more)
        session.add(task)
        session.flush()
        return task.id


def owners(desk, model):
    with desk.db.read() as session:
        return {row.id: row.staff_id for row in session.scalars(select(model))}


@filled_once
def people(desk):
    return new_staff(desk, "江望舒"), new_staff(desk, "沈若溪"), new_staff(desk, "何知秋")


@filled_once
def full_client(desk, people):
    """One client with something of everything, of the first of the people."""
    giver = people[0]
    client = client_of(desk, "KH1", giver, relationship_manager_id=giver, grade="A")
    new_contact(desk, client, "张伟", mobile="13900000001")
    with desk.write() as session:
        new_booking(session, client, date(2025, 11, 1), amount=Decimal(500))
        new_booking(session, client, date(2024, 5, 1), amount=Decimal(300))
        new_booking(session, client, date(2025, 12, 1), amount=Decimal(80), due_on=date(2026, 1, 5))
        new_receipt(session, client, date(2025, 11, 9), "450")
        refresh_facts(session, [client])
        session.add_all(
            Agreement(client_id=client, valid_to=day)
            for day in (date(2025, 12, 31), date(2026, 6, 30))
        )
    new_entry(desk, client, staff_id=giver, held_on=date(2025, 12, 3))
    return client


def test_a_clients_state_is_seen_as_figures(desk, people, full_client):
    new_task(desk, full_client, people[0])
    new_case(desk, full_client)
    with desk.db.read() as session:
        figures = client_figures(session, [full_client], TODAY)[full_client]
        assert client_figures(session, [], TODAY) == {}
    assert (figures.code, figures.grade, figures.contact) == ("KH1", "A", "张伟 13900000001")
    assert (figures.amount, figures.last_amount) == (580, 300)
    assert (figures.receivable, figures.overdue) == (430, 350)
    assert (figures.open_tasks, figures.open_cases) == (1, 1)
    assert figures.matters[0].endswith("会场空调太冷")
    assert figures.matters[1] == "2025-12-20 回访"
    assert figures.last_contact_on == date(2025, 12, 3)
    assert figures.agreement_ends_on == date(2026, 6, 30)


def test_clients_and_what_is_open_move_and_what_is_done_stays(desk, people, full_client):
    giver, taker, other = people
    mine, others = new_task(desk, full_client, giver), new_task(desk, full_client, other)
    done = new_task(desk, full_client, giver, status=TaskStatus.DONE)
    open_case = new_case(desk, full_client, staff_id=giver)
    closed = new_case(desk, full_client, staff_id=giver)
    with desk.write() as session:
        session.get(Case, closed).state = CaseState.CLOSED
    guest = new_reception(desk, full_client, TODAY, staff_id=giver)
    past = new_reception(desk, full_client, TODAY, staff_id=giver, state=ReceptionState.RECEIVED)
    elsewhere = client_of(desk, "KH2", giver)
    kept = new_task(desk, elsewhere, giver)

    draft = HandoverDraft(giver, taker, (full_client,), "调岗", remarks={full_client: " 年会在谈 "})
    handover = hand_over(desk, draft)

    with desk.db.read() as session:
        client = session.get(Client, full_client)
        assert (client.manager_id, client.relationship_manager_id) == (taker, taker)
        assert session.get(Client, elsewhere).manager_id == giver
        assert session.get(Staff, giver).active
        assert session.scalars(select(Communication.staff_id)).one() == giver
        record = handover_record(session, handover)
    assert owners(desk, Task) == {mine: taker, others: other, done: giver, kept: giver}
    assert owners(desk, Case) == {open_case: taker, closed: giver}
    assert owners(desk, Reception) == {guest: taker, past: giver}
    assert (record.row.from_name, record.row.to_name) == ("江望舒", "沈若溪")
    assert (record.row.handed_on, record.row.reason, record.row.clients) == (TODAY, "调岗", 1)
    assert (record.lines[0].remark, record.lines[0].figures.open_tasks) == ("年会在谈", 2)


def test_one_step_takes_the_handover_back(desk, people, full_client):
    giver, taker, _other = people
    task = new_task(desk, full_client, giver)
    hand_over(desk, HandoverDraft(giver, taker, (full_client,), leaves=True))
    with desk.db.read() as session:
        assert not session.get(Staff, giver).active
        last = session.scalar(select(func.max(Action.id)))
        assert "江望舒 已停用" in session.get(Action, last).summary
    undo_action(desk, last)
    with desk.db.read() as session:
        assert session.get(Client, full_client).manager_id == giver
        assert session.get(Client, full_client).relationship_manager_id == giver
        assert session.get(Staff, giver).active
        assert session.scalar(select(func.count()).select_from(Handover)) == 0
        assert session.scalar(select(func.count()).select_from(HandoverLine)) == 0
    assert owners(desk, Task) == {task: giver}


def test_who_leaves_hands_over_everything_still_open(desk, people):
    giver, taker, other = people
    not_mine = client_of(desk, "KH1", other)
    task = new_task(desk, not_mine, giver)
    case = new_case(desk, not_mine, staff_id=giver)
    handover = hand_over(desk, HandoverDraft(giver, taker, (), leaves=True))
    assert owners(desk, Task) == {task: taker}
    assert owners(desk, Case) == {case: taker}
    with desk.db.read() as session:
        assert session.get(Client, not_mine).manager_id == other
        assert handover_record(session, handover).lines == ()


def test_of_a_client_managed_by_another_only_the_relationship_moves(desk, people):
    giver, taker, other = people
    client = client_of(desk, "KH1", other, relationship_manager_id=giver)
    hand_over(desk, HandoverDraft(giver, taker, (client,)))
    with desk.db.read() as session:
        found = session.get(Client, client)
        assert (found.manager_id, found.relationship_manager_id) == (other, taker)


def test_what_cannot_be_handed_over_is_refused(desk, people):
    giver, taker, other = people
    mine, others = client_of(desk, "KH1", giver), client_of(desk, "KH2", other)
    with pytest.raises(ConflictError):
        hand_over(desk, HandoverDraft(giver, taker, (mine, others)))
    with pytest.raises(ConflictError):
        hand_over(desk, HandoverDraft(StaffId(99), taker, (mine,)))
    with pytest.raises(InvalidInputError):
        hand_over(desk, HandoverDraft(giver, giver, (mine,)))
    for gone in (StaffId(99), other):
        with desk.write() as session:
            session.get(Staff, other).active = False
        with pytest.raises(InvalidInputError) as caught:
            hand_over(desk, HandoverDraft(giver, gone, (mine,)))
        assert set(caught.value.fields) == {"to_staff_id"}


def test_who_has_which_clients_in_hand(desk, people):
    giver, _taker, other = people
    first = client_of(desk, "KH1", giver)
    second = client_of(desk, "KH2", giver)
    third = client_of(desk, "KH3", other, relationship_manager_id=giver)
    fourth = client_of(desk, "KH4")
    with desk.write() as session:
        session.get(Client, client_of(desk, "KH5", giver)).deleted_at = NOW
    with desk.db.read() as session:
        assert clients_in_hand(session, giver) == [first, second, third]
        assert clients_in_hand(session, giver, [third, fourth]) == [third]
        assert managers_of(session, [first, second, third, fourth]) == {giver: 2, other: 1}


def test_handovers_are_found_by_names_and_clients(desk, people):
    giver, taker, other = people
    client = client_of(desk, "KH1", giver, name="云岭茶业")
    hand_over(desk, HandoverDraft(giver, taker, (client,), "产假"))
    later = datetime(2025, 12, 22, 9, tzinfo=NOW.tzinfo)
    hand_over(type(desk)(desk.db, other, lambda: later), HandoverDraft(taker, other, (client,)))
    with desk.db.read() as session:
        assert [row.id for row in handover_rows(session)] == [2, 1]
        assert [row.id for row in handover_rows(session, "产假 云岭")] == [1]
        assert [row.id for row in handover_rows(session, "何知秋")] == [2]
        assert handover_rows(session, "没有") == []
        assert handover_rows(session)[0].staff == "何知秋"
        assert handover_rows(session)[0].handed_on == TODAY + timedelta(2)
        assert handover_record(session, 99) is None
