from datetime import date
from decimal import Decimal

import pytest

from app.domain.cell_readers import Circumstances
from app.domain.cells import CellError, has_decimal_points, money, renminbi
from app.domain.imports import guess_layout, parse_rows
from app.domain.sheets import Sheet
from app.domain.types import ImportKind
from app.domain.units import YUAN, Unit, unit_above, unit_in

AROUND = Circumstances(date(2026, 11, 22))
DAY = date(2016, 1, 5)
TEN_THOUSAND = Unit(Decimal(10_000))


def amounts(heading, *cells, above=(), field="amount"):
    """Return what a column of bookings is read as; a refused cell as its reason."""
    rows = [*above, ["客户名称", "到店日期", heading], *(["甲", DAY, cell] for cell in cells)]
    sheet = Sheet("x", rows)
    layout = guess_layout([sheet], ImportKind.BOOKINGS, AROUND)
    assert layout is not None
    read = parse_rows(sheet, layout, AROUND)
    return [row.values[field] if field in row.values else row.problems[0].reason for row in read]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("金额", None),
        ("金额(元)", YUAN),
        ("Amount (RMB)", YUAN),
        ("房价（元/间夜）", YUAN),
        ("金额（万元）", TEN_THOUSAND),
        ("消费额/万", TEN_THOUSAND),
        ("產值(萬元)", TEN_THOUSAND),
        ("金额(千元)", Unit(Decimal(1000))),
        ("Revenue (RMB '000)", Unit(Decimal(1000))),
        ("Revenue (K)", Unit(Decimal(1000))),
        ("金额(百万元)", Unit(Decimal(1_000_000))),
        ("金额(亿元)", Unit(Decimal(100_000_000))),
        ("Total (USD)", Unit(foreign="USD")),
        ("金额（港币）", Unit(foreign="港币")),
        ("Total $", Unit(foreign="$")),
        ("万豪会员金额", None),
    ],
)
def test_a_heading_names_its_unit(heading, unit):
    assert unit_in(heading) == unit


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("单位：万元", TEN_THOUSAND),
        ("2016 年预订明细（金额单位: 人民币万元）", TEN_THOUSAND),
        ("(单位：元)", YUAN),
        ("Currency: USD", Unit(foreign="USD")),
        ("填表单位：销售部", YUAN),
        ("制表：财务部　单位：千元　日期：2016-12-31", Unit(Decimal(1000))),
        ("以下金额单位为人民币（万元）", TEN_THOUSAND),
        ("单位：RMB万", TEN_THOUSAND),
        ("单位名称：万科企业", YUAN),
        ("客户单位：亿达（集团）", YUAN),
        ("单位：万（中国）", YUAN),
        ("2016 年预订明细", YUAN),
    ],
)
def test_a_title_tells_the_unit_of_the_whole_table(title, unit):
    assert unit_above([[1.0], ["", title]]) == unit


def test_the_unit_may_stand_under_the_headings_or_below_the_table():
    table = [["客户名称", "到店日期", "金额"], ["", "", ""], *[["甲", DAY, 1.5]] * 9, ["合计"]]
    for row, cells in (
        (1, ["单位：万元"]),
        (1, ["", "", "（万元）"]),
        (11, ["注：金额单位为万元"]),
    ):
        rows = [*table[:row], cells, *table[row + 1 :]]
        layout = guess_layout([Sheet("x", rows)], ImportKind.BOOKINGS, AROUND)
        assert layout is not None
        read = [row for row in parse_rows(Sheet("x", rows), layout, AROUND) if not row.problems]
        assert {row.values["amount"] for row in read} == {15_000}
    client = ["客户单位：万通", ""]
    assert amounts("金额", 5.0, above=[client]) == [5]


def test_amounts_in_ten_thousands_come_in_as_yuan():
    assert amounts("金额(万元)", 12.3456, "1,000", "-0.5") == [
        Decimal("123456.00"),
        Decimal("10000000.00"),
        Decimal("-5000.00"),
    ]
    assert amounts("金额", 12.5, above=[["预订明细", "", "单位：万元"]]) == [Decimal("125000.00")]


def test_what_a_cell_or_its_own_heading_says_goes_before_the_table():
    assert amounts("金额(万元)", "20万", "500元") == [Decimal(200_000), Decimal(500)]
    above = [["预订明细", "", "单位：万元"]]
    assert amounts("金额(元)", 12.5, above=above) == [Decimal("12.50")]
    assert amounts("房价", 380.0, above=above, field="rate") == [Decimal(380)]


def test_other_money_is_refused_and_never_taken_for_yuan():
    assert "人民币" in amounts("金额(USD)", 100.0)[0]
    assert "人民币" in amounts("房价", 380.0, above=[["单位：美元"]], field="rate")[0]
    for written in ("$1,200", "US$ 5", "HKD500", "500美元", "€ 9"):
        with pytest.raises(CellError, match="不是人民币"):
            money(written)


def test_a_row_whose_currency_is_other_money_is_refused():
    for word in ("CNY", "人民币", "RMB", "¥"):
        renminbi(word)
    rows = [
        ["客户名称", "到店日期", "金额", "币种"],
        ["甲", DAY, 1.0, "CNY"],
        ["乙", DAY, 1.0, "USD"],
    ]
    sheet = Sheet("x", rows)
    layout = guess_layout([sheet], ImportKind.BOOKINGS, AROUND)
    assert layout is not None
    first, second = parse_rows(sheet, layout, AROUND)
    assert (first.problems, "currency" in first.values) == ((), False)
    assert [problem.heading for problem in second.problems] == ["币种"]


def test_a_point_before_three_digits_is_a_decimal_point_only_where_the_column_shows_it():
    assert "千位" in amounts("金额", "1.234", "1.234,50")[0]
    assert amounts("金额", "380.000", "1280.000") == [Decimal(380), Decimal(1280)]
    assert has_decimal_points(["1.5"])
    assert not has_decimal_points(["1.234", 5.0, "12", "1.234,50"])
    with pytest.raises(CellError, match="千位"):
        money("1.234")


def test_a_unit_is_called_as_headings_call_it():
    labels = [one.label for one in (YUAN, Unit(Decimal(10_000)), Unit(foreign="美元"))]
    assert labels == ["元", "万元", "美元"]
