from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.birthdays import Birthday, days_until, lunar_problem, next_on
from app.errors import InvalidInputError

NO_LUNAR = {}.__getitem__
TODAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def short_year(year):
    """A lunar year of 13 months of 29 days, with a leap fourth month, from 1 February."""
    order = [(month, False) for month in range(1, 13)]
    order.insert(4, (4, True))
    return {key: (date(year, 2, 1) + timedelta(29 * i), 29) for i, key in enumerate(order)}


def plain_year(year):
    """A lunar year of 12 months of 30 days without a leap one, from 1 February."""
    return {(m, False): (date(year, 2, 1) + timedelta(30 * (m - 1)), 30) for m in range(1, 13)}


@pytest.mark.parametrize(
    ("birthday", "text"),
    [
        (Birthday(1980, 8, 15), "1980-08-15"),
        (Birthday(None, 8, 15), "8月15日"),
        (Birthday(None, 8, 15, lunar=True), "农历八月十五"),
        (Birthday(1980, 4, 3, lunar=True, leap=True), "农历1980年闰四月初三"),
        (Birthday(None, 12, 30, lunar=True), "农历腊月三十"),
        (Birthday(None, 1, 21, lunar=True), "农历正月廿一"),
    ],
)
def test_it_is_written_as_an_office_writes_it(birthday, text):
    assert birthday.text == text


@pytest.mark.parametrize(
    ("birthday", "told"),
    [
        (Birthday(None, 2, 28), "2月28日"),
        (Birthday(1980, 2, 29), "1980-02-29（平年在 2 月 28 日）"),
        (Birthday(None, 2, 29, lunar=True), "农历二月廿九"),
        (Birthday(None, 12, 30, lunar=True), "农历腊月三十（这个月只有廿九天的年份在廿九）"),
        (Birthday(None, 6, 1, lunar=True, leap=True), "农历闰六月初一（没有这个闰月的年份在平月）"),
        (
            Birthday(None, 6, 30, lunar=True, leap=True),
            "农历闰六月三十（没有这个闰月的年份在平月，这个月只有廿九天的年份在廿九）",
        ),
    ],
)
def test_a_day_some_years_lack_says_when_it_is_kept_then(birthday, told):
    assert birthday.told == told


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": 2023, "month": 2, "day": 29},
        {"year": None, "month": 2, "day": 30},
        {"year": None, "month": 13, "day": 1},
        {"year": None, "month": 0, "day": 1},
        {"year": None, "month": 1, "day": 0},
        {"year": None, "month": 4, "day": 31},
        {"year": None, "month": 4, "day": 1, "leap": True},
        {"year": None, "month": 4, "day": 31, "lunar": True},
        {"year": 80, "month": 4, "day": 3},
        {"year": 2999, "month": 4, "day": 3},
    ],
)
def test_a_day_that_does_not_exist_is_refused(wrong):
    with pytest.raises(InvalidInputError) as refused:
        Birthday(**wrong)
    assert set(refused.value.fields) == {"birthday"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"year": 2023, "month": 2, "day": 29}, "2023 年不是闰年"),
        ({"year": None, "month": 4, "day": 31}, "4 月没有 31 日"),
        ({"year": None, "month": 4, "day": 1, "leap": True}, "只有农历才有闰月"),
        ({"year": None, "month": 4, "day": 31, "lunar": True}, "最多三十天"),
        ({"year": 80, "month": 4, "day": 3}, "年份 80 不对"),
        ({"year": None, "month": 13, "day": 3}, "没有这样的日子"),
    ],
)
def test_it_is_told_why_there_is_no_such_day(wrong, told):
    with pytest.raises(InvalidInputError) as refused:
        Birthday(**wrong)
    assert told in refused.value.fields["birthday"]


@pytest.mark.parametrize(
    ("birthday", "told"),
    [
        (Birthday(1981, 4, 1, lunar=True, leap=True), "1981年没有闰四月"),
        (Birthday(1980, 4, 30, lunar=True, leap=True), "闰四月只有二十九天"),
        (Birthday(1980, 12, 30, lunar=True), "腊月只有二十九天"),
        (Birthday(1980, 4, 29, lunar=True, leap=True), ""),
        (Birthday(None, 4, 30, lunar=True, leap=True), ""),
        (Birthday(1980, 2, 29), ""),
    ],
)
def test_a_lunar_year_is_looked_up_where_it_is_known(birthday, told):
    years = {1980: short_year(1980), 1981: plain_year(1981)}
    found = lunar_problem(birthday, years.__getitem__)
    assert told in found
    assert bool(told) == bool(found)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2025, 2, 28), date(2025, 2, 28)),
        (date(2025, 3, 1), date(2026, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_29_february_is_kept_on_the_28th_of_common_years(today, day):
    assert next_on(Birthday(2000, 2, 29), today, NO_LUNAR) == day


def test_a_leap_month_falls_back_to_the_ordinary_one():
    leap = Birthday(None, 4, 3, lunar=True, leap=True)
    assert next_on(leap, date(2026, 2, 1), short_year) == date(2026, 2, 1) + timedelta(29 * 4 + 2)
    assert next_on(leap, date(2026, 2, 1), plain_year) == date(2026, 2, 1) + timedelta(30 * 3 + 2)


def test_the_30th_of_a_short_month_is_kept_on_the_29th():
    eve = Birthday(None, 1, 30, lunar=True)
    assert next_on(eve, date(2026, 2, 1), short_year) == date(2026, 3, 1)
    assert next_on(eve, date(2026, 2, 1), plain_year) == date(2026, 3, 2)


def test_the_end_of_a_lunar_year_lies_in_the_next_solar_one():
    last = Birthday(None, 12, 1, lunar=True)
    assert next_on(last, date(2026, 1, 1), short_year) == date(2025, 2, 1) + timedelta(29 * 12)


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), TODAYS)
def test_a_solar_birthday_is_at_most_a_year_off_and_on_its_day(born, today):
    assume((born.month, born.day) != (2, 29))
    birthday = Birthday(born.year, born.month, born.day)
    kept = next_on(birthday, today, NO_LUNAR)
    assert (kept.month, kept.day) == (born.month, born.day)
    assert 0 <= days_until(birthday, today, NO_LUNAR) <= 365
