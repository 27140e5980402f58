"""Made-up offices of any size, from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.db import open_engine
from app.domain.names import match_key
from app.domain.types import TaskKind, TaskStatus
from app.language.pinyin import keys
from app.models import (
    Base,
    Booking,
    Client,
    ClientTag,
    Communication,
    Contact,
    Receipt,
    Staff,
    Task,
)
from app.services.facts import refresh_facts, refresh_search
from app.upgrade import migrate

TODAY = date(2025, 12, 20)
PLACES = ["云溪", "临江", "青屿", "白鹭", "安澜", "松口", "栖霞洲", "望川", "石桥", "丰泽湾"]
TRADES = ["机电", "商务", "旅行社", "会展", "贸易", "科技", "文化传媒", "医药", "建设", "物流"]
SOUNDS = "恒昌嘉信和泰瑞丰德润华盛金源宏远利达永兴天成新宇"
LEVEL_ONE = [bytes((row, cell)) for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
COMMON = b"".join(random.Random("characters").sample(LEVEL_ONE, 2_500)).decode("gb2312")
"""As many characters as names use: papers embed the outline of each."""
SURNAMES, GIVEN = "王李张刘陈杨单曾仇区", "伟芳娜敏静磊洋艳勇军杰涛"
STAFF = ("样例甲", "样例乙", "样例丙", "样例丁", "样例戊")
BATCH = 20_000
NOW = datetime(2025, 12, 20, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is in an office."""

    clients: int
    bookings: int
    entries: int


LARGE = Size(20_000, 400_000, 200_000)
MIDDLING = Size(3_000, 50_000, 1_000)
TINY = Size(30, 300, 50)


