from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.paper.flow import Leaf
from app.paper.fonts import face
from app.paper.table import Align, PaperColumn, RowStyle, Table, draw_rules
from app.paper.text import printable, wrapped
from app.paper.units import mm

COLUMNS = (
    PaperColumn("编号", 20),
    PaperColumn("名称", 30, weight=1),
    PaperColumn("金额", 25, align=Align.LEFT, number=True),
)
TEXT = st.text("abcXYZ 0123,.-()公司旅行社（集团）、。𠮷喆\u3000\n\t\x00", max_size=60)


@given(TEXT)
def test_wrapping_loses_nothing_but_spaces_and_fits(text):
    size = face(8)
    lines = wrapped(text, size, mm(22)).split("\n")
    assert "".join("".join(lines).split()) == "".join(printable(text).split())
    assert all(size.width(line.rstrip()) <= mm(22) * 1.02 for line in lines)


def test_astral_characters_are_not_torn_apart():
    assert wrapped("𠮷" * 30, face(8), mm(20)).replace("\n", "") == "𠮷" * 30


def test_what_has_no_shape_becomes_a_space_or_a_mark():
    assert printable("a\x00b\r\nc\ud800d") == "a b\nc\ufffdd"
    assert printable("甲\u3000乙") == "甲\u3000乙"


def test_row_is_as_high_as_its_longest_cell():
    table = Table(COLUMNS, mm(100))
    low, high = table.row(("1", "短", "1.00")), table.row(("1", "长" * 60, "1.00"))
    assert high.height > low.height
    assert high.cells[1].count("\n") >= 2


def test_numbers_are_never_broken():
    row = Table(COLUMNS, mm(100)).row(("1", "", "123,456,789,012,345,678.00"))
    assert row.cells[2] == "123,456,789,012,345,678.00"


def test_row_higher_than_a_page_goes_on_below():
    table = Table(COLUMNS, mm(100))
    parts = list(table.rows([("1", "长" * 400, "-5")], mm(20)))
    assert len(parts) > 1
    assert all(part.height <= mm(20) for part in parts)
    assert "".join(part.cells[1].replace("\n", "") for part in parts) == "长" * 400
    assert [part.cells[0] for part in parts] == ["1", *[""] * (len(parts) - 1)]


def test_columns_fill_the_width_or_shrink_to_it():
    assert round(Table(COLUMNS, mm(100)).edges[-1]) == round(mm(100))
    assert round(Table(COLUMNS, mm(50)).edges[-1]) == round(mm(50))


def painted(row) -> QImage:
    picture = QImage(round(mm(100)), round(row.height), QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    row.paint(Leaf(painter, 1, 1), QRectF(0, 0, mm(100), row.height))
    painter.end()
    return picture


def colours(picture: QImage, left: float, right: float) -> set[tuple[int, int, int]]:
    return {
        (colour.red(), colour.green(), colour.blue())
        for x in range(round(mm(left)), round(mm(right)), 3)
        for y in range(0, picture.height(), 3)
        if (colour := picture.pixelColor(x, y)).lightness() < 200
    }


def test_negative_number_is_red_and_stands_right():
    table = Table(COLUMNS, mm(100))
    negative = painted(table.row(("", "", "-12.50")))
    assert any(red > 120 > green for red, green, _blue in colours(negative, 85, 100))
    assert not colours(negative, 0, 84)
    positive = painted(table.row(("", "", "12.50")))
    assert all(abs(red - green) < 60 for red, green, _blue in colours(positive, 85, 100))


def test_too_long_a_number_stays_in_its_column():
    table = Table(COLUMNS, mm(100))
    picture = painted(table.row(("", "", "-123,456,789,012,345,678,901.00")))
    assert not colours(picture, 0, 74)
    assert any(red > 120 > green for red, green, _blue in colours(picture, 75, 100))


def test_group_spans_the_table():
    table = Table(COLUMNS, mm(100))
    group = table.group("王丽的客户")
    assert group.edges == (table.edges[0], table.edges[-1])
    assert table.row(("", "合计", "1"), RowStyle.TOTAL).edges == table.edges
    assert colours(painted(group), 0, 40)


def test_upright_rules_stop_at_a_group():
    table = Table(COLUMNS, mm(100))
    rows = [table.row(("1", "", "")), table.group(""), table.row(("2", "", ""))]
    tops = [sum(row.height for row in rows[:n]) for n in range(3)]
    picture = QImage(round(mm(100)), round(tops[2] + rows[2].height), QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    draw_rules(painter, 0, zip(rows, tops, strict=True))
    painter.end()
    x = round(table.edges[1])
    middles = [round(top + row.height / 2) for row, top in zip(rows, tops, strict=True)]
    ruled = [
        any(picture.pixelColor(x + shift, y).lightness() < 200 for shift in range(-3, 4))
        for y in middles
    ]
    assert ruled == [True, False, True]
