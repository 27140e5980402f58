"""Who is proposed as key account, what a valid plan is, and what a handover keeps."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.handover import (
    HandoverDraft,
    HandoverFigures,
    figures_from,
    handover_problems,
    named_matters,
    totals,
)
from app.domain.key_accounts import (
    PlanDraft,
    ReviewDraft,
    next_review,
    plan_problems,
    proposals,
    refusal_problems,
    refused_since,
    review_problems,
    tidied_plan,
    volumes,
)
from app.domain.receptions import ReceptionDraft, problems, tidied
from app.domain.types import ClientId, StaffId
from tests.conftest import TODAY

AMOUNTS = [(ClientId(1), 70_000), (ClientId(2), 20_000), (ClientId(3), 10_000)]
YUAN = st.decimals(-(10**9), 10**9, places=2)
FEN = st.integers(-(10**11), 10**11)


def test_the_largest_and_the_best_are_proposed_with_their_reasons():
    found = list(proposals(2025, volumes(AMOUNTS), {ClientId(3), ClientId(9), ClientId(2)}, {2}))
    assert [one.client_id for one in found] == [1, 3, 9]
    assert found[0].reasons == ("2025 年预订额排第 1，占全部的 70.0 %",)
    assert found[1].reasons == ("等级为 A",)
    assert found[2].volume is None
    both = list(proposals(2025, volumes(AMOUNTS), {ClientId(1)}, ()))
    assert len(both[0].reasons) == 2
    assert both[1].client_id == 2, "the one that passes 80 % counts"


@given(st.lists(FEN, max_size=30))
def test_shares_are_those_of_what_was_bought(amounts):
    pairs = [(ClientId(number), fen) for number, fen in enumerate(amounts)]
    found = list(volumes(pairs).values())
    assert {one.client_id: one.amount * 100 for one in found} == dict(pairs)
    whole = sum(one.percent for one in found)
    assert abs(whole - (100 if any(a > 0 for a in amounts) else 0)) < Decimal("0.001")
    assert all(one.percent >= 0 for one in found)
    assert [one.fen for one in found] == sorted(amounts, reverse=True)


@given(st.lists(st.integers(1, 10**11), min_size=1, max_size=30, unique=True))
def test_the_largest_are_as_few_as_bring_80_percent(amounts):
    pairs = [(ClientId(number), fen) for number, fen in enumerate(amounts)]
    largest = [one.fen for one in volumes(pairs).values() if one.largest]
    assert sum(largest) * 100 >= sum(amounts) * 80
    assert sum(largest[:-1]) * 100 < sum(amounts) * 80
    assert largest == sorted(amounts, reverse=True)[: len(largest)]


def test_those_that_bought_the_same_are_proposed_together_or_not_at_all():
    amounts = [(ClientId(n), fen) for n, fen in enumerate((50, 30, 30, 30, 10, 0, -5), 1)]
    found = volumes(amounts)
    assert [found[ClientId(n)].place for n in range(1, 8)] == [1, 2, 2, 2, 5, 6, 7]
    assert [n for n, one in found.items() if one.largest] == [1, 2, 3, 4]
    nothing = volumes([(ClientId(1), 0), (ClientId(2), -3)])
    assert [(one.largest, one.percent) for one in nothing.values()] == [(False, 0)] * 2


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_reviews_move_on_by_months(last_on, months):
    following = next_review(last_on, months)
    assert (following.year * 12 + following.month) - (last_on.year * 12 + last_on.month) == months
    assert following.day in {last_on.day, 28, 29, 30}
    assert refused_since(date(2025, 12, 20)) == date(2024, 12, 20)


def test_what_a_plan_and_a_review_need():
    draft = tidied_plan(PlanDraft(development=" 增长\x00 ", review_months=3))
    assert draft.development == "增长"
    assert plan_problems(draft) == {}
    assert set(plan_problems(replace(draft, problems="长" * 4001))) == {"problems"}
    for months in (None, 0, 25):
        assert set(plan_problems(replace(draft, review_months=months))) == {"review_months"}
    assert set(review_problems(ReviewDraft(), TODAY)) == {"reviewed_on", "remark"}
    late = ReviewDraft(TODAY + timedelta(1), "长" * 4001)
    assert set(review_problems(late, TODAY)) == {"reviewed_on", "remark"}
    assert review_problems(ReviewDraft(TODAY, "续签"), TODAY) == {}
    assert set(refusal_problems("")) == set(refusal_problems("长" * 301)) == {"reason"}
    assert refusal_problems("量不稳定") == {}


def test_what_a_reception_needs():
    assert set(problems(ReceptionDraft())) == {"client_id", "guest", "arrives_on"}
    good = tidied(ReceptionDraft(ClientId(1), guest=" 陆远航\n先生 ", arrives_on=TODAY, people=3))
    assert good.guest == "陆远航 先生"
    assert problems(good) == {}
    wrong = {
        "people": 0,
        "leaves_on": TODAY - timedelta(1),
        "arrives_on": date(2222, 1, 1),
        "rank": "长" * 61,
        "prepared": "长" * 2001,
    }
    for name, value in wrong.items():
        assert set(problems(replace(good, **{name: value}))) == {name}
    assert problems(replace(good, leaves_on=TODAY)) == {}


def test_what_a_handover_needs():
    assert set(handover_problems(HandoverDraft())) == {
        "from_staff_id",
        "to_staff_id",
        "client_ids",
    }
    good = HandoverDraft(StaffId(1), StaffId(2), (ClientId(1),))
    assert handover_problems(good) == {}
    assert handover_problems(replace(good, client_ids=(), leaves=True)) == {}
    assert set(handover_problems(replace(good, to_staff_id=StaffId(1)))) == {"to_staff_id"}
    assert set(handover_problems(replace(good, reason="长" * 301))) == {"reason"}
    remarks = {ClientId(1): "长" * 1001}
    assert set(handover_problems(replace(good, remarks=remarks))) == {"remarks"}


@given(YUAN, st.none() | st.dates(), st.lists(st.text(), max_size=3), st.none() | st.text())
def test_a_frozen_state_is_read_back_as_it_was(amount, day, matters, grade):
    figures = HandoverFigures(
        "KH1", "客户", grade, "", amount, amount, amount, amount, 2, 1, tuple(matters), day, day
    )
    assert figures_from(figures.to_json()) == figures


def test_older_figures_have_defaults_and_unknown_ones_are_left_out():
    assert figures_from({"code": "KH1", "name": "客户", "new": 1}) == HandoverFigures("KH1", "客户")


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (5, 5), (6, 6), (12, 6)])
def test_only_the_first_open_matters_are_named(count, shown):
    found = named_matters([f"第 {n} 项" for n in range(count)])
    assert len(found) == shown
    assert (found[-1:] == (f"……另有 {count - 5} 项",)) is (count > 5)


def test_a_handover_is_summed():
    one = HandoverFigures("KH1", "客户", amount=Decimal(5), overdue=Decimal(2), open_tasks=3)
    found = totals([one, replace(one, open_cases=1)])
    assert (found.clients, found.amount, found.overdue) == (2, 10, 4)
    assert (found.open_tasks, found.open_cases) == (6, 1)
    assert totals([]).amount == 0
