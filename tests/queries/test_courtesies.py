from datetime import date
from decimal import Decimal

import pytest

from app.domain.courtesies import CostBy, CourtesyDraft, Receiver
from app.domain.types import Occasion
from app.queries.courtesies import (
    CourtesyColumn,
    CourtesyFilter,
    courtesy_costs,
    courtesy_ids,
    courtesy_rows,
    courtesy_totals,
)
from app.services.clients_bulk import delete_clients, set_manager
from app.services.courtesies import note_courtesies
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import TODAY
from tests.courtesies import new_courtesy
from tests.filled import filled_once


@filled_once
def office(desk):
    """Three courtesies: two for one client by one person, one for the other by nobody."""
    first, second = new_client(desk, "华东机械"), new_client(desk, "江南轴承")
    person = new_staff(desk)
    set_manager(desk, [second], person)
    contact = new_contact(desk, first)
    born = Receiver(first, contact, Occasion.BIRTHDAY, contact, date(2025, 11, 2), "张伟生日")
    cake = CourtesyDraft((born,), "", date(2025, 11, 2), "蛋糕", Decimal("168"), person)
    (one,) = note_courtesies(desk, cake)
    two = new_courtesy(desk, first, "签约", cost=Decimal("90.5"), staff_id=person)
    three = new_courtesy(desk, second, "开业", given="花篮", notes="老板很高兴")
    gone = new_client(desk, "停业")
    new_courtesy(desk, gone)
    delete_clients(desk, [gone])
    return first, second, person, (one, two, three)


def found(desk, **wanted):
    with desk.db.read() as session:
        return set(courtesy_ids(session, CourtesyFilter(**wanted)))


def test_every_filter_narrows(desk, office):
    first, _second, person, (one, two, three) = office
    assert found(desk) == {one, two, three}
    assert found(desk, client_id=first) == {one, two}
    assert found(desk, occasions=frozenset({Occasion.BIRTHDAY})) == {one}
    assert found(desk, staff_ids=frozenset({person})) == {one, two}
    assert found(desk, staff_ids=frozenset({None})) == {three}
    assert found(desk, staff_ids=frozenset({None, person})) == {one, two, three}
    assert found(desk, manager_ids=frozenset({person})) == {three}
    assert found(desk, given_from=date(2025, 12, 1)) == {two, three}
    assert found(desk, given_to=date(2025, 12, 1)) == {one}
    assert found(desk, ids=frozenset({two})) == {two}
    assert found(desk, text="jnzc") == {three}
    assert found(desk, text="蛋糕") == {one}
    assert found(desk, text="高兴 花篮") == {three}


@pytest.mark.parametrize(
    ("by", "descending", "order"),
    [
        (CourtesyColumn.GIVEN_ON, True, (2, 1, 0)),
        (CourtesyColumn.COST, True, (0, 1, 2)),
        (CourtesyColumn.COST, False, (1, 0, 2)),
        (CourtesyColumn.STAFF, False, (0, 1, 2)),
        (CourtesyColumn.CLIENT, False, (0, 1, 2)),
        (CourtesyColumn.OCCASION, False, (0, 1, 2)),
    ],
)
def test_it_is_sorted_with_empty_cells_last(desk, office, by, descending, order):
    ids = office[3]
    with desk.db.read() as session:
        sorted_ids = courtesy_ids(session, CourtesyFilter(), by=by, descending=descending)
    assert sorted_ids == [ids[n] for n in order]


def test_a_row_names_client_person_and_who_did_it(desk, office):
    one = office[3][0]
    with desk.db.read() as session:
        (row,) = courtesy_rows(session, [one, 99])
    shown = (row.client_name, row.contact_name, row.staff, row.title, row.given, row.cost)
    assert shown == ("华东机械", "张伟", "李明", "张伟生日", "蛋糕", Decimal("168.00"))


def test_costs_are_added_up(desk, office):
    first, second, person, _ids = office
    with desk.db.read() as session:
        totals = courtesy_totals(session, CourtesyFilter())
        by = {one: courtesy_costs(session, CourtesyFilter(), one) for one in CostBy}
        nothing = courtesy_totals(session, CourtesyFilter(text="没有"))
    assert (totals.courtesies, totals.clients, totals.cost) == (3, 2, Decimal("258.50"))
    assert totals.without_cost == 1
    assert (nothing.courtesies, nothing.cost) == (0, Decimal(0))
    told = {one: [(line.key, line.name, line.cost) for line in lines] for one, lines in by.items()}
    sum_, none = Decimal("258.50"), Decimal(0)
    assert told[CostBy.CLIENT] == [(first, "华东机械", sum_), (second, "江南轴承", none)]
    assert told[CostBy.STAFF] == [(person, "李明", sum_), (None, "", none)]
    assert told[CostBy.MONTH] == [
        ("2025-11", "2025-11", Decimal("168.00")),
        (f"{TODAY:%Y-%m}", f"{TODAY:%Y-%m}", Decimal("90.50")),
    ]
    assert told[CostBy.OCCASION][0] == (Occasion.BIRTHDAY, "生日", Decimal("168.00"))
