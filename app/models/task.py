"""What is to be done."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import TaskKind, TaskRule, TaskStatus
from app.models.base import Base
from app.models.types import Instant


class Task(Base):
    """Something to do (待办). A log entry's next step is the task with its ``communication_id``.

    A line of 今日 that somebody answered (put off, done, dropped) is the task with its ``rule``:
    ``subject_id`` is the row the rule is about (a contact, an agreement …), ``occasion_on`` the
    day it is about (this year's birthday, the agreement's last day, the last contact).
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_status_due_on", "status", "due_on"),
        # holds what a client's open tasks are found by, so that no list walks all open ones
        Index("ix_task_open", "status", "deleted_at", "client_id", "due_on"),
        Index("ix_task_rule", "rule", "subject_id", "occasion_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    communication_id: Mapped[int | None] = mapped_column(
        ForeignKey("communication.id", ondelete="CASCADE"), index=True
    )
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("client_case.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[TaskKind] = mapped_column(default=TaskKind.FOLLOW_UP)
    title: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date]
    due_time: Mapped[time | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    status: Mapped[TaskStatus] = mapped_column(default=TaskStatus.OPEN)
    finished_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(String(300), default="")
    rule: Mapped[TaskRule | None]
    subject_id: Mapped[int | None]
    occasion_on: Mapped[date | None]
    import_batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="SET NULL"), index=True
    )
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
