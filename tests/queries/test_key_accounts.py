"""All key accounts at a glance, who is proposed, and which guests are to come."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from app.domain.key_accounts import PlanDraft, ReviewDraft
from app.domain.types import ClientStatus, Post, ReceptionState
from app.models import Client, KeyAccountRefusal, Task
from app.queries.account_plans import account_plan, key_account
from app.queries.key_accounts import (
    key_account_ids,
    key_accounts,
    proposed_clients,
    years_of_volume,
)
from app.queries.receptions import (
    ReceptionColumn,
    ReceptionFilter,
    reception_ids,
    reception_row,
    reception_rows,
)
from app.services.facts import refresh_facts
from app.services.key_accounts import refuse_key_accounts, review_plan, save_plan
from app.services.receptions import delete_receptions
from tests.cases import new_case
from tests.conftest import NOW, TODAY
from tests.key_accounts import client_of, new_reception, new_staff
from tests.log import new_contact, new_entry
from tests.trade import new_booking


def book(desk, client, amount, year=2025, **more):
    with desk.write() as session:
        new_booking(session, client, date(year, 5, 1), amount=Decimal(amount), **more)
        refresh_facts(session, [client])


@pytest.fixture
def person(desk):
    return new_staff(desk, "江望舒", Post.SENIOR)


def accounts(desk, text=""):
    with desk.db.read() as session:
        return key_accounts(session, TODAY, text=text)


def test_every_key_account_is_seen_with_what_needs_attention(desk, person):
    major = {"major": True, "grade": "A", "relationship_manager_id": person}
    first = client_of(desk, "KH1", person, **major)
    second = client_of(desk, "KH2", major=True)
    ordinary = client_of(desk, "KH3")
    for client, amount in ((first, 600), (second, 100), (ordinary, 300)):
        book(desk, client, amount)
    book(desk, first, 200, year=2024)
    new_entry(desk, first, held_on=date(2025, 6, 1))
    with desk.write() as session:
        session.add(Task(client_id=first, title="回访", due_on=TODAY))
    new_case(desk, first)
    save_plan(desk, first, PlanDraft(next_review_on=date(2025, 12, 1)))
    for days in (-3, 40, 9):
        new_reception(desk, first, TODAY + timedelta(days), guest=f"客人{days}")

    one, other = accounts(desk)

    assert (one.id, other.id) == (first, second)
    assert (one.manager, one.relationship_manager, one.grade) == ("江望舒", "江望舒", "A")
    assert (one.amount, one.last_amount) == (600, 200)
    assert (one.percent, one.last_percent) == (60, 100)
    assert (one.open_tasks, one.open_cases, one.overdue) == (1, 1, 800)
    assert (one.reception_on, one.reception_guest) == (TODAY + timedelta(9), "客人9")
    assert one.contact.last_on == date(2025, 6, 1)
    assert one.late_contact(TODAY)
    assert (one.has_plan, one.next_review_on) == (True, date(2025, 12, 1))
    assert one.late_review(TODAY)
    assert not one.late_review(date(2025, 12, 1))
    assert (other.relationship_manager, other.last_percent, other.last_amount) == ("", 0, 0)
    assert other.late_review(TODAY), "there is no plan"
    assert [row.id for row in accounts(desk, "KH2")] == [second]


def test_nothing_bought_is_no_share_and_nobody_there_is_no_row(desk):
    assert accounts(desk) == []
    client_of(desk, "KH1", major=True)
    row = accounts(desk)[0]
    assert (row.percent, row.amount, row.overdue) == (None, 0, 0)
    assert not row.late_contact(TODAY)


def test_the_number_of_statements_does_not_grow_with_the_accounts(desk):
    counts = []
    for number in (0, 6):
        for place in range(6):
            client_of(desk, f"KH{number + place}", major=True)
        asked = []
        with desk.db.read() as session:
            tell = asked.append
            event.listen(
                session.connection(), "before_cursor_execute", lambda *args, t=tell: t(args[2])
            )
            assert len(key_accounts(session, TODAY)) == number + 6
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_proposals_leave_out_majors_refused_closed_and_deleted(desk, person):
    large = client_of(desk, "KH1", person)
    best = client_of(desk, "KH2", grade="A")
    small = client_of(desk, "KH3")
    out = {
        "major": client_of(desk, "KH4", major=True),
        "closed": client_of(desk, "KH5", status=ClientStatus.CLOSED, grade="A"),
        "refused": client_of(desk, "KH6", grade="A"),
        "deleted": client_of(desk, "KH7", grade="A"),
        "blacklisted": client_of(desk, "KH8", status=ClientStatus.BLACKLISTED),
    }
    for client in out.values():
        book(desk, client, 500)
    book(desk, large, 9000)
    book(desk, best, 5)
    book(desk, small, 5)
    refuse_key_accounts(desk, [out["refused"]], "一次性")
    again = client_of(desk, "KH9", grade="A")
    with desk.write() as session:
        session.get(Client, out["deleted"]).deleted_at = NOW
        old = {"refused_on": date(2024, 12, 19), "reason": "太小"}
        session.add(KeyAccountRefusal(client_id=again, **old))
    with desk.db.read() as session:
        found = proposed_clients(session, 2025, TODAY)
        assert key_account_ids(session) == [out["major"]]
        assert years_of_volume(session) == [2025]
        assert [one.id for one in proposed_clients(session, 2030, TODAY)] == [best, again]
    assert [one.id for one in found] == [large, best, again]
    assert (found[0].name, found[0].manager, found[0].amount) == ("样例客户KH1", "江望舒", 9000)
    assert found[0].reasons[0].startswith("2025 年预订额排第 1")
    assert found[2].amount == 0


def test_the_card_shows_plan_reviews_and_decisions(desk, person):
    client = client_of(desk, "KH1", person, relationship_manager_id=person)
    with desk.db.read() as session:
        assert account_plan(session, client) is None
        assert key_account(session, client).plan is None
    save_plan(desk, client, PlanDraft(opportunities="年会"))
    review_plan(desk, client, ReviewDraft(TODAY, "已报价"))
    refuse_key_accounts(desk, [client], "再看一年")
    with desk.db.read() as session:
        found = key_account(session, client)
    assert (found.plan.opportunities, found.version) == ("年会", 1)
    assert (found.relationship_manager, found.manager_id) == ("江望舒", person)
    assert [one.remark for one in found.reviews] == ["已报价"]
    assert [(one.reason, one.staff) for one in found.refusals] == [("再看一年", "")]


def test_receptions_are_filtered_and_ordered(desk, person):
    first = client_of(desk, "KH1", name="云岭茶业", grade="B")
    second = client_of(desk, "KH2")
    contact = new_contact(desk, first)
    soon = new_reception(
        desk, first, TODAY + timedelta(3), staff_id=person, contact_id=contact, rank="总裁"
    )
    later = new_reception(desk, second, TODAY + timedelta(30), guest="顾明珠")
    past = new_reception(desk, second, date(2025, 1, 5), state=ReceptionState.RECEIVED)
    deleted = new_reception(desk, second, TODAY)
    delete_receptions(desk, [deleted])

    def ids(order=ReceptionColumn.ARRIVES, *, descending=True, **wanted):
        with desk.db.read() as session:
            found = ReceptionFilter(**wanted)
            return reception_ids(session, found, by=order, descending=descending)

    assert ids() == [later, soon, past]
    assert ids(descending=False) == [past, soon, later]
    assert ids(ReceptionColumn.STAFF, descending=False)[0] == soon
    assert ids(text="云岭 总裁") == [soon]
    assert ids(client_id=second) == [later, past]
    assert ids(states=frozenset({ReceptionState.RECEIVED})) == [past]
    assert ids(staff_ids=frozenset({person})) == [soon]
    assert ids(arrives_from=TODAY, arrives_to=TODAY + timedelta(9)) == [soon]
    assert ids(ids=frozenset({past, deleted})) == [past]
    with desk.db.read() as session:
        rows = reception_rows(session, [past, deleted, soon])
        assert [row.id for row in rows] == [past, soon]
        assert (rows[1].client_name, rows[1].client_grade) == ("云岭茶业", "B")
        assert (rows[1].contact, rows[1].staff) == ("张伟", "江望舒")
        assert reception_row(session, soon) == rows[1]
        assert reception_row(session, deleted) is None
