"""Bookings and receipts keep facts, due days and one another right."""

from dataclasses import replace
from datetime import date, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import Desk
from app.domain.bookings import BookingDraft
from app.domain.receipts import ReceiptDraft
from app.domain.types import BookingStatus, ClientId
from app.errors import ConflictError, InvalidInputError
from app.models import Action, Booking, Client, ClientFact, ClientYear, Receipt
from app.queries.bookings import booking_draft
from app.queries.receipts import receipt_draft
from app.services.bookings import (
    add_booking,
    bring_back_bookings,
    change_booking,
    delete_bookings,
    set_status,
)
from app.services.receipts import add_receipt, bring_back_receipts, change_receipt, delete_receipts
from app.services.undo import undo_action
from tests.conftest import NOW
from tests.filled import filled_once
from tests.trade import new_client


@filled_once
def client_id(desk):
    with desk.write() as session:
        return new_client(session, terms_days=30, billing_day=25)


def draft(client_id, **more):
    values = {
        "client_id": client_id,
        "number": "YD1",
        "arrival_on": date(2025, 3, 1),
        "departure_on": date(2025, 3, 4),
        "rooms": 2,
        "rate": Decimal("300.10"),
        "status": BookingStatus.COMPLETED,
    }
    return BookingDraft(**(values | more))


def receipt(client_id, **more):
    values = {
        "client_id": client_id,
        "received_on": date(2025, 4, 1),
        "amount": Decimal("50.05"),
        "booking_number": "YD1",
    }
    return ReceiptDraft(**(values | more))


def attached(db):
    with db.read() as session:
        return session.scalars(select(Receipt.booking_id).order_by(Receipt.id)).all()


def year_amount(db, client_id, year=2025):
    with db.read() as session:
        found = session.get(ClientYear, (client_id, year))
        return None if found is None else found.amount


def undo_last(desk):
    with desk.db.read() as session:
        last = session.scalar(select(Action.id).order_by(Action.id.desc()).limit(1))
    undo_action(desk, last)


def test_a_new_booking_has_its_sums_due_day_and_facts(desk, db, client_id):
    booking_id = add_booking(desk, draft(client_id))
    with db.read() as session:
        booking = session.get(Booking, booking_id)
        assert (booking.room_nights, booking.amount) == (6, Decimal("1800.60"))
        assert booking.due_on == date(2025, 4, 24)
        assert session.get(ClientFact, client_id).last_stay_on == date(2025, 3, 1)
    assert year_amount(db, client_id) == Decimal("1800.60")


def test_an_enquiry_without_amount_is_kept_as_nothing(desk, db, client_id):
    asked = draft(client_id, number="", rate=None, rooms=None, status=BookingStatus.ENQUIRY)
    booking_id = add_booking(desk, asked)
    add_booking(desk, asked)  # two without a number
    with db.read() as session:
        booking = session.get(Booking, booking_id)
        assert (booking.number, booking.room_nights, booking.amount) == (None, 0, Decimal(0))
        assert booking.cost is None
    assert year_amount(db, client_id) is None


def test_a_booking_is_saved_over_its_own_version_alone(desk, db, client_id):
    booking_id = add_booking(desk, draft(client_id))
    with db.read() as session:
        loaded, version = booking_draft(session, booking_id)
    changed = replace(loaded, amount=Decimal(5))
    change_booking(desk, booking_id, changed, version=version)
    assert year_amount(db, client_id) == 5
    with pytest.raises(ConflictError):
        change_booking(desk, booking_id, changed, version=version)
    undo_last(desk)
    assert year_amount(db, client_id) == Decimal("1800.60")


def test_wrong_input_saves_nothing(desk, db, client_id):
    wrong = draft(client_id, departure_on=date(2025, 2, 1), amount=Decimal(5))
    with pytest.raises(InvalidInputError) as told:
        add_booking(desk, wrong)
    assert set(told.value.fields) == {"departure_on"}
    booking_id = add_booking(desk, draft(client_id))
    with pytest.raises(InvalidInputError):
        change_booking(desk, booking_id, wrong, version=1)
    with pytest.raises(InvalidInputError):
        add_receipt(desk, receipt(client_id, amount=None))


