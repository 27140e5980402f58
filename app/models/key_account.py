"""What is kept of key accounts (大客户): the plan, its reviews, guests to receive (policy P8)."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import ReceptionState
from app.models.base import Base
from app.models.types import Instant


class AccountPlan(Base):
    """The plan of one major client. ``review_months``: how often it is to be looked through."""

    __tablename__ = "account_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), unique=True)
    development: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[str] = mapped_column(Text, default="")
    opportunities: Mapped[str] = mapped_column(Text, default="")
    help_offered: Mapped[str] = mapped_column(Text, default="")
    departments: Mapped[str] = mapped_column(Text, default="")
    review_months: Mapped[int] = mapped_column(default=3)
    next_review_on: Mapped[date | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class AccountReview(Base):
    """One review of a major client's plan."""

    __tablename__ = "account_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    reviewed_on: Mapped[date]
    remark: Mapped[str] = mapped_column(Text, default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


class KeyAccountRefusal(Base):
    """The manager decided that a proposed client is no key account, and why."""

    __tablename__ = "key_account_refusal"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    refused_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300), default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


class Reception(Base):
    """An important guest of a client to be received (接待)."""

    __tablename__ = "reception"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), index=True
    )
    guest: Mapped[str] = mapped_column(String(60))
    rank: Mapped[str] = mapped_column(String(60), default="")
    people: Mapped[int | None]
    arrives_on: Mapped[date] = mapped_column(index=True)
    arrives_time: Mapped[time | None]
    leaves_on: Mapped[date | None]
    prepared: Mapped[str] = mapped_column(Text, default="")
    courtesies: Mapped[str] = mapped_column(Text, default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ReceptionState] = mapped_column(default=ReceptionState.PLANNED)
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True
    )
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
