from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.receivables import AGES, age_bucket, allocate, due_on

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("terms", "billing_day", "expected"),
    [
        (None, None, date(2025, 1, 30)),
        (0, None, date(2025, 1, 30)),
        (30, None, date(2025, 3, 1)),
        (None, 30, date(2025, 1, 30)),
        (None, 25, date(2025, 2, 25)),
        (10, 25, date(2025, 3, 7)),
        (None, 29, date(2025, 2, 28)),
    ],
)
def test_due_follows_from_terms_and_billing_day(terms, billing_day, expected):
    assert due_on(date(2025, 1, 30), terms, billing_day) == expected


@given(DAYS, st.integers(1, 31), st.integers(0, 120))
def test_nothing_is_due_before_departure_nor_a_month_late(day, billing_day, terms):
    due = due_on(day, terms, billing_day) - timedelta(terms)
    assert day <= due <= day + timedelta(31)


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(-1, None), (0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (999, 3)],
)
def test_debts_age_by_30_days(days, bucket):
    assert age_bucket(date(2025, 3, 1), date(2025, 3, 1) + timedelta(days)) == bucket
    assert bucket is None or AGES[bucket]


@given(st.lists(st.integers(-1000, 1000)), st.integers(-500, 20_000))
def test_money_is_neither_made_nor_lost(owed, receipt):
    paid, left = allocate(owed, receipt)
    assert sum(paid) + left == receipt
    assert all(0 <= part <= max(debt, 0) for part, debt in zip(paid, owed, strict=True))


@given(st.lists(st.integers(1, 1000), min_size=1), st.integers(0, 20_000))
def test_the_oldest_booking_is_paid_first(owed, receipt):
    paid, _left = allocate(owed, receipt)
    short = [part < debt for part, debt in zip(paid, owed, strict=True)]
    first = short.index(True) if any(short) else len(short)
    assert all(part == 0 for part in paid[first + 1 :])
