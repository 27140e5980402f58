"""What is owed, against a plain recalculation row by row."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.domain.receivables import age_bucket
from app.domain.types import BookingStatus, ClientId
from app.models import Booking, Receipt
from app.queries.ageing import receivables
from app.queries.receivables import open_bookings, settlements
from tests.conftest import NOW
from tests.screening_office import Office

AS_OF = date(2025, 12, 31)
FIRST, END = date(2025, 1, 1), date(2026, 1, 1)


def fill(session, clients, seed):
    """Book and pay at random: refunds, overpayment, deleted rows, money without a number."""
    rng = random.Random(seed)
    bookings = []
    for client_id in clients:
        for _ in range(rng.randint(0, 6)):
            day = date(2024, 6, 1) + timedelta(rng.randint(0, 700))
            booking = Booking(
                client_id=client_id,
                arrival_on=day,
                departure_on=day,
                due_on=day + timedelta(rng.choice([0, 30, 60])),
                amount=Decimal(rng.choice([0, 100, 250, -50])),
                status=rng.choice([BookingStatus.COMPLETED] * 3 + [BookingStatus.CANCELLED]),
                deleted_at=NOW if rng.random() < 0.1 else None,
            )
            session.add(booking)
            bookings.append(booking)
    session.flush()
    for _ in range(len(bookings)):
        booking = rng.choice(bookings)
        linked = rng.random() < (0.9 if booking.client_id % 2 else 0.5)
        receipt = Receipt(
            client_id=booking.client_id,
            booking_id=booking.id if linked else None,
            received_on=booking.arrival_on + timedelta(rng.randint(-20, 90)),
            amount=Decimal(rng.choice([30, 100, 300, -20])),
            deleted_at=NOW if rng.random() < 0.1 else None,
        )
        session.add(receipt)


def expected(session, client_id):
    """Recalculate one client: owed by age with what is left out last, missing of the year."""
    sold = session.query(Booking).filter_by(
        client_id=client_id, status=BookingStatus.COMPLETED, deleted_at=None
    )
    receipts = session.query(Receipt).filter(
        Receipt.deleted_at.is_(None), Receipt.received_on <= AS_OF
    )
    pool = sum(r.amount for r in receipts.filter_by(client_id=client_id, booking_id=None))
    owed, missing = [Decimal(0)] * 5, Decimal(0)
    for booking in sold.order_by(Booking.arrival_on, Booking.id):
        linked = sum(r.amount for r in receipts.filter_by(booking_id=booking.id))
        still_open = max(booking.amount - linked, Decimal(0))
        part = min(still_open, max(pool, Decimal(0)))
        pool -= part
        age = age_bucket(booking.due_on, AS_OF) if booking.arrival_on < END else None
        owed[4 if age is None else age] += still_open - part
        if age is not None and booking.arrival_on >= FIRST:
            missing += booking.amount - linked - part
    return owed, missing


@pytest.mark.parametrize("seed", range(4))
def test_what_is_owed_is_what_a_row_by_row_recalculation_says(desk, db, seed):
    office = Office(desk)
    clients = [office.client(f"K{n}") for n in range(15)]
    with desk.write() as session:
        fill(session, clients, seed)
    with db.read() as session:
        found = settlements(session, AS_OF, arrived_from=FIRST, arrived_before=END)
        for client_id in clients:
            owed, missing = expected(session, client_id)
            one = found.get(client_id)
            assert [fen / Decimal(100) for fen in (one.owed if one else [0] * 5)] == owed
            assert (one.missing / Decimal(100) if one else 0) == missing


def test_one_client_s_open_bookings_add_up_to_what_it_owes(desk, db):
    office = Office(desk)
    id_ = office.client("K1")
    oldest = office.booking(id_, date(2025, 1, 5), 300)
    office.booking(id_, date(2025, 11, 20), 200, number="B2")
    settled = office.booking(id_, date(2025, 3, 1), 50)
    overpaid = office.booking(id_, date(2025, 4, 1), 50)
    office.booking(id_, date(2025, 12, 30), 70, due_on=date(2026, 1, 30))
    office.receipt(id_, date(2025, 3, 2), 50, settled)
    office.receipt(id_, date(2025, 4, 2), 60, overpaid)
    office.receipt(id_, date(2025, 5, 1), 120)
    office.receipt(id_, date(2026, 1, 1), 999)
    with db.read() as session:
        rows = open_bookings(session, ClientId(id_), AS_OF)
        assert [(row.id, row.received, row.open, row.age) for row in rows[:2]] == [
            (oldest, 120, 180, 3),
            (overpaid, 60, -10, 3),
        ]
        assert (rows[2].number, rows[2].open, rows[2].age) == ("B2", 200, 1)
        assert rows[3].age is None
        assert len(open_bookings(session, ClientId(id_), AS_OF, all_of_them=True)) == 5
        one = receivables(session, AS_OF)[ClientId(id_)]
        assert (one.by_age, one.not_due, one.overdue) == ((0, 200, 0, 180), 70, 380)


def test_who_owes_nothing_is_not_listed(desk, db):
    office = Office(desk)
    id_ = office.client("K1")
    office.receipt(id_, date(2025, 3, 2), 10, office.booking(id_, date(2025, 3, 1), 10))
    with db.read() as session:
        assert receivables(session, AS_OF) == {}
        assert open_bookings(session, ClientId(id_), AS_OF) == []


@pytest.mark.parametrize("days", [-1, 0, 30, 31, 60, 61, 90, 91])
def test_the_database_ages_debts_as_the_rule_does(desk, db, days):
    office = Office(desk)
    due = AS_OF - timedelta(days)
    id_ = office.client("K1")
    office.booking(id_, date(2025, 1, 5), 100, due_on=due)
    with db.read() as session:
        owed = settlements(session, AS_OF, arrived_before=END)[id_].owed
    age = age_bucket(due, AS_OF)
    assert owed.index(10_000) == (4 if age is None else age)
