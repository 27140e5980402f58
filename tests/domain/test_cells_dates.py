from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.birthdays import Birthday
from app.domain.cell_birthdays import birthday, calendar_of, is_lunar
from app.domain.cell_dates import EPOCH_1900, day, moment, month
from app.domain.cell_readers import time_of_day
from app.domain.cells import CellError
from app.domain.table_years import Period

DAY = date(2016, 1, 5)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2016, 1, 5, 14, 30),
        "2016/01/05",
        "2016.1.5",
        "20160105",
        20160105.0,
        "2016年1月5日",
        "２０１６－１－５",
        "2016-1-5 14:30",
        "2016-01-05T14:30:00",
        "2016-01-05 星期二",
        "2016年1月5日（周二）",
        "16-1-5",
        "05-JAN-16",
        "5 January 2016",
        "Tue, 05 Jan 2016",
        "2016-01-05 (Tue)",
        "2016-01-05T14:00:00+08:00",
        "2016-01-05 00:30 UTC+8",
        "2016-01-04T16:00:00.000Z",
        "2016-01-04T10:30:00-0530",
        "2016-01-05 09:00:00+0900",
        "Jan 5, 2016",
        42374,
        42374.6,
        "42374",
    ],
)
def test_days_as_offices_write_them(cell):
    assert day(cell) == DAY


def test_fault_56_bare_day_numbers_count_from_1904_where_the_workbook_says_so():
    assert day(40912, system_1904=True) == DAY


@pytest.mark.parametrize(
    "cell",
    ["2026-13-45", "2016-02-30", "下午", 3, 1e9, float("nan"), True, time(1), "", "5 Foo 2016"],
)
def test_fault_56_what_is_no_day_is_refused_by_name(cell):
    with pytest.raises(CellError, match="不是有效的日期"):
        day(cell)


def test_a_day_that_could_be_two_is_refused():
    with pytest.raises(CellError, match="分不清"):
        day("01/05/2016")
    assert day("25/12/2016") == day("12/25/2016") == date(2016, 12, 25)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_back(wanted):
    number = (wanted - EPOCH_1900.date()).days
    writings = [
        wanted.isoformat(),
        f"{wanted:%Y/%m/%d}",
        f"{wanted:%Y%m%d}",
        f"{wanted.year}年{wanted.month}月{wanted.day}日",
        number,
        float(number),
        str(number),
    ]
    assert {day(writing) for writing in writings} == {wanted}


def test_moments_keep_the_time_where_there_is_one():
    assert moment(datetime(2016, 1, 5, 14, 30, 9)) == (DAY, time(14, 30))
    assert moment("2016年1月5日 9时30分") == (DAY, time(9, 30))
    assert moment(42374.5) == (DAY, time(12))
    assert moment(DAY) == (DAY, None)
    with pytest.raises(CellError):
        moment("2016-1-5 25:10")


@pytest.mark.parametrize(
    "cell",
    ["2016年1月", "201601", 201601.0, "2016-01", "2016年01月份", DAY, "2016年1月5日", "2016.1.31"],
)
def test_a_month_is_its_first_day_however_it_is_written(cell):
    assert month(cell) == date(2016, 1, 1)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1月5日", Birthday(None, 1, 5)),
        ("01-05", Birthday(None, 1, 5)),
        ("0105", Birthday(None, 1, 5)),
        ("5.3", Birthday(None, 5, 3)),
        ("1980.3.4", Birthday(1980, 3, 4)),
        (date(1980, 3, 4), Birthday(1980, 3, 4)),
        ("公历1980年3月4日", Birthday(1980, 3, 4)),
        ("农历八月十五", Birthday(None, 8, 15, lunar=True)),
        ("農曆閏四月初三", Birthday(None, 4, 3, lunar=True, leap=True)),
        ("國曆 1月5日", Birthday(None, 1, 5)),
        ("八月十五", Birthday(None, 8, 15, lunar=True)),
        ("8月15日(农历)", Birthday(None, 8, 15, lunar=True)),
        ("1980-08-15（农历）", Birthday(1980, 8, 15, lunar=True)),
        ("农历1980年八月十五", Birthday(1980, 8, 15, lunar=True)),
        ("农历一九八〇年闰四月初三", Birthday(1980, 4, 3, lunar=True, leap=True)),
        ("正月初一", Birthday(None, 1, 1, lunar=True)),
        ("农历腊月三十", Birthday(None, 12, 30, lunar=True)),
        ("农历冬月廿", Birthday(None, 11, 20, lunar=True)),
        ("农历十二月二十九", Birthday(None, 12, 29, lunar=True)),
        ("农历十月卅", Birthday(None, 10, 30, lunar=True)),
        ("农历五月三", Birthday(None, 5, 3, lunar=True)),
    ],
)
def test_birthdays_are_read_with_and_without_year_by_both_calendars(cell, found):
    assert birthday(cell, today=TODAY) == found