def make_office(path: Path, size: Size = LARGE) -> None:
    """Write an office into a new file; the large one takes a minute or two."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    migrate(half)
    engine = open_engine(half)
    with Session(engine) as session, session.begin():
        _fill(session, size)
    engine.dispose()
    half.replace(path)


def _fill(session: Session, size: Size) -> None:
    people = [
        {"name": name, "name_key": name, "post": "officer", "active": True, "version": 1}
        for name in STAFF
    ]
    _insert(session, Staff, people)
    _insert(session, Client, _clients(size))
    _insert(session, Contact, _contacts(size))
    _insert(session, ClientTag, _tags(size))
    _insert(session, Task, _tasks(size))
    _insert(session, Booking, _bookings(size))
    _insert(session, Receipt, _receipts(size))
    _insert(session, Communication, _entries(size))
    ids = range(1, size.clients + 1)
    refresh_search(session, ids)
    refresh_facts(session, ids)


def _insert(session: Session, model: type[Base], rows: Any) -> None:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        session.execute(insert(model), batch)


def _clients(size: Size) -> Iterator[dict[str, Any]]:
    r = random.Random("clients")
    for number in range(1, size.clients + 1):
        sound = "".join(r.choice(r.choice((SOUNDS, COMMON))) for _ in range(r.choice((2, 2, 3))))
        name = f"{r.choice(PLACES)}{sound}{r.choice(TRADES)}有限公司"
        yield {
            "id": number,
            "code": f"KH{number:05d}",
            "name": name,
            "short_name": sound,
            "name_key": keys(name).sort_key,
            "match_key": match_key(name),
            "kind": r.choice(("company", "agency", "government", None)),
            "manager_id": r.randrange(1, len(STAFF) + 1),
            "industry": r.choice(("制造", "旅游", "医药", "教育", "")),
            "segment": r.choice(("商务散客", "会议", "团队", "")),
            "region": r.choice(PLACES),
            "source": r.choice(("拜访", "介绍", "来电", "")),
            "credit_limit": r.choice((None, Decimal(20_000), Decimal(50_000))),
            "major": r.random() < 0.05,
            "telephones": f"0571-{r.randrange(2 * 10**6, 9 * 10**7)}",
            "terms_days": r.choice((None, 0, 30, 60)),
            "grade": r.choice(("A", "B", "C", "D", None)),
            "status": "active",
            "extra": {},
            "created_at": NOW,
            "version": 1,
        }


def _contacts(size: Size) -> Iterator[dict[str, Any]]:
    r = random.Random("contacts")
    for number in range(1, size.clients + 1):
        name = r.choice(SURNAMES) + "".join(r.choice(GIVEN) for _ in range(2))
        yield {
            "client_id": number,
            "name": name,
            "name_key": keys(name, person=True).sort_key,
            "mobile": f"1{r.randrange(3 * 10**9, 9 * 10**9)}",
            "main": True,
            "version": 1,
        }


def _tags(size: Size) -> Iterator[dict[str, Any]]:
    r = random.Random("tags")
    for number in range(1, size.clients + 1):
        for tag in r.sample(("VIP", "年会", "月结", "长住", "需回访"), r.choice((0, 0, 1, 2))):
            yield {"client_id": number, "tag": tag}


def _tasks(size: Size) -> Iterator[dict[str, Any]]:
    r = random.Random("tasks")
    for _number in range(size.entries // 10):
        yield {
            "client_id": _skewed(r, size.clients),
            "kind": TaskKind.FOLLOW_UP,
            "title": "跟进年会报价",
            "due_on": TODAY + timedelta(r.randrange(-60, 60)),
            "status": TaskStatus.OPEN if r.random() < 0.5 else TaskStatus.DONE,
            "staff_id": r.randrange(1, len(STAFF) + 1),
            "version": 1,
        }


def _bookings(size: Size) -> Iterator[dict[str, Any]]:
    r = random.Random("bookings")
    for number in range(1, size.bookings + 1):
        arrival = TODAY - timedelta(r.randrange(1460))
        nights = r.randrange(1, 5)
        amount = r.randrange(20_000, 400_000)
        completed = r.random() < 0.8
        yield {
            "id": number,
            "number": f"B{number:07d}",
            "client_id": _skewed(r, size.clients),
            "arrival_on": arrival,
            "departure_on": arrival + timedelta(nights),
            "kind": "rooms",
            "room_nights": nights,
            "amount": _fen(amount),
            "cost": _fen(amount // 2) if r.random() < 0.85 else None,
            "status": "completed" if completed else r.choice(("cancelled", "no_show")),
            "due_on": arrival + timedelta(nights + 30),
            "version": 1,
        }


def _receipts(size: Size) -> Iterator[dict[str, Any]]:
    r = random.Random("receipts")
    for booking in _bookings(size):
        if booking["status"] == "completed" and r.random() < 0.9:
            yield {
                "client_id": booking["client_id"],
                "received_on": booking["departure_on"] + timedelta(r.randrange(90)),
                "amount": booking["amount"],
                "method": "transfer",
                "booking_id": booking["id"] if r.random() < 0.97 else None,
                "version": 1,
            }


def _entries(size: Size) -> Iterator[dict[str, Any]]:
    r = random.Random("entries")
    texts = (
        "介绍预订与查询方法。",
        "了解对服务的意见，早餐排队时间长。",
        "协助办理接送与付款，询问年会报价。",
    )
    for _number in range(size.entries):
        yield {
            "client_id": _skewed(r, size.clients),
            "held_on": TODAY - timedelta(r.randrange(1460)),
            "channel": r.choice(("visit", "call", "message", "letter_in", "hotline")),
            "direction": "out",
            "purpose": r.choice(("listen", "educate", "help")),
            "summary": r.choice(texts) + "客户说下个月再联系。" * r.randrange(4),
            "staff_id": r.randrange(1, len(STAFF) + 1),
            "version": 1,
        }


def _skewed(r: random.Random, clients: int) -> int:
    """A few clients have most of the business."""
    return 1 + int(clients * r.random() ** 2.2)


def _fen(amount: int) -> Decimal:
    return Decimal(amount).scaleb(-2)