def test_a_number_is_given_once_even_to_one_in_the_bin(desk, client_id):
    booking_id = add_booking(desk, draft(client_id))
    with pytest.raises(InvalidInputError, match="已经有了"):
        add_booking(desk, draft(client_id))
    delete_bookings(desk, [booking_id])
    with pytest.raises(InvalidInputError, match="回收站"):
        add_booking(desk, draft(client_id))


def test_nothing_is_entered_for_a_deleted_client(desk, client_id):
    with desk.write() as session:
        session.get(Client, client_id).deleted_at = NOW
    with pytest.raises(InvalidInputError):
        add_booking(desk, draft(client_id))
    with pytest.raises(InvalidInputError):
        add_receipt(desk, receipt(ClientId(99)))


def test_deleting_leaves_the_money_and_restoring_finds_it_again(desk, db, client_id):
    booking_id = add_booking(desk, draft(client_id))
    add_receipt(desk, receipt(client_id))
    assert attached(db) == [booking_id]
    delete_bookings(desk, [booking_id])
    assert attached(db) == [None]
    assert year_amount(db, client_id) is None
    with db.read() as session:
        assert booking_draft(session, booking_id) is None
    with desk.write() as session:
        assert bring_back_bookings(session, [booking_id]) == 1
    assert attached(db) == [booking_id]
    assert year_amount(db, client_id) == Decimal("1800.60")
    delete_bookings(desk, [booking_id])
    undo_last(desk)
    assert attached(db) == [booking_id]
    with pytest.raises(ConflictError):
        change_booking(desk, booking_id, draft(client_id), version=1)


def test_a_receipt_waits_for_its_booking(desk, db, client_id):
    add_receipt(desk, receipt(client_id))
    assert attached(db) == [None]
    booking_id = add_booking(desk, draft(client_id))
    assert attached(db) == [booking_id]
    undo_last(desk)
    assert attached(db) == [None]


def test_receipts_go_with_their_booking_to_another_client(desk, db, client_id):
    booking_id = add_booking(desk, draft(client_id))
    receipt_id = add_receipt(desk, receipt(client_id))
    with desk.write() as session:
        other = new_client(session, "KH2")
    with pytest.raises(InvalidInputError, match="样例客户KH1"):
        add_receipt(desk, receipt(other))
    change_booking(desk, booking_id, draft(other, number="YD9"), version=1)
    with db.read() as session:
        moved, _version = receipt_draft(session, receipt_id)
        assert (moved.client_id, moved.booking_number) == (other, "YD9")
        assert session.get(Booking, booking_id).due_on == date(2025, 3, 4)
    assert year_amount(db, client_id) is None
    assert year_amount(db, other) == Decimal("1800.60")


def test_a_booking_without_number_can_be_picked(desk, db, client_id):
    booking_id = add_booking(desk, draft(client_id, number=""))
    receipt_id = add_receipt(desk, receipt(client_id, booking_number="", booking_id=booking_id))
    assert attached(db) == [booking_id]
    with db.read() as session:
        loaded, version = receipt_draft(session, receipt_id)
    assert (loaded.booking_id, loaded.booking_number) == (booking_id, "")
    change_receipt(
        desk, receipt_id, replace(loaded, amount=Decimal(-9), booking_id=None), version=version
    )
    assert attached(db) == [None]
    with db.read() as session:
        assert session.get(Receipt, receipt_id).amount == -9
        assert receipt_draft(session, receipt_id)[0].booking_id is None
    with pytest.raises(ConflictError):
        change_receipt(desk, receipt_id, loaded, version=version)


def test_a_deletion_is_undone_where_the_clock_is_not_in_utc(desk, db, client_id):
    booking_id = add_booking(desk, draft(client_id))
    china = Desk(db, None, lambda: NOW.astimezone(timezone(timedelta(hours=8))))
    delete_bookings(china, [booking_id])
    undo_last(china)
    assert year_amount(db, client_id) == Decimal("1800.60")


