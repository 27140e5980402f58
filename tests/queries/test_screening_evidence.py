from datetime import date
from decimal import Decimal

from app.domain.screening.evidence import LastYear
from app.domain.types import BookingStatus, Channel, ClientStatus, Post
from app.queries.screening.evidence import year_evidence
from app.queries.screening.sums import months_by_client
from app.services.screening.handing_in import approve_screening, submit_screening
from tests.conftest import NOW
from tests.screening_office import CUT_OFF, YEAR, Office


def evidence(db, **more):
    with db.read() as session:
        return {one.code: one.evidence for one in year_evidence(session, YEAR, CUT_OFF, **more)}


def test_a_client_s_months_are_those_of_arrival_of_what_was_completed(desk, db):
    office = Office(desk)
    id_ = office.client("A", manager_id=office.staff("甲"))
    for day in (date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 1), date(2025, 12, 31)):
        office.booking(id_, day, "10.10", room_nights=2)
    office.booking(id_, date(2024, 12, 31), 7)
    office.booking(id_, date(2026, 1, 1), 7)
    office.booking(id_, date(2025, 6, 1), 7, deleted_at=NOW)
    for status in BookingStatus:
        if status is not BookingStatus.COMPLETED:
            office.booking(id_, date(2025, 6, 1), 7, status=status)
    found = evidence(db)["A"]
    assert found.months == (Decimal("20.20"), Decimal("10.10"), *[0] * 9, Decimal("10.10"))
    assert (found.room_nights, found.bookings, found.not_fulfilled) == (8, 10, 2)
    with db.read() as session:
        assert months_by_client(session, 2024) == {id_: (*[0] * 11, 7)}
        assert months_by_client(session, YEAR, [id_ + 1]) == {}


def test_refunds_and_zero_night_stays_count_as_they_are(desk, db):
    office = Office(desk)
    id_ = office.client("A", manager_id=office.staff("甲"))
    office.booking(id_, date(2025, 3, 1), 0, room_nights=0)
    office.booking(id_, date(2025, 3, 2), "-88.88", room_nights=0)
    found = evidence(db)["A"]
    assert found.amount == Decimal("-88.88")
    assert found.due == Decimal("-88.88")
    assert found.overdue == (0, 0, 0, 0)


def test_profit_is_that_of_the_known_costs(desk, db):
    office = Office(desk)
    manager = office.staff("甲")
    known, unknown = (office.client(code, manager_id=manager) for code in "AB")
    office.booking(known, date(2025, 3, 1), 100, cost=Decimal(40))
    office.booking(known, date(2025, 3, 1), 50)
    office.booking(known, date(2025, 3, 1), 50, cost=Decimal(1), status=BookingStatus.CANCELLED)
    office.booking(unknown, date(2025, 3, 1), 50)
    found = evidence(db)
    assert (found["A"].gross_profit, found["A"].cost_known_amount) == (60, 100)
    assert found["B"].gross_profit is None


def test_due_and_received_are_as_of_the_cut_off(desk, db):
    office = Office(desk)
    id_ = office.client("A", manager_id=office.staff("甲"))
    first = office.booking(id_, date(2025, 1, 5), 100)
    later = office.booking(id_, date(2025, 12, 30), 100, due_on=date(2026, 1, 29))
    office.receipt(id_, date(2025, 12, 31), 60, first)
    office.receipt(id_, date(2026, 1, 1), 40, first)
    office.receipt(id_, date(2025, 12, 31), 30, later)
    found = evidence(db)["A"]
    assert (found.due, found.received) == (100, 60)
    assert found.overdue == (0, 0, 0, 40)


def test_debts_of_earlier_years_are_overdue_and_later_ones_are_not(desk, db):
    office = Office(desk)
    id_ = office.client("A", manager_id=office.staff("甲"))
    office.booking(id_, date(2024, 12, 1), 70)
    office.booking(id_, date(2026, 1, 1), 30)
    with db.read() as session:
        (one,) = year_evidence(session, YEAR, date(2026, 6, 1))
    assert (one.evidence.due, one.evidence.overdue_amount) == (0, 70)


