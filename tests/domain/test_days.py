from datetime import date

import pytest

from app.domain.days import month_begin, months_before, week_of


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2025, 12, 20), 12, date(2024, 12, 20)),
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), -3, date(2025, 4, 30)),
    ],
)
def test_months_back_and_ahead_end_where_the_month_does(day, months, before):
    assert months_before(day, months) == before


def test_weeks_begin_on_monday_and_months_go_over_the_year():
    assert week_of(date(2025, 12, 21)) == (date(2025, 12, 15), date(2025, 12, 21))
    assert month_begin(date(2025, 12, 31), 1) == date(2026, 1, 1)
    assert month_begin(date(2026, 1, 31), -2) == date(2025, 11, 1)
