"""A large made-up office: 20,000 clients, 400,000 bookings, 200,000 log entries, from a seed."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.db import open_engine
from app.domain.names import match_key
from app.language.pinyin import keys
from app.models import Booking, Client, Communication, Contact, Receipt, Staff
from app.models.base import Base
from app.services.facts import refresh_facts, refresh_search
from app.upgrade import migrate

CLIENTS, BOOKINGS, ENTRIES = 20_000, 400_000, 200_000
TODAY = date(2025, 12, 20)
PLACES = ["云溪", "临江", "青屿", "白鹭", "安澜", "松口", "栖霞洲", "望川", "石桥", "丰泽湾"]
TRADES = ["机电", "商务", "旅行社", "会展", "贸易", "科技", "文化传媒", "医药", "建设", "物流"]
SOUNDS = "恒昌嘉信和泰瑞丰德润华盛金源宏远利达永兴天成新宇"
SURNAMES, GIVEN = "王李张刘陈杨单曾仇区", "伟芳娜敏静磊洋艳勇军杰涛"
STAFF = ("样例甲", "样例乙", "样例丙", "样例丁", "样例戊")
BATCH = 20_000
NOW = datetime(2025, 12, 20, tzinfo=UTC)


def make_office(path: Path) -> None:
    """Write the office into a new file; it takes about a minute."""
    migrate(path)
    engine = open_engine(path)
    with Session(engine) as session, session.begin():
        _fill(session)
    engine.dispose()


def _fill(session: Session) -> None:
    people = [
        {"name": name, "name_key": name, "post": "officer", "active": True, "version": 1}
        for name in STAFF
    ]
    _insert(session, Staff, people)
    _insert(session, Client, _clients())
    _insert(session, Contact, _contacts())
    _insert(session, Booking, _bookings())
    _insert(session, Receipt, _receipts())
    _insert(session, Communication, _entries())
    ids = range(1, CLIENTS + 1)
    refresh_search(session, ids)
    refresh_facts(session, ids)


def _insert(session: Session, model: type[Base], rows: Any) -> None:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        session.execute(insert(model), batch)


def _clients() -> Iterator[dict[str, Any]]:
    r = random.Random("clients")
    for number in range(1, CLIENTS + 1):
        sound = "".join(r.choice(SOUNDS) for _ in range(r.choice((2, 2, 3))))
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
            "telephones": f"0571-{r.randrange(2 * 10**6, 9 * 10**7)}",
            "terms_days": r.choice((None, 0, 30, 60)),
            "grade": r.choice(("A", "B", "C", "D", None)),
            "status": "active",
            "extra": {},
            "created_at": NOW,
            "version": 1,
        }


def _contacts() -> Iterator[dict[str, Any]]:
    r = random.Random("contacts")
    for number in range(1, CLIENTS + 1):
        name = r.choice(SURNAMES) + "".join(r.choice(GIVEN) for _ in range(2))
        yield {
            "client_id": number,
            "name": name,
            "name_key": keys(name, person=True).sort_key,
            "mobile": f"1{r.randrange(3 * 10**9, 9 * 10**9)}",
            "main": True,
            "version": 1,
        }


def _bookings() -> Iterator[dict[str, Any]]:
    r = random.Random("bookings")
    for number in range(1, BOOKINGS + 1):
        arrival = TODAY - timedelta(r.randrange(1460))
        nights = r.randrange(1, 5)
        amount = r.randrange(20_000, 400_000)
        completed = r.random() < 0.8
        yield {
            "id": number,
            "number": f"B{number:07d}",
            "client_id": _skewed(r),
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


def _receipts() -> Iterator[dict[str, Any]]:
    r = random.Random("receipts")
    for booking in _bookings():
        if booking["status"] == "completed" and r.random() < 0.9:
            yield {
                "client_id": booking["client_id"],
                "received_on": booking["departure_on"] + timedelta(r.randrange(90)),
                "amount": booking["amount"],
                "method": "transfer",
                "booking_id": booking["id"] if r.random() < 0.97 else None,
                "version": 1,
            }


def _entries() -> Iterator[dict[str, Any]]:
    r = random.Random("entries")
    texts = (
        "介绍预订与查询方法。",
        "了解对服务的意见，早餐排队时间长。",
        "协助办理接送与付款，询问年会报价。",
    )
    for _number in range(ENTRIES):
        yield {
            "client_id": _skewed(r),
            "held_on": TODAY - timedelta(r.randrange(1460)),
            "channel": r.choice(("visit", "call", "message", "letter_in", "hotline")),
            "direction": "out",
            "purpose": r.choice(("listen", "educate", "help")),
            "summary": r.choice(texts) + "客户说下个月再联系。" * r.randrange(4),
            "staff_id": r.randrange(1, len(STAFF) + 1),
            "version": 1,
        }


def _skewed(r: random.Random) -> int:
    """A few clients have most of the business."""
    return 1 + int(CLIENTS * r.random() ** 2.2)


def _fen(amount: int) -> Any:
    from decimal import Decimal

    return Decimal(amount).scaleb(-2)
