"""Nothing overdue ever vanishes: a line of 今日 goes only by an answer, whatever time passes."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.db import Database, Desk
from app.domain.birthdays import Birthday
from app.domain.tasks import TaskDraft
from app.domain.today import LATE_DAYS, TodayGroup
from app.domain.types import Channel, GradeSource, ReceptionState, TaskId
from app.models import AccountPlan, Agreement, Client, Reception
from app.queries.today import TodayScope, overdue_money, today_keys, today_lines
from app.services.facts import refresh_facts
from app.services.tasks import add_task, drop_task, finish_task, postpone_task
from app.services.today import drop_occasion, finish_occasion, postpone_occasion
from tests.cases import new_case
from tests.conftest import NOW, TODAY
from tests.log import new_client, new_contact, new_entry, new_staff
from tests.trade import new_booking

TASKS = (TodayGroup.OVERDUE, TodayGroup.DUE)
PASSING = (TodayGroup.COURTESY, TodayGroup.FESTIVAL)
"""A day of courtesy is over at last: its line stays so long and no longer."""
WAITS = st.tuples(st.just("wait"), st.integers(1, 90), st.integers(0, 99))
ANSWERS = st.tuples(
    st.sampled_from(["finish", "drop", "postpone"]), st.integers(1, 40), st.integers(0, 99)
)


@pytest.fixture(scope="module")
def full_office(empty_office, tmp_path_factory):
    """Make an office in which every group of 今日 has a line."""
    path = Path(shutil.copy(empty_office, tmp_path_factory.mktemp("full") / "keyou.db"))
    desk = Desk(Database(path), None, lambda: NOW)
    person = new_staff(desk)
    clients = [new_client(desk, name, manager_id=person) for name in ("甲公司",)]
    for client in clients:
        new_contact(desk, client, "张伟", birthday=Birthday(None, 12, 24))
        new_entry(desk, client, held_on=TODAY - timedelta(60), channel=Channel.VISIT)
        add_task(desk, TaskDraft(client_id=client, title="报价", due_on=TODAY))
        new_case(desk, client)
    with desk.write() as session:
        for client in clients:
            kept = session.get(Client, client)
            kept.grade, kept.grade_source, kept.major = "A", GradeSource.HAND, True
            new_booking(session, client, date(2025, 5, 1), amount=Decimal(900))
            session.add(AccountPlan(client_id=client, next_review_on=TODAY))
            session.add(Agreement(client_id=client, number="X", valid_to=TODAY + timedelta(9)))
            session.add(
                Reception(
                    client_id=client,
                    guest="白董",
                    arrives_on=TODAY,
                    state=ReceptionState.PLANNED,
                )
            )
        session.flush()
        refresh_facts(session, clients)
    desk.db.close()
    return path


def lines(desk):
    """Return every line by what it is about: a task stays one whether due or overdue."""
    scope = TodayScope(desk.now())
    with desk.db.read() as session:
        keys = today_keys(session, scope) | {TodayGroup.MONEY: overdue_money(session, scope)}
        found = today_lines(session, scope, keys)
    about = {}
    for (group, _key), line in found.items():
        kind = TodayGroup.DUE if group in TASKS else group
        day = line.on if group in PASSING else None
        about[kind, line.subject_id, day] = line
    return about


def answer(desk, line, how, days):
    """Answer a line as a person would; return the task it is put off by, with its day."""
    day = desk.today() + timedelta(days)
    if line.group in TASKS:
        task = TaskId(line.subject_id)
        does = {
            "finish": lambda: finish_task(desk, task),
            "drop": lambda: drop_task(desk, task, "不必"),
            "postpone": lambda: postpone_task(desk, task, day) or task,
        }
    else:
        occasion = line.occasion
        does = {
            "finish": lambda: finish_occasion(desk, occasion),
            "drop": lambda: drop_occasion(desk, occasion, "不必"),
            "postpone": lambda: postpone_occasion(desk, occasion, day),
        }
    found = does[how]()
    return {(TodayGroup.DUE, found, None): day} if how == "postpone" else {}


def test_every_group_but_drafts_has_a_line(full_office, tmp_path):
    db = Database(Path(shutil.copy(full_office, tmp_path)))
    groups = {group for group, _subject, _day in lines(Desk(db, None, lambda: NOW))}
    assert groups == set(TodayGroup) - {TodayGroup.DRAFT, TodayGroup.OVERDUE}
    db.close()


@settings(max_examples=3, phases=[Phase.generate])  # each reads whole days: shrinking takes long
@given(st.lists(st.one_of(WAITS, ANSWERS), min_size=2, max_size=4))
def test_a_line_goes_by_its_answer_alone(full_office, tmp_path_factory, steps):
    db = Database(Path(shutil.copy(full_office, tmp_path_factory.mktemp("day"))))
    desk, put_off = Desk(db, None, lambda: NOW), {}
    before = lines(desk)
    for what, days, which in steps:
        answered = None
        if what == "wait":
            now = desk.now() + timedelta(days)
            desk = replace(desk, clock=lambda now=now: now)
        else:
            can = [key for key in before if before[key].occasion or before[key].group in TASKS]
            if not can:
                continue
            answered = can[which % len(can)]
            put_off.pop(answered, None)
            put_off |= answer(desk, before[answered], what, days)
        after = lines(desk)
        over = desk.today() - timedelta(LATE_DAYS)
        passed = {key for key in before if key[0] in PASSING and key[2] < over}
        assert before.keys() - after.keys() <= passed | {answered}
        assert {key for key, day in put_off.items() if day <= desk.today()} <= after.keys()
        before = after
    db.close()
