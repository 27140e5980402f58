import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.db import Desk
from app.domain.today import TodayGroup
from app.domain.types import Channel, GradeSource, TaskRule
from app.domain.working_days import WorkingDays
from app.models import Client, ServiceStandard
from app.queries.contact_due import contact_dues
from app.queries.today import TodayScope, today_keys
from tests.conftest import NOW, TODAY
from tests.log import new_client, new_entry, new_staff

FRIDAY = date(2025, 12, 19)
CONTACT, VISIT = TaskRule.CONTACT, TaskRule.VISIT


@pytest.fixture
def manager(desk):
    return new_staff(desk)


def graded(desk, manager, name, grade="A", **more):
    client = new_client(desk, name, manager_id=manager, **more)
    with desk.write() as session:
        found = session.get(Client, client)
        found.grade, found.grade_source = grade, GradeSource.HAND
        found.created_at = datetime(2025, 1, 2, 2, tzinfo=UTC)
    return client


def due(db, today=TODAY, rule=CONTACT):
    """Return whom 今日 lists, and when the card says that each was due."""
    group = TodayGroup.VISIT if rule is VISIT else TodayGroup.CONTACT
    scope = TodayScope(datetime.combine(today, time(9), NOW.tzinfo))
    with db.read() as session:
        ids = today_keys(session, scope)[group]
        return {one.client_id: one.due_on for one in contact_dues(session, today, rule, ids)}


def row(db, client, rule=CONTACT, today=TODAY):
    with db.read() as session:
        return contact_dues(session, today, rule, [client])


def ago(days):
    return TODAY - timedelta(days)


def test_a_client_is_due_when_its_grades_interval_has_run_out(desk, db, manager):
    late, near = graded(desk, manager, "逾期"), graded(desk, manager, "未到")
    ordinary = graded(desk, manager, "丙级", "C")
    new_entry(desk, late, held_on=ago(20))
    new_entry(desk, near, held_on=ago(12))
    new_entry(desk, ordinary, held_on=ago(70))
    assert list(due(db).items()) == [(late, ago(6)), (ordinary, ago(10))], "best grades first"


def test_whoever_made_contact_restarts_the_clock_but_a_letter_in_does_not(desk, db, manager):
    client = graded(desk, manager, "华东")
    new_entry(desk, client, held_on=ago(20))
    for channel in (Channel.LETTER_IN, Channel.HOTLINE):
        new_entry(desk, client, held_on=ago(1), channel=channel)
    assert due(db) == {client: ago(6)}
    new_entry(desk, client, held_on=ago(2), staff_id=new_staff(desk, "别人"))
    assert due(db) == {}
    assert due(db, rule=VISIT) == {client: date(2025, 2, 1)}


def test_one_never_contacted_counts_from_the_day_its_file_was_opened(desk, db, manager):
    old = graded(desk, manager, "早已建档")
    new_client(desk, "今天建档", manager_id=manager)
    assert due(db) == {old: date(2025, 1, 16)}
    (found,) = row(db, old)
    assert (found.last_on, found.began_on) == (None, date(2025, 1, 2))


def test_a_prospect_without_grade_has_the_standards_of_its_standing(desk, db, manager):
    prospect = graded(desk, manager, "准客户", None)
    new_entry(desk, prospect, held_on=ago(31))
    (found,) = row(db, prospect)
    assert (found.standard.label, found.due_on) == ("准客户", ago(1))
    assert due(db) == {prospect: ago(1)}


def test_what_no_standard_asks_for_is_never_due(desk, db, manager):
    client = graded(desk, manager, "丁级", "D")
    assert client not in due(db, rule=VISIT)
    assert row(db, client, VISIT) == []
    with desk.write() as session:
        for standard in session.query(ServiceStandard):
            session.delete(standard)
    assert due(db) == {}


def test_a_due_day_on_a_day_off_is_shown_on_the_working_day_before(desk, db, manager):
    client = graded(desk, manager, "周日到期")
    new_entry(desk, client, held_on=FRIDAY + timedelta(2 - 14))
    assert due(db, FRIDAY - timedelta(1)) == {}
    assert due(db, FRIDAY) == {client: FRIDAY + timedelta(2)}
    (found,) = row(db, client)
    assert (found.due_on, found.shown_on) == (FRIDAY + timedelta(2), FRIDAY)


def test_a_day_still_to_come_starts_no_clock(desk, db, manager):
    client, unsure = graded(desk, manager, "早记"), graded(desk, manager, "未来建档")
    ahead = replace(desk, clock=lambda: NOW + 3650 * timedelta(1))
    new_entry(ahead, client, held_on=TODAY + 3650 * timedelta(1))
    with desk.write() as session:
        session.get(Client, unsure).created_at = NOW + timedelta(9)
    assert due(db) == {client: TODAY, unsure: TODAY}, "as 今日 lists them"
    for one in (client, unsure):
        (found,) = row(db, one)
        assert (found.ahead, found.due_on, found.is_late(TODAY)) == (True, TODAY, True)
    (found,) = row(db, client, today=TODAY + 3651 * timedelta(1))
    assert not found.ahead


def test_rows_name_the_client_and_who_looks_after_it(desk, db, manager):
    client = graded(desk, manager, "华东机械", code="HD")
    new_entry(desk, client, held_on=ago(3))
    (found,) = row(db, client)
    assert (found.client_code, found.client_name, found.manager_name) == ("HD", "华东机械", "王芳")
    assert (found.standard.label, found.last_on, found.due_on) == ("A 级", ago(3), ago(-11))


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(0, 200)), min_size=1, max_size=8))
def test_the_list_says_what_the_rows_say(office_file, empty_office, clients):
    db = office_file
    shutil.copy(empty_office, db.path)
    desk = Desk(db, None, lambda: NOW)
    manager = new_staff(desk)
    ids = [graded(desk, manager, f"客户{n}", grade) for n, (grade, _) in enumerate(clients)]
    for client, (_grade, days) in zip(ids, clients, strict=True):
        if days:
            new_entry(desk, client, held_on=ago(days))
    listed = due(db)
    with db.read() as session:
        rows = contact_dues(session, TODAY, CONTACT, ids)
    until = WorkingDays({}).last_shown_by(TODAY)
    assert listed == {one.client_id: one.due_on for one in rows if one.due_on <= until}
    db.close()
