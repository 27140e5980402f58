"""Which days the sample office covers, seen from today."""

from dataclasses import dataclass
from datetime import date

FIRST_MONTH_OF_REVIEW = 4
"""Before April the office is still taking stock of the year before."""


@dataclass(frozen=True, slots=True)
class Span:
    """The sample's days: from the first of ``last_year`` to today, and bookings to come.

    ``last_year`` is whole and its screening approved; the year after it is the one to be
    screened.
    """

    today: date
    last_year: int

    @property
    def first_on(self) -> date:
        """The first day of the log and of the bookings."""
        return date(self.last_year, 1, 1)

    @property
    def months(self) -> list[tuple[int, int]]:
        """Every month from the first to today's, as year and month."""
        months = (self.today.year - self.last_year) * 12 + self.today.month
        return [(self.last_year + n // 12, n % 12 + 1) for n in range(months)]


def span(today: date) -> Span:
    """Return the days covered by a sample made today."""
    reviewed = today.year if today.month >= FIRST_MONTH_OF_REVIEW else today.year - 1
    return Span(today, reviewed - 1)
