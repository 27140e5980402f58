"""How much of the office file a year of heavy use fills with what is kept about it (记录)."""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from app.db import Desk
from app.domain.bookings import BookingDraft
from app.domain.communications import CommunicationDraft
from app.domain.contacts import ContactDraft
from app.domain.receipts import ReceiptDraft
from app.domain.types import BookingId, BookingStatus, Channel, ClientId, StaffId, TaskId
from app.queries.clients.card import client_draft
from app.services.bookings import add_booking, set_status
from app.services.clients import change_client
from app.services.clients_bulk import add_tag, set_grade, set_manager
from app.services.communications import add_communication
from app.services.contacts import add_contact
from app.services.receipts import add_receipt
from app.services.screening.opening import open_screening
from app.services.tasks import finish_task
from bench.desk import desk_copy
from bench.figures import Figure
from bench.office import TODAY

YEAR = 5 * 40 * 250
"""Five people, forty actions a day, on 250 days."""
DAY = "eeeeeeeeeeeeeeeeeetttttttbbbbbssssccckpp"
"""Forty actions: entries of the log, tasks, bookings, their status, clients, contacts, receipts."""
TRIED = 1_000
BULK_EDITS = 12
OWN = "name IN ('action', 'change') OR name LIKE 'ix_action%' OR name LIKE 'ix_change%'"


def figures(office: Path) -> Iterator[Figure]:
    """Try a thousand actions, two edits of all clients and a screening; take a year of them."""
    with desk_copy(office) as desk:
        begun = _journal(desk.db.path)
        _ordinary(desk)
        ordinary = (_journal(desk.db.path) - begun) * YEAR / TRIED
        bulk = _bytes_of(desk, lambda: _bulk(desk)) * BULK_EDITS / 3
        screening = _bytes_of(desk, lambda: open_screening(desk, TODAY.year, TODAY))
        size = desk.db.path.stat().st_size
        rest = size - _journal(desk.db.path)
    year = ordinary + bulk + screening
    yield Figure("journal of a year: ordinary actions", ordinary / 2**20, "MB")
    yield Figure("journal of a year: twelve edits of all clients", bulk / 2**20, "MB")
    yield Figure("journal of a year: a screening", screening / 2**20, "MB")
    yield Figure("journal of a year: share of the file", 100 * year / (rest + year), "%", most=20)


def _journal(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        total: int = file.execute(f"SELECT sum(pgsize) FROM dbstat WHERE {OWN}").fetchone()[0]
    return total


def _bytes_of(desk: Desk, work: Callable[[], object]) -> int:
    begun = _journal(desk.db.path)
    work()
    return _journal(desk.db.path) - begun


def _bulk(desk: Desk) -> None:
    everybody: Sequence[ClientId] = [ClientId(number) for number in range(1, 20_001)]
    set_manager(desk, everybody, StaffId(1))
    set_grade(desk, everybody, "B")
    add_tag(desk, everybody, "回访")


def _ordinary(desk: Desk) -> None:
    r = random.Random("journal")
    booked: list[BookingId] = []
    for number in range(TRIED):
        client_id = ClientId(r.randrange(1, 20_001))
        what = DAY[number % len(DAY)]
        if what == "e":
            _entry(desk, client_id, number)
        elif what == "t":
            finish_task(desk, _open_task(desk), "已办好，对方满意")
        elif what == "b":
            booked.append(_booking(desk, client_id, number))
        elif what == "s":
            set_status(desk, [booked.pop()], BookingStatus.CANCELLED, "客户改期")
        elif what == "c":
            _change(desk, client_id, number)
        elif what == "k":
            add_contact(desk, client_id, ContactDraft(name="样例联系人", mobile="13800000000"))
        else:
            paid = ReceiptDraft(client_id=client_id, received_on=TODAY, amount=Decimal(500))
            add_receipt(desk, paid)


def _entry(desk: Desk, client_id: ClientId, number: int) -> None:
    later = TODAY + timedelta(7) if number % 2 else None
    draft = CommunicationDraft(
        client_id=client_id,
        channel=Channel.CALL,
        held_on=TODAY,
        summary="电话了解年会人数和会场要求，对方希望月底前收到报价，并问起早餐和停车的安排。",
        next_step="发报价单" if later else "",
        next_on=later,
        staff_id=StaffId(1),
    )
    add_communication(desk, draft)


def _open_task(desk: Desk) -> TaskId:
    from sqlalchemy import select

    from app.models import Task

    with desk.db.read() as session:
        open_ones = select(Task.id).where(Task.status == "open", Task.deleted_at.is_(None))
        return TaskId(session.scalars(open_ones.limit(1)).one())


def _booking(desk: Desk, client_id: ClientId, number: int) -> BookingId:
    draft = BookingDraft(
        client_id=client_id,
        number=f"J{number:06d}",
        arrival_on=TODAY + timedelta(10),
        departure_on=TODAY + timedelta(12),
        rooms=2,
        amount=Decimal(1600),
        status=BookingStatus.CONFIRMED,
    )
    return add_booking(desk, draft)


def _change(desk: Desk, client_id: ClientId, number: int) -> None:
    with desk.db.read() as session:
        found = client_draft(session, client_id)
    assert found is not None
    draft, version = found
    notes = f"{draft.notes}第 {number} 次：对方换了财务经理，开票信息以新邮件为准。"
    change_client(desk, client_id, replace(draft, notes=notes), version=version)
