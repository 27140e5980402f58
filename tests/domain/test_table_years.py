from datetime import date

import pytest

from app.domain.table_years import DayOfTable, Period, not_after, not_before, period_in

DAY = date(2016, 1, 5)


@pytest.mark.parametrize(
    ("titles", "period"),
    [
        ([["2016年度协议客户用房表"]], Period(2016)),
        ([["用房表", 5.0], ["2016年1月"]], Period(2016, 1)),
        ([["2016 年 3 季度"]], Period(2016, 8)),
        ([["二季度"], ["2016年"]], Period(2016, 5)),
        ([["统计区间：2016-01-01 至 2016-12-31"]], Period(2016)),
        ([[], ["1月"], ["销售明细2016"]], Period(2016, 1)),
        ([["2016年"], ["2015年旧表"]], Period(2016)),
        ([["2016年销售", "打印日期：2017年1月3日"]], Period(2016)),
        ([["2016年", "2015年"], ["2016年"]], None),
        ([["共 20160 间夜"], ["Sheet1"]], None),
    ],
)
def test_titles_say_of_which_year_a_table_is(titles, period):
    assert period_in(*titles) == period


@pytest.mark.parametrize("period", [Period(2016), Period(2016, 1)])
def test_a_period_is_known_again_by_its_label(period):
    assert period_in([period.label]) == period


def test_a_day_over_the_turn_of_the_year_is_in_the_next_or_the_last():
    after, before = DayOfTable(2016, 1, 2), DayOfTable(2016, 12, 30)
    assert not_before(after, before) == date(2017, 1, 2)
    assert not_after(before, after) == date(2015, 12, 30)


def test_a_day_with_a_year_or_far_from_the_turn_stays():
    assert not_before(date(2016, 1, 2), date(2016, 12, 30)) == date(2016, 1, 2)
    assert not_before(DAY, DAY) == not_after(DAY, DAY) == DAY
    slip = DayOfTable(2016, 5, 8)
    assert not_before(slip, DayOfTable(2016, 5, 10)) == slip, "told as a departure too early"
    assert not_before(DayOfTable(9999, 1, 2), date(9999, 12, 30)) == date(9999, 1, 2)
    assert not_after(DayOfTable(2016, 2, 29), DayOfTable(2016, 2, 1)) == date(2016, 2, 29)
