"""What each grade and each of 准/新/老客户 receives (policy P10, P2), and service with a sale."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import Phase, StandardKind
from app.models.base import Base
from app.models.types import Money


class ServiceStandard(Base):
    """A service standard (服务标准), by grade or by standing.

    ``code`` is the grade's letter or the standing's code. Intervals are in days, ``answer_hours``
    in hours, ``solve_days`` in working days; None asks for nothing.
    """

    __tablename__ = "service_standard"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[StandardKind]
    code: Mapped[str] = mapped_column(String(20))
    contact_days: Mapped[int | None]
    visit_days: Mapped[int | None]
    answer_hours: Mapped[int | None]
    solve_days: Mapped[int | None]
    courtesies: Mapped[str] = mapped_column(Text, default="")
    benefits: Mapped[str] = mapped_column(Text, default="")
    rate_ceiling: Mapped[str] = mapped_column(String(100), default="")
    credit_ceiling: Mapped[Decimal | None] = mapped_column(Money)
    strategy: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class ChecklistPoint(Base):
    """A point of the checklist before, during and after a sale, as the office has set it (P18)."""

    __tablename__ = "checklist_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    phase: Mapped[Phase]
    text: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class BookingPoint(Base):
    """A point of the checklist of one booking: who does it, and when it was done."""

    __tablename__ = "booking_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(
        ForeignKey("booking.id", ondelete="CASCADE"), index=True
    )
    phase: Mapped[Phase]
    text: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    person: Mapped[str] = mapped_column(String(40), default="")
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
