from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cell_dates import day, moment, month
from app.domain.cell_readers import Circumstances
from app.domain.cells import CellError
from app.domain.day_order import Order, order_of
from app.domain.imports import guess_layout, parse_rows
from app.domain.sheets import Sheet
from app.domain.types import ImportKind

AROUND = Circumstances(date(2026, 11, 22))
FORMATS = {Order.YMD: "%y/%m/%d", Order.DMY: "%d/%m/%y", Order.MDY: "%m-%d-%Y"}


def days(*cells, heading="到店日期"):
    """Return what a column is read as; a refused cell as its reason."""
    rows = [["客户名称", heading, "金额"], *(["甲", cell, 1.0] for cell in cells)]
    sheet = Sheet("x", rows)
    layout = guess_layout([sheet], ImportKind.BOOKINGS, AROUND)
    assert layout is not None
    read = parse_rows(sheet, layout, AROUND)
    return [row.values.get("arrival_on") or row.problems[0].reason for row in read]


@given(
    st.lists(st.dates(date(2015, 1, 1), date(2017, 12, 31)), min_size=12, unique=True),
    st.sampled_from(Order),
)
def test_a_column_is_read_in_its_own_order_or_not_at_all(wanted, order):
    read = days(*(f"{one:{FORMATS[order]}}" for one in wanted))
    for one, found in zip(wanted, read, strict=True):
        assert found == one or "分不清" in str(found)


def test_days_before_months_are_known_by_one_day_after_the_twelfth():
    assert days("05/01/2016", "25/01/2016 14:00") == [date(2016, 1, 5), date(2016, 1, 25)]
    assert days("05/01/2016", "01/25/2016") == [date(2016, 5, 1), date(2016, 1, 25)]
    assert "分不清" in days("05/01/2016", "06/01/2016")[0]
    assert "分不清" in days("05/01/2016", "25/01/2016", "01/25/2016")[0]


def test_years_of_two_digits_are_those_that_keep_the_column_together():
    assert days("16/01/05", "16/01/20") == [date(2016, 1, 5), date(2016, 1, 20)]
    assert days("05/01/16", "25/12/16") == [date(2016, 1, 5), date(2016, 12, 25)]
    assert "分不清" in days("05/01/16")[0]


def test_a_vague_heading_is_known_where_its_days_are_clear_further_down():
    early = [f"0{n}/01/2016" for n in range(1, 10)] * 7
    assert days(*early, "25/01/2016", heading="Date")[0] == date(2016, 1, 1)


def test_no_order_follows_from_no_days():
    assert order_of([]) is order_of(["甲", 5.0, "13/13/2016"]) is None


def test_a_single_short_day_is_read_as_in_china_where_it_can_be():
    assert day("16-1-5") == date(2016, 1, 5)
    assert day("1/25/16") == date(2016, 1, 25)
    with pytest.raises(CellError, match="分不清"):
        day("1/5/16")
    with pytest.raises(CellError, match="不是有效的日期"):
        day("32/13/16")


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2016/1/5 下午 3:30:00", time(15, 30)),
        ("2016/1/5 上午 9:05", time(9, 5)),
        ("25/12/2016 3:30 PM", time(15, 30)),
        ("2016-01-05 12:10 am", time(0, 10)),
        ("2016-01-05 12:10:59 PM", time(12, 10)),
        ("201601051530", time(15, 30)),
    ],
)
def test_times_of_half_a_day(written, at):
    assert moment(written)[1] == at


def test_a_month_that_excel_made_a_number_may_be_the_first_or_the_tenth():
    assert month(2016.11) == month("2016.11") == date(2016, 11, 1)
    assert month("2016.10") == date(2016, 10, 1)
    with pytest.raises(CellError, match="10 月"):
        month(2016.1)
