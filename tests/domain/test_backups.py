from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.backups import ALL_DAYS, DAYS, MONTHS, WEEKS, Contents, age_text, kept

NOW = datetime(2025, 12, 20, 18, 0)
TODAY = NOW.date()
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1))


def half_hours(days):
    return [NOW - timedelta(minutes=30 * n) for n in range(48 * days)]


def test_two_years_of_backups_thin_to_days_weeks_and_months():
    stay = sorted(kept(half_hours(730), TODAY), reverse=True)
    recent = [one for one in stay if one.date() >= TODAY - timedelta(days=1)]
    assert len(recent) == 37 + 48
    assert len(stay) == len(recent) + DAYS + WEEKS + MONTHS
    days = stay[len(recent) : len(recent) + DAYS]
    assert [TODAY - one.date() for one in days] == [timedelta(days=2 + n) for n in range(DAYS)]
    weeks = stay[len(recent) + DAYS : len(recent) + DAYS + WEEKS]
    assert all(a - b <= timedelta(days=7, hours=1) for a, b in pairwise(weeks))
    assert TODAY - stay[-1].date() > timedelta(days=290)


@given(st.sets(MOMENTS, max_size=150))
def test_thinning_again_takes_nothing_more_and_the_newest_always_stays(moments):
    stay = kept(moments, TODAY)
    assert stay <= moments
    assert kept(stay, TODAY) == stay
    assert not moments or max(moments) in stay
    recent = {one for one in moments if one.date() > TODAY - timedelta(days=ALL_DAYS)}
    assert recent <= stay
    assert len(stay - recent) <= DAYS + WEEKS + MONTHS


def test_fault_72_a_clock_that_jumped_a_year_ahead_costs_no_more_than_the_rule():
    moments = half_hours(3)
    stay = kept(moments, TODAY + timedelta(days=400))
    assert {one.date() for one in stay} == {one.date() for one in moments}


def test_contents_and_age_are_told_as_one_speaks():
    contents = Contents("0002", {"client": 1414, "contact": 0})
    assert contents.text == "客户 1,414，联系人 0"
    ago = [age_text(NOW - timedelta(minutes=m), NOW) for m in (0, 59, 61, 1439, 1441)]
    assert ago == ["刚刚", "59 分钟前", "1 小时前", "23 小时前", "1 天前"]
    assert age_text(NOW + timedelta(minutes=90), NOW) == "刚刚"
    assert age_text(NOW + timedelta(days=2), NOW) == "日期在以后"
