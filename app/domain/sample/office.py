"""Puts the sample office together, with the few things that must surely be in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.domain.sample.companies import companies
from app.domain.sample.files import STAFF, client_file
from app.domain.sample.log import entries, tasks
from app.domain.sample.payments import receipts
from app.domain.sample.records import (
    SampleBooking,
    SampleClient,
    SampleEntry,
    SampleOffice,
    SampleReceipt,
)
from app.domain.sample.scores import remarks, scores
from app.domain.sample.spans import span
from app.domain.sample.stays import bookings
from app.domain.types import BookingKind, BookingStatus, PayMethod

HOTEL = "澜川临湖酒店（示例）"
ZERO = Decimal(0)


def sample_office(today: date) -> SampleOffice:
    """Return the sample office as it stands on a day; the same day gives the same office."""
    days = span(today)
    clients: list[SampleClient] = []
    bought: list[SampleBooking] = []
    paid: list[SampleReceipt] = []
    log: list[SampleEntry] = []
    for number, company in enumerate(companies(), 1):
        client = client_file(company, number, days)
        own = _with_rarities(client, bookings(company, client, days))
        clients.append(client)
        bought += own
        paid += receipts(company, own, today)
        log += entries(company, client, days)
    paid += _odd_receipts(bought, today)
    return SampleOffice(
        hotel_name=HOTEL,
        staff=STAFF,
        clients=tuple(clients),
        bookings=tuple(bought),
        receipts=tuple(sorted(paid, key=lambda r: (r.received_on, r.client_code))),
        entries=tuple(log),
        tasks=tuple(tasks(clients, today)),
        approved_year=days.last_year,
        approved_on=date(days.last_year + 1, 1, 12),
        scores=scores(clients),
        remarks=remarks(clients),
    )


def _with_rarities(client: SampleClient, own: Iterable[SampleBooking]) -> list[SampleBooking]:
    """Give two clients what is rare: a zero-night stay, and a month known only as a total."""
    found = list(own)
    if client.code == "YL028":
        place = next(
            n
            for n, b in enumerate(found)
            if b.kind is BookingKind.ROOMS and b.status is BookingStatus.COMPLETED
        )
        day_use = found[place]
        found[place] = replace(
            day_use,
            departure_on=day_use.arrival_on,
            room_nights=0,
            amount=Decimal(168),
            room_revenue=Decimal(168),
            catering_revenue=None,
            cost=Decimal(60),
            notes="钟点房，当日离店",
        )
    return found


def _odd_receipts(bought: Iterable[SampleBooking], today: date) -> list[SampleReceipt]:
    """Return a refund, and money whose booking number is not known."""
    sold = {
        b.client_code: b
        for b in bought
        if b.status is BookingStatus.COMPLETED and b.departure_on < today - timedelta(40)
    }
    refunded, unknown = sold["YL004"], sold["YL010"]
    return [
        SampleReceipt(
            refunded.client_code,
            refunded.departure_on + timedelta(12),
            Decimal(-388),
            PayMethod.TRANSFER,
            refunded.number,
            "投诉减免一间夜，退款",
        ),
        SampleReceipt(
            unknown.client_code,
            unknown.departure_on + timedelta(20),
            Decimal(860),
            PayMethod.TRANSFER,
            "YD-0000",
            "回单上的预订号查不到",
        ),
    ]
