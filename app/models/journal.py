"""What was done and what it changed: the audit, and the material of every 撤销."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Instant


class Action(Base):
    """One thing a person did: one transaction. ``summary`` is the sentence shown for it."""

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    summary: Mapped[str] = mapped_column(String(500))
    undoable: Mapped[bool]
    undo_of_id: Mapped[int | None] = mapped_column(ForeignKey("action.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class Change(Base):
    """One row an action touched. ``before`` and ``after`` hold the changed columns only.

    ``kind`` is insert, update or delete, or reveal, where hidden data were shown. An insert keeps
    no values: the row itself has them.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_table_name_row_id", "table_name", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(6))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
