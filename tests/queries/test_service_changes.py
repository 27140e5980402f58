from datetime import date

import pytest

from app.domain.types import Post
from app.models import Client
from app.queries.service_changes import (
    clients_changing_service,
    service_changes,
)
from app.services.screening.handing_in import approve_screening, submit_screening
from tests.conftest import TODAY
from tests.screening_office import Office, lines_by_code


@pytest.fixture
def office(desk):
    return Office(desk)


@pytest.fixture
def boss(office):
    return office.staff("总监", Post.DIRECTOR)


@pytest.fixture
def sellers(office):
    return [office.staff("小陈"), office.staff("小周")]


@pytest.fixture
def clients(office, sellers):
    return office.year_of_three(sellers)


@pytest.fixture
def screening_id(office, clients):
    return office.compiled()


def lines_of(db, screening_id):
    with db.read() as session:
        return lines_by_code(session, screening_id)


def changes(db, screening_id, **more):
    with db.read() as session:
        found = service_changes(session, screening_id, TODAY, **more)
        ids = clients_changing_service(session, screening_id, TODAY, **more)
    assert sum(one.clients for one in found) == len(ids) == len(set(ids))
    return found, set(ids)


def test_who_gets_a_grade_leaves_the_standard_of_its_standing(db, clients, screening_id):
    lines = lines_of(db, screening_id)
    graded = {code for code, line in lines.items() if line.result.grade}
    found, ids = changes(db, screening_id)
    assert graded
    assert ids == {clients[code] for code in graded}
    assert {one.before for one in found} == {"新客户"}
    assert {one.after for one in found} == {f"{lines[c].result.grade} 级" for c in graded}


def test_each_leaves_the_standard_of_its_own_standing(office, db, clients):
    office.booking(clients["A"], date(2019, 3, 1), 100)
    found, ids = changes(db, office.compiled())
    assert clients["A"] in ids
    assert sum(one.clients for one in found if one.before == "老客户") == 1
    assert {one.before for one in found} == {"老客户", "新客户"}


def test_who_keeps_its_grade_keeps_its_service(desk, db, clients, screening_id):
    line = lines_of(db, screening_id)["A"]
    with desk.write() as session:
        session.get(Client, clients["A"]).grade = line.result.grade
    assert clients["A"] not in changes(db, screening_id)[1]


def test_a_salesperson_is_told_of_the_own_clients(db, clients, screening_id, sellers):
    everybody = changes(db, screening_id)[1]
    own = changes(db, screening_id, manager_id=sellers[0])[1]
    assert own == everybody & {clients["A"]}


def test_once_approved_nothing_more_changes(office, boss, db, screening_id):
    desk = office.at(boss)
    submit_screening(desk, screening_id)
    assert changes(db, screening_id)[1]
    approve_screening(desk, screening_id)
    assert changes(db, screening_id) == ([], set())
