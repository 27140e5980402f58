from dataclasses import replace
from datetime import date

from app.domain.cell_readers import Circumstances
from app.domain.import_notes import layout_notes
from app.domain.imports import guess_layout, parse_rows
from app.domain.sheets import Sheet, with_whole_tables
from app.domain.types import ImportKind

AROUND = Circumstances(date(2026, 11, 22))
BOOKING = ImportKind.BOOKINGS
HEADINGS = ["客户名称", "到店日期", "金额", "佣金"]


def month(name, *days, titles=(), **about):
    rows = [*titles, HEADINGS, *(["甲", day, 5.0, 1.0] for day in days), ["合计", "", 5.0]]
    return Sheet(name, rows, **about)


def laid_out(*sheets):
    whole = with_whole_tables(sheets)
    layout = guess_layout(whole, BOOKING, AROUND)
    assert layout is not None
    return whole, layout, whole[layout.sheet]


def test_sheets_of_one_table_are_read_as_one_and_each_row_keeps_its_place():
    merged = [(0, 0, 0), (3, 4, 0)]
    months = [
        month("1月", "2016-1-5", "2016-1-6"),
        month("2月", "2016-2-5", "", titles=[["2 月预订"], []], merged=merged),
        Sheet("说明", [["由销售部填写"]]),
        month("3月", "2016-3-5"),
    ]
    whole, layout, sheet = laid_out(*months)
    rows = list(parse_rows(sheet, layout, AROUND))
    assert [row.values["arrival_on"].month for row in rows if "arrival_on" in row.values] == [
        1,
        1,
        2,
        3,
    ]
    places = [sheet.place(row.number) for row in rows]
    assert places == ["1月 2", "1月 3", "2月 4", "2月 5", "3月 2"]
    assert sheet.merged == [(4, 5, 0)]
    assert sheet.rows[4][1] == "2016-2-5"
    assert layout_notes(whole, layout) == (
        "没有用到的列：佣金。",
        "标题相同的工作表合在一起导入：1月、2月、3月。",
        "没有导入的工作表：说明。",
    )


def test_a_copy_of_a_sheet_or_one_in_another_unit_is_no_piece_of_it():
    for other in (
        month("备份", "2016-1-5", "2016-1-6"),
        month("2月", "2016-2-5", titles=[["单位：万元"]]),
        month("2月", "2016-2-5", hidden=True),
        Sheet("2月", [["客户名称", "电话"], ["甲", "1"]]),
    ):
        whole, layout, sheet = laid_out(month("1月", "2016-1-5", "2016-1-6"), other)
        assert (sheet.name, len(whole)) == ("1月", 2)
        name = f"{other.name}（隐藏的）" if other.hidden else other.name
        assert layout_notes(whole, layout)[-1] == f"没有导入的工作表：{name}。"
        assert sheet.place(3) == "3"


def test_a_hidden_sheet_is_taken_only_where_no_other_is_seen():
    hidden = month("旧", "2015-1-5", hidden=True)
    assert laid_out(hidden, month("新", "2016-1-5"))[2].name == "新"
    assert laid_out(hidden)[2].name == "旧"


def test_where_amounts_come_from_without_a_column_of_theirs_is_told():
    heads = {"房价": "乘房夜", "房费": "相加", "备注": "不会有金额"}
    for heading, told in heads.items():
        rows = [["客户名称", "到店日期", heading], ["甲", "2016-1-5", 5.0]]
        (note,) = layout_notes(*laid_out(Sheet("x", rows))[:2])
        assert told in note


def test_amounts_in_another_unit_are_told_and_whole_files_are_not():
    rows = [["客户名称", "到店日期", "金额(万元)"], ["甲", "2016-1-5", 5.0]]
    whole, layout, _sheet = laid_out(Sheet("x", rows))
    (note,) = layout_notes(whole, layout)
    assert "10,000 元" in note
    rows[0][2] = "金额"
    assert layout_notes(*laid_out(Sheet("x", rows))[:2]) == ()


def test_a_ledger_with_payments_below_zero_is_told_and_not_taken_for_refunds():
    headings = ["收款日期", "客户名称", "金额"]
    for amounts, warned in (((-5.0, "(5.00)", 5.0), True), ((-5.0, 5.0, "", 5.0), False)):
        sheets = (Sheet("x", [headings, *(["2016-1-5", "甲", one] for one in amounts), ["合计"]]),)
        layout = guess_layout(sheets, ImportKind.RECEIPTS, AROUND)
        assert layout is not None
        assert any("退款" in note for note in layout_notes(sheets, layout)) is warned
        rows = list(parse_rows(sheets[0], layout, AROUND))
        assert [bool(row.problems) for row in rows] == ([True] * 3 if warned else [False] * 4)
        bare = replace(layout, columns=(None, None, None))
        assert not any("退款" in note for note in layout_notes(sheets, bare))


def test_a_table_of_what_was_paid_back_says_so():
    headings = ["收款日期", "客户名称", "金额"]
    for name, titles, heading in (
        ("退款", [], "金额"),
        ("x", [["退款明细"]], "金额"),
        ("x", [], "金额（退款为负）"),
    ):
        rows = [*titles, [*headings[:2], heading], ["2016-1-5", "甲", -5.0]]
        sheet = Sheet(name, rows)
        layout = guess_layout([sheet], ImportKind.RECEIPTS, AROUND)
        assert layout is not None
        assert [row.values["amount"] for row in parse_rows(sheet, layout, AROUND)] == [-5]
        assert layout_notes([sheet], layout) == ()


def test_of_many_hidden_rows_the_first_are_named():
    rows = month("1月", *(f"2016-1-{n}" for n in range(1, 21)), hidden_rows=frozenset(range(1, 90)))
    whole, layout, sheet = laid_out(rows)
    assert "有 21 行" in layout_notes(whole, layout)[0]
    assert "行号 2、3、4、5、6、7、8、9、10、11 …）" in layout_notes(whole, layout)[0]
    assert list(parse_rows(sheet, replace(layout, visible_only=True), AROUND)) == []
