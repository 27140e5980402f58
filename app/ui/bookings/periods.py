"""The periods a list is narrowed to by one click."""

from app.domain import periods

PERIODS = (
    periods.THIS_YEAR,
    periods.LAST_YEAR,
    periods.YEAR_BEFORE_LAST,
    periods.THIS_MONTH,
    periods.LAST_MONTH,
    periods.lately(30),
)