def test_receipts_go_to_the_bin_and_come_back(desk, db, client_id):
    receipt_id = add_receipt(desk, receipt(client_id))
    delete_receipts(desk, [receipt_id])
    with db.read() as session:
        assert receipt_draft(session, receipt_id) is None
    with pytest.raises(ConflictError):
        change_receipt(desk, receipt_id, receipt(client_id), version=2)
    booking_id = add_booking(desk, draft(client_id))
    with desk.write() as session:  # as if it had been entered by a file
        session.get(Receipt, receipt_id).booking_id = None
    with desk.write() as session:
        assert bring_back_receipts(session, [receipt_id]) == 1
    assert attached(db) == [booking_id]
    with db.read() as session:
        assert receipt_draft(session, receipt_id) is not None


def statuses(db):
    with db.read() as session:
        query = select(Booking.status, Booking.status_reason).order_by(Booking.id)
        return [tuple(row) for row in session.execute(query)]


def last_summary(db):
    with db.read() as session:
        return session.scalar(select(Action.summary).order_by(Action.id.desc()).limit(1))


def test_many_bookings_are_given_one_status_and_taken_back_in_one_step(desk, db, client_id):
    with desk.write() as session:
        other = new_client(session, "KH2")
    ids = [
        add_booking(desk, draft(owner, number=f"YD{n}", status=BookingStatus.CONFIRMED))
        for n, owner in enumerate((client_id, other, client_id))
    ]
    assert year_amount(db, client_id) is None
    assert set_status(desk, ids, BookingStatus.COMPLETED) == 3
    assert last_summary(db) == "已将 3 笔预订改为已离店"
    assert year_amount(db, client_id) == Decimal("3601.20")
    assert year_amount(db, other) == Decimal("1800.60")
    undo_last(desk)
    assert statuses(db) == [(BookingStatus.CONFIRMED, "")] * 3
    assert year_amount(db, client_id) is year_amount(db, other) is None


def test_a_status_that_is_there_already_changes_nothing(desk, db, client_id):
    booking_id = add_booking(desk, draft(client_id))
    before = last_summary(db)
    assert set_status(desk, [booking_id], BookingStatus.COMPLETED) == 0
    assert last_summary(db) == before
    with db.read() as session:
        assert session.get(Booking, booking_id).version == 1


def test_a_reason_is_asked_for_kept_and_dropped_with_the_status(desk, db, client_id):
    booking_id = add_booking(desk, draft(client_id))
    with pytest.raises(InvalidInputError) as refused:
        set_status(desk, [booking_id], BookingStatus.LOST, "  ")
    assert refused.value.fields == {"status_reason": "请写明流失的原因。"}
    with pytest.raises(InvalidInputError) as refused:
        set_status(desk, [booking_id], BookingStatus.CANCELLED, "长" * 201)
    assert refused.value.fields == {"status_reason": "最多 200 个字。"}
    set_status(desk, [booking_id], BookingStatus.LOST, " 价格高 ")
    assert statuses(db) == [(BookingStatus.LOST, "价格高")]
    set_status(desk, [booking_id], BookingStatus.CANCELLED)
    assert statuses(db) == [(BookingStatus.CANCELLED, "价格高")]
    set_status(desk, [booking_id], BookingStatus.CONFIRMED)
    assert statuses(db) == [(BookingStatus.CONFIRMED, "")]


def test_what_looks_like_a_slip_is_told(desk, db, client_id):
    later = NOW.date() + timedelta(days=3)
    ids = [
        add_booking(desk, draft(client_id, number=number, status=BookingStatus.TENTATIVE, **more))
        for number, more in (
            ("A", {"arrival_on": later, "departure_on": later}),
            ("B", {"rate": None}),
        )
    ]
    set_status(desk, ids[1:], BookingStatus.COMPLETED)
    assert last_summary(db) == "已将 1 笔预订改为已离店；其中 1 笔没有金额"
    set_status(desk, ids, BookingStatus.CONFIRMED)
    assert last_summary(db) == "已将 2 笔预订改为确认"
    set_status(desk, ids, BookingStatus.COMPLETED)
    assert "其中 1 笔还没到店" in last_summary(db)


def test_a_form_open_meanwhile_notices_the_new_status(desk, client_id):
    booking_id = add_booking(desk, draft(client_id))
    set_status(desk, [booking_id], BookingStatus.NO_SHOW)
    with pytest.raises(ConflictError):
        change_booking(desk, booking_id, draft(client_id), version=1)
