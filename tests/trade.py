"""Makers of clients, bookings and receipts for the tests of trade."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.domain.types import BookingKind, BookingStatus, ClientId
from app.models import Booking, Client, Receipt
from app.services.facts import refresh_facts, refresh_search
from tests.conftest import NOW


def new_client(session: Session, code: str = "KH1", **more: Any) -> ClientId:
    """Open a client file."""
    values: dict[str, Any] = {"name": f"样例客户{code}", "name_key": code, "match_key": code}
    client = Client(code=code, created_at=NOW, **(values | more))
    session.add(client)
    session.flush()
    refresh_facts(session, [client.id])
    refresh_search(session, [client.id])
    return ClientId(client.id)


def new_booking(session: Session, client_id: int, arrival: date, **more: Any) -> int:
    """Enter a booking as a row, without what the service does."""
    values: dict[str, Any] = {
        "client_id": client_id,
        "arrival_on": arrival,
        "departure_on": arrival,
        "kind": BookingKind.ROOMS,
        "status": BookingStatus.COMPLETED,
        "amount": Decimal(100),
        "room_nights": 1,
        "due_on": arrival,
    }
    booking = Booking(**(values | more))
    session.add(booking)
    session.flush()
    return booking.id


def new_receipt(session: Session, client_id: int, day: date, amount: str, **more: Any) -> int:
    """Enter a receipt as a row, without what the service does."""
    receipt = Receipt(client_id=client_id, received_on=day, amount=Decimal(amount), **more)
    session.add(receipt)
    session.flush()
    return receipt.id
