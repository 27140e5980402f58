from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.working_days import SpecialDay, WorkingDays

FRIDAY = date(2025, 12, 19)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
SPECIAL = st.dictionaries(DAYS, st.builds(SpecialDay, st.booleans()), max_size=60)
CALENDARS = st.builds(WorkingDays, SPECIAL)
PLAIN = WorkingDays({})
NATIONAL_DAY = WorkingDays(
    {date(2025, 10, day): SpecialDay(works=False) for day in range(1, 9)}
    | {date(2025, 10, 11): SpecialDay(works=True), date(2025, 9, 28): SpecialDay(works=True)}
)


def test_weekends_are_off_unless_worked():
    assert [PLAIN.is_off(FRIDAY + timedelta(n)) for n in range(4)] == [False, True, True, False]
    assert NATIONAL_DAY.is_off(date(2025, 10, 1))
    assert not NATIONAL_DAY.is_off(date(2025, 10, 11))


def test_what_is_due_in_a_holiday_is_shown_before_it():
    assert NATIONAL_DAY.shown_on(date(2025, 10, 8)) == date(2025, 9, 30)
    assert NATIONAL_DAY.shown_on(date(2025, 10, 11)) == date(2025, 10, 11)
    assert NATIONAL_DAY.shown_on(date(2025, 10, 12)) == date(2025, 10, 11)
    assert NATIONAL_DAY.last_shown_by(date(2025, 9, 30)) == date(2025, 10, 8)
    assert PLAIN.last_shown_by(FRIDAY) == FRIDAY + timedelta(2)


def test_working_days_are_counted_over_holidays():
    assert NATIONAL_DAY.plus(date(2025, 9, 30), 1) == date(2025, 10, 9)
    assert NATIONAL_DAY.plus(date(2025, 10, 10), 2) == date(2025, 10, 13)
    assert PLAIN.plus(FRIDAY + timedelta(1), 1) == FRIDAY + timedelta(3)
    assert PLAIN.plus(FRIDAY + timedelta(1), 0) == FRIDAY + timedelta(1)


@given(CALENDARS, DAYS)
def test_nothing_is_shown_late_or_on_a_day_off(calendar, day):
    shown = calendar.shown_on(day)
    assert shown <= day
    assert not calendar.is_off(shown)
    assert all(calendar.is_off(shown + timedelta(n)) for n in range(1, (day - shown).days + 1))


@given(CALENDARS, DAYS, DAYS)
def test_what_is_shown_by_a_day_is_what_is_due_up_to_its_last_one(calendar, today, due_on):
    assert (calendar.shown_on(due_on) <= today) == (due_on <= calendar.last_shown_by(today))


@given(CALENDARS, DAYS, st.integers(1, 30))
def test_as_many_working_days_lie_after_a_day_as_were_added(calendar, day, days):
    end = calendar.plus(day, days)
    between = [day + timedelta(n) for n in range(1, (end - day).days + 1)]
    assert sum(not calendar.is_off(one) for one in between) == days
    assert not calendar.is_off(end)
