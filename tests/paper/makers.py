"""Screenings made up for papers and workbooks: any number of lines, of every kind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.domain.exported import Imprint, PolicyHead
from app.domain.screening.evidence import Evidence, LastYear
from app.domain.screening.line import LineTotal, NoGrade, ScreeningHead, ScreeningLine
from app.domain.screening.points import Judgement, Points
from app.domain.screening.printed import PrintedScreening
from app.domain.screening.rules import DEFAULT_RULES
from app.domain.types import ClientId, Dimension, ScreeningId, ScreeningLineId, ScreeningState

POLICY = PolicyHead(
    subordinate_hotel="金桥大酒店",
    edition="2004-12",
    submitted_to="总经理",
    copied_to="营销总监、财务总监",
    issued_by="营销总监",
    approved_by="总经理",
    effective_on=date(1998, 7, 1),
    revised_on=date(2004, 12, 20),
)
IMPRINT = Imprint("王丽", datetime(2026, 12, 20, 14, 5))
NAMES = (
    "深圳市物业发展（集团）股份有限公司",
    "华东旅行社",
    "中国国际工程咨询协会第三专业委员会秘书处",
    "𠮷野家喆思餐饮",
    "Siemens Healthineers (Shanghai) Co., Ltd. Regional Purchasing",
    "市政府接待办",
)
MANAGERS = ("王丽", "欧阳建国", "陈喆", "")


def made_points(number: int) -> dict[Dimension, Points]:
    """Return points of all dimensions; every fifth line has no profit and no hand scores."""
    missing = number % 5 == 4
    judged = (
        None
        if missing
        else Judgement(Decimal(4), "每月主动来函，行业口碑好", "王丽", date(2026, 12, 18))
    )
    given: dict[Dimension, Points] = {}
    for rule in DEFAULT_RULES.dimensions:
        hidden = missing and rule.dimension in (Dimension.PROFIT, Dimension.FUTURE)
        share = Decimal((number * 7) % 11) / 10
        share = min(share, Decimal(1))
        suggestion = None if hidden or not rule.measured_weight else rule.measured_weight * share
        given[rule.dimension] = Points(
            rule.dimension,
            rule.weight,
            rule.hand_weight,
            suggestion,
            "没有录入成本，资料不足。" if hidden else "按设定的分档折算。",
            hand=judged if rule.hand_weight else None,
        )
    return given


def made_line(number: int) -> ScreeningLine:
    """Return line ``number``, counted from 0."""
    given = made_points(number)
    total = sum((one.total for one in given.values() if one.total is not None), Decimal(0))
    available = sum((one.available for one in given.values()), Decimal(0))
    graded = available >= 60
    months = tuple(
        Decimal(f"{(number * 37 + month * 911) % 90_000}.{month:02}") for month in range(12)
    )
    if number % 7 == 3:
        months = (Decimal("-1234.50"), *months[1:])
    last = LastYear(2025, Decimal(345_678), Decimal(71), "B", number + 3) if number % 3 else None
    return ScreeningLine(
        ScreeningLineId(number + 1),
        ClientId(number + 1),
        f"C{number + 1:05}",
        NAMES[number % len(NAMES)],
        MANAGERS[number % len(MANAGERS)],
        Evidence(
            months=months,
            room_nights=number % 400,
            bookings=number % 60,
            not_fulfilled=number % 5,
            gross_profit=None if number % 5 == 4 else Decimal("23456.70") * (number % 9 - 1),
            cost_known_amount=sum(months, Decimal(0)),
            due=sum(months, Decimal(0)),
            received=sum(months, Decimal(0)) * Decimal("0.9"),
            overdue=(Decimal(0), Decimal("1200.00"), Decimal(0), Decimal("350.50")),
            complaints=number % 3,
            first_stay_on=date(2019, 3, 4),
            last_year=last,
        ),
        given,
        LineTotal(
            total,
            available,
            available,
            (total * 100 / available).quantize(Decimal("0.1")) if available else None,
            "ABCD"[number % 4] if graded else None,
            None if graded else NoGrade.INCOMPLETE,
        ),
        number + 1 if graded else None,
        remark="今年新开三条航线，明年春季有 200 间夜的会议意向。" if number % 2 else "",
    )


def made_screening(count: int, **changes: Any) -> PrintedScreening:
    """Return a screening of ``count`` lines."""
    head = ScreeningHead(
        ScreeningId(1),
        2026,
        1,
        date(2026, 12, 31),
        "",
        ScreeningState.DRAFT,
        DEFAULT_RULES,
    )
    lines: Sequence[ScreeningLine] = [made_line(number) for number in range(count)]
    months = {
        line.client_id: tuple(Decimal(20_000 + month * 1_500) for month in range(12))
        for line in lines
        if line.evidence.last_year is not None
    }
    printed = PrintedScreening(head, lines, POLICY, IMPRINT, months)
    return replace(printed, **changes)
