"""Courtesies (礼节): the days they are due on, what was given, the letters (policy P3)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import DateKind, LetterKind, Occasion
from app.models.base import Base
from app.models.types import Instant, Money


class ImportantDate(Base):
    """A day of a client or of a person there that is kept every year (重要日子).

    Solar or lunar like a contact's birthday; ``year`` is when it began, where known.
    """

    __tablename__ = "important_date"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[DateKind]
    title: Mapped[str] = mapped_column(String(60))
    year: Mapped[int | None]
    month: Mapped[int]
    day: Mapped[int]
    lunar: Mapped[bool] = mapped_column(default=False)
    leap: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(String(300), default="")
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Festival(Base):
    """A festival on which clients are greeted (节日)."""

    __tablename__ = "festival"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    month: Mapped[int]
    day: Mapped[int]
    lunar: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Courtesy(Base):
    """A courtesy done: on what occasion, what was given or sent, and what it cost.

    ``occasion_on`` is the day of this year's occasion; ``subject_id`` the row it comes of: the
    contact for a birthday, the important date, the festival.
    """

    __tablename__ = "courtesy"
    __table_args__ = (
        Index("ix_courtesy_client_id", "client_id", "given_on"),
        Index("ix_courtesy_occasion", "occasion", "subject_id", "occasion_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), index=True
    )
    occasion: Mapped[Occasion]
    subject_id: Mapped[int | None]
    occasion_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(String(100))
    given_on: Mapped[date] = mapped_column(index=True)
    given: Mapped[str] = mapped_column(String(300))
    cost: Mapped[Decimal | None] = mapped_column(Money)
    notes: Mapped[str] = mapped_column(Text, default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class LetterTemplate(Base):
    """A Word file of the office from which letters or labels are made."""

    __tablename__ = "letter_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[LetterKind] = mapped_column(default=LetterKind.LETTER)
    file_name: Mapped[str] = mapped_column(String(260))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime] = mapped_column(Instant)
