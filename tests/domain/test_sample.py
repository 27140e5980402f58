"""The sample office is believable, made up, and the same each time."""

from collections import Counter
from datetime import date

import pytest

from app.domain import bookings, receipts
from app.domain.bookings import BookingDraft
from app.domain.names import match_key
from app.domain.receipts import ReceiptDraft
from app.domain.sample import sample_office
from app.domain.types import BookingStatus, Channel, ClientId, ClientKind, Post, TaskStatus, Tone
from tests.measured import unmeasured

TODAY = date(2025, 12, 20)


@pytest.fixture(scope="module")
def office():
    return sample_office(TODAY)


def test_the_same_day_gives_the_same_office(office):
    with unmeasured():
        assert sample_office(TODAY) == office
    assert sample_office(date(2025, 12, 21)).bookings != office.bookings


def test_there_is_some_of_everything(office):
    assert {client.kind for client in office.clients} == set(ClientKind)
    assert {person.post for person in office.staff} == set(Post)
    assert {entry.channel for entry in office.entries} == set(Channel)
    assert {entry.tone for entry in office.entries} == set(Tone)
    assert {booking.status for booking in office.bookings} == set(BookingStatus)
    assert {entry.task_status for entry in office.entries} >= {TaskStatus.OPEN, TaskStatus.DONE}
    assert any(booking.cost is None for booking in office.bookings)
    assert any(receipt.amount < 0 for receipt in office.receipts)
    assert any(not receipt.booking_number for receipt in office.receipts)
    born = [p.birthday for c in office.clients for p in c.contacts if p.birthday]
    assert {birthday.lunar for birthday in born} == {True, False}
    day_use = [b for b in office.bookings if "当日离店" in b.notes]
    assert [b.room_nights for b in day_use] == [0]


def test_names_numbers_and_codes_are_told_apart(office):
    codes = Counter(client.code for client in office.clients)
    assert len(codes) == len(office.clients)
    numbers = Counter(booking.number for booking in office.bookings)
    assert numbers.most_common(1)[0][1] == 1
    keys = Counter(match_key(client.name) for client in office.clients)
    assert len(keys) >= len(office.clients) - 1


def test_every_booking_and_receipt_could_have_been_typed(office):
    for one in office.bookings:
        draft = BookingDraft(
            client_id=ClientId(1),
            number=one.number,
            booked_on=one.booked_on,
            arrival_on=one.arrival_on,
            departure_on=one.departure_on,
            kind=one.kind,
            rooms=one.rooms,
            room_nights=one.room_nights,
            rate=one.rate,
            amount=one.amount,
            cost=one.cost,
            status=one.status,
            status_reason=one.status_reason,
        )
        assert not bookings.problems(draft)
        assert one.booked_on <= min(one.arrival_on, TODAY)
        assert (one.status is not BookingStatus.COMPLETED) or one.departure_on <= TODAY
    for one in office.receipts:
        draft = ReceiptDraft(ClientId(1), one.received_on, one.amount, one.method)
        assert not receipts.problems(draft)
        assert not set(receipts.warnings(draft, today=TODAY)) - {"amount"}


def test_nobody_is_spoken_to_in_the_future_or_on_a_sunday(office):
    assert all(entry.held_on <= TODAY for entry in office.entries)
    assert all(entry.held_on.weekday() < 5 for entry in office.entries)
