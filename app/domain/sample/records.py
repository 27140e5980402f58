"""The records of the sample office. They name one another by code, number and name."""

import random
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from app.domain.birthdays import Birthday
from app.domain.types import (
    BookingKind,
    BookingStatus,
    Channel,
    ClientKind,
    ClientStatus,
    ContactRole,
    Dimension,
    Direction,
    PayMethod,
    Post,
    Purpose,
    Reaction,
    Sex,
    TaskKind,
    TaskStatus,
    Tone,
)


@dataclass(frozen=True, slots=True)
class SampleStaff:
    """A person of the sales office; ``leader`` names the 组长."""

    name: str
    post: Post
    leader: str = ""


@dataclass(frozen=True, slots=True)
class SampleContact:
    """A person at a client, with notes."""

    name: str
    sex: Sex
    department: str
    post: str
    role: ContactRole
    main: bool
    mobile: str
    telephone: str
    wechat: str = ""
    email: str = ""
    birthday: Birthday | None = None
    home_town: str = ""
    interests: str = ""
    taboos: str = ""
    topics: str = ""
    notes: str = ""
    left: bool = False
    left_to: str = ""


@dataclass(frozen=True, slots=True)
class SampleRate:
    """One agreed rate in yuan."""

    room_type: str
    season: str
    rate: Decimal
    breakfasts: int


@dataclass(frozen=True, slots=True)
class SampleAgreement:
    """A rate agreement."""

    number: str
    signed_on: date
    valid_from: date
    valid_to: date
    rates: tuple[SampleRate, ...]


@dataclass(frozen=True, slots=True)
class SampleSigner:
    """A person who may sign bills."""

    name: str
    telephone: str
    limit: Decimal | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SampleClient:
    """A client file and what hangs on it. ``manager`` is a staff member's name."""

    code: str
    name: str
    short_name: str
    kind: ClientKind
    industry: str
    segment: str
    source: str
    region: str
    address: str
    telephones: str
    manager: str
    relationship_manager: str
    major: bool
    credit_limit: Decimal | None
    terms_days: int | None
    billing_day: int | None
    status: ClientStatus
    status_reason: str
    bad_debt: bool
    potential_room_nights: int | None
    hotels_used: str
    notes: str
    opened_on: date
    tags: tuple[str, ...] = ()
    contacts: tuple[SampleContact, ...] = ()
    agreements: tuple[SampleAgreement, ...] = ()
    signers: tuple[SampleSigner, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleBooking:
    """One sale; amounts in yuan, an unknown cost is None."""

    number: str
    client_code: str
    booked_on: date
    arrival_on: date
    departure_on: date
    kind: BookingKind
    room_type: str
    rooms: int | None
    room_nights: int
    rate: Decimal | None
    amount: Decimal
    room_revenue: Decimal | None
    catering_revenue: Decimal | None
    meeting_revenue: Decimal | None
    cost: Decimal | None
    status: BookingStatus
    status_reason: str
    deposit_terms: str
    guest: str
    due_on: date
    notes: str = ""


@dataclass(frozen=True, slots=True)
class SampleReceipt:
    """Money received; an empty number pays the client's oldest open booking."""

    client_code: str
    received_on: date
    amount: Decimal
    method: PayMethod
    booking_number: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """One entry of the communication log. ``contact`` is the name of one of the contacts."""

    client_code: str
    contact: str
    staff: str
    held_on: date
    held_time: time
    channel: Channel
    direction: Direction
    purpose: Purpose
    tone: Tone
    summary: str
    reaction: Reaction | None
    reaction_note: str = ""
    next_step: str = ""
    next_on: date | None = None
    task_status: TaskStatus | None = None


@dataclass(frozen=True, slots=True)
class SampleTask:
    """Something to do that did not come of a log entry."""

    client_code: str
    contact: str
    staff: str
    kind: TaskKind
    title: str
    due_on: date
    due_time: time | None


@dataclass(frozen=True, slots=True)
class SampleScore:
    """Points given by hand in last year's screening, with the reason.

    ``override`` tells points that replace a suggestion from those for the part scored by hand.
    """

    client_code: str
    dimension: Dimension
    points: Decimal
    reason: str
    override: bool = False


@dataclass(frozen=True, slots=True)
class SampleOffice:
    """The whole office. ``approved_year`` is the year whose screening was approved.

    ``remarks`` are the salespersons' remarks of that screening, by client code.
    """

    hotel_name: str
    staff: tuple[SampleStaff, ...]
    clients: tuple[SampleClient, ...]
    bookings: tuple[SampleBooking, ...]
    receipts: tuple[SampleReceipt, ...]
    entries: tuple[SampleEntry, ...]
    tasks: tuple[SampleTask, ...]
    approved_year: int
    approved_on: date
    scores: tuple[SampleScore, ...]
    remarks: dict[str, str]


def dice(*topic: object) -> random.Random:
    """Return random numbers that are the same each time for the same topic."""
    return random.Random("/".join(map(str, topic)))  # noqa: S311 - made-up data, not secrets


def likely(r: random.Random, percent: int) -> bool:
    """Let something happen so often in a hundred."""
    return r.randrange(100) < percent
