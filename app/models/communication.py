"""The communication log."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import Channel, Direction, Purpose, Reaction, Tone
from app.models.base import Base
from app.models.types import Instant


class Communication(Base):
    """One entry of the log (沟通记录): a visit, call, letter, reception, meeting or complaint.

    ``held_on`` and ``held_time`` are the office's wall clock. ``contact_name`` keeps a name from
    a file that is no contact of the client.
    """

    __tablename__ = "communication"
    __table_args__ = (
        Index("ix_communication_client_id_held_on", "client_id", "held_on", "held_time"),
        Index("ix_communication_held_on_held_time", "held_on", "held_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    held_on: Mapped[date]
    held_time: Mapped[time | None]
    channel: Mapped[Channel]
    direction: Mapped[Direction]
    purpose: Mapped[Purpose | None]
    tone: Mapped[Tone | None]
    summary: Mapped[str] = mapped_column(Text)
    reaction: Mapped[Reaction | None]
    reaction_note: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    next_on: Mapped[date | None]
    contact_name: Mapped[str] = mapped_column(String(60), default="")
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True
    )
    import_batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="SET NULL"), index=True
    )
    deleted_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class CommunicationContact(Base):
    """A contact who took part in a communication."""

    __tablename__ = "communication_contact"
    __table_args__ = (
        Index(
            "uq_communication_contact_communication_id_contact_id",
            "communication_id",
            "contact_id",
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    communication_id: Mapped[int] = mapped_column(
        ForeignKey("communication.id", ondelete="CASCADE")
    )
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
