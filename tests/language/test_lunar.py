from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.birthdays import Birthday, days_until, next_on
from app.language.lunar import lunar_year

YEARS = st.integers(1950, 2098)


@pytest.mark.parametrize(
    ("year", "new_year"),
    [(1980, (2, 16)), (2023, (1, 22)), (2024, (2, 10)), (2025, (1, 29)), (2057, (2, 4))],
)
def test_known_spring_festivals(year, new_year):
    assert lunar_year(year)[1, False][0] == date(year, *new_year)


def test_known_leap_months():
    leaps = {year: [m for m, leap in lunar_year(year) if leap] for year in (2020, 2023, 2024, 2033)}
    assert leaps == {2020: [4], 2023: [2], 2024: [], 2033: [11]}


@given(YEARS)
def test_a_year_is_made_of_months_one_after_the_other_without_a_gap(year):
    months = list(lunar_year(year).values())
    ends = [first + timedelta(length) for first, length in months]
    assert ends == [first for first, _ in months[1:]] + [lunar_year(year + 1)[1, False][0]]
    assert {length for _, length in months} == {29, 30}


@pytest.mark.parametrize(
    ("birthday", "today", "kept"),
    [
        (Birthday(None, 8, 15, lunar=True), date(2025, 1, 1), date(2025, 10, 6)),
        (Birthday(None, 12, 30, lunar=True), date(2025, 1, 29), date(2026, 2, 16)),
        (Birthday(2020, 4, 3, lunar=True, leap=True), date(2020, 1, 1), date(2020, 5, 25)),
        (Birthday(2020, 4, 3, lunar=True, leap=True), date(2025, 1, 1), date(2025, 4, 30)),
    ],
)
def test_lunar_birthdays_on_the_real_calendar(birthday, today, kept):
    assert next_on(birthday, today, lunar_year) == kept


@given(
    st.builds(
        Birthday,
        year=st.none(),
        month=st.integers(1, 12),
        day=st.integers(1, 30),
        lunar=st.just(value=True),
        leap=st.booleans(),
    ),
    st.dates(date(1951, 1, 1), date(2097, 12, 31)),
)
def test_a_lunar_birthday_always_comes_within_thirteen_months(birthday, today):
    assert 0 <= days_until(birthday, today, lunar_year) <= 30 * 14
