"""The periods of one click: which days they are."""

from datetime import date

import pytest

from app.domain import periods
from app.domain.periods import period_problems


def written(period):
    return "…".join("" if day is None else day.isoformat() for day in period)


@pytest.mark.parametrize(
    ("one", "today", "days"),
    [
        (periods.TODAY, date(2025, 3, 31), "2025-03-31…2025-03-31"),
        (periods.YESTERDAY, date(2025, 3, 1), "2025-02-28…2025-02-28"),
        (periods.FROM_TODAY, date(2025, 1, 31), "2025-01-31…"),
        (periods.THIS_WEEK, date(2025, 3, 31), "2025-03-31…2025-04-06"),
        (periods.THIS_MONTH, date(2025, 12, 20), "2025-12-01…2025-12-31"),
        (periods.LAST_MONTH, date(2025, 1, 31), "2024-12-01…2024-12-31"),
        (periods.LAST_MONTH, date(2024, 3, 31), "2024-02-01…2024-02-29"),
        (periods.NEXT_MONTH, date(2025, 12, 31), "2026-01-01…2026-01-31"),
        (periods.THIS_QUARTER, date(2025, 12, 20), "2025-10-01…2025-12-31"),
        (periods.THIS_QUARTER, date(2025, 1, 1), "2025-01-01…2025-03-31"),
        (periods.LAST_QUARTER, date(2025, 3, 31), "2024-10-01…2024-12-31"),
        (periods.LAST_QUARTER, date(2025, 12, 20), "2025-07-01…2025-09-30"),
        (periods.THIS_YEAR, date(2024, 2, 29), "2024-01-01…2024-12-31"),
        (periods.LAST_YEAR, date(2024, 2, 29), "2023-01-01…2023-12-31"),
        (periods.YEAR_BEFORE_LAST, date(2024, 2, 29), "2022-01-01…2022-12-31"),
        (periods.TWELVE_MONTHS, date(2025, 12, 20), "2024-12-21…2025-12-20"),
        (periods.lately(7), date(2025, 3, 3), "2025-02-25…2025-03-03"),
        (periods.coming(7), date(2025, 12, 28), "2025-12-28…2026-01-04"),
    ],
)
def test_a_period_is_the_days_the_calendar_says(one, today, days):
    assert written(one.days(today)) == days


def test_the_days_of_a_number_are_in_its_name():
    assert (periods.lately(30).name, periods.coming(7).name) == ("近 30 天", "今后 7 天")


def test_an_end_may_be_open_but_not_both_and_not_the_wrong_way_round():
    first, last = date(2025, 5, 1), date(2025, 4, 30)
    assert period_problems(first, None) == period_problems(None, last) == {}
    assert period_problems(last, first) == {}
    assert period_problems(None, None) == {"first_on": "请至少填写一个日期。"}
    assert "早于第一天" in period_problems(first, last)["last_on"]
