"""Lists as CSV: whole, with a mark, safe in a spreadsheet."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import CancelledError
from app.exchange.cell_text import quoted, unquoted
from app.exchange.columns import BookColumn, Format, Formula
from app.exchange.csv_file import write_csv
from app.exchange.reading.reader import read_file

COLUMNS = (BookColumn("名称"), BookColumn("金额", Format.MONEY))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "导出.csv"


def test_cells_are_written_as_they_are_read(place):
    values = [
        Decimal("-1234.5"),
        Decimal("0.125"),
        True,
        False,
        7,
        date(2025, 3, 5),
        time(9, 30),
        None,
        Formula("A1+A2", Decimal(3)),
        "甲,“乙”\n丙",
    ]
    columns = [BookColumn(str(n), Format.MONEY if n == 0 else Format.TEXT) for n in range(10)]
    assert write_csv(place, columns, [values], of=1) == ()
    content = place.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf0,1,2")
    assert content.decode("utf-8-sig").split("\r\n", 1)[1] == (
        '-1234.50,0.125,是,否,7,2025-03-05,09:30,,3,"甲,“乙”\n丙"\r\n'
    )


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+86", "-5", "@x", "\tx", "'=x"])
def test_fault_49_no_text_runs_as_a_formula(place, text):
    write_csv(place, COLUMNS, [(text, Decimal(1))], of=1)
    line = place.read_text("utf-8-sig").split("\n", 1)[1]
    assert line.lstrip('"').startswith("'" + text[:2])
    (sheet,) = read_file(place)
    assert sheet.rows[1][0] == text


@given(st.text(st.sampled_from("'=+-@\t\r甲1")))
def test_a_quoted_text_comes_back(text):
    assert unquoted(quoted(text)) == text
    assert not quoted(text).startswith(tuple("=+-@\t\r"))


def test_a_broken_character_is_told_and_a_long_note_is_whole(place):
    long = "长" * 40_000
    (told,) = write_csv(place, COLUMNS, [("半\ud842个", None), (long, None)], of=2)
    assert "第 2 行“名称”" in told
    assert long in place.read_text("utf-8-sig")


def test_fault_07_a_stopped_export_leaves_the_old_file(place):
    place.write_text("旧")
    told = []
    rows = (("甲", None) for _n in range(1200))
    with pytest.raises(CancelledError):
        write_csv(
            place,
            COLUMNS,
            rows,
            of=1200,
            progress=lambda *at: told.append(at),
            cancelled=lambda: len(told) == 1,
        )
    assert told == [(500, 1200)]
    assert place.read_text() == "旧"
    assert list(place.parent.iterdir()) == [place]
