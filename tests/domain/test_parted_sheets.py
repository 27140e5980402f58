from datetime import date

import pytest

from app.domain.cell_readers import Circumstances
from app.domain.import_notes import layout_notes
from app.domain.imports import guess_layout, parse_rows
from app.domain.parted_sheets import with_clients
from app.domain.sheets import Sheet, with_whole_tables
from app.domain.types import ImportKind

AROUND = Circumstances(date(2026, 11, 22))
HEADINGS = ["单号", "到店日期", "消费合计"]


def read(*rows, kind=ImportKind.BOOKINGS):
    sheet = with_clients(Sheet("x", rows))
    layout = guess_layout([sheet], kind, AROUND)
    assert layout is not None
    return sheet, [
        (row.number, row.values.get("client_name")) for row in parse_rows(sheet, layout, AROUND)
    ]


@pytest.mark.parametrize("named", ["{}", "客户：{}", "协议单位: {}　　业务员：陈明", "Company: {}"])
def test_a_row_of_its_own_names_the_client_of_those_below(named):
    rows = [
        ["2016 年用房表", "", ""],
        [named.format("甲公司"), "", ""],
        HEADINGS,
        ["B1", "2016-1-5", 100.0],
        ["甲公司小计", "", 100.0],
        [],
        [named.format("乙公司")],
        HEADINGS,
        ["B2", "2016-1-5", 100.0, "", ""],
        ["本季合计：100 元", "", ""],
    ]
    sheet, found = read(*rows)
    assert found == [(4, "甲公司"), (9, "乙公司")]
    layout = guess_layout([sheet], ImportKind.BOOKINGS, AROUND)
    assert any("单独写一行" in note for note in layout_notes([sheet], layout))


def test_the_client_may_stand_beside_its_word():
    rows = [HEADINGS, ["单位：", "甲公司"], ["B1", "2016-1-5", 100.0]]
    assert read(*rows)[1] == [(3, "甲公司")]
    headings = ["收款日期", "金额"]
    rows = [["单位：万元"], ["客户：甲公司"], headings, ["2016-1-5", 5.0]]
    assert read(*rows, kind=ImportKind.RECEIPTS)[1] == [(4, "甲公司")]


def test_a_table_with_its_own_column_or_without_any_client_stays_as_it_is():
    for rows in (
        [["客户名称", *HEADINGS], ["甲", "B1", "2016-1-5", 100.0], ["乙公司"]],
        [["2016 年用房表"], HEADINGS, ["B1", "2016-1-5", 100.0]],
        [HEADINGS, ["B1", "2016-1-5", 100.0], ["注：含早餐"], ["2016"], ["长" * 61]],
        [["说明"], ["由销售部填写"]],
        [["金额", "备注"], ["客户：甲公司"], [5.0, "x"]],
    ):
        sheet = Sheet("x", rows)
        assert with_clients(sheet) is sheet


def test_pieces_of_one_table_each_name_their_clients():
    sheets = [
        with_clients(Sheet(name, [[f"2016年{name}"], HEADINGS, ["甲公司"], ["B1", day, 100.0]]))
        for name, day in (("1月", "1.5"), ("2月", "2.5"))
    ]
    whole = with_whole_tables(sheets)
    layout = guess_layout(whole, ImportKind.BOOKINGS, AROUND)
    assert layout is not None
    rows = [*parse_rows(whole[layout.sheet], layout, AROUND)]
    assert [row.values["arrival_on"] for row in rows] == [date(2016, 1, 5), date(2016, 2, 5)]
