"""The client file and what belongs to it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.types import ClientKind, ClientStatus, ContactRole, GradeSource, Sex
from app.models.base import Base
from app.models.types import Instant, Money


class Client(Base):
    """A client file (客户档案): one row per company, agency or office that the hotel sells to.

    Deleting only sets ``deleted_at``. ``name_key`` orders by pinyin; ``ix_client_list`` holds what
    the list is filtered and sorted by, so that it need not read the files themselves.
    ``match_key`` is the normalised full name by which files find their client. ``terms_days`` None
    means not agreed, 0 means cash. ``major`` is 大客户 (policy P2). Facts that follow from other
    tables stand in ``ClientFact``, so that a new log entry does not make an open form stale.
    """

    __tablename__ = "client"
    __table_args__ = (
        Index(
            "ix_client_list",
            "deleted_at",
            "name_key",
            "id",
            "manager_id",
            "grade",
            "kind",
            "segment",
            "status",
            "major",
            "code",
            "short_name",
            "industry",
            "region",
            "source",
            "credit_limit",
            "terms_days",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(100), default="")
    english_name: Mapped[str] = mapped_column(String(200), default="")
    name_key: Mapped[str] = mapped_column(String(1000))
    match_key: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[ClientKind | None]
    industry: Mapped[str] = mapped_column(String(60), default="")
    segment: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[str] = mapped_column(String(60), default="")
    region: Mapped[str] = mapped_column(String(60), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    telephones: Mapped[str] = mapped_column(String(200), default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    credit_code: Mapped[str] = mapped_column(String(18), default="")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("client.id", ondelete="SET NULL"), index=True
    )
    potential_room_nights: Mapped[int | None]
    hotels_used: Mapped[str] = mapped_column(String(300), default="")
    manager_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True
    )
    relationship_manager_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL")
    )
    major: Mapped[bool] = mapped_column(default=False)
    grade: Mapped[str | None] = mapped_column(String(4))
    grade_source: Mapped[GradeSource | None]
    credit_limit: Mapped[Decimal | None] = mapped_column(Money)
    terms_days: Mapped[int | None]
    billing_day: Mapped[int | None]
    status: Mapped[ClientStatus] = mapped_column(default=ClientStatus.ACTIVE)
    status_reason: Mapped[str] = mapped_column(String(300), default="")
    bad_debt: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(Text, default="")
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_sample: Mapped[bool] = mapped_column(default=False)
    import_batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="SET NULL"), index=True
    )
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class ClientFact(Base):
    """What follows from a client's other rows; kept by one function, never edited or journalled.

    ``last_made_on`` leaves out what only came in (来函, 投诉热线); ``last_visit_on`` is the
    last visit (拜访).
    ``search`` is the lower-case text the search box looks in: code, names, pinyin, initials,
    contacts, telephone digits, one piece a line. ``names`` repeats its Chinese pieces: comparing
    Chinese with all of ``search`` takes three times as long.
    """

    __tablename__ = "client_fact"

    client_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
    first_stay_on: Mapped[date | None]
    last_stay_on: Mapped[date | None]
    last_contact_on: Mapped[date | None]
    last_made_on: Mapped[date | None]
    last_visit_on: Mapped[date | None]
    names: Mapped[str] = mapped_column(Text, default="")
    search: Mapped[str] = mapped_column(Text, default="")


class ClientYear(Base):
    """A client's completed bookings of one year of arrival, summed; kept like ``ClientFact``."""

    __tablename__ = "client_year"
    __table_args__ = (Index("ix_client_year_year", "year", "client_id", "amount"),)

    client_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    room_nights: Mapped[int]
    bookings: Mapped[int]


class ClientTag(Base):
    """A tag (标签) on a client."""

    __tablename__ = "client_tag"
    __table_args__ = (UniqueConstraint("client_id", "tag"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    tag: Mapped[str] = mapped_column(String(30), index=True)


class Contact(Base):
    """A person at a client, with the personal notes that serve partnership (policy P3).

    The birthday stands as numbers: solar or lunar, the year optional, ``birth_leap`` for 闰月.
    """

    __tablename__ = "contact"
    __table_args__ = (
        Index(
            "ix_contact_main", "main", "deleted_at", "client_id", "name_key", "mobile", "telephone"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(300))
    sex: Mapped[Sex | None]
    department: Mapped[str] = mapped_column(String(60), default="")
    post: Mapped[str] = mapped_column(String(60), default="")
    role: Mapped[ContactRole | None]
    main: Mapped[bool] = mapped_column(default=False)
    mobile: Mapped[str] = mapped_column(String(60), default="")
    telephone: Mapped[str] = mapped_column(String(60), default="")
    wechat: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    birth_year: Mapped[int | None]
    birth_month: Mapped[int | None]
    birth_day: Mapped[int | None]
    birth_lunar: Mapped[bool] = mapped_column(default=False)
    birth_leap: Mapped[bool] = mapped_column(default=False)
    home_town: Mapped[str] = mapped_column(String(60), default="")
    interests: Mapped[str] = mapped_column(String(300), default="")
    taboos: Mapped[str] = mapped_column(String(300), default="")
    topics: Mapped[str] = mapped_column(String(300), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    left: Mapped[bool] = mapped_column(default=False)
    left_to: Mapped[str] = mapped_column(String(200), default="")
    import_batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batch.id", ondelete="SET NULL"), index=True
    )
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
