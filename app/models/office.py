"""The office itself: who works here, its settings, its saved views, its days off."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import Post
from app.models.base import Base


class Staff(Base):
    """A person of the sales office. One who left stays, inactive: the history keeps the name.

    ``leader_id`` is the 销售高级主任 in whose team the person works.
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    name_key: Mapped[str] = mapped_column(String(200))
    post: Mapped[Post]
    active: Mapped[bool] = mapped_column(default=True)
    is_sample: Mapped[bool] = mapped_column(default=False)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Setting(Base):
    """One group of the office's settings, by key, as JSON."""

    __tablename__ = "setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[Any] = mapped_column(JSON)


class SavedView(Base):
    """A filter and sorting of one page, kept under a name."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(60))
    view: Mapped[dict[str, Any]] = mapped_column(JSON)


class Holiday(Base):
    """A day that is off though it is no weekend, or a weekend that is worked (调休)."""

    __tablename__ = "holiday"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    works: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(40), default="")
