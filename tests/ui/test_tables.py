"""The table every list is shown in."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication

from app.ui.preferences import Preferences
from app.ui.record_table import RecordTable
from app.ui.tables import CENTRE, LEFT, PAGE, PAGES_KEPT, RIGHT, Column, PagedTableModel

COLUMNS = (
    Column("code", "编号", lambda row: f"K{row.id}", width=80),
    Column("amount", "金额", lambda row: f"{row.id}.00", RIGHT, colour=lambda row: "#b3261e"),
    Column("note", "备注", lambda row: "", hidden=True, sortable=False),
)


@dataclass(frozen=True)
class Line:
    id: int


@pytest.fixture
def preferences(tmp_path):
    return Preferences(tmp_path / "p.ini")


def make(qtbot, preferences, ids, gone=()):
    asked = []

    def read(page):
        asked.append(list(page))
        return [Line(id_) for id_ in page if id_ not in gone]

    model = PagedTableModel(COLUMNS, read)
    table = RecordTable(model, preferences, "linesTable")
    qtbot.addWidget(table)
    table.show_ids(ids)
    return model, table, asked


def test_only_the_pages_looked_at_are_read(qtbot, qtmodeltester, preferences):
    model, _table, asked = make(qtbot, preferences, list(range(1, 20_001)))
    asked.clear()
    assert model.rowCount() == 20_000
    assert model.index(10 * PAGE, 0).data() == f"K{10 * PAGE + 1}"
    assert [len(page) for page in asked] == [PAGE]
    for page in range(PAGES_KEPT + 5):
        model.index(page * PAGE, 0).data()
    assert len(model._pages) == PAGES_KEPT
    small = PagedTableModel(COLUMNS, lambda ids: [Line(id_) for id_ in ids])
    small.show([1, 2, 3])
    qtmodeltester.check(small)


def test_a_record_deleted_meanwhile_shows_blank(qtbot, preferences):
    model, _table, _asked = make(qtbot, preferences, [1, 2, 3], gone={2})
    assert [model.index(row, 0).data() for row in range(3)] == ["K1", "", "K3"]
    assert model.index(1, 1).data(Qt.ItemDataRole.ForegroundRole) is None
    assert model.record_at(1) is None
    assert model.record_at(99) is None


def test_cells_have_alignment_and_colour(qtbot, preferences):
    model, _table, _asked = make(qtbot, preferences, [1])
    number = model.index(0, 1)
    assert number.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert number.data(Qt.ItemDataRole.ForegroundRole).name() == "#b3261e"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "金额"
    assert model.headerData(0, Qt.Orientation.Vertical) == "1"


def test_cursor_selection_and_place_survive_new_ids(qtbot, preferences):
    _model, table, _asked = make(qtbot, preferences, list(range(1, 101)))
    table.selectRow(9)
    assert table.chosen_ids() == [10]
    table.show_ids([*range(101, 120), *range(1, 101)])
    assert (table.current_id(), table.chosen_ids()) == (10, [10])
    table.show_ids([1, 2])
    assert table.chosen_ids() == []
    table.show_ids([1, 2])


def test_a_row_is_chosen_also_while_ctrl_is_held(qtbot, preferences):
    _model, table, _asked = make(qtbot, preferences, [7, 8])
    table.selectRow(0)
    qtbot.keyPress(table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    table.selectRow(0)
    assert table.chosen_ids() == [7]
    table.selectRow(1)
    assert table.chosen_ids() == [8]
    qtbot.keyRelease(table, Qt.Key.Key_F)


class Counting(PagedTableModel[Line]):
    asked = 0

    def flags(self, index):
        self.asked += 1
        return super().flags(index)


def test_how_many_are_chosen_is_known_without_asking_every_cell(qtbot, preferences):
    model = Counting(COLUMNS, lambda ids: [Line(id_) for id_ in ids])
    table = RecordTable(model, preferences, "linesTable")
    qtbot.addWidget(table)
    table.show_ids(list(range(1, 1001)))
    table.selectAll()
    model.asked = 0
    assert table.chosen_ids() == list(model.ids)
    assert not model.asked


def test_headings_are_painted_without_asking_every_chosen_cell(qtbot, preferences):
    model = Counting(COLUMNS, lambda ids: [Line(id_) for id_ in ids])
    table = RecordTable(model, preferences, "linesTable")
    qtbot.addWidget(table)
    table.show_ids(list(range(1, 1001)))
    table.selectAll()
    model.asked = 0
    table.horizontalHeader().grab()
    assert not model.asked


def test_gaps_in_what_is_chosen_stay_gaps(qtbot, preferences):
    _model, table, _asked = make(qtbot, preferences, list(range(1, 10)))
    table.clearSelection()
    _choose_rows(table, (0, 1, 4, 8))
    table.show_ids(list(range(10)))
    assert table.chosen_ids() == [1, 2, 5, 9]


def _choose_rows(table, rows):
    flags = QItemSelectionModel.SelectionFlag
    for row in rows:
        index = table.model().index(row, 0)
        table.selectionModel().select(index, flags.Select | flags.Rows)


def test_enter_and_double_click_open_a_record(qtbot, preferences):
    _model, table, _asked = make(qtbot, preferences, [7, 8])
    table.show()
    table.go_to(8)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [8]
    table.go_to(99)
    assert table.current_id() == 8


def test_rows_are_copied_with_their_headings(qtbot, preferences):
    _model, table, _asked = make(qtbot, preferences, [7, 8])
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "编号\t金额\nK7\t7.00\nK8\t8.00"


def test_a_header_click_asks_for_another_order(qtbot, preferences):
    _model, table, _asked = make(qtbot, preferences, [1])
    wanted = []
    table.sort_wanted.connect(lambda key, down: wanted.append((key, down)))
    table.sort_by("code", descending=False)
    assert wanted == []
    table.show()
    header = table.horizontalHeader()
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    header.setSortIndicator(2, Qt.SortOrder.AscendingOrder)
    assert wanted == [("amount", True)]
    assert (header.sorted_by, header.ascending) == (1, False), "the arrow stays where it sorts"
    qtbot.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(header.sectionPosition(0) + 20, 9)
    )
    assert wanted[1:] == [("code", False)]


def arrow_of(table, section):
    """Return the arrow's columns of pixels and whether its tip is on top."""
    header = table.horizontalHeader()
    picture = header.grab().toImage()
    left, width = header.sectionPosition(section), header.sectionSize(section)
    middle = picture.height() // 2
    dark = [
        sum(picture.pixelColor(left + x, y).lightness() < 128 for x in range(width))
        for y in range(middle - 6, middle + 7)
    ]
    return [count for count in dark if count]


