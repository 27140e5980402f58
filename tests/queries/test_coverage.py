from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.coverage import Span
from app.domain.types import Channel, ClientStatus, TaskRule
from app.models import Client, ClientFact, Handover, HandoverLine
from app.queries.coverage import client_tallies, covering_entries
from tests.conftest import NOW, TODAY
from tests.log import new_client, new_entry, new_staff

FIRST, LAST = date(2025, 10, 1), date(2025, 12, 31)
QUARTER = Span(FIRST, LAST, TODAY)


@pytest.fixture
def manager(desk):
    return new_staff(desk)


def client_of(desk, manager, name, grade="A", opened=datetime(2025, 1, 2, 2, tzinfo=UTC)):
    client = new_client(desk, name, manager_id=manager)
    with desk.write() as session:
        found = session.get(Client, client)
        found.grade, found.created_at = grade, opened
    return client


def tallies(db, span=QUARTER, **more):
    with db.read() as session:
        return {one.client_id: one for one in client_tallies(session, span, **more)}


def entries(db, rule, clients, span=QUARTER, **more):
    with db.read() as session:
        return covering_entries(session, rule, clients, span, **more)


def test_what_was_planned_stands_beside_what_was_made(desk, db, manager):
    client = client_of(desk, manager, "华东")
    visit = new_entry(desk, client, held_on=FIRST, channel=Channel.VISIT)
    call = new_entry(desk, client, held_on=TODAY)
    new_entry(desk, client, held_on=TODAY, channel=Channel.LETTER_IN)
    new_entry(desk, client, held_on=FIRST - timedelta(1))
    found = tallies(db)[client]
    assert (found.days, found.contact_days, found.visit_days) == (81, 14, 30)
    assert (found.contacts, found.visits, found.standard, found.manager) == (2, 1, "A 级", "王芳")
    assert entries(db, TaskRule.CONTACT, [client]) == [visit, call]
    assert entries(db, TaskRule.VISIT, [client]) == [visit]
    everything = Span(None, None, TODAY)
    assert tallies(db, everything)[client].contacts == 3
    assert len(entries(db, TaskRule.CONTACT, [client], everything)) == 3


def test_a_client_begins_when_its_file_was_opened_or_it_first_stayed(desk, db, manager):
    young = client_of(desk, manager, "新建档", opened=NOW)
    stayed = client_of(desk, manager, "先住店", opened=NOW)
    with desk.write() as session:
        session.get(ClientFact, stayed).first_stay_on = TODAY - timedelta(9)
    found = tallies(db)
    assert (found[young].days, found[stayed].days) == (1, 10)


def test_only_active_clients_with_a_manager_are_counted(desk, db, manager):
    other = new_staff(desk, "陈刚")
    mine, theirs = client_of(desk, manager, "我的"), client_of(desk, other, "他的", None)
    client_of(desk, None, "没有经理")
    closed, deleted = client_of(desk, manager, "停用"), client_of(desk, manager, "删除")
    with desk.write() as session:
        session.get(Client, closed).status = ClientStatus.CLOSED
        session.get(Client, deleted).deleted_at = NOW
    assert set(tallies(db)) == {mine, theirs}
    assert set(tallies(db, manager_ids={other})) == {theirs}
    assert tallies(db)[theirs].standard == "准客户"
    assert tallies(db)[mine].place < tallies(db)[theirs].place


def handed_over(desk, client, giver, taker, on):
    with desk.write() as session:
        made = Handover(handed_on=on, from_staff_id=giver, to_staff_id=taker)
        session.add(made)
        session.flush()
        session.add(HandoverLine(handover_id=made.id, client_id=client, figures={}))


def test_what_was_before_a_handover_belongs_to_who_handed_over(desk, db, manager):
    taker = new_staff(desk, "陈刚")
    client, young = client_of(desk, taker, "华东"), client_of(desk, taker, "后来的", opened=NOW)
    other = client_of(desk, manager, "江南")
    before = new_entry(desk, client, held_on=date(2025, 11, 30), channel=Channel.VISIT)
    after = new_entry(desk, client, held_on=date(2025, 12, 1))
    theirs = new_entry(desk, other, held_on=FIRST)
    for one in (client, young):
        handed_over(desk, one, manager, taker, date(2025, 12, 1))
    with db.read() as session:
        found = client_tallies(session, QUARTER)
        earlier = client_tallies(session, Span(FIRST, date(2025, 10, 31), TODAY))
    shown = [(one.manager, one.client_id, one.days, one.contacts, one.visits) for one in found]
    assert shown == [
        ("陈刚", client, 20, 1, 0),
        ("陈刚", young, 1, 0, 0),
        ("王芳", client, 61, 1, 1),
        ("王芳", other, 81, 1, 0),
    ]
    assert [one.is_last for one in found] == [True, True, False, True]
    assert [(one.others_contacts, one.others_visits) for one in found][:3] == [
        (1, 1),
        (0, 0),
        (1, 0),
    ]
    assert [(one.manager, one.client_id) for one in earlier] == [("王芳", client), ("王芳", other)]
    assert [one.client_id for one in found if one.manager_id == manager] == list(
        tallies(db, manager_ids={manager})
    )
    both = [client, other]
    assert entries(db, TaskRule.CONTACT, both) == [before, after, theirs]
    assert entries(db, TaskRule.CONTACT, both, manager_ids={manager}) == [before, theirs]
    assert entries(db, TaskRule.CONTACT, both, manager_ids={taker}) == [after, theirs]
    everything = Span(None, None, TODAY)
    assert entries(db, TaskRule.VISIT, [client], everything, manager_ids={manager}) == [before]
