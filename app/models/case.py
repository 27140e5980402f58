"""Clients' problems (问题), and what each department answers for them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import CaseKind, CaseState, Channel, Reaction, Severity
from app.models.base import Base
from app.models.types import Instant, Money


class Department(Base):
    """A department of the hotel that answers for problems (责任部门)."""

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Case(Base):
    """One problem of a client (问题): complaint, enquiry or help, followed until it is closed.

    ``answer_due_at`` and ``solve_due_on`` follow from severity and grade when the case is opened.
    Solved is not closed: ``satisfaction`` and ``closing_words`` are what the client said then.
    """

    __tablename__ = "client_case"
    __table_args__ = (
        Index("ix_client_case_state", "state", "deleted_at", "solve_due_on"),
        Index("ix_client_case_closed_at", "state", "deleted_at", "closed_at"),
        Index("ix_client_case_client_id", "client_id", "received_at"),
        Index("ix_client_case_received_at", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), index=True
    )
    contact_name: Mapped[str] = mapped_column(String(60), default="")
    communication_id: Mapped[int | None] = mapped_column(
        ForeignKey("communication.id", ondelete="SET NULL"), index=True
    )
    booking_id: Mapped[int | None] = mapped_column(
        ForeignKey("booking.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[CaseKind]
    channel: Mapped[Channel | None]
    severity: Mapped[Severity]
    title: Mapped[str] = mapped_column(String(200))
    asked: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[datetime] = mapped_column(Instant)
    answer_due_at: Mapped[datetime | None] = mapped_column(Instant)
    solve_due_on: Mapped[date | None]
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[CaseState] = mapped_column(default=CaseState.WAITING)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answer: Mapped[str] = mapped_column(Text, default="")
    solved_at: Mapped[datetime | None] = mapped_column(Instant)
    solution: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    satisfaction: Mapped[Reaction | None]
    closing_words: Mapped[str] = mapped_column(Text, default="")
    compensation: Mapped[str] = mapped_column(String(300), default="")
    compensation_amount: Mapped[Decimal | None] = mapped_column(Money)
    cause: Mapped[str] = mapped_column(Text, default="")
    improvement: Mapped[str] = mapped_column(Text, default="")
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class CaseStep(Base):
    """What one department has to do for a problem, by when, and what it answered."""

    __tablename__ = "case_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("client_case.id", ondelete="CASCADE"), index=True
    )
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    person: Mapped[str] = mapped_column(String(40), default="")
    asked: Mapped[str] = mapped_column(Text, default="")
    asked_on: Mapped[date]
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class CaseEvent(Base):
    """One change of a problem's state, kept for ever: a reopened case keeps what was before."""

    __tablename__ = "case_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("client_case.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(Instant)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    state: Mapped[CaseState]
    note: Mapped[str] = mapped_column(Text, default="")
