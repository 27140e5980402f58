"""The sample's problems and checklists: in every state, numbered with the office's own."""

from collections import Counter

import pytest

from app.domain.case_course import place_in_year
from app.domain.sample.cases import state_of
from app.domain.types import CaseState
from app.models import BookingPoint, Case, CaseEvent, CaseStep
from app.queries.case_counts import department_rows
from app.queries.cases import CaseFilter, board, case_ids
from app.queries.checklist import template_points
from app.services.checklist import delete_template_point
from app.services.departments import delete_department
from app.services.sample import add_sample
from tests.cases import new_case
from tests.clients import new_client
from tests.conftest import NOW


@pytest.fixture
def office(sample, desk):
    return desk


def of(desk, model):
    with desk.db.read() as session:
        return session.query(model).all()


def test_problems_are_in_every_state_and_some_are_late(office):
    with office.db.read() as session:
        columns = board(session, CaseFilter(), now=NOW)
        late = len(case_ids(session, CaseFilter(late_at=NOW)))
    counts = {column.state: column.count for column in columns}
    assert sum(counts.values()) >= 35
    assert all(counts.values())
    assert 0 < late < counts[CaseState.WAITING] + counts[CaseState.WORKING]


def test_every_problem_has_its_history_in_order(office):
    events = of(office, CaseEvent)
    for case in of(office, Case):
        own = sorted((e for e in events if e.case_id == case.id), key=lambda e: (e.at, e.id))
        assert own[0].state is CaseState.WAITING
        assert own[-1].state is case.state
        assert case.received_at <= (case.answered_at or NOW) <= (case.solved_at or NOW)
        assert case.solved_at is None or case.solution
        assert (case.closed_at is None) is (case.satisfaction is None)


def test_departments_answered_most_and_still_owe_some(office):
    answered = Counter(step.answered_on is not None for step in of(office, CaseStep))
    assert answered[True] > answered[False] > 0


def test_checklists_are_ticked_as_far_as_the_stay_has_come(office):
    ticked = Counter(point.done_on is not None for point in of(office, BookingPoint))
    assert ticked[True]
    assert ticked[False]


def test_its_numbers_follow_those_of_the_office(desk):
    own = new_case(desk, new_client(desk))
    add_sample(desk)
    numbers = [case.number for case in of(desk, Case)]
    assert len(set(numbers)) == len(numbers)
    assert min(place_in_year(n) for n in numbers if n.startswith("2025")) == own


def test_an_office_without_departments_and_template_gets_none(desk):
    with desk.db.read() as session:
        departments, points = department_rows(session), template_points(session)
    for row in departments:
        delete_department(desk, row.id, row.version)
    for point in points:
        delete_template_point(desk, point.id, point.version)
    add_sample(desk)
    assert of(desk, CaseStep) == []
    assert of(desk, BookingPoint) == []


def test_the_newest_wait_and_the_oldest_are_closed():
    assert [state_of(n) for n in (0, 4, 12, 17, 40)] == [
        CaseState.WAITING,
        CaseState.WORKING,
        CaseState.SOLVED,
        CaseState.CLOSED,
        CaseState.CLOSED,
    ]
