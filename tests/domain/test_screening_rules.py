import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from app.domain.screening.checks import problems
from app.domain.screening.evidence import LastYear
from app.domain.screening.formulas import formulas, principles
from app.domain.screening.plain import (
    evidence_from,
    plain_evidence,
    plain_points,
    plain_rules,
    points_from,
    rules_from,
)
from app.domain.screening.points import Judgement
from app.domain.screening.rules import DEFAULT_RULES, GradeRule, Method, bands
from app.domain.screening.scoring import suggest
from app.domain.types import Dimension
from tests.domain.screening_evidence import CUT_OFF, evidences, with_rule


def test_the_default_rules_may_be_used_and_weigh_as_the_policy_says():
    assert problems(DEFAULT_RULES) == {}
    weights = [DEFAULT_RULES.of(dimension).weight for dimension in Dimension]
    assert weights == [40, 20, 20, 10, 10]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"weight": Decimal(-1)}, "负数"),
        ({"weight": Decimal("40.5")}, "整数"),
        ({"hand_weight": Decimal(41)}, "手工评分的部分"),
        ({"hand_weight": Decimal(40)}, "方法为手工评分"),
        ({"method": Method.HAND}, "方法为手工评分"),
        ({"method": Method.PROPORTIONAL}, "满分线"),
        ({"method": Method.PROPORTIONAL, "cap": Decimal(0)}, "满分线"),
        ({"bands": ()}, "至少填写一档"),
        ({"bands": bands((100, 40), (100, 20))}, "同为 100"),
        ({"bands": bands((100, 40), (200, 20))}, "从高到低"),
        ({"bands": bands((200, 40), (100, 40))}, "得分须较高"),
        ({"bands": bands((200, 41), (100, 1))}, "满分 40 分"),
        ({"bands": bands((200, 39), (100, 1))}, "满分 40 分"),
        ({"bands": bands((200, 40), (100, -1))}, "负数"),
        ({"bands": bands((200, 40), (0, 1))}, "须大于 0"),
    ],
)
def test_a_wrong_dimension_is_told(changes, words):
    found = problems(with_rule(Dimension.VOLUME, **changes))
    assert words in found["volume"]


def test_shares_lie_between_0_and_100():
    for steps in (bands((101, 20)), bands((50, 20), (-1, 1))):
        found = problems(with_rule(Dimension.SAFETY, bands=steps))
        assert "百分比" in found["safety"]


def test_future_cannot_be_measured():
    found = problems(with_rule(Dimension.FUTURE, method=Method.PERCENTILE, hand_weight=Decimal(0)))
    assert "只能手工评分" in found["future"]


def test_weights_must_sum_to_100():
    found = problems(with_rule(Dimension.FUTURE, weight=Decimal(9), hand_weight=Decimal(9)))
    assert found == {"weights": "各项权重合计须为 100，现在是 99。"}


def test_every_dimension_needs_its_rule():
    assert problems(replace(DEFAULT_RULES, dimensions=()))["weights"]


def grades(*pairs):
    return tuple(GradeRule(name, Decimal(floor)) for name, floor in pairs)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ((), "至少填写一个"),
        (grades(("D", 60), ("D", 0)), "重复"),
        (grades(("", 60), ("D", 0)), "空白"),
        (grades(("特别优秀客户", 60), ("D", 0)), "最多 4 个字"),
        (grades(("A", 60), ("B", 60), ("D", 0)), "从高到低"),
        (grades(("A", 101), ("D", 0)), "超过 100"),
        (grades(("A", 80), ("D", 10)), "须为 0"),
    ],
)
def test_wrong_grades_are_told(wrong, words):
    assert words in problems(replace(DEFAULT_RULES, grades=wrong))["grades"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("capped_grade", "E"),
        ("completeness_min", Decimal(101)),
        ("cost_known_min", Decimal(-1)),
        ("months_of_trade_min", -1),
        ("bookings_min", -1),
        ("long_overdue_cap", Decimal(-1)),
    ],
)
def test_wrong_limits_are_told(name, value):
    assert set(problems(replace(DEFAULT_RULES, **{name: value}))) == {name}


def test_rules_come_back_from_json_as_they_were():
    rules = with_rule(Dimension.PROFIT, method=Method.PROPORTIONAL, cap=Decimal("0.10"))
    assert rules_from(json.loads(json.dumps(plain_rules(rules)))) == rules


@pytest.mark.parametrize("wrong", ["NaN", "Infinity", "很多", None])
def test_rules_that_are_no_rules_are_refused(wrong):
    with pytest.raises(ValueError, match=r".*"):
        rules_from({**plain_rules(DEFAULT_RULES), "completeness_min": wrong})


@given(evidences())
def test_evidence_and_points_come_back_from_json_as_they_were(evidence):
    last = LastYear(2024, Decimal("12.30"), Decimal("81.2"), "A", 3)
    for one in (
        evidence,
        replace(evidence, last_year=last),
        replace(evidence, last_year=replace(last, percent=None)),
    ):
        assert evidence_from(json.loads(json.dumps(plain_evidence(one)))) == one
    points = suggest(evidence, DEFAULT_RULES, {})
    given_by = Judgement(Decimal("4.5"), "理由", "周敏", CUT_OFF)
    points[Dimension.COOPERATION] = replace(
        points[Dimension.COOPERATION], override=given_by, hand=given_by
    )
    assert points_from(json.loads(json.dumps(plain_points(points))), DEFAULT_RULES) == points


def test_rules_are_put_into_words():
    rules = with_rule(Dimension.PROFIT, method=Method.PROPORTIONAL, cap=Decimal(5000))
    volume, profit, safety, future, cooperation = formulas(rules)
    assert volume.weight == "40"
    assert "1,000,000.00 起 40 分" in volume.scale
    assert "达到 5,000.00 得 20 分" in profit.scale
    assert "100% 起 20 分" in safety.scale
    assert future.scale == "手工评分最多 10 分，须写理由。"
    assert cooperation.scale.endswith("手工评分最多 5 分，须写理由。")
    assert "百分位" in formulas(with_rule(Dimension.PROFIT, method=Method.PERCENTILE))[1].scale
    text = "".join(principles(DEFAULT_RULES))
    assert "A 级 80 分起" in text
    assert "不满 3 个月" in text
