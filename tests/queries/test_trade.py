"""Lists, sums, months and ageing say what the rows say."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.types import BookingKind, BookingStatus, PayMethod, Post
from app.models import Booking, Client, Receipt, Staff
from app.queries.ageing import ageing_rows, client_ageing, receivables, unpaid_booking_ids
from app.queries.bookings import (
    BookingColumn,
    BookingFilter,
    booking_ids,
    booking_rows,
    booking_totals,
)
from app.queries.receipts import (
    ReceiptColumn,
    ReceiptFilter,
    receipt_ids,
    receipt_rows,
    receipt_totals,
)
from app.queries.trade import Trade, first_year_of_trade, month_days, trade_year, trade_years
from tests.conftest import NOW, TODAY
from tests.filled import filled_once
from tests.trade import new_booking, new_client, new_receipt


@filled_once
def office(desk):
    """Two clients of two salespersons; ids by name."""
    with desk.write() as session:
        people = [Staff(name=n, name_key=n, post=Post.OFFICER) for n in ("b孙", "a李")]
        session.add_all(people)
        session.flush()
        first = new_client(session, "KH1", name="澜川机电", name_key="lan", manager_id=people[0].id)
        second = new_client(session, "KH2", name="青岚茶业", name_key="qing")
        session.get(Client, second).credit_limit = Decimal(500)
        march, april = date(2025, 3, 5), date(2025, 4, 5)
        ids = {
            "first": first,
            "second": second,
            "staff": people[0].id,
            "paid": new_booking(
                session,
                first,
                march,
                number="YD100",
                guest="Zhang San",
                cost=Decimal(40),
                rate=Decimal(10),
                booked_on=date(2025, 1, 2),
                due_on=date(2025, 4, 4),
            ),
            "open": new_booking(
                session,
                first,
                april,
                number="yd200",
                amount=Decimal("21474836.48"),
                room_nights=7,
                kind=BookingKind.GROUP,
                due_on=date(2025, 12, 1),
            ),
            "cancelled": new_booking(
                session, first, date(2025, 4, 9), status=BookingStatus.CANCELLED
            ),
            "not_due": new_booking(
                session, second, date(2025, 12, 1), amount=Decimal(600), due_on=date(2026, 1, 1)
            ),
            "gone": new_booking(session, second, march, deleted_at=NOW),
            "last_year": new_booking(
                session, second, date(2024, 12, 31), amount=Decimal("-5.05"), room_nights=0
            ),
        }
        ids["linked"] = new_receipt(
            session, first, date(2025, 4, 1), "100", booking_id=ids["paid"], method=PayMethod.CASH
        )
        ids["waiting"] = new_receipt(
            session, second, date(2025, 5, 1), "50", booking_number="X-9%", notes="押金_退"
        )
        ids["refund"] = new_receipt(session, first, date(2025, 6, 1), "-8.08")
        ids["binned"] = new_receipt(session, first, date(2025, 6, 2), "1", deleted_at=NOW)
    return ids


def names(office, ids):
    by_id = {v: k for k, v in office.items() if k not in ("first", "second", "staff")}
    return [by_id[id_] for id_ in ids]


LIVE = ["not_due", "cancelled", "open", "paid", "last_year"]


def booking_names(office):
    return {office[n]: n for n in (*LIVE, "gone")}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, LIVE),
        ({"text": "机电"}, ["cancelled", "open", "paid"]),
        ({"text": "YD2"}, ["open"]),
        ({"text": "zhang kh1"}, ["paid"]),
        ({"text": "%"}, []),
        ({"statuses": frozenset([BookingStatus.CANCELLED])}, ["cancelled"]),
        ({"kinds": frozenset([BookingKind.GROUP])}, ["open"]),
        ({"arrival_from": date(2025, 4, 5), "arrival_to": date(2025, 4, 9)}, ["cancelled", "open"]),
        ({"cost_unknown": True, "arrival_to": date(2025, 4, 5)}, ["open", "last_year"]),
        ({"unpaid_on": TODAY}, ["not_due", "open"]),
        ({"overdue_on": TODAY}, ["open"]),
        ({"overdue_on": date(2025, 11, 30)}, []),
        ({"deleted": True}, ["gone"]),
    ],
)
def test_the_filter_lets_through_what_it_says(db, office, wanted, expected):
    with db.read() as session:
        found = booking_ids(session, BookingFilter(**wanted))
        assert [booking_names(office)[id_] for id_ in found] == expected
        totals = booking_totals(session, BookingFilter(**wanted))
        rows = booking_rows(session, found)
        assert totals.bookings == len(rows)
        assert totals.amount == sum((row.amount for row in rows), Decimal(0))
        assert totals.room_nights == sum(row.room_nights for row in rows)
        sold = [row for row in rows if row.status is BookingStatus.COMPLETED]
        assert totals.completed == len(sold)
        assert totals.cost_known == sum(row.cost is not None for row in sold)


def test_filters_that_name_records(db, office):
    with db.read() as session:
        own = BookingFilter(client_id=office["second"])
        assert len(booking_ids(session, own)) == 2
        mine = BookingFilter(manager_ids=frozenset([office["staff"]]))
        assert len(booking_ids(session, mine)) == 3
        behind = BookingFilter(ids=frozenset([office["paid"], office["gone"]]))
        assert booking_ids(session, behind) == [office["paid"]]
        both = BookingFilter(
            ids=frozenset([office["paid"], office["open"]]),
            unpaid_on=TODAY,
            client_id=office["first"],
        )
        assert booking_ids(session, both) == [office["open"]]
        assert booking_totals(session, BookingFilter(ids=frozenset())).amount == 0


@pytest.mark.parametrize("by", list(BookingColumn))
def test_bookings_can_be_sorted_by_any_column_with_empty_cells_last(db, office, by):
    keys = {
        BookingColumn.CLIENT: "client_name",
    }
    with db.read() as session:
        up = booking_rows(session, booking_ids(session, BookingFilter(), by=by, descending=False))
        down = booking_rows(session, booking_ids(session, BookingFilter(), by=by))
        cells = [getattr(row, keys.get(by, by.value)) for row in up]
        known = [c for c in cells if c not in (None, "")]
        if by in (BookingColumn.NUMBER, BookingColumn.MANAGER):
            assert cells[: len(known)] == known
        assert known == sorted(known)
        assert len(down) == len(up) == len(LIVE)
        assert [getattr(r, keys.get(by, by.value)) for r in down][: len(known)] == known[::-1]


def test_rows_of_records_now_gone_are_left_out(db, office):
    with db.read() as session:
        assert [r.number for r in booking_rows(session, [999, office["open"]])] == ["yd200"]
        assert receipt_rows(session, [999]) == []


def test_what_belongs_to_a_deleted_client_is_not_listed(desk, db, office):
    with desk.write() as session:
        session.get(Client, office["second"]).deleted_at = NOW
    with db.read() as session:
        assert len(booking_ids(session, BookingFilter())) == 3
        assert receipt_totals(session, ReceiptFilter()).receipts == 2
        assert [row.code for row in ageing_rows(session, TODAY)] == ["KH1"]
        assert client_ageing(session, office["second"], TODAY) is None


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["refund", "waiting", "linked"]),
        ({"text": "yd100"}, ["linked"]),
        ({"text": "x-9%"}, ["waiting"]),
        ({"text": "押金_"}, ["waiting"]),
        ({"text": "青岚"}, ["waiting"]),
        ({"methods": frozenset([PayMethod.CASH])}, ["linked"]),
        ({"received_from": date(2025, 5, 1), "received_to": date(2025, 5, 1)}, ["waiting"]),
        ({"unmatched": True}, ["waiting"]),
        ({"deleted": True}, ["binned"]),
    ],
)
def test_receipts_are_filtered_and_summed(db, office, wanted, expected):
    by_id = {office[n]: n for n in ("linked", "waiting", "refund", "binned")}
    with db.read() as session:
        found = receipt_ids(session, ReceiptFilter(**wanted))
        assert [by_id[id_] for id_ in found] == expected
        rows = receipt_rows(session, found)
        totals = receipt_totals(session, ReceiptFilter(**wanted))
        assert (totals.receipts, totals.amount) == (len(rows), sum(row.amount for row in rows))
        assert totals.refunds == sum(row.amount for row in rows if row.amount < 0)


def test_receipts_of_a_client_a_manager_and_behind_a_number(db, office):
    with db.read() as session:
        assert len(receipt_ids(session, ReceiptFilter(client_id=office["first"]))) == 2
        mine = ReceiptFilter(manager_ids=frozenset([office["staff"]]))
        assert len(receipt_ids(session, mine)) == 2
        behind = ReceiptFilter(ids=frozenset([office["refund"]]))
        assert receipt_ids(session, behind) == [office["refund"]]
        assert receipt_rows(session, [office["linked"]])[0].booking_number == "YD100"
        assert receipt_rows(session, [office["waiting"]])[0].booking_number == "X-9%"


@pytest.mark.parametrize("by", list(ReceiptColumn))
def test_receipts_can_be_sorted_by_any_column(db, office, by):
    with db.read() as session:
        up = receipt_ids(session, ReceiptFilter(), by=by, descending=False)
        down = receipt_ids(session, ReceiptFilter(), by=by)
        assert set(up) == set(down)
        assert up != down


def test_a_clients_months_are_its_completed_stays(db, office):
    with db.read() as session:
        years = trade_years(session, office["first"])
        assert [y.year for y in years] == [2025]
        assert years[0].months[2] == Trade(Decimal(100), 1, 1)
        assert years[0].amounts[3] == Decimal("21474836.48")
        assert years[0].total == Trade(Decimal("21474936.48"), 8, 2)
        assert [y.year for y in trade_years(session, office["second"])] == [2025, 2024]
        assert trade_year(years, 2023).total == Trade()
    assert month_days(2024, 2) == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_days(2025, 12) == (date(2025, 12, 1), date(2025, 12, 31))


def test_ageing_shows_who_owes_how_long_and_over_the_limit(db, office):
    with db.read() as session:
        first, second = ageing_rows(session, TODAY)
        assert (first.code, first.overdue, first.by_age[0]) == (
            "KH1",
            Decimal("21474836.48"),
            Decimal("21474836.48"),
        )
        assert (first.over_limit, first.not_due) == (0, 0)
        assert (second.not_due, second.overdue) == (Decimal(550), 0)
        assert second.over_limit == Decimal(50)
        assert client_ageing(session, office["second"], TODAY) == second
        assert unpaid_booking_ids(session, TODAY, age=0) == {office["open"]}
        assert not unpaid_booking_ids(session, TODAY, age=0, client_ids=[office["second"]])
        assert not unpaid_booking_ids(session, TODAY, age=1)
        nothing = client_ageing(session, office["first"], date(2025, 1, 1))
        assert nothing is not None


AMOUNTS = st.lists(st.integers(-300, 900), max_size=6)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sold=AMOUNTS, named=AMOUNTS, loose=AMOUNTS)
def test_unpaid_bookings_and_ageing_agree_whatever_was_paid(desk, db, sold, named, loose):
    with desk.write(undoable=False) as session:
        session.query(Receipt).delete()
        session.query(Booking).delete()
        session.query(Client).delete()
        client = new_client(session, "KH1")
        days = [date(2025, 1, 1 + n) for n in range(6)]
        ids = [
            new_booking(session, client, day, amount=Decimal(a), due_on=date(2025, 11, 1))
            for day, a in zip(days, sold, strict=False)
        ]
        for booking_id, amount in zip(ids, named, strict=False):
            new_receipt(session, client, days[0], str(amount), booking_id=booking_id)
        for amount in loose:
            new_receipt(session, client, days[0], str(amount))
    with db.read() as session:
        unpaid = unpaid_booking_ids(session, TODAY)
        assert unpaid == unpaid_booking_ids(session, TODAY, overdue=True, client_id=client)
        row = client_ageing(session, client, TODAY)
        owed = receivables(session, TODAY).get(client)
        assert row.total == (owed.not_due + owed.overdue if owed else 0)
        assert (row.total > 0) == bool(unpaid)
        assert ageing_rows(session, TODAY) == ([row] if unpaid else [])


def test_the_first_year_of_trade(desk):
    with desk.db.read() as session:
        assert first_year_of_trade(session) is None
    with desk.write() as session:
        first = new_client(session, "KH1", name="澜川机电", name_key="lan")
        new_booking(session, first, date(2015, 7, 1))
        new_booking(session, first, date(2025, 7, 1))
    with desk.db.read() as session:
        assert first_year_of_trade(session) == 2015
