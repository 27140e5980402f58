from datetime import date
from decimal import Decimal

import pytest

from app.domain.types import BookingStatus, ClientStatus
from app.queries.screening.behind import Figure, RowsBehind, rows_behind
from app.queries.screening.evidence import year_evidence
from app.queries.screening.gaps import MEANINGS, Gap, data_gaps, has_bookings
from tests.conftest import NOW
from tests.screening_office import CUT_OFF, YEAR, Office

DAY = date(2025, 3, 1)


@pytest.fixture
def office(desk):
    return Office(desk)


def gaps(db, **more):
    with db.read() as session:
        return {one.kind: one for one in data_gaps(session, YEAR, CUT_OFF, **more)}


def test_an_office_in_order_has_no_gaps_and_is_told_so(db, office):
    id_ = office.client("A", manager_id=office.staff("甲"))
    paid = office.booking(id_, DAY, 100, cost=Decimal(40))
    office.receipt(id_, DAY, 100, paid)
    found = gaps(db)
    assert list(found) == list(Gap) == list(MEANINGS)
    assert {one.count for one in found.values()} == {0}


def test_a_year_without_bookings_is_known(db, office):
    manager, other = office.staff("甲"), office.staff("乙")
    id_ = office.client("A", manager_id=manager)
    office.booking(id_, date(YEAR - 1, 12, 31), 100)
    office.booking(id_, date(YEAR + 1, 1, 1), 100)
    office.booking(id_, DAY, 100, deleted_at=NOW)
    with db.read() as session:
        assert not has_bookings(session, YEAR)
    office.booking(id_, date(YEAR, 12, 31), 100, status=BookingStatus.CANCELLED)
    with db.read() as session:
        assert has_bookings(session, YEAR)
        assert has_bookings(session, YEAR, manager_id=manager)
        assert not has_bookings(session, YEAR, manager_id=other)


def test_what_is_missing_is_named_with_its_rows(db, office):
    manager = office.staff("甲")
    lone = office.client("A", terms_days=None)
    costless = office.booking(lone, DAY, 100)
    known = office.client("B", manager_id=manager)
    stuck = office.booking(known, DAY, 100, status=BookingStatus.CONFIRMED)
    office.booking(
        known, date(2025, 12, 31), 1, status=BookingStatus.TENTATIVE, departure_on=date(2026, 1, 2)
    )
    office.booking(known, DAY, 1, cost=Decimal(0), deleted_at=NOW)
    loose = office.receipt(known, DAY, 5)
    wrong = office.receipt(known, DAY, 5)
    with office.desk.write() as session:
        from app.models import Receipt

        session.get(Receipt, wrong).booking_number = "X9"
    closed = office.client("C", manager_id=manager, status=ClientStatus.CLOSED)
    office.booking(closed, DAY, 100)
    found = gaps(db)
    assert found[Gap.NO_MANAGER].client_ids == (lone,)
    assert found[Gap.NO_TERMS].client_ids == (lone,)
    assert (found[Gap.NO_COST].booking_ids, found[Gap.NO_COST].client_ids) == ((costless,), (lone,))
    assert found[Gap.NOT_FINISHED].booking_ids == (stuck,)
    assert found[Gap.UNMATCHED].receipt_ids == (wrong,)
    assert found[Gap.NO_NUMBER].receipt_ids == (loose,)
    assert found[Gap.CLOSED].client_ids == (closed,)
    assert "账期" in found[Gap.NO_TERMS].meaning
    own = gaps(db, manager_id=manager)
    assert own[Gap.NO_COST].count == 0
    assert own[Gap.CLOSED].count == 1


def test_every_number_is_the_sum_of_the_rows_behind_it(db, office):
    id_ = office.client("A", manager_id=office.staff("甲"))
    march = office.booking(id_, DAY, 100, cost=Decimal(40))
    december = office.booking(id_, date(2025, 12, 31), 50, due_on=date(2026, 1, 30))
    october = office.booking(id_, date(2025, 10, 20), 30)
    lost = office.booking(id_, DAY, 9, status=BookingStatus.NO_SHOW)
    earlier = office.booking(id_, date(2024, 5, 1), 70)
    office.booking(id_, date(2026, 1, 1), 70)
    paid = office.receipt(id_, DAY, 60, march)
    loose = office.receipt(id_, DAY, 20)
    office.receipt(id_, date(2026, 1, 1), 20)
    office.receipt(id_, DAY, 5, december)
    complaint = office.complaint(id_, DAY)

    def rows(figure, **more):
        with db.read() as session:
            return rows_behind(session, figure, id_, YEAR, CUT_OFF, **more)

    assert rows(Figure.AMOUNT).booking_ids == (march, october, december)
    assert rows(Figure.AMOUNT, month=12).booking_ids == (december,)
    assert rows(Figure.AMOUNT, month=3).booking_ids == (march,)
    assert rows(Figure.BOOKINGS).booking_ids == (march, lost, october, december)
    assert rows(Figure.NOT_FULFILLED).booking_ids == (lost,)
    assert rows(Figure.COST_KNOWN).booking_ids == (march,)
    assert rows(Figure.COST_UNKNOWN).booking_ids == (october, december)
    assert rows(Figure.DUE).booking_ids == (march, october)
    assert rows(Figure.RECEIVED) == RowsBehind(receipt_ids=(paid, loose))
    assert rows(Figure.OVERDUE).booking_ids == (earlier, march, october)
    assert rows(Figure.OVERDUE, age=2).booking_ids == (october,)
    assert rows(Figure.COMPLAINTS) == RowsBehind(communication_ids=(complaint,))
    with db.read() as session:
        (one,) = year_evidence(session, YEAR, CUT_OFF)
    assert one.evidence.overdue == (0, 0, 30, 90)
    assert (one.evidence.due, one.evidence.received) == (130, 60)
