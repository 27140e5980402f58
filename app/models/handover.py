"""Clients handed over from one person to another (交接)."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Handover(Base):
    """One handover. The names are those of the day; the people may leave later."""

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    handed_on: Mapped[date] = mapped_column(index=True)
    from_staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True
    )
    from_name: Mapped[str] = mapped_column(String(40), default="")
    to_staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True
    )
    to_name: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


class HandoverLine(Base):
    """One client of a handover: its state on that day, and what is to be known about it.

    ``figures`` is the JSON of the domain's frozen type: what was open and owed.
    """

    __tablename__ = "handover_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(
        ForeignKey("handover.id", ondelete="CASCADE"), index=True
    )
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    remark: Mapped[str] = mapped_column(Text, default="")
