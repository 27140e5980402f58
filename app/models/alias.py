"""By what else a client is known, and which clients only look alike."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class ClientAlias(Base):
    """Another name or code under which files name this client, learnt by joining or merging."""

    __tablename__ = "client_alias"
    __table_args__ = (UniqueConstraint("client_id", "code", "match_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(40), default="", index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    match_key: Mapped[str] = mapped_column(String(200), default="", index=True)
    import_batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="SET NULL"), index=True
    )


class DistinctPair(Base):
    """Two clients that look like one and were declared two. ``first_id`` < ``second_id``."""

    __tablename__ = "distinct_pair"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