def test_a_leap_day_is_a_day_of_february_and_of_what_is_overdue(desk, db):
    office = Office(desk)
    id_ = office.client("A", manager_id=office.staff("甲"))
    office.booking(id_, date(2024, 2, 29), 29)
    office.booking(id_, date(2024, 3, 1), 1)
    office.booking(id_, date(2023, 12, 1), 7, due_on=date(2023, 12, 1))
    with db.read() as session:
        (leap,) = year_evidence(session, 2024, date(2024, 2, 29))
        (later,) = year_evidence(session, 2024, date(2024, 5, 29))
    assert leap.evidence.months[1:3] == (29, 1)
    assert (leap.evidence.due, leap.evidence.overdue) == (29, (29, 0, 7, 0))
    assert later.evidence.overdue == (0, 0, 30, 7)


def test_in_the_middle_of_a_year_volume_is_the_year_s_and_debts_are_those_of_the_day(desk, db):
    office = Office(desk)
    id_ = office.client("A", manager_id=office.staff("甲"))
    office.booking(id_, date(2025, 5, 1), 50, cost=Decimal(20))
    office.booking(id_, date(2025, 9, 1), 90)
    office.complaint(id_, date(2025, 8, 1))
    office.receipt(id_, date(2025, 6, 30), 50)
    office.receipt(id_, date(2025, 9, 2), 90)
    office.done()
    with db.read() as session:
        (middle,) = year_evidence(session, YEAR, date(2025, 6, 30))
    found = middle.evidence
    assert (found.amount, found.bookings, found.gross_profit) == (140, 2, 30)
    assert (found.due, found.received, found.complaints) == (50, 50, 0)


def test_only_a_cash_client_that_owes_nothing_has_nothing_on_credit(desk, db):
    office = Office(desk)
    manager = office.staff("甲")
    terms = {"A": (0, None), "B": (0, None), "C": (30, None), "D": (0, 25), "E": (None, None)}
    for code, (days, billing_day) in terms.items():
        id_ = office.client(code, manager_id=manager, terms_days=days, billing_day=billing_day)
        paid = office.booking(id_, date(2025, 3, 1), 100)
        if code != "B":
            office.receipt(id_, date(2025, 3, 1), 100, paid)
    found = evidence(db)
    assert [code for code in found if not found[code].on_credit] == ["A"]


def test_complaints_of_the_year_are_counted(desk, db):
    office = Office(desk)
    id_ = office.client("A", manager_id=office.staff("甲"))
    office.complaint(id_, date(2025, 5, 1))
    office.complaint(id_, date(2024, 5, 1))
    office.complaint(id_, date(2025, 5, 1), Channel.CALL)
    assert evidence(db)["A"].complaints == 1


def test_open_files_of_a_manager_or_with_trade_are_screened(desk, db):
    office = Office(desk)
    manager, other = office.staff("甲"), office.staff("乙")
    office.client("A", manager_id=manager)
    office.client("B", manager_id=other, status=ClientStatus.BLACKLISTED, bad_debt=True)
    office.client("C", manager_id=manager, status=ClientStatus.CLOSED)
    office.client("D", manager_id=manager, deleted_at=NOW)
    office.client("E")
    office.booking(office.client("F"), date(2025, 3, 1), 100)
    found = evidence(db)
    assert list(found) == ["A", "B", "F"]
    assert (found["B"].blacklisted, found["B"].bad_debt) == (True, True)
    assert (found["A"].blacklisted, found["A"].bad_debt) == (False, False)
    assert list(evidence(db, manager_id=manager)) == ["A"]


def test_last_year_is_the_approved_line_else_the_volume(desk, db):
    office = Office(desk)
    boss = office.staff("总监", Post.DIRECTOR)
    old = office.client("A", manager_id=boss)
    office.booking(old, date(2024, 3, 1), 30_000)
    screening_id = office.compiled(2024, date(2024, 12, 31))
    late = office.client("B", manager_id=boss)
    office.booking(late, date(2024, 4, 1), 5)
    office.done()
    assert evidence(db)["A"].last_year == LastYear(2024, Decimal(30_000))
    submit_screening(office.at(boss), screening_id)
    approve_screening(office.at(boss), screening_id)
    found = evidence(db)
    assert found["A"].last_year == LastYear(2024, Decimal(30_000), Decimal("16.7"), "D", 1)
    assert found["B"].last_year == LastYear(2024, Decimal(5))
