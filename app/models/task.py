"""What is to be done."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import TaskKind, TaskStatus
from app.models.base import Base
from app.models.types import Instant


class Task(Base):
    """Something to do (待办). A log entry's next step is the task with its ``communication_id``."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_status_due_on", "status", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    communication_id: Mapped[int | None] = mapped_column(
        ForeignKey("communication.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[TaskKind] = mapped_column(default=TaskKind.FOLLOW_UP)
    title: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    status: Mapped[TaskStatus] = mapped_column(default=TaskStatus.OPEN)
    finished_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(String(300), default="")
    import_batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="SET NULL"), index=True
    )
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
