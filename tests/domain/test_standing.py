from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.standing import new_since, standing
from app.domain.types import Standing

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(1, 60))
def test_a_client_is_new_exactly_from_the_day_on(today, months):
    first_day = new_since(today, months)
    assert standing(None, today, months) is Standing.PROSPECT
    assert standing(first_day, today, months) is Standing.NEW
    assert standing(today, today, months) is Standing.NEW
    assert standing(first_day - timedelta(1), today, months) is Standing.EXISTING
