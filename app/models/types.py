"""Column types SQLite lacks."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, TypeDecorator
from typing_extensions import override

HUNDRED = 100


class Hundredths(TypeDecorator[Decimal]):
    """Two decimals in Python, whole hundredths in the table, so that SQL sums exactly."""

    impl = BigInteger
    cache_ok = True

    @property
    @override
    def python_type(self) -> type[Any]:
        return Decimal

    @override
    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int((value * HUNDRED).to_integral_value(ROUND_HALF_UP))

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


class Money(Hundredths):
    """Yuan in Python, whole fen in the table."""

    cache_ok = True


class Instant(TypeDecorator[datetime]):
    """A moment: aware and in UTC in Python, without a zone in the table."""

    impl = DateTime
    cache_ok = True

    @property
    @override
    def python_type(self) -> type[Any]:
        return datetime

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)
