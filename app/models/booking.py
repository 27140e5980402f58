"""What clients bought and paid."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import BookingKind, BookingStatus, PayMethod
from app.models.base import Base
from app.models.types import Instant, Money


class Booking(Base):
    """One sale (预订): rooms, group, meeting, banquet, long stay, or a month's total.

    ``amount`` is the whole in yuan; the four revenues split it where the split is known. ``cost``
    None means unknown, which is not 0. ``due_on`` is the day payment runs out, a stored fact that
    follows from departure and the client's terms.
    """

    __tablename__ = "booking"
    __table_args__ = (
        Index("ix_booking_client_id_arrival_on", "client_id", "arrival_on"),
        Index("ix_booking_arrival_on", "arrival_on", "client_id", "status", "deleted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    booked_on: Mapped[date | None]
    arrival_on: Mapped[date]
    departure_on: Mapped[date]
    kind: Mapped[BookingKind] = mapped_column(default=BookingKind.ROOMS)
    room_type: Mapped[str] = mapped_column(String(60), default="")
    rooms: Mapped[int | None]
    room_nights: Mapped[int] = mapped_column(default=0)
    rate: Mapped[Decimal | None] = mapped_column(Money)
    amount: Mapped[Decimal] = mapped_column(Money)
    room_revenue: Mapped[Decimal | None] = mapped_column(Money)
    catering_revenue: Mapped[Decimal | None] = mapped_column(Money)
    meeting_revenue: Mapped[Decimal | None] = mapped_column(Money)
    other_revenue: Mapped[Decimal | None] = mapped_column(Money)
    cost: Mapped[Decimal | None] = mapped_column(Money)
    status: Mapped[BookingStatus]
    status_reason: Mapped[str] = mapped_column(String(200), default="")
    deposit: Mapped[Decimal | None] = mapped_column(Money)
    deposit_terms: Mapped[str] = mapped_column(String(60), default="")
    guest: Mapped[str] = mapped_column(String(100), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date]
    import_batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="SET NULL"), index=True
    )
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Receipt(Base):
    """Money received (收款).

    ``booking_id`` None: it pays the client's oldest open booking, worked out when asked.
    ``booking_number`` is the number as given, kept when no such booking is known yet.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        Index("ix_receipt_client_id_received_on", "client_id", "received_on"),
        Index("ix_receipt_received_on", "received_on", "client_id", "deleted_at"),
        # holds all that sums by booking need, so that they read the index alone
        Index(
            "ix_receipt_booking_id",
            "booking_id",
            "client_id",
            "deleted_at",
            "received_on",
            "amount",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    received_on: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Money)
    method: Mapped[PayMethod | None]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="SET NULL"))
    booking_number: Mapped[str] = mapped_column(String(40), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    import_batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="SET NULL"), index=True
    )
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
