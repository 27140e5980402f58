from datetime import date, timedelta

import pytest

from app.domain.balance import Balance, balance_bar
from app.domain.types import Channel, ClientStatus, Direction, Tone
from app.models import Client, Communication
from app.queries.balance import (
    BalanceColumn,
    BalanceFilter,
    balance_counts,
    balance_entries,
    balance_ids,
    balance_rows,
)
from app.services.clients_bulk import set_manager
from tests.clients import new_client, new_staff
from tests.conftest import TODAY
from tests.filled import filled_once

YEAR = BalanceFilter(date(2025, 1, 1), date(2025, 12, 31))
B, E = Tone.BUSINESS, Tone.EMOTIONAL


def talk(desk, client_id, tone, held_on=TODAY, **more):
    with desk.write() as session:
        said = {"channel": Channel.CALL, "direction": Direction.OUT, "summary": "问候"}
        entry = Communication(client_id=client_id, held_on=held_on, tone=tone, **said | more)
        session.add(entry)
        session.flush()
        return entry.id


@filled_once
def office(desk):
    """Clients with both kinds, business only, emotional only, and none this year."""
    both, business, emotional, none = (
        new_client(desk, name) for name in ("甲公司", "乙公司", "丙公司", "丁公司")
    )
    for tone in (B, B, E, None):
        talk(desk, both, tone)
    talk(desk, business, B)
    talk(desk, emotional, E, date(2025, 3, 1))
    talk(desk, none, E, date(2024, 12, 31))
    talk(desk, none, B, deleted_at=desk.now())
    gone = new_client(desk, "停用")
    with desk.write() as session:
        session.get(Client, gone).status = ClientStatus.CLOSED
        session.get(Client, both).grade = "A"
    set_manager(desk, [business], new_staff(desk))
    return both, business, emotional, none


def found(desk, by=BalanceColumn.EMOTIONAL, *, descending=False, **more):
    known = {"first": YEAR.first, "last": YEAR.last} | more
    with desk.db.read() as session:
        return balance_ids(session, BalanceFilter(**known), by=by, descending=descending)


def test_the_two_kinds_are_counted(desk, office):
    both, business, emotional, none = office
    with desk.db.read() as session:
        rows = balance_rows(session, YEAR, [both, business, emotional, none, 99])
        counts = balance_counts(session, YEAR)
    told = [(r.business, r.emotional, r.untold, r.balance, r.last_on) for r in rows]
    assert told == [
        (2, 1, 1, Balance.BOTH, TODAY),
        (1, 0, 0, Balance.BUSINESS_ONLY, None),
        (0, 1, 0, Balance.EMOTIONAL_ONLY, date(2025, 3, 1)),
        (0, 0, 0, Balance.NONE, date(2024, 12, 31)),
    ]
    assert (rows[0].grade, rows[1].manager) == ("A", "李明")
    assert counts == dict.fromkeys(Balance, 1)


def test_every_filter_narrows(desk, office):
    both, business, emotional, none = office
    assert set(found(desk)) == set(office)
    for kind, client_id in zip(Balance, office, strict=True):
        assert found(desk, balances=frozenset({kind})) == [client_id]
    assert found(desk, grades=frozenset({"A"})) == [both]
    assert set(found(desk, grades=frozenset({None}))) == {business, emotional, none}
    assert found(desk, manager_ids=frozenset({1})) == [business]
    assert set(found(desk, manager_ids=frozenset({1, None}))) == set(office)
    assert found(desk, text="丙") == [emotional]
    everything = found(desk, first=None, last=None, balances=frozenset({Balance.NONE}))
    assert everything == []
    later = TODAY + timedelta(1)
    assert len(found(desk, first=later, last=None, balances=frozenset({Balance.NONE}))) == 4


@pytest.mark.parametrize(
    ("by", "descending", "first"),
    [
        (BalanceColumn.BUSINESS, True, 0),
        (BalanceColumn.UNTOLD, True, 0),
        (BalanceColumn.GRADE, False, 0),
        (BalanceColumn.MANAGER, True, 1),
        (BalanceColumn.NAME, False, 2),
        (BalanceColumn.LAST, False, 3),
    ],
)
def test_it_is_sorted_with_empty_cells_last(desk, office, by, descending, first):
    assert found(desk, by, descending=descending)[0] == office[first]


def test_the_entries_behind_a_row(desk, office):
    both, _business, emotional, none = office
    with desk.db.read() as session:
        assert len(balance_entries(session, YEAR, [both])) == 4
        assert len(balance_entries(session, YEAR, [both, emotional])) == 5
        assert balance_entries(session, YEAR, [none]) == []


@pytest.mark.parametrize(
    ("business", "emotional", "bar"),
    [
        (0, 0, ""),
        (3, 0, "■" * 10),
        (0, 3, "□" * 10),
        (1, 1, "■" * 5 + "□" * 5),
        (99, 1, "■" * 9 + "□"),
        (1, 99, "■" + "□" * 9),
    ],
)
def test_the_bar_shows_every_kind_there_was(business, emotional, bar):
    assert balance_bar(business, emotional) == bar
