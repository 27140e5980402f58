"""A small office for the screening's tests, naming only what a test cares about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.db import Desk
from app.domain.types import (
    BookingStatus,
    Channel,
    ClientId,
    Direction,
    Post,
    ScreeningId,
    ScreeningLineId,
    StaffId,
)
from app.models import Booking, Client, Communication, Receipt, Staff
from app.queries.screening.lines import screening_lines
from app.services.facts import refresh_facts
from app.services.screening.opening import compile_screening, open_screening
from tests.conftest import NOW

YEAR = 2025
CUT_OFF = date(2025, 12, 31)


class Office:
    """Fills an office file row by row; ``done`` brings the facts up to date."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.db = desk.db
        self.clients: set[int] = set()

    def add(self, row: Any) -> int:
        with self.desk.write() as session:
            session.add(row)
            session.flush()
            return int(row.id)

    def staff(self, name: str, post: Post = Post.OFFICER) -> StaffId:
        return StaffId(self.add(Staff(name=name, name_key=name, post=post)))

    def client(self, code: str, **more: Any) -> ClientId:
        known = {
            "name": f"{code} 公司",
            "name_key": code,
            "match_key": code,
            "terms_days": 30,
            "created_at": NOW,
            **more,
        }
        id_ = self.add(Client(code=code, **known))
        self.clients.add(id_)
        return ClientId(id_)

    def booking(self, client_id: int, day: date, amount: Any = 100, **more: Any) -> int:
        known = {
            "arrival_on": day,
            "departure_on": day,
            "due_on": day,
            "room_nights": 1,
            "status": BookingStatus.COMPLETED,
            **more,
        }
        return self.add(Booking(client_id=client_id, amount=Decimal(amount), **known))

    def receipt(self, client_id: int, day: date, amount: Any, booking_id: int | None = None) -> int:
        known = {"client_id": client_id, "received_on": day, "booking_id": booking_id}
        return self.add(Receipt(amount=Decimal(amount), **known))

    def complaint(self, client_id: int, day: date, channel: Channel = Channel.HOTLINE) -> int:
        known = {"held_on": day, "direction": Direction.IN, "summary": "早餐太冷"}
        return self.add(Communication(client_id=client_id, channel=channel, **known))

    def done(self) -> None:
        with self.desk.write() as session:
            refresh_facts(session, self.clients)

    def year_of_three(self, sellers: Sequence[StaffId]) -> dict[str, ClientId]:
        """Give A to the first seller, B and C to the second: much, some and hardly any trade."""
        found = {}
        for code, manager, amount in (("A", 0, 600_000), ("B", 1, 60_000), ("C", 1, 70)):
            found[code] = self.client(code, manager_id=sellers[manager])
            paid = self.booking(found[code], date(2025, 3, 1), amount)
            self.receipt(found[code], date(2025, 4, 1), amount, paid)
        return found

    def compiled(self, year: int = YEAR, cut_off_on: date = CUT_OFF, **more: Any) -> ScreeningId:
        self.done()
        screening_id = open_screening(self.desk, year, cut_off_on, **more)
        compile_screening(self.desk, screening_id)
        return screening_id

    def at(self, staff_id: StaffId | None) -> Desk:
        """Return the desk of somebody else."""
        return replace(self.desk, staff_id=staff_id)


def lines_by_code(session: Session, screening_id: ScreeningId) -> dict[str, Any]:
    return {line.code: line for line in screening_lines(session, screening_id)}


def line_of(desk: Desk, screening_id: ScreeningId, code: str) -> Any:
    with desk.db.read() as session:
        return lines_by_code(session, screening_id)[code]


def line_id(desk: Desk, screening_id: ScreeningId, code: str) -> ScreeningLineId:
    found: ScreeningLineId = line_of(desk, screening_id, code).id
    return found
