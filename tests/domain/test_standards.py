from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.standards import (
    FIRST_STRATEGIES,
    Granted,
    ServiceStandard,
    Standards,
    Strategy,
    credit_excess,
    lowest_rate,
    rate_excess,
    standard_label,
)
from app.domain.types import Scale, StandardKind, Standing

A = ServiceStandard(StandardKind.GRADE, "A", contact_days=14)
NEW = ServiceStandard(StandardKind.STANDING, "new", contact_days=20)
STANDARDS = Standards({"A": A}, {Standing.NEW: NEW})


def test_the_grade_goes_before_the_standing():
    assert STANDARDS.of("A", Standing.NEW) is A


def test_without_a_grade_or_with_one_without_standard_the_standing_says():
    assert STANDARDS.of(None, Standing.NEW) is NEW
    assert STANDARDS.of("E", Standing.NEW) is NEW


def test_where_nothing_is_set_nothing_is_asked():
    nothing = STANDARDS.of("E", Standing.PROSPECT)
    assert nothing == ServiceStandard(StandardKind.STANDING, "prospect")
    assert nothing.contact_days is None


def test_standards_are_named_as_the_office_says():
    assert (A.label, NEW.label) == ("A 级", "新客户")
    assert standard_label(StandardKind.STANDING, "prospect") == "准客户"
    assert standard_label(StandardKind.SCALE, "major") == "大客户"


def test_a_client_has_a_strategy_by_grade_by_standing_and_as_a_key_account():
    a, new = replace(A, strategy="专人照看"), replace(NEW, strategy="回访")
    own = ServiceStandard(StandardKind.SCALE, "ordinary", strategy="")
    standards = Standards({"A": a}, {Standing.NEW: new}, {Scale.ORDINARY: own})
    major = Strategy("大客户", FIRST_STRATEGIES[Scale.MAJOR])
    by_grade, by_standing = Strategy("A 级", "专人照看"), Strategy("新客户", "回访")
    assert standards.strategies("A", Standing.NEW, Scale.MAJOR) == [by_grade, by_standing, major]
    assert standards.strategies(None, Standing.NEW, Scale.ORDINARY) == [by_standing], "each once"


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("", None),
        ("协议价 8 折", None),
        ("8 折，不低于 480 元", Decimal(480)),
        ("不低于１，２８０．５０ 元", Decimal("1280.50")),
        (" 480 ", Decimal(480)),
        ("480 起", None),
    ],
)
def test_the_lowest_rate_is_the_amount_a_ceiling_names(text, yuan):
    assert lowest_rate(text) == yuan


def test_what_goes_beyond_the_ceilings_is_said_and_what_just_reaches_them_is_not():
    standard = replace(A, credit_ceiling=Decimal(50_000), rate_ceiling="不低于 480 元")
    rates = (("标准间", Decimal(480)), ("单人间", Decimal("479.99")), ("大床房", Decimal(400)))
    beyond = Granted(Decimal("50000.01"), rates)
    assert credit_excess(standard, beyond) == (
        "信用额度 50,000.01 元，超过“A 级”的上限 50,000.00 元"
    )
    assert rate_excess(standard, beyond) == (
        "协议价低于“A 级”的最低价 480.00 元：单人间 479.99、大床房 400.00"
    )
    for granted in (Granted(Decimal(50_000), rates[:1]), Granted()):
        assert credit_excess(standard, granted) == rate_excess(standard, granted) == ""
    assert credit_excess(A, beyond) == rate_excess(A, beyond) == "", "no ceiling"
