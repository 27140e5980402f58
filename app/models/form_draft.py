"""What was typed into a form and not yet saved."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Instant


class FormDraft(Base):
    """An unsaved form, kept so that it survives a crash; gone once it is saved or given up.

    ``form`` names the form, ``record_id`` the record it edits (None: a new one).
    """

    __tablename__ = "form_draft"
    __table_args__ = (Index("ix_form_draft_staff_id", "staff_id", "form", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int | None]
    client_id: Mapped[int | None] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Instant)
