"""Whether a screening still says what the files say."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.types import Channel, ClientStatus, Post
from app.models import Client
from app.queries.screening.freshness import evidence_differs
from app.queries.screening.lines import screening_head, screening_lines
from app.services.screening.handing_in import approve_screening, submit_screening
from tests.screening_office import YEAR, Office


@pytest.fixture
def office(desk):
    made = Office(desk)
    made.boss, made.chen = made.staff("总监", Post.DIRECTOR), made.staff("小陈")
    made.own = made.client("A", manager_id=made.chen)
    made.other = made.client("B", manager_id=made.boss)
    for client_id in (made.own, made.other):
        made.receipt(client_id, date(YEAR, 4, 1), 60, made.booking(client_id, date(YEAR, 3, 1)))
    return made


def differs(office, screening_id, own=None):
    office.done()
    with office.db.read() as session:
        head = screening_head(session, screening_id)
        lines = screening_lines(session, screening_id, manager_id=own)
        return evidence_differs(session, head, lines, manager_id=own)


def change(office, client_id, **new):
    with office.desk.write() as session:
        client = session.get(Client, client_id)
        for name, value in new.items():
            setattr(client, name, value)


def test_what_was_just_counted_is_as_it_was(office):
    screening_id = office.compiled()
    assert not differs(office, screening_id)
    assert not differs(office, screening_id, office.chen)


@pytest.mark.parametrize("channel", [one for one in Channel if one is not Channel.HOTLINE])
def test_a_log_entry_is_no_evidence(office, channel):
    screening_id = office.compiled()
    office.complaint(office.own, date(YEAR, 5, 1), channel)
    assert not differs(office, screening_id)


def test_a_complaint_of_the_year_is(office):
    screening_id = office.compiled()
    office.complaint(office.own, date(YEAR - 1, 5, 1))
    assert not differs(office, screening_id)
    office.complaint(office.own, date(YEAR, 5, 1))
    assert differs(office, screening_id)


def test_bookings_and_receipts_of_the_year_are(office):
    screening_id = office.compiled()
    office.booking(office.own, date(YEAR + 1, 1, 5))
    assert not differs(office, screening_id)
    office.receipt(office.own, date(YEAR, 6, 1), 10)
    assert differs(office, screening_id)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({"notes": "喜欢高楼层"}, False),
        ({"bad_debt": True}, True),
        ({"status": ClientStatus.BLACKLISTED}, True),
        ({"status": ClientStatus.CLOSED}, True),
        ({"name": "新名称"}, True),
        ({"manager_id": 1}, True),
    ],
)
def test_only_some_of_a_client_s_file_is(office, new, expected):
    screening_id = office.compiled()
    change(office, office.own, **new)
    assert differs(office, screening_id) is expected


def test_a_salesperson_hears_of_the_own_clients_alone(office):
    screening_id = office.compiled()
    office.booking(office.other, date(YEAR, 7, 1))
    assert differs(office, screening_id)
    assert not differs(office, screening_id, office.chen)
    change(office, office.other, manager_id=office.chen)
    assert differs(office, screening_id, office.chen)


def test_an_approved_year_differs_by_its_evidence_alone(office):
    screening_id = office.compiled()
    boss = office.at(office.boss)
    submit_screening(boss, screening_id)
    approve_screening(boss, screening_id)
    change(office, office.own, name="新名称", manager_id=office.boss)
    change(office, office.other, manager_id=office.chen)
    assert not differs(office, screening_id)
    assert not differs(office, screening_id, office.chen)
    office.booking(office.own, date(YEAR, 7, 1), Decimal(5))
    assert differs(office, screening_id)
    assert differs(office, screening_id, office.chen)


def test_a_client_of_the_year_that_is_new_counts(office):
    screening_id = office.compiled()
    office.client("C", manager_id=office.chen)
    assert differs(office, screening_id)