def test_the_arrow_points_up_where_the_small_come_first_and_keeps_off_the_text(qtbot, preferences):
    _model, table, _asked = make(qtbot, preferences, [1])
    table.show()
    table.setColumnWidth(0, 200)
    table.model().columns = (Column("code", "", str), *COLUMNS[1:])  # the arrow alone is dark
    table.sort_by("code", descending=False)
    rows = arrow_of(table, 0)
    assert rows
    assert rows == sorted(rows)
    table.sort_by("code", descending=True)
    rows = arrow_of(table, 0)
    assert rows == sorted(rows, reverse=True)


@pytest.mark.parametrize("align", [LEFT, CENTRE, RIGHT])
def test_a_sorted_heading_shows_its_text_beside_the_arrow(qtbot, preferences, align):
    model, table, _asked = make(qtbot, preferences, [1])
    model.columns = (Column("code", "口口口口", str, align), *COLUMNS[1:])
    table.show()
    header = table.horizontalHeader()
    for width in (60, 90, 200):
        table.setColumnWidth(0, width)
        table.sort_by("code", descending=False)
        picture = header.grab().toImage()
        middle = picture.height() // 2
        ink = [
            x
            for x in range(width - 1)
            if any(picture.pixelColor(x, middle + y).lightness() < 150 for y in range(-9, 10))
        ]
        last_break = max(b for a, b in pairwise(ink) if b - a > 2)
        assert 4 <= ink[-1] - last_break <= 8, "the arrow stands alone"
        assert ink[-1] < width - 6


def test_columns_are_chosen_and_the_choice_is_kept(qtbot, preferences):
    _model, table, _asked = make(qtbot, preferences, [1])
    actions = table.column_menu().actions()
    assert [action.isChecked() for action in actions[:3]] == [True, True, False]
    actions[2].trigger()
    actions[0].trigger()
    table.setColumnWidth(1, 222)

    _model, again, _asked = make(qtbot, preferences, [1])
    assert [again.isColumnHidden(n) for n in range(3)] == [True, False, False]
    assert again.columnWidth(1) == 222
    menu = again.column_menu().actions()
    menu[1].trigger()
    menu[2].trigger()
    assert not all(again.isColumnHidden(n) for n in range(3)), "one column always stays"
    menu[-1].trigger()
    assert [again.isColumnHidden(n) for n in range(3)] == [False, False, True]


def test_damaged_preferences_mean_defaults(qtbot, tmp_path):
    path = tmp_path / "p.ini"
    path.write_bytes(b"\x00\xff[linesTable]\nheader=@ByteArray(junk)\n")
    _model, table, _asked = make(qtbot, Preferences(path), [1])
    assert table.columnWidth(0) == 80
    assert Preferences(path).text("a", "b") == "b"


TEXTS = (
    Column("code", "编号", lambda row: f"K{row.id}", width=80),
    Column("name", "名称", lambda row: "华东机械", width=160),
    Column("note", "备注", lambda row: "", width=160, hidden=True),
)


def shown_at(qtbot, preferences, width):
    model = PagedTableModel(TEXTS, lambda page: {record: Line(record) for record in page})
    table = RecordTable(model, preferences, "textsTable")
    qtbot.addWidget(table)
    table.resize(width, 200)
    with qtbot.waitExposed(table):
        table.show()
    return table


def left_over(table):
    return table.viewport().width() - table.horizontalHeader().length()


def test_columns_of_text_share_the_room_that_is_left_until_one_is_dragged(qtbot, preferences):
    table = shown_at(qtbot, preferences, 700)
    assert left_over(table) == 0
    assert table.columnWidth(0) == 80, "a code needs no more"
    wide = table.columnWidth(1)
    table.resize(500, 200)
    assert table.columnWidth(1) == wide - 200
    table.column_menu().actions()[2].trigger()
    assert left_over(table) == 0, "also with one more"
    assert table.columnWidth(1) == table.columnWidth(2)
    table.column_menu().actions()[2].trigger()
    assert left_over(table) == 0, "also with one less"
    table.resize(100, 200)
    assert table.columnWidth(1) == 160, "no narrower than it is made"

    again = shown_at(qtbot, preferences, 700)
    assert left_over(again) == 0
    again.setColumnWidth(0, 90)
    wide = again.columnWidth(1)
    again.resize(900, 200)
    assert again.columnWidth(1) == wide, "as somebody wants them"

    kept = shown_at(qtbot, preferences, 600)
    assert [kept.columnWidth(n) for n in (0, 1)] == [90, wide]
    kept.column_menu().actions()[-1].trigger()
    assert left_over(kept) == 0
