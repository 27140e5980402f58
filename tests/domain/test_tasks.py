from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.tasks import (
    TaskDraft,
    day_problem,
    due_text,
    outcome_problem,
    problems,
    quick_days,
    reason_problem,
    tidied,
)
from app.domain.types import ClientId

TODAY = date(2025, 12, 20)
GOOD = TaskDraft(client_id=ClientId(1), title="寄合同", due_on=TODAY)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, set()),
        ({"client_id": None}, {"client_id"}),
        ({"title": ""}, {"title"}),
        ({"title": "长" * 301}, {"title"}),
        ({"due_on": None}, {"due_on"}),
        ({"due_on": TODAY - timedelta(1)}, {"due_on"}),
        ({"due_on": date(2101, 1, 1)}, {"due_on"}),
    ],
)
def test_what_is_wrong_is_told_by_field(changes, fields):
    assert set(problems(replace(GOOD, **changes), earliest=TODAY)) == fields


def test_a_late_task_may_keep_its_day():
    late = replace(GOOD, due_on=TODAY - timedelta(9))
    assert problems(late, earliest=TODAY - timedelta(9)) == {}
    assert set(day_problem(TODAY - timedelta(10), earliest=TODAY - timedelta(9))) == {"due_on"}


def test_not_doing_something_needs_a_reason():
    assert set(reason_problem("")) == {"reason"}
    assert set(reason_problem("长" * 301)) == {"reason"}
    assert reason_problem("客户已取消") == {}
    assert set(outcome_problem("长" * 301)) == {"outcome"}


def test_a_title_is_one_line():
    assert tidied(replace(GOOD, title=" 寄\n合同\x07 ")).title == "寄 合同"


@pytest.mark.parametrize(
    ("days", "text"), [(-3, "逾期 3 天"), (0, "今天"), (1, "明天"), (2, "后天"), (3, "2025-12-23")]
)
def test_due_days_are_said_as_people_say_them(days, text):
    assert due_text(TODAY + timedelta(days), TODAY) == text


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_quick_days_lie_ahead_and_a_month_is_the_next_one(today):
    (_, tomorrow), (_, week), (_, month) = quick_days(today)
    assert (tomorrow - today).days == 1
    assert (week - today).days == 7
    assert 28 <= (month - today).days <= 31
    assert (month.year * 12 + month.month) - (today.year * 12 + today.month) == 1
