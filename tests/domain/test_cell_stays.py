from datetime import date
from functools import partial

import pytest

from app.domain.cell_dates import day
from app.domain.cell_stays import stay
from app.domain.cells import CellError
from app.domain.table_years import Period

STAY = date(2016, 1, 5), date(2016, 1, 7)
IN_2016 = partial(day, period=Period(2016))


@pytest.mark.parametrize(
    "cell",
    [
        "2016-01-05至2016-01-07",
        "2016/1/5-2016/1/7",
        "2016-01-05-2016-01-07",
        "2016.01.05～01.07",
        "2016-01-05 14:00 — 2016-01-07 12:00",
        "2016年1月5日-1月7日",
        "2016年1月5日到7日",
        "2016-1-5 - 1-7",
        "20160105-20160107",
        "2016-01-05\n2016-01-07",
        "5 Jan 2016 to 7 Jan 2016",
    ],
)
def test_arrival_and_departure_in_one_cell(cell):
    assert stay(cell, day) == STAY


def test_the_year_may_stand_above_the_table():
    assert stay("1.5-1.7", IN_2016) == stay("1月5日至7日", IN_2016) == STAY
    assert stay("12.30-1.2", IN_2016) == (date(2016, 12, 30), date(2017, 1, 2))
    assert stay("1.30-2", IN_2016) == (date(2016, 1, 30), date(2016, 2, 2))


@pytest.mark.parametrize("cell", ["2016-01-05", date(2016, 1, 5), "2016-1-5-1-7", "1至2至3"])
def test_what_is_not_two_days_is_told(cell):
    with pytest.raises(CellError, match="离店"):
        stay(cell, day)


@pytest.mark.parametrize("cell", ["2016-01-05至2.30", "2016-01-05至40日", "9999-12-31至1日"])
def test_a_departure_that_is_no_day_is_told(cell):
    with pytest.raises(CellError, match="不是有效的日期"):
        stay(cell, day)
    with pytest.raises(CellError, match="没有写年份"):
        stay("1.5-1.7", day)
