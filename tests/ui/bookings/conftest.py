"""A small office with trade for the screens to show."""

from datetime import date
from decimal import Decimal

from app.domain.types import BookingStatus
from app.models import Client
from app.services.facts import refresh_facts
from tests.filled import filled_once
from tests.trade import new_booking, new_client, new_receipt


@filled_once
def trade(desk):
    """One client that owes, one that does not; ids by name."""
    with desk.write() as session:
        first = new_client(session, "KH1", name="澜川机电", terms_days=30)
        session.get(Client, first).credit_limit = Decimal(500)
        second = new_client(session, "KH2", name="青岚茶业", terms_days=0)
        ids = {
            "first": first,
            "second": second,
            "old": new_booking(
                session, first, date(2025, 3, 5), number="YD1", due_on=date(2025, 4, 5)
            ),
            "new": new_booking(
                session,
                first,
                date(2025, 12, 10),
                number="YD2",
                amount=Decimal(900),
                due_on=date(2026, 1, 9),
            ),
            "lost": new_booking(
                session, first, date(2025, 3, 20), number="YD3", status=BookingStatus.CANCELLED
            ),
            "cash": new_booking(session, second, date(2024, 3, 6), due_on=date(2024, 3, 6)),
        }
        ids["paid"] = new_receipt(session, second, date(2024, 3, 6), "100", booking_id=ids["cash"])
        ids["waiting"] = new_receipt(
            session, second, date(2025, 3, 7), "-3.50", booking_number="X9"
        )
        refresh_facts(session, [first, second])
    return ids
