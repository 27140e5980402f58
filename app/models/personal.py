"""What is owed to the people in the files (个人信息保护法): consent, erasure, review."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import ConsentKind
from app.models.base import Base
from app.models.types import Instant


class Consent(Base):
    """That a person agreed to something or refused it, on what day, and how the office knows.

    The newest entry of a kind counts; older ones stay as the record.
    """

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_contact_id", "contact_id", "kind", "given_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    kind: Mapped[ConsentKind]
    agreed: Mapped[bool]
    given_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Erasure(Base):
    """That a person's data were erased: who asked for it and when, nothing of the person.

    ``contact_id`` is the number of the emptied row, so that a restored older backup can be emptied
    of the same person again.
    """

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(index=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="SET NULL"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    erased_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(300), default="")


class RetentionReview(Base):
    """That the yearly review decided to keep a person's data, and until when."""

    __tablename__ = "retention_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    reviewed_on: Mapped[date]
    keep_until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300), default="")
