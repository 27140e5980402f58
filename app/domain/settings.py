"""What an office sets once: its name, the head of its papers, how it counts."""

from dataclasses import dataclass
from datetime import date

DEFAULT_NEW_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PolicyHead:
    """The head and sign-off of printed papers (policy P20); the page count is drawn by itself."""

    subordinate_hotel: str = ""
    title: str = ""
    serial: str = ""
    edition: str = ""
    submitted_to: str = ""
    copied_to: str = ""
    issued_by: str = ""
    approved_by: str = ""
    effective_on: date | None = None
    revised_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """The office's own settings.

    ``new_months``: for how many months after its first stay a client counts as 新客户.
    """

    hotel_name: str = ""
    department: str = "销售部"
    head: PolicyHead = PolicyHead()
    new_months: int = DEFAULT_NEW_MONTHS


def months_before(day: date, months: int) -> date:
    """Return the same day of the month so many months earlier, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)  # pragma: no cover - every month has a 28th
