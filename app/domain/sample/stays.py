"""The sample's bookings: what each client bought, month by month."""

import calendar
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from app.domain.receivables import due_on
from app.domain.sample.companies import Company, Course, Pattern
from app.domain.sample.records import SampleBooking, SampleClient, dice, likely
from app.domain.sample.spans import Span
from app.domain.types import BookingKind, BookingStatus, ClientKind

ROOM_TYPES = (
    ("标准双床间", 328),
    ("高级大床房", 368),
    ("商务大床房", 428),
    ("行政大床房", 498),
    ("湖景套房", 688),
)
GUESTS = "陈林周沈何唐许魏蒋白程方"
CANCELLED = ("行程取消", "会议改期", "改订他店", "人数不足")
LOST = ("房价高于预算", "日期已满房", "改在客户本部举办")
UNKNOWN_COST = {"YL025": 100, "YL047": 100}
"""Clients of which no cost is ever known, in per cent; the others now and then."""
UNKNOWN_COST_USUALLY = 9
LARGE_ABOVE = 100
AHEAD_DAYS = 45
NEW_MONTHS, NEWEST_MONTHS, LOST_MONTHS = 7, 2, 12


@dataclass(frozen=True, slots=True)
class Sale:
    """What was sold, before dates and states."""

    kind: BookingKind
    room_type: str
    rooms: int | None
    nights: int
    rate: Decimal | None
    catering: Decimal | None = None
    meeting: Decimal | None = None

    @property
    def room_revenue(self) -> Decimal | None:
        """Rooms × nights × rate."""
        if self.rooms is None or self.rate is None:
            return None
        return self.rooms * self.nights * self.rate

    @property
    def amount(self) -> Decimal:
        """Everything together."""
        parts = (self.room_revenue, self.catering, self.meeting)
        return sum((part for part in parts if part is not None), Decimal(0))


def bookings(company: Company, client: SampleClient, days: Span) -> list[SampleBooking]:
    """Return what a client booked, oldest first, to some weeks ahead of today."""
    r = dice("stays", client.code)
    found = [
        _booking(r, client, sale, arrival, days)
        for year, month in days.months
        for sale, arrival in _month(r, company, days, year, month)
    ]
    found += list(_ahead(r, company, client, days))
    numbered = sorted(found, key=lambda b: b.arrival_on)
    return [replace(b, number=_number(client, n, b)) for n, b in enumerate(numbered, 1)]


def _number(client: SampleClient, count: int, booking: SampleBooking) -> str:
    return f"YD{booking.arrival_on:%y%m}{client.code[-3:]}{count:03}"


def _month(
    r: random.Random, company: Company, days: Span, year: int, month: int
) -> Iterator[tuple[Sale, date]]:
    wanted = _target(r, company, days, year, month)
    while wanted > 0:
        sale = _sale(r, company)
        if sale.amount > wanted and r.random() > wanted / float(sale.amount):
            return
        wanted -= float(sale.amount)
        yield sale, date(year, month, r.randint(1, calendar.monthrange(year, month)[1]))


def _target(r: random.Random, company: Company, days: Span, year: int, month: int) -> float:
    """Return about how many yuan a client spends in a month."""
    ago = (days.today.year - year) * 12 + days.today.month - month
    if not _trades(company.course, ago):
        return 0
    weights = company.pattern.value
    share = weights[month - 1] / sum(weights)
    grown = 1 + company.growth / 100 if year > days.last_year else 1
    return company.size * 1000 * share * grown * r.uniform(0.8, 1.2)


def _trades(course: Course, months_ago: int) -> bool:
    if course is Course.NEW:
        return months_ago < NEW_MONTHS
    if course is Course.NEWEST:
        return months_ago < NEWEST_MONTHS
    if course in (Course.LOST, Course.CLOSED, Course.BLACKLISTED):
        return months_ago > LOST_MONTHS
    return course is Course.REGULAR


def _sale(r: random.Random, company: Company) -> Sale:
    if company.kind is ClientKind.BANQUET:
        return _banquet(r)
    if company.pattern is Pattern.LONG_STAY and likely(r, 30):
        nights = r.randint(14, 28)
        return Sale(BookingKind.LONG_STAY, "标准双床间", r.randint(1, 2), nights, Decimal(258))
    large = company.size > LARGE_ABOVE
    if company.pattern is Pattern.MEETING and likely(r, 55):
        return _meeting(r, large=large)
    if company.kind is ClientKind.AGENCY or (large and likely(r, 35)):
        return _group(r, large=large)
    return _rooms(r, large=large)


