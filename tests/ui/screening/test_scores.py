"""Hand scores as they are typed: by keyboard, row by row, nothing lost."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from app.domain.types import Dimension
from app.services.screening.handing_in import send_back, submit_screening
from tests.screening_office import line_of
from tests.screening_scores import set_hand_score
from tests.ui.input import compose, press
from tests.ui.screening.conftest import told

SCORES, RANKING = 3, 4


@pytest.fixture
def page(opened_page, december):
    return opened_page(december.chen, SCORES)


def cell(page):
    """Return the editor that is open in the table, or the table."""
    table = page.wizard.scores.lines.table
    editors = [one for one in table.findChildren(QLineEdit, "cell") if one.isVisible()]
    return editors[-1] if editors else table


def enter(qtbot, page, text=None):
    """Type a text where the cursor is and press Enter."""
    if text is not None and text.isascii():
        qtbot.keyClicks(cell(page), text)
    elif text is not None:
        compose(cell(page), text)
    qtbot.keyClick(cell(page), Qt.Key.Key_Return)


def kept(page, code):
    wizard = page.wizard
    return line_of(wizard.context.desk, wizard.opened.head.id, code).points


def note(page):
    return page.findChild(QLabel, "scoreNote").text()


def unsaved(page):
    return page.findChild(QLabel, "unsavedNote").text()


def test_enter_goes_from_cell_to_cell_and_leaving_a_row_keeps_it(page, qtbot):
    scored = page.findChild(QLabel, "scored")
    assert scored.text() == "已评 0/3"
    enter(qtbot, page)
    for text in ("８", "行业领先", "4", "配合好", "老朋友"):
        enter(qtbot, page, text)
    qtbot.waitUntil(lambda: scored.text() == "已评 1/3")
    points = kept(page, "K0")
    assert (points[Dimension.FUTURE].hand.points, points[Dimension.FUTURE].hand.reason) == (
        8,
        "行业领先",
    )
    assert points[Dimension.COOPERATION].hand.by == "小陈"
    assert page.wizard.opened.lines[0].remark == "老朋友"
    assert page.wizard.scores.lines.table.currentIndex().row() == 1


def test_points_without_a_reason_stay_typed_and_are_told(page, qtbot):
    enter(qtbot, page)
    top = page.wizard.scores.lines.y()
    enter(qtbot, page, "8")
    qtbot.keyClick(cell(page), Qt.Key.Key_Escape)
    qtbot.keyClick(page.wizard.scores.lines.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "未来性还没有写理由" in unsaved(page))
    page.wizard.scores.layout().activate()
    assert page.wizard.scores.lines.y() == top, "no row moves from under the mouse"
    assert kept(page, "K0")[Dimension.FUTURE].hand is None
    assert "8" in [
        page.wizard.scores.lines.model.index(0, n).data()
        for n in range(page.wizard.scores.lines.model.columnCount())
    ]


def test_del_empties_a_cell_that_may_be_typed_into(page, qtbot):
    enter(qtbot, page, "8")
    table = page.wizard.scores.lines.table
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert table.currentIndex().data() == "8"
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert table.currentIndex().data() == ""
    name = table.currentIndex().siblingAtColumn(1)
    table.setCurrentIndex(name)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert name.data(), "what is only shown stays"


def test_what_is_half_typed_is_there_again_after_a_restart(page, opened_page, december, qtbot):
    enter(qtbot, page)
    enter(qtbot, page, "8")
    qtbot.waitUntil(lambda: not page.wizard.context.workers.busy)
    again = opened_page(december.chen, SCORES, page.wizard.opened.head.id)
    assert "未来性还没有写理由" in unsaved(again)


@pytest.mark.parametrize(
    ("typed", "says"), [("11", "0 与 10"), ("-1", "0 与 10"), ("很好", "看不懂")]
)
def test_points_that_cannot_be_are_told_at_once(page, qtbot, typed, says):
    enter(qtbot, page)
    enter(qtbot, page, typed)
    qtbot.waitUntil(lambda: says in unsaved(page))


def test_leaving_the_step_keeps_the_row_one_is_in(page, qtbot):
    enter(qtbot, page)
    enter(qtbot, page, "8")
    compose(cell(page), "行业领先")
    page.wizard.go_to(SCORES + 1)
    qtbot.waitUntil(lambda: kept(page, "K0")[Dimension.FUTURE].hand is not None)
    assert kept(page, "K0")[Dimension.FUTURE].hand.points == 8
    qtbot.waitUntil(lambda: page.wizard.opened.lines[0].result.available > 90)


def test_emptying_both_cells_takes_the_points_back(page, qtbot):
    model, line = page.wizard.scores.lines.model, page.wizard.opened.lines[0]
    set_hand_score(page.wizard.context.desk, line.id, Dimension.FUTURE, Decimal(8), "好")
    qtbot.waitUntil(lambda: page.wizard.opened.lines[0].points[Dimension.FUTURE].hand is not None)
    keys = [column.key for column in model.columns]
    for key in ("future.points", "future.reason"):
        model.setData(model.index(0, keys.index(key)), "")
    page.wizard.scores.save_all()
    qtbot.waitUntil(lambda: kept(page, "K0")[Dimension.FUTURE].hand is None)


def test_a_salesperson_sees_only_the_own_clients_and_the_supervisor_all(
    opened_page, page, december
):
    assert {line.manager for line in page.wizard.opened.lines} == {"小陈"}
    boss = opened_page(december.boss, SCORES, page.wizard.opened.head.id)
    assert len(boss.wizard.opened.lines) == 6


def test_nobody_in_particular_is_asked_who_they_are(opened_page, qtbot):
    page = opened_page(None, SCORES)
    assert "您是谁" in note(page)
    enter(qtbot, page)
    assert not isinstance(cell(page), QLineEdit)


def test_a_screening_that_is_handed_in_is_only_looked_at(opened_page, december, qtbot):
    screening_id = december.compiled()
    submit_screening(december.office.at(december.boss), screening_id)
    page = opened_page(december.boss, SCORES, screening_id)
    assert "只能看" in note(page)
    enter(qtbot, page)
    assert not isinstance(cell(page), QLineEdit)


def test_the_unscored_are_filtered(page, qtbot):
    line = page.wizard.opened.lines[0]
    desk = page.wizard.context.desk
    for dimension, points in ((Dimension.FUTURE, 8), (Dimension.COOPERATION, 4)):
        set_hand_score(desk, line.id, dimension, Decimal(points), "好")
    qtbot.waitUntil(lambda: page.findChild(QLabel, "scored").text() == "已评 1/3")
    lines = page.wizard.scores.lines
    next(chip for chip, _v in lines._tests if chip.objectName() == "unscored").choose([True])
    assert lines.model.rowCount() == 2


def test_reasons_used_before_are_offered(page, qtbot):
    desk, line = page.wizard.context.desk, page.wizard.opened.lines[1]
    set_hand_score(desk, line.id, Dimension.FUTURE, Decimal(8), "扩产在即")
    qtbot.waitUntil(
        lambda: page.wizard.opened.by_id[line.id].points[Dimension.FUTURE].hand is not None
    )
    enter(qtbot, page)
    enter(qtbot, page, "7")
    editor = cell(page)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    completer = editor.completer()
    assert completer.completionModel().index(0, 0).data() == "扩产在即"


def test_f3_puts_other_points_in_place_of_the_suggested(page, qtbot):
    page.wizard.scores._change_points()
    dialog = page.findChild(QDialog, "override")
    dialog.form.editor("points").setText("30")
    press(dialog, "save")
    assert "理由" in dialog.form.findChildren(QLabel, "error")[1].text()
    compose(dialog.form.editor("reason"), "团队多，另计")
    press(dialog, "save")
    qtbot.waitUntil(
        lambda: page.wizard.opened.lines[0].points[Dimension.VOLUME].override is not None
    )
    given = kept(page, "K0")[Dimension.VOLUME]
    assert given.override.points == 30
    page.wizard.scores._change_points()
    press(page.findChildren(QDialog, "override")[-1], "clear")
    qtbot.waitUntil(lambda: kept(page, "K0")[Dimension.VOLUME].override is None)


def test_points_left_empty_are_asked_for(page):
    page.wizard.scores._change_points()
    dialog = page.findChild(QDialog, "override")
    dialog.form.editor("points").clear()
    press(dialog, "save")
    assert dialog.isVisible()


def test_a_refusal_is_told_and_the_row_stays_typed(page, december, qtbot):
    enter(qtbot, page)
    enter(qtbot, page, "8")
    compose(cell(page), "行业领先")
    scores, line = page.wizard.scores, page.wizard.opened.lines[0]
    scores.lines.finish_typing()
    with december.office.desk.write(undoable=False) as session:
        from app.models import ScreeningLine

        session.delete(session.get(ScreeningLine, line.id))
    scores.save_line(line)
    assert "重新载入" in told(qtbot, page).text()
    assert scores.drafts.has(line)
    told(qtbot, page).close()


def test_entering_the_step_puts_the_cursor_in_the_first_empty_cell(opened_page, december, qtbot):
    screening_id = december.compiled()
    desk = december.office.at(december.chen)
    first = line_of(desk, screening_id, "K0").id
    set_hand_score(desk, first, Dimension.FUTURE, Decimal(8), "好")
    set_hand_score(desk, first, Dimension.COOPERATION, Decimal(4), "好")
    second = line_of(desk, screening_id, "K2").id
    set_hand_score(desk, second, Dimension.FUTURE, Decimal(8), "好")
    page = opened_page(december.chen, RANKING, screening_id)
    press(page, "step4")
    lines = page.wizard.scores.lines
    assert page.focusWidget() is lines.table
    assert where(lines) == (second, "cooperation.points")
    enter(qtbot, page, "4")
    assert where(lines) == (second, "cooperation.reason")
    page.wizard.go_to(RANKING)
    press(page, "back")
    assert where(lines) == (second, "cooperation.reason")


def test_the_row_typed_into_is_chosen_though_ctrl_led_there(opened_page, december, qtbot):
    page = opened_page(december.chen, RANKING)
    qtbot.keyPress(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.wizard.go_to(SCORES)
    table = page.wizard.scores.lines.table
    assert table.chosen_ids() == [table.current_id()]
    qtbot.keyRelease(page, Qt.Key.Key_F)


def where(lines):
    index = lines.table.currentIndex()
    return lines.model.id_at(index.row()), lines.model.columns[index.column()].key


def test_when_all_is_scored_the_cursor_is_in_the_first_row(opened_page, december, qtbot):
    screening_id = december.compiled()
    submit_screening(december.office.at(december.boss), screening_id)
    page = opened_page(december.boss, SCORES, screening_id)
    assert page.wizard.scores.lines.table.currentIndex().row() == 0


@pytest.mark.parametrize("width", [1366 - 150, 1600])
def test_the_state_is_in_sight_however_wide_the_window(opened_page, december, qtbot, width):
    page = opened_page(december.boss, SCORES)
    page.resize(width, 700)
    table = page.wizard.scores.lines.table
    qtbot.waitUntil(lambda: table.viewport().width() > width - 100)
    shown = [n for n in range(table.model().columnCount()) if not table.isColumnHidden(n)]
    assert sum(map(table.columnWidth, shown)) <= table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0


def test_all_that_is_typed_is_in_sight_on_a_small_screen_enlarged(opened_page, december, qtbot):
    page = opened_page(december.boss, SCORES)
    page.resize(1366 * 2 // 3 - 60, 480)  # 150 %, the navigation folded
    table = page.wizard.scores.lines.table
    qtbot.waitUntil(lambda: table.viewport().width() < 850)
    keys = [column.key for column in table.model().columns]
    last = keys.index("cooperation.reason")
    assert table.columnViewportPosition(last) + table.columnWidth(last) <= table.viewport().width()
    table.setCurrentIndex(table.model().index(0, last))
    table.edit(table.currentIndex())
    editor = table.findChild(QLineEdit, "cell")
    assert editor.width() >= 240, "a reason can be read while it is written"
    assert table.viewport().rect().contains(editor.geometry())
    assert keys.index("last_grade") > last, "seen in the steps before and after"


def test_sorting_while_typing_stays_in_the_column(page):
    lines = page.wizard.scores.lines
    place = lines.table.currentIndex().column()
    lines.table.sort_wanted.emit("amount", False)
    assert lines.table.currentIndex().column() == place


def test_enter_goes_on_though_reasons_are_offered(page, qtbot):
    desk, line = page.wizard.context.desk, page.wizard.opened.lines[1]
    set_hand_score(desk, line.id, Dimension.FUTURE, Decimal(8), "VIP")
    qtbot.waitUntil(
        lambda: page.wizard.opened.by_id[line.id].points[Dimension.FUTURE].hand is not None
    )
    enter(qtbot, page)
    enter(qtbot, page, "7")
    editor = cell(page)
    qtbot.keyClicks(editor, "VIP")
    popup = editor.completer().popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    lines = page.wizard.scores.lines
    qtbot.waitUntil(lambda: where(lines)[1] == "cooperation.points")
    assert page.wizard.scores.drafts.typed(page.wizard.opened.lines[0])["future.reason"] == "VIP"
    assert isinstance(cell(page), QLineEdit)


def test_a_row_sent_back_still_says_whether_it_is_scored(opened_page, december):
    screening_id = december.compiled()
    boss = december.office.at(december.boss)
    submit_screening(boss, screening_id)
    send_back(boss, screening_id, "合作性都太高了")
    page = opened_page(december.chen, SCORES, screening_id)
    assert page.wizard.scores.lines.model.index(0, 0).data() == "待评"
    assert "主管退回时说：合作性都太高了" in note(page)
