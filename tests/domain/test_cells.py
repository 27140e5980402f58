from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cells import (
    CellError,
    FormulaCell,
    check_computed,
    clean,
    is_empty,
    money,
    says_nothing,
    shown,
    telephone,
    terms,
    text,
    whole,
    yes_or_no,
)

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("100,000", "100000"),
        ("￥1,200", "1200"),
        ("-￥1,200.00", "-1200"),
        ("￥-1,200.00", "-1200"),
        ("1200元", "1200"),
        ("人民币1,200.00元整", "1200"),
        ("(500.00)", "-500"),
        ("（５００．００）", "-500"),
        ("500-", "-500"),
        ("−5", "-5"),
        ("20万", "200000"),
        ("2.5万元", "25000"),
        ("1.2E+5", "120000"),
        (".5", "0.50"),
        ("21474836.48", "21474836.48"),
        (21474836.48, "21474836.48"),
        (0.1 + 0.2, "0.30"),
        (1.005, "1.01"),
        (7, "7"),
        (1e12, "1000000000000"),
    ],
)
def test_amounts_as_offices_write_them(cell, amount):
    assert money(cell) == Decimal(amount)


@pytest.mark.parametrize(
    "cell",
    [
        "(-500)",
        "--5",
        "-500-",
        "¥--5",
        "",
        "abc",
        "1,23",
        "1.2.3",
        "-",
        "12月",
        True,
        date(2016, 1, 5),
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_no_amount_is_refused(cell):
    with pytest.raises(CellError, match="不是金额"):
        money(cell)


@pytest.mark.parametrize("cell", [1e300, "9" * 20, 1e13])
def test_an_amount_larger_than_any_hotels_is_refused(cell):
    with pytest.raises(CellError, match="太大"):
        money(cell)


@given(AMOUNTS)
def test_an_amount_reads_the_same_as_number_and_in_every_writing(amount):
    writings = [float(amount), str(amount), f"{amount:,}", f"¥{amount:,}元", f" {amount} "]
    assert {money(writing) for writing in writings} == {amount}


@pytest.mark.parametrize(
    ("cell", "count"), [(3, 3), (3.0, 3), ("３晚", 3), ("2间", 2), ("1,200", 1200), ("-1", -1)]
)
def test_counts_are_read_with_their_words_and_separators(cell, count):
    assert whole(cell) == count


@pytest.mark.parametrize("cell", [2.5, "三间", "", True, date(2016, 1, 5), float("nan"), 1e10])
def test_what_is_no_count_is_refused(cell):
    with pytest.raises(CellError):
        whole(cell)


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("30", 30),
        (45.0, 45),
        ("30天", 30),
        ("月结30", 30),
        ("月结 45 天", 45),
        ("票到30天", 30),
        ("Net 30", 30),
        ("现结", 0),
        ("现付", 0),
        ("预付", 0),
        ("月结", 30),
        ("季结", 90),
        ("两个月", 60),
        ("2个月", 60),
    ],
)
def test_terms_of_payment_become_days(cell, days):
    assert terms(cell) == days


@pytest.mark.parametrize("cell", ["次月15日", "每月25日结", "每月", "视情况", 9999, -1, "5000天"])
def test_unclear_terms_are_refused(cell):
    with pytest.raises(CellError):
        terms(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (13800138000.0, "13800138000"),
        (13800138000, "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("1.3800138001E+10", "13800138001"),
        ("0755-1234567转801", "0755-1234567转801"),
        ("0755—12345678", "0755-12345678"),
    ],
)
def test_fault_56_telephones(cell, number):
    assert telephone(cell, 60) == number


@pytest.mark.parametrize("cell", ["1.38E+10", "1.3812E2", "1" * 61])
def test_a_telephone_that_lost_digits_is_not_invented(cell):
    with pytest.raises(CellError):
        telephone(cell, 60)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("\u3000甲 公司\u200b ", "甲 公司"),
        ("甲\x00\x07乙", "甲乙"),
        ("甲\ud83d乙", "甲\ufffd乙"),
        ("第一行\r\n第二行", "第一行 第二行"),
        (12.0, "12"),
        (12.5, "12.5"),
        (True, "是"),
        (False, "否"),
        (date(2016, 1, 5), "2016-01-05"),
        (datetime(2016, 1, 5, 14, 30), "2016-01-05 14:30"),
        (time(14, 30), "14:30:00"),
    ],
)
def test_texts_are_cleaned(cell, expected):
    assert text(cell, 60) == expected


def test_lines_stay_in_notes():
    assert text("甲\r\n乙", 60, lines=True) == "甲\n乙"


def test_a_text_too_long_is_refused_and_never_cut():
    assert text("长" * 40, 40) == "长" * 40
    with pytest.raises(CellError, match="有 41 个字，最多 40 个字"):
        text("长" * 41, 40)


@given(st.text())
def test_no_text_breaks_the_cleaning(typed):
    cleaned = text(typed, 10**6, lines=True)
    assert cleaned == cleaned.strip()
    cleaned.encode("utf-8")


def test_fault_56_what_excel_did_not_compute_is_refused():
    for cell in ("#N/A", "#REF!", " #div/0!", FormulaCell("=VLOOKUP(A1,B:C,2,0)")):
        with pytest.raises(CellError):
            check_computed(cell if not cell.startswith(" ") else cell.strip())
    check_computed("#1 楼")
    check_computed("=不是公式")
    check_computed(5.0)


def test_fillers_say_nothing_but_are_not_empty():
    assert says_nothing("—")
    assert says_nothing("暂无")
    assert says_nothing("长期")
    assert not is_empty("—")
    assert is_empty("\u3000")
    assert not says_nothing(0.0)


@pytest.mark.parametrize(("cell", "yes"), [("是", True), ("Y", True), (1.0, True), ("否", False)])
def test_yes_and_no_are_known_in_every_writing(cell, yes):
    assert yes_or_no(cell) is yes


def test_maybe_is_refused():
    with pytest.raises(CellError):
        yes_or_no("也许")


def test_seconds_are_shown_only_where_there_are_any():
    assert shown(datetime(2016, 1, 5, 14, 30, 5)) == "2016-01-05 14:30:05"


@pytest.mark.parametrize("written", ["字" * 32_767, "😀" * 16_383, "字" * 32_760 + "\n" * 7])
def test_what_fills_a_cell_may_have_been_cut_and_is_refused(written):
    with pytest.raises(CellError, match="32767"):
        text(written, 100_000, lines=True)
    assert text("字" * 32_765, 100_000) == "字" * 32_765
    assert text("字" * 32_768, 100_000) == "字" * 32_768


def test_signs_that_turn_the_line_around_are_left_out_and_joined_emoji_stay():
    assert clean("甲\u202e乙\u2066丙\u200f") == "甲乙丙"
    assert clean("\u2060公\xad司\u180e\u061c") == "公司", "as pasted from other programs"
    assert clean("👨\u200d👩\u200d👧") == "👨\u200d👩\u200d👧"
