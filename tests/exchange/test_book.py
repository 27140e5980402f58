from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.domain.cells import FULL_CELL
from app.errors import CancelledError
from app.exchange.book import money_width, write_table
from app.exchange.cell_text import TextLosses
from app.exchange.columns import BookColumn, Format
from app.exchange.reading.reader import read_file

COLUMNS = (BookColumn("编号", Format.CODE), BookColumn("内容"), BookColumn("金额", Format.MONEY))
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+8613800138000",
    "-5",
    "@SUM(A1)",
    "\t=1+1",
    "#N/A",
    "#REF!",
    "=",
    "'quoted",
    "😀 𠮷",
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "list.xlsx"


def written(place, rows, columns=COLUMNS, **more):
    warnings = write_table(place, "清单", columns, rows, of=len(rows), **more)
    return load_workbook(place)["清单"], warnings


def test_fault_49_typed_text_never_becomes_a_formula(place):
    sheet, warnings = written(place, [(text, text, None) for text in HOSTILE])
    for row, text in zip(sheet.iter_rows(min_row=2), HOSTILE, strict=True):
        for cell in row[:2]:
            assert (cell.data_type, cell.value) == ("s", text)
    assert sheet["B2"].quotePrefix
    assert not sheet["B11"].quotePrefix
    assert warnings == ()


def test_text_comes_back_as_it_was(place):
    written(place, [(text, text, None) for text in HOSTILE])
    (sheet,) = read_file(place)
    back = [row[:2] for row in sheet.rows[1:]]
    assert back == [[text, text] for text in HOSTILE]


@settings(max_examples=30)
@given(text=st.text(max_size=40))
def test_any_text_makes_a_file_that_opens(tmp_path_factory, text):
    place = tmp_path_factory.mktemp("book") / "list.xlsx"
    sheet, warnings = written(place, [("1", text, None)])
    cell = sheet["B2"]
    assert cell.data_type in (("s",) if text else ("n",)) or warnings
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert (cell.value or "") == kept or warnings


def test_fault_59_what_cannot_be_written_is_told_with_its_place(place):
    rows = [("1", "长" * 40_000, None), ("2", "a\x00b\ud800", None), ("3", "好", None)]
    sheet, warnings = written(place, rows)
    assert len(sheet["B2"].value) == FULL_CELL
    assert sheet["B3"].value == "ab\ufffd"
    assert len(warnings) == 2
    assert "第 2 行“内容”" in warnings[0]
    assert "第 3 行“内容”" in warnings[1]


def test_cutting_never_halves_a_character():
    losses = TextLosses()
    kept = losses.cell_text("a" + "😀" * 20_000, 1, "内容")
    assert kept == "a" + "😀" * 16_383
    assert losses.sentences()


def test_many_losses_are_counted_not_listed():
    losses = TextLosses()
    for row in range(50):
        losses.cell_text("\x01", row, "内容")
    (sentence,) = losses.sentences()
    assert "等 50 处" in sentence
    assert len(sentence) < 500


def test_values_keep_their_kind_and_format(place):
    columns = (
        BookColumn("天", Format.DAY),
        BookColumn("时", Format.TIME),
        BookColumn("额", Format.MONEY),
        BookColumn("数", Format.WHOLE),
    )
    day, hour = date(2026, 12, 1), time(9, 30)
    sheet, _warnings = written(place, [(day, hour, Decimal("-1234.50"), 7)], columns)
    cells = list(sheet[2])
    assert cells[0].value.date() == day
    assert cells[1].value == hour
    assert [cell.number_format for cell in cells] == [
        "yyyy-mm-dd",
        "hh:mm",
        "#,##0.00_ ;[Red]-#,##0.00_ ",
        "#,##0_ ",
    ]
    assert cells[2].value == -1234.5
    assert cells[3].value == 7


def test_sheet_is_ready_to_print(place):
    sheet, _warnings = written(place, [("1", "甲", Decimal(1))] * 3)
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C4"


def test_stopping_leaves_the_old_file_alone(place):
    place.write_bytes(b"old")
    told: list[int] = []
    with pytest.raises(CancelledError):
        written(
            place,
            [("1", "甲", None)] * 2000,
            progress=lambda done, of: told.append(done),
            cancelled=lambda: len(told) == 2,
        )
    assert told == [500, 1000]
    assert place.read_bytes() == b"old"
    assert list(place.parent.iterdir()) == [place]


def test_a_bug_while_writing_leaves_the_old_file_alone(place):
    place.write_bytes(b"old")
    rows = (("1", "甲", Decimal(1 // left)) for left in (2, 1, 0))
    with pytest.raises(ZeroDivisionError):
        write_table(place, "清单", COLUMNS, rows, of=3)
    assert place.read_bytes() == b"old"


def test_long_text_makes_the_row_higher(place):
    columns = (BookColumn("编号", Format.CODE), BookColumn("说明", Format.LONG, 20))
    sheet, _warnings = written(place, [("1", "短"), ("2", "长" * 30), ("3", "一\n二\n三")], columns)
    assert sheet.row_dimensions[2].height is None
    assert sheet.row_dimensions[3].height == 60
    assert sheet.row_dimensions[4].height == 45


def test_columns_of_amounts_are_wide_enough():
    assert money_width(Decimal(1)) == 12
    assert money_width(Decimal("-123456789012.00")) > len("-123,456,789,012.00")


def test_every_kind_of_value_is_read_back(place):
    columns = [BookColumn(str(number)) for number in range(6)]
    columns[4] = BookColumn("4", Format.DAY)
    moment = datetime(2026, 12, 1, 18, 30)
    row = (True, 7, Decimal("0.1"), "<a & b>", moment, date(1899, 5, 6))
    sheet, _warnings = written(place, [row], columns)
    values = [cell.value for cell in sheet[2]]
    assert values == [True, 7, 0.1, "<a & b>", moment, "1899-05-06"]
