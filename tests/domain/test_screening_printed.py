from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.domain.screening.evidence import Evidence, LastYear
from app.domain.screening.points import Judgement, Points
from app.domain.screening.printed import evidence_sentence, reason_sentence
from app.domain.types import Dimension

YEAR = Evidence(
    months=(Decimal("1000.50"), *[Decimal(0)] * 11),
    room_nights=12,
    bookings=4,
    not_fulfilled=1,
    gross_profit=Decimal("-20.00"),
    cost_known_amount=Decimal("500.25"),
    due=Decimal(3000),
    received=Decimal("2999.99"),
    overdue=(Decimal(0), Decimal(0), Decimal(0), Decimal("0.01")),
    complaints=2,
    first_stay_on=date(2020, 5, 1),
    last_year=LastYear(2015, Decimal(900)),
)
SILENT = Evidence()


def told(dimension: Dimension, evidence: Evidence = YEAR) -> str:
    return evidence_sentence(dimension, evidence)


def test_each_dimension_tells_its_evidence():
    assert told(Dimension.VOLUME) == ("全年预订额 1,000.50 元，12 房夜，4 笔预订。去年 900.00 元。")
    assert told(Dimension.PROFIT) == "毛利 -20.00 元，已知成本的预订占 50%。"
    assert told(Dimension.SAFETY) == (
        "到期应收 3,000.00 元，已收 2,999.99 元（99.9%）。逾期 0.01 元，其中 90 天以上 0.01 元。"
    )
    assert told(Dimension.FUTURE) == "按同业地位、经营作风、发展前景评定。首次入住 2020-05-01。"
    assert told(Dimension.COOPERATION) == "预订 4 笔，取消或未到 1 笔，履约率 75%。投诉 2 次。"


def test_what_is_not_known_is_said():
    assert told(Dimension.VOLUME, SILENT) == "全年预订额 0.00 元，0 房夜，0 笔预订。"
    assert told(Dimension.PROFIT, SILENT) == "未录入成本，毛利不详。"
    assert told(Dimension.SAFETY, SILENT) == "无到期应收款。"
    assert told(Dimension.FUTURE, SILENT) == "按同业地位、经营作风、发展前景评定。"
    assert told(Dimension.COOPERATION, SILENT) == "全年没有预订。"
    assert told(Dimension.SAFETY, replace(SILENT, on_credit=False)) == "现结，无挂账。"


def test_reasons_name_who_judged_and_how_many_points():
    points = Points(Dimension.FUTURE, Decimal(10), Decimal(10), None, "")
    assert reason_sentence(points) == ""
    judged = Judgement(Decimal("7.5"), "新建产业园", "王丽", date(2026, 12, 1))
    assert reason_sentence(replace(points, hand=judged)) == "手工评分 7.5 分：新建产业园（王丽）"
    both = replace(points, reason="按分档得 5 分。", override=judged)
    assert reason_sentence(both) == "按分档得 5 分。\n改为 7.5 分：新建产业园（王丽）"
