"""Who may sign in, and by what; which clients are shared with colleagues."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.types import Instant


class SignIn(Base):
    """A person's password, as argon2id gives it; never journalled.

    ``failures`` counts the wrong passwords since the last right one. The delay that follows from
    it is waited out by a clock that nobody can set, so no time of failure is kept. ``one_time``:
    a supervisor gave it; who signs in by it chooses another one at once.
    """

    __tablename__ = "sign_in"

    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    password_hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(Instant)
    failures: Mapped[int] = mapped_column(default=0)
    one_time: Mapped[bool] = mapped_column(default=False)


class RecoveryCode(Base):
    """The printed code that lets a supervisor in when nobody else can, as argon2id gives it.

    Only one is valid: the newest that was not used. ``failures`` as with a password.
    """

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    failures: Mapped[int] = mapped_column(default=0)


class ClientShare(Base):
    """A client that its manager lets a colleague see and work with (``staff_id`` None: all)."""

    __tablename__ = "client_share"
    __table_args__ = (UniqueConstraint("client_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), index=True
    )
