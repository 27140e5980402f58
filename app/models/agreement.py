"""What was agreed with a client, and the files kept of it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Instant, Money


class Agreement(Base):
    """A rate agreement (协议) and how long it runs."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(60), default="")
    signed_on: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None] = mapped_column(index=True)
    notes: Mapped[str] = mapped_column(Text, default="")
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class AgreementRate(Base):
    """One agreed rate: yuan a night for a room type in a season."""

    __tablename__ = "agreement_rate"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(
        ForeignKey("agreement.id", ondelete="CASCADE"), index=True
    )
    room_type: Mapped[str] = mapped_column(String(60))
    season: Mapped[str] = mapped_column(String(60), default="")
    rate: Mapped[Decimal] = mapped_column(Money)
    breakfasts: Mapped[int | None]
    notes: Mapped[str] = mapped_column(String(200), default="")


class Signer(Base):
    """A person authorised to sign bills for the client (有权签单人)."""

    __tablename__ = "signer"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    telephone: Mapped[str] = mapped_column(String(60), default="")
    limit: Mapped[Decimal | None] = mapped_column(Money)
    valid_to: Mapped[date | None]
    notes: Mapped[str] = mapped_column(String(200), default="")
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Attachment(Base):
    """A file kept in the office file, so that one file holds all. ``size`` in bytes."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(String(260))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime] = mapped_column(Instant)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
