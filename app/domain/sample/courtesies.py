"""The sample's important dates and courtesies done (policy P3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from app.domain.birthdays import Birthday
from app.domain.types import DateKind, Occasion

KEPT_IN: Final = {"春节问候": (2, 10), "中秋节问候": (9, 24), "元旦问候": (1, 1)}
"""About when the festivals are."""
EVERY = 3
"""Every so many clients have an important date."""
KINDS: Final = (
    (DateKind.FOUNDING, "成立周年", "每年办庆典，可请来酒店办"),
    (DateKind.COOPERATION, "首次合作纪念日", "约饭时提一句"),
    (DateKind.PERSONAL, "结婚纪念日", "喜欢百合"),
)
GIFTS: Final = (
    ("生日", Occasion.BIRTHDAY, "蛋糕", Decimal(168)),
    ("春节问候", Occasion.FESTIVAL, "登门拜年，送坚果礼盒", Decimal(238)),
    ("中秋节问候", Occasion.FESTIVAL, "月饼", Decimal(198)),
    ("成立周年", Occasion.IMPORTANT_DATE, "花篮", Decimal(320)),
    ("乔迁", Occasion.OTHER, "绿植", Decimal(260)),
    ("元旦问候", Occasion.FESTIVAL, "短信问候", None),
)


@dataclass(frozen=True, slots=True)
class SampleDate:
    """An important date; ``client`` is the client's place in the sample."""

    client: int
    kind: DateKind
    title: str
    day: Birthday
    notes: str


@dataclass(frozen=True, slots=True)
class SampleCourtesy:
    """A courtesy done; ``client`` is the client's place in the sample."""

    client: int
    title: str
    occasion: Occasion
    given: str
    cost: Decimal | None
    given_on: date


def sample_dates(clients: int, today: date) -> Sequence[SampleDate]:
    """Return the important dates; some lie just ahead, one is kept by the lunar calendar."""
    found = []
    for client in range(0, clients, EVERY):
        number = client // EVERY
        kind, title, notes = KINDS[number % len(KINDS)]
        on = today + timedelta(3 + number * 17 % 350)
        day = Birthday(2004 + number % 15, on.month, min(on.day, 28))
        if number % 7 == 1:
            day = Birthday(None, 12, 23, lunar=True)
        found.append(SampleDate(client, kind, title, day, notes))
    return found


def sample_courtesies(clients: int, today: date) -> Iterator[SampleCourtesy]:
    """Yield courtesies of the last sixteen months, more for the first clients."""
    for client in range(clients):
        for number in range(1 + (client % 4 == 0) + (client < clients // 4)):
            title, occasion, given, cost = GIFTS[(client + 2 * number) % len(GIFTS)]
            on = _given_on(title, today - timedelta(5 + (client * 37 + number * 151) % 480), today)
            yield SampleCourtesy(client, title, occasion, given, cost, on)


def _given_on(title: str, on: date, today: date) -> date:
    """Return the day, for a festival the one of that year, or of the year before."""
    if title not in KEPT_IN:
        return on
    month, day = KEPT_IN[title]
    festival = date(on.year, month, day)
    return festival if festival <= today else festival.replace(year=on.year - 1)
