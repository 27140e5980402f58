"""The office's calendar: which days it works, and where a due day on a day off is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not as its weekday says: off in the week, or a worked weekend (调休)."""

    works: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday are worked, but for ``special`` days."""

    special: Mapping[date, SpecialDay]

    def is_off(self, day: date) -> bool:
        """Tell whether the office rests on a day."""
        found = self.special.get(day)
        return is_weekend(day) if found is None else not found.works

    def shown_on(self, due_on: date) -> date:
        """Return the day on which something due is shown: the working day before a day off."""
        day = due_on
        while self.is_off(day):
            day -= DAY
        return day

    def last_shown_by(self, today: date) -> date:
        """Return the latest due day that is shown today or before: on a Friday, the Sunday."""
        day = today + DAY
        while self.is_off(day):
            day += DAY
        return day - DAY

    def plus(self, day: date, days: int) -> date:
        """Return the working day that many working days after a day; 0 is the day itself."""
        for _step in range(days):
            day += DAY
            while self.is_off(day):
                day += DAY
        return day


def is_weekend(day: date) -> bool:
    """Tell Saturday and Sunday from the other days."""
    return day.weekday() >= SATURDAY
