"""What a booking and a receipt may say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import receipts
from app.domain.bookings import (
    BookingDraft,
    completed_draft,
    problems,
    proposed_amount,
    proposed_room_nights,
    warnings,
)
from app.domain.receipts import ReceiptDraft
from app.domain.types import BookingKind, BookingStatus, ClientId

TODAY = date(2025, 12, 20)
GOOD = BookingDraft(
    client_id=ClientId(1),
    arrival_on=date(2025, 3, 1),
    departure_on=date(2025, 3, 4),
    rooms=2,
    rate=Decimal("388.50"),
    status=BookingStatus.COMPLETED,
)


def test_room_nights_and_amount_follow_from_what_is_known():
    full = completed_draft(GOOD)
    assert full.room_nights == 6
    assert full.amount == Decimal("2331.00")
    split = replace(GOOD, room_revenue=Decimal(2000), catering_revenue=Decimal("300.5"))
    assert proposed_amount(split) == Decimal("2300.5")
    assert proposed_amount(replace(GOOD, room_nights=5)) == Decimal("1942.50")
    assert completed_draft(replace(split, amount=Decimal(9))).amount == 9
    assert not problems(GOOD)
    assert not warnings(GOOD, today=TODAY)


def test_nothing_is_made_up_where_something_is_missing():
    assert proposed_room_nights(replace(GOOD, rooms=None)) is None
    assert proposed_room_nights(replace(GOOD, departure_on=None)) is None
    assert proposed_amount(replace(GOOD, rate=None)) is None
    assert BookingDraft().nights is None


@given(
    st.integers(0, 500),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
def test_room_nights_are_never_below_zero(rooms, arrival, departure):
    draft = replace(GOOD, rooms=rooms, arrival_on=arrival, departure_on=departure)
    found = proposed_room_nights(draft)
    assert (found is None) == (departure < arrival)
    assert found is None or found == rooms * (departure - arrival).days


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("client_id", {"client_id": None}),
        ("arrival_on", {"arrival_on": None}),
        ("departure_on", {"departure_on": None}),
        ("departure_on", {"departure_on": date(2025, 2, 28)}),
        ("arrival_on", {"arrival_on": date(225, 3, 1)}),
        ("booked_on", {"booked_on": date(3025, 3, 1)}),
        ("rooms", {"rooms": -1}),
        ("room_nights", {"room_nights": 2_000_000}),
        ("amount", {"amount": Decimal(10) ** 12}),
        ("amount", {"rate": None}),
        ("rate", {"rate": Decimal(-1)}),
        ("cost", {"cost": Decimal(-1)}),
        ("deposit", {"deposit": Decimal(-1)}),
        ("status_reason", {"status": BookingStatus.LOST, "status_reason": " "}),
        ("number", {"number": "9" * 41}),
        ("departure_on", {"kind": BookingKind.MONTHLY_TOTAL, "departure_on": date(2025, 4, 1)}),
    ],
)
def test_what_breaks_a_rule_is_told_at_its_field(field, change):
    assert field in problems(replace(GOOD, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"departure_on": date(2025, 3, 1)},
        {"amount": Decimal("-388.00"), "cost": Decimal(-100)},
        {"amount": Decimal("21474836.48")},
        {"status": BookingStatus.ENQUIRY, "rate": None},
        {"status": BookingStatus.LOST, "status_reason": "价格"},
        {"kind": BookingKind.MONTHLY_TOTAL, "departure_on": date(2025, 3, 31)},
    ],
)
def test_what_really_happens_is_allowed(change):
    assert not problems(replace(GOOD, **change))


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("amount", {"amount": Decimal(-1)}),
        ("amount", {"amount": Decimal(5), "other_revenue": Decimal(4)}),
        ("booked_on", {"booked_on": date(2025, 3, 2)}),
        ("departure_on", {"departure_on": date(2025, 3, 1)}),
        ("status", {"arrival_on": date(2026, 3, 1), "departure_on": date(2026, 3, 2)}),
    ],
)
def test_what_looks_like_a_slip_is_pointed_out(field, change):
    draft = replace(GOOD, **change)
    assert set(warnings(draft, today=TODAY)) == {field}
    assert not problems(draft)


RECEIPT = ReceiptDraft(
    client_id=ClientId(1), received_on=date(2025, 4, 1), amount=Decimal("21474836.48")
)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("client_id", {"client_id": None}),
        ("received_on", {"received_on": None}),
        ("received_on", {"received_on": date(202, 4, 1)}),
        ("amount", {"amount": None}),
        ("amount", {"amount": Decimal(0)}),
        ("amount", {"amount": -(Decimal(10) ** 12)}),
        ("booking_number", {"booking_number": "9" * 41}),
    ],
)
def test_a_wrong_receipt_is_told_at_its_field(field, change):
    assert set(receipts.problems(replace(RECEIPT, **change))) == {field}


def test_a_refund_is_allowed_and_pointed_out():
    refund = replace(RECEIPT, amount=Decimal(-100), received_on=date(2026, 1, 1))
    assert not receipts.problems(refund)
    assert set(receipts.warnings(refund, today=TODAY)) == {"amount", "received_on"}
    assert not receipts.warnings(RECEIPT, today=TODAY)