def test_a_heading_says_that_birthdays_are_lunar():
    assert calendar_of("生日（农历）")
    assert calendar_of("生日（公历/农历）") is calendar_of("生日(公/农历)") is None
    for cell, found in {
        "8.15": Birthday(None, 8, 15, lunar=True),
        "1975-8-15": Birthday(1975, 8, 15, lunar=True),
        date(1975, 8, 15): Birthday(1975, 8, 15, lunar=True),
        "公历8月15日": Birthday(None, 8, 15),
    }.items():
        assert birthday(cell, today=TODAY, lunar=True) == found


def test_what_names_no_calendar_is_told():
    with pytest.raises(CellError, match="公历"):
        is_lunar("属羊")


def test_a_year_too_late_for_a_contact_was_made_up_by_excel():
    assert birthday(date(2026, 1, 5), today=TODAY) == Birthday(None, 1, 5)


@pytest.mark.parametrize("cell", ["2月30日", "农历十三月初一", "属羊", "二十", "农历", True])
def test_what_is_no_birthday_is_refused(cell):
    with pytest.raises(CellError):
        birthday(cell, today=TODAY)


@pytest.mark.parametrize(
    "cell",
    [time(14, 30), datetime(2016, 1, 5, 14, 30), 14.5 / 24, "14:30", "14时30分"],
)
def test_a_time_of_day_is_read_however_it_is_written(cell):
    assert time_of_day(cell) == time(14, 30)


@pytest.mark.parametrize("cell", ["下午", 30.0, timedelta(days=2)])
def test_what_is_no_time_is_refused(cell):
    with pytest.raises(CellError):
        time_of_day(cell)


def test_a_moment_of_another_zone_is_told_as_clocks_in_china_showed_it():
    assert moment("2016-01-04T16:30:00Z") == (DAY, time(0, 30))
    assert moment("2016-01-05 09:30 GMT+9") == (DAY, time(8, 30))
    assert moment("Tue, 05 Jan 2016 14:30") == (DAY, time(14, 30))
    for beyond in ("0001-01-01T00:00+14:00", "9999-12-31T23:00Z"):
        with pytest.raises(CellError, match="不是有效的日期"):
            day(beyond)


def test_a_day_without_its_year_has_that_of_its_table():
    year, january = Period(2016), Period(2016, 1)
    assert day("1月5日", period=year) == day("1.5", period=year) == DAY
    assert moment("1-5 14:30", period=year) == (DAY, time(14, 30))
    assert day("2015-12-30", period=january) == day("12月30日", period=january)
    assert day("1月5日", period=Period(2015, 12)) == DAY
    assert month("1月份", period=year) == month("1", period=year) == date(2016, 1, 1)
    for wrong in ("2月30日", "13.1"):
        with pytest.raises(CellError, match="不是有效的日期"):
            day(wrong, period=year)


@pytest.mark.parametrize("cell", ["1月5日", "1-5", "12/31", "1.5"])
def test_a_day_without_its_year_is_said_to_lack_it(cell):
    with pytest.raises(CellError, match="没有写年份"):
        day(cell)
