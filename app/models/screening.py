"""The year-end screening: one a year and scope, its lines, the scores given by hand."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import Dimension, ScreeningState
from app.models.base import Base
from app.models.types import Hundredths, Instant, Money


class Screening(Base):
    """A year's screening (年终筛选). Approval freezes it; a recomputation is a new version.

    ``scope_staff_id`` None means the whole office. ``rules`` are the rules it is scored by.
    ``chain`` is the last link of the lines' SHA-256 chain, set at approval. ``step`` is where the
    wizard was left.
    """

    __tablename__ = "screening"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    edition: Mapped[int] = mapped_column(default=1)
    cut_off_on: Mapped[date]
    scope_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    state: Mapped[ScreeningState] = mapped_column(default=ScreeningState.DRAFT)
    step: Mapped[int] = mapped_column(default=0)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    compiled_at: Mapped[datetime | None] = mapped_column(Instant)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    remark: Mapped[str] = mapped_column(Text, default="")
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("screening.id"))
    chain: Mapped[str] = mapped_column(String(64), default="")
    is_sample: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class ScreeningLine(Base):
    """One client in a screening: the evidence, the points it suggests, and what came of it.

    Code, name and manager are those of the day it was compiled. ``evidence`` and ``points`` are
    the JSON of the domain's frozen types. ``link`` chains the frozen values at approval.
    """

    __tablename__ = "screening_line"
    __table_args__ = (Index("ix_screening_line_screening_id_rank", "screening_id", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id", ondelete="CASCADE"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    client_code: Mapped[str] = mapped_column(String(40))
    client_name: Mapped[str] = mapped_column(String(200))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    manager_name: Mapped[str] = mapped_column(String(40), default="")
    amount: Mapped[Decimal] = mapped_column(Money)
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    points: Mapped[dict[str, Any]] = mapped_column(JSON)
    total: Mapped[Decimal | None] = mapped_column(Hundredths)
    available: Mapped[int] = mapped_column(default=0)
    completeness: Mapped[int] = mapped_column(default=0)
    grade: Mapped[str | None] = mapped_column(String(4))
    grade_reason: Mapped[str] = mapped_column(String(200), default="")
    rank: Mapped[int | None]
    remark: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(64), default="")


class ScreeningScore(Base):
    """A score given by hand, in place of or for want of a suggestion, with who and why."""

    __tablename__ = "screening_score"
    __table_args__ = (UniqueConstraint("line_id", "dimension", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(
        ForeignKey("screening_line.id", ondelete="CASCADE"), index=True
    )
    dimension: Mapped[Dimension]
    part: Mapped[str] = mapped_column(String(20), default="")
    points: Mapped[Decimal] = mapped_column(Hundredths)
    reason: Mapped[str] = mapped_column(String(300))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    given_at: Mapped[datetime] = mapped_column(Instant)


class ScreeningSubmission(Base):
    """Whether one salesperson has handed in the own part of a screening."""

    __tablename__ = "screening_submission"
    __table_args__ = (UniqueConstraint("screening_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_back_at: Mapped[datetime | None] = mapped_column(Instant)
    remark: Mapped[str] = mapped_column(Text, default="")
