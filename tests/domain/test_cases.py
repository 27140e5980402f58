"""Problems: what may be saved, what is told, and where a problem may go from each state."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case_course import (
    NEXT_STATES,
    OPEN_STATES,
    CaseClock,
    lateness,
    minutes_text,
    move_problem,
    number_of,
    place_in_year,
    proposed_kind,
    proposed_severity,
)
from app.domain.cases import (
    LONGEST,
    AnswerDraft,
    CaseDraft,
    ClosingDraft,
    SolutionDraft,
    StepDraft,
    answer_problems,
    closing_problems,
    problems,
    reopening_problems,
    solution_problems,
    step_problems,
    tidied,
)
from app.domain.types import (
    CaseKind,
    CaseState,
    Channel,
    ClientId,
    DepartmentId,
    Reaction,
    Severity,
)
from tests.conftest import NOW

CLOCK = NOW.replace(hour=10, minute=30, tzinfo=None)
TODAY = CLOCK.date()
DRAFT = CaseDraft(
    client_id=ClientId(1), title="空调太冷", received_on=TODAY, received_time=time(9, 15)
)
STEP = StepDraft(DepartmentId(1), "", "请检修", TODAY)


def wrong(**changes):
    return problems(replace(DRAFT, **changes), now=CLOCK)


def test_what_is_whole_may_be_saved():
    assert wrong() == {}
    assert wrong(solve_due_on=TODAY) == {}


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"client_id": None}, "client_id", "客户"),
        ({"title": ""}, "title", "一句话"),
        ({"title": "长" * 201}, "title", "最多 200"),
        ({"received_on": None}, "received_on", "日期"),
        ({"received_time": None}, "received_time", "期限从这时算起"),
        ({"received_on": date(1925, 1, 1)}, "received_on", "1925"),
        ({"received_on": TODAY + timedelta(1)}, "received_on", "不能晚于今天"),
        ({"received_time": time(10, 31)}, "received_time", "还没到"),
        ({"solve_due_on": TODAY - timedelta(1)}, "solve_due_on", "不能早于收到的日期 2025-12-20"),
        ({"solve_due_on": date(2205, 1, 1)}, "solve_due_on", "2205"),
    ],
)
def test_what_is_wrong_is_told_under_its_field(changes, field, word):
    found = wrong(**changes)
    assert list(found) == [field]
    assert word in found[field]


def test_a_due_date_without_a_day_of_receipt_only_misses_the_latter():
    assert list(wrong(received_on=None, solve_due_on=TODAY)) == ["received_on"]


def test_a_title_stands_on_one_line():
    made = tidied(replace(DRAFT, title=" 空调\n太冷 ", asked="一\n二\x07"))
    assert (made.title, made.asked) == ("空调 太冷", "一\n二")


def answer_wrong(**changes):
    good = AnswerDraft("已致歉", TODAY, time(9, 30))
    received = CLOCK.replace(hour=9, minute=15, second=40)
    return answer_problems(replace(good, **changes), received=received, now=CLOCK)


def test_an_answer_has_words_and_comes_after_the_question():
    assert answer_wrong() == {}
    assert answer_wrong(answered_time=time(9, 15)) == {}, "in the same minute"
    assert "怎样答复" in answer_wrong(answer=" ")["answer"]
    assert "2025-12-20 09:15" in answer_wrong(answered_time=time(9, 14))["answered_on"]
    assert "还没到" in answer_wrong(answered_time=time(11))["answered_time"]
    assert list(answer_wrong(answered_on=None)) == ["answered_on"]
    assert list(answer_wrong(answered_time=None)) == ["answered_time"]


def test_nothing_is_solved_without_a_solution():
    assert "没有解决办法" in solution_problems(SolutionDraft(" "))["solution"]
    assert solution_problems(SolutionDraft("减免", compensation_amount=Decimal(0))) == {}
    found = solution_problems(SolutionDraft("减免", "长" * 301, Decimal(-1)))
    assert set(found) == {"compensation", "compensation_amount"}


def test_nothing_is_closed_without_asking_the_client():
    assert "问过客户" in closing_problems(ClosingDraft())["satisfaction"]
    assert closing_problems(ClosingDraft(Reaction.NEUTRAL)) == {}


def test_reopening_needs_a_reason():
    assert "为什么" in reopening_problems(" ")["reason"]
    assert reopening_problems("又冷了") == {}
    assert "太长" in reopening_problems("长" * (LONGEST["reason"] + 1))["reason"]


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"department_id": None}, "department_id", "部门"),
        ({"asked": ""}, "asked", "做什么"),
        ({"asked_on": None}, "asked_on", "交办日期"),
        ({"asked_on": TODAY + timedelta(1)}, "asked_on", "不能晚于今天"),
        ({"due_on": TODAY - timedelta(1)}, "due_on", "不能早于交办日期 2025-12-20"),
        ({"answer": "已修"}, "answered_on", "答复日期"),
        ({"answered_on": TODAY}, "answer", "怎样答复"),
        ({"answer": "已修", "answered_on": TODAY + timedelta(1)}, "answered_on", "今天"),
        ({"answer": "已修", "answered_on": TODAY - timedelta(1)}, "answered_on", "早于交办"),
    ],
)
def test_what_is_wrong_with_a_departments_step_is_told(changes, field, word):
    found = step_problems(replace(STEP, **changes), today=TODAY)
    assert list(found) == [field]
    assert word in found[field]


def test_a_departments_step_may_be_open_or_answered():
    assert step_problems(replace(STEP, due_on=TODAY), today=TODAY) == {}
    answered = replace(STEP, answer="已修", answered_on=TODAY)
    assert step_problems(answered, today=TODAY) == {}
    undated = replace(answered, asked_on=None)
    assert list(step_problems(undated, today=TODAY)) == ["asked_on"]


states = st.sampled_from(list(CaseState))


@given(st.lists(states, max_size=12))
def test_no_course_closes_what_was_never_solved(wanted):
    """Whatever somebody tries, a problem is closed only right after it was solved."""
    passed = [CaseState.WAITING]
    for state in wanted:
        if not move_problem(passed[-1], state):
            passed.append(state)
    for before, after in pairwise(passed):
        assert after in NEXT_STATES[before]
        if after is CaseState.CLOSED:
            assert before is CaseState.SOLVED
        if before is CaseState.CLOSED:
            assert after is CaseState.WORKING, "a closed one is reopened and nothing else"
    assert passed.count(CaseState.WAITING) == 1, "nothing waits twice"


@given(states, states)
def test_every_refusal_says_why(now, wanted):
    told = move_problem(now, wanted)
    assert bool(told) is (wanted not in NEXT_STATES[now])
    if told and wanted is CaseState.CLOSED and now in OPEN_STATES:
        assert "还没有解决办法" in told
    elif told:
        assert now.label in told


@given(st.integers(1980, 2100), st.integers(1, 200_000))
def test_a_number_gives_its_place_back(year, place):
    number = number_of(year, place)
    assert number.startswith(f"{year}-")
    assert place_in_year(number) == place


@pytest.mark.parametrize(
    ("channel", "text", "kind"),
    [
        (Channel.HOTLINE, "想订房", CaseKind.COMPLAINT),
        (Channel.CALL, "投诉热水慢", CaseKind.COMPLAINT),
        (Channel.MESSAGE, "发来入住名单，请安排接站", CaseKind.TRANSFER),
        (Channel.CALL, "核对上月账单", CaseKind.PAYMENT),
        (Channel.CALL, "询问旺季用房", CaseKind.BOOKING),
        (Channel.CALL, "咨询价格", CaseKind.ENQUIRY),
        (Channel.VISIT, "聊了聊", CaseKind.OTHER),
    ],
)
def test_the_kind_is_proposed_from_what_was_said(channel, text, kind):
    assert proposed_kind(channel, text) is kind


def test_a_displeased_client_is_taken_seriously():
    assert proposed_severity(Reaction.DISPLEASED) is Severity.SERIOUS
    assert proposed_severity(None) is Severity.ORDINARY


def clock(state=CaseState.WORKING, answered=None, answer_due=None, solve_due=None):
    return CaseClock(state, answered, answer_due, solve_due)


@pytest.mark.parametrize(
    ("told", "late", "of"),
    [
        ("", False, clock()),
        ("", False, clock(CaseState.SOLVED, solve_due=date(2025, 1, 1))),
        ("", False, clock(CaseState.CLOSED, answer_due=NOW - timedelta(1))),
        ("答复已超时 3 小时", True, clock(answer_due=NOW - timedelta(hours=3))),
        ("2 小时内答复", False, clock(answer_due=NOW + timedelta(hours=2))),
        ("解决已逾期 2 天", True, clock(solve_due=NOW.date() - timedelta(2))),
        ("今天到期", False, clock(answered=NOW, answer_due=NOW, solve_due=NOW.date())),
        ("2025-12-24 前解决", False, clock(solve_due=date(2025, 12, 24))),
    ],
)
def test_what_is_late_is_said_with_by_how_much(told, late, of):
    found = lateness(of, NOW)
    assert (found.text, found.late) == (told, late)


def test_a_late_solution_outweighs_an_answer_still_in_time():
    found = lateness(clock(answer_due=NOW + timedelta(1), solve_due=date(2025, 12, 1)), NOW)
    assert found.late
    assert "解决" in found.text


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(-3, "0 分钟"), (59, "59 分钟"), (60, "1 小时"), (47 * 60, "47 小时"), (72 * 60, "3 天")],
)
def test_times_are_said_as_the_office_says_them(minutes, told):
    assert minutes_text(minutes) == told