def _rooms(r: random.Random, *, large: bool) -> Sale:
    room_type, rate = r.choices(ROOM_TYPES, (30, 28, 24, 12, 6))[0]
    rooms = r.choices((1, 2, 3, 5), (50, 26, 16, 8))[0] if large else r.choice((1, 1, 1, 2))
    nights = r.choices((1, 2, 3, 4, 6), (34, 32, 18, 10, 6))[0]
    discount = Decimal(r.choice((0, 0, -20, -30)))
    breakfast = Decimal(48 * rooms * nights) if likely(r, 20) else None
    return Sale(BookingKind.ROOMS, room_type, rooms, nights, rate + discount, breakfast)


def _group(r: random.Random, *, large: bool) -> Sale:
    rooms = r.randint(10, 26) if large else r.randint(5, 12)
    meals = Decimal(rooms * 2 * 40) if likely(r, 60) else None
    return Sale(
        BookingKind.GROUP,
        "标准双床间",
        rooms,
        r.randint(1, 3),
        Decimal(r.choice((258, 268, 288))),
        meals,
    )


def _meeting(r: random.Random, *, large: bool) -> Sale:
    rooms = r.randint(8, 30) if large else r.randint(0, 8)
    hall = Decimal(r.choice((1800, 2600, 3800, 5800)))
    meals = Decimal(r.randint(12, 60) * 88)
    return Sale(
        BookingKind.MEETING, "标准双床间", rooms or None, r.randint(1, 2), Decimal(298), meals, hall
    )


def _banquet(r: random.Random) -> Sale:
    tables, price = r.randint(6, 28), r.choice((1288, 1588, 1888, 2288))
    rooms = r.choice((None, 2, 4))
    rate = None if rooms is None else Decimal(368)
    return Sale(BookingKind.BANQUET, "宴会厅", rooms, 1, rate, Decimal(tables * price))


def _booking(
    r: random.Random, client: SampleClient, sale: Sale, arrival: date, days: Span
) -> SampleBooking:
    departure = arrival + timedelta(0 if sale.rooms is None else sale.nights)
    status, reason = _status(r, departure, days.today)
    share = Decimal(r.randint(34, 64)) / 100
    unknown = likely(r, UNKNOWN_COST.get(client.code, UNKNOWN_COST_USUALLY))
    sold = status is BookingStatus.COMPLETED
    return SampleBooking(
        number="",
        client_code=client.code,
        booked_on=min(arrival - timedelta(r.randint(1, 8 if sale.rooms == 1 else 40)), days.today),
        arrival_on=arrival,
        departure_on=departure,
        kind=sale.kind,
        room_type=sale.room_type,
        rooms=sale.rooms,
        room_nights=(sale.rooms or 0) * sale.nights,
        rate=sale.rate,
        amount=sale.amount,
        room_revenue=sale.room_revenue,
        catering_revenue=sale.catering,
        meeting_revenue=sale.meeting,
        cost=None if unknown or not sold else (sale.amount * share).quantize(Decimal("0.01")),
        status=status,
        status_reason=reason,
        deposit_terms="预付三成" if sale.kind is BookingKind.BANQUET else "",
        guest=f"{r.choice(GUESTS)}{r.choice(('先生', '女士'))}"
        if sale.kind is BookingKind.ROOMS
        else "",
        due_on=due_on(departure, client.terms_days, client.billing_day),
    )


def _status(r: random.Random, departure: date, today: date) -> tuple[BookingStatus, str]:
    if departure > today:
        status = r.choices(
            (BookingStatus.CONFIRMED, BookingStatus.TENTATIVE, BookingStatus.ENQUIRY), (70, 20, 10)
        )[0]
        return status, ""
    status = r.choices(
        (
            BookingStatus.COMPLETED,
            BookingStatus.CANCELLED,
            BookingStatus.NO_SHOW,
            BookingStatus.LOST,
        ),
        (92, 5, 2, 1),
    )[0]
    reasons = {BookingStatus.CANCELLED: CANCELLED, BookingStatus.LOST: LOST}.get(status, ("",))
    return status, r.choice(reasons)


def _ahead(
    r: random.Random, company: Company, client: SampleClient, days: Span
) -> Iterator[SampleBooking]:
    """Yield what is booked for the coming weeks, beyond the rest of this month."""
    if company.course not in (Course.REGULAR, Course.NEW, Course.NEWEST):
        return
    for _again in range(min(4, 1 + company.size // 200)):
        arrival = days.today + timedelta(r.randint(1, AHEAD_DAYS))
        yield _booking(r, client, _sale(r, company), arrival, days)
