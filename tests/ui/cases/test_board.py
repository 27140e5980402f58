"""The board: what is late stands out in words, cards move by key and by drag, never past a rule."""

from datetime import timedelta

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QMenu, QMessageBox, QPushButton

from app.domain.cases import SolutionDraft
from app.domain.types import CaseState, Reaction, Severity
from app.models import Case
from app.services.cases import solve_case
from app.ui.cases.case_list import CasesList
from tests.cases import new_case, new_step, version_of
from tests.conftest import NOW

CTRL = Qt.KeyboardModifier.ControlModifier


def cards(page, state):
    return page.board.lists[state]


def texts(page, state):
    shown = cards(page, state)
    return [shown.item(n).text() for n in range(shown.count())]


def state_of(desk, case_id):
    with desk.db.read() as session:
        return session.get_one(Case, case_id).state


def make_late(desk, case_id):
    with desk.write() as session:
        session.get_one(Case, case_id).answer_due_at = NOW - timedelta(hours=3)


def save(window):
    window.findChild(QPushButton, "save").click()


def test_what_is_late_comes_first_and_says_so_in_words(desk, client_id, page):
    new_case(desk, client_id, title="在期限内", severity=Severity.SERIOUS)
    make_late(desk, new_case(desk, client_id, title="已经晚了"))
    first, second = texts(page, CaseState.WAITING)
    assert first.startswith("⚠ 答复已超时 3 小时\n2025-0002　投诉　一般\n已经晚了")
    assert "⚠" not in second
    assert "! 重要" in second
    head = page.board.findChild(QLabel, "head_waiting").text()
    assert "待处理　2" in head
    assert "⚠ 逾期 1" in head


def test_a_card_goes_on_by_ctrl_right_to_its_solution(qtbot, desk, client_id, page, dialog):
    case_id = new_case(desk, client_id)
    waiting = cards(page, CaseState.WAITING)
    waiting.setCurrentRow(0)
    qtbot.keyClick(waiting, Qt.Key.Key_Right, CTRL)
    assert state_of(desk, case_id) is CaseState.WORKING
    working = cards(page, CaseState.WORKING)
    working.setCurrentRow(0)
    qtbot.keyClick(working, Qt.Key.Key_Right, CTRL)
    asked = dialog("solutionDialog")
    save(asked)
    errors = [one.text() for one in asked.findChildren(QLabel, "error") if one.text()]
    assert errors == ["请写明怎样解决的；没有解决办法不能算已解决。"]
    asked.form.editor("solution").setPlainText("减免一晚")
    asked.form.editor("compensation_amount").setText("680")
    save(asked)
    assert state_of(desk, case_id) is CaseState.SOLVED


def test_a_solved_card_is_closed_with_the_clients_word_and_reopened(
    qtbot, desk, client_id, page, dialog
):
    case_id = new_case(desk, client_id)
    solve_case(desk, case_id, SolutionDraft("好"), version=version_of(desk, case_id))
    solved = cards(page, CaseState.SOLVED)
    solved.setCurrentRow(0)
    qtbot.keyClick(solved, Qt.Key.Key_Right, CTRL)
    asked = dialog("closingDialog")
    box = asked.form.editor("satisfaction")
    box.setCurrentIndex(box.values.index(Reaction.PLEASED))
    save(asked)
    assert state_of(desk, case_id) is CaseState.CLOSED
    closed = cards(page, CaseState.CLOSED)
    closed.setCurrentRow(0)
    qtbot.keyClick(closed, Qt.Key.Key_Right, CTRL)
    assert state_of(desk, case_id) is CaseState.CLOSED, "there is no state after it"
    qtbot.keyClick(closed, Qt.Key.Key_Left, CTRL)
    asked = dialog("reopenDialog")
    asked.form.editor("reason").setPlainText("又冷了")
    save(asked)
    assert state_of(desk, case_id) is CaseState.WORKING


def drop(page, state, case_id):
    target = cards(page, state)
    source = cards(page, CaseState.WAITING)
    source.setCurrentRow(0)
    carried = source.mimeData([source.item(0)])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.MoveAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)


def test_a_dropped_card_moves_or_says_why_not(qtbot, desk, client_id, page):
    case_id = new_case(desk, client_id)
    drop(page, CaseState.CLOSED, case_id)
    qtbot.waitUntil(lambda: page.board.findChild(QMessageBox, "message") is not None)
    told = page.board.findChild(QMessageBox, "message")
    assert "还没有解决办法，不能关闭" in told.text()
    told.accept()
    drop(page, CaseState.WORKING, case_id)
    qtbot.waitUntil(lambda: state_of(desk, case_id) is CaseState.WORKING)
    assert texts(page, CaseState.WAITING) == []


def test_the_arrows_go_from_column_to_column_and_enter_opens(qtbot, desk, client_id, page, dialog):
    new_case(desk, client_id)
    second = new_case(desk, client_id, title="第二个")
    new_step(desk, second)
    waiting, working = cards(page, CaseState.WAITING), cards(page, CaseState.WORKING)
    waiting.setFocus()
    qtbot.keyClick(waiting, Qt.Key.Key_Left)
    qtbot.keyClick(waiting, Qt.Key.Key_Right)
    assert working.currentRow() == 0
    qtbot.keyClick(working, Qt.Key.Key_Return)
    assert "第二个" in dialog("caseWindow").windowTitle() or dialog("caseWindow").case_id == second


def test_the_menu_offers_what_the_state_allows(desk, client_id, page):
    new_case(desk, client_id)
    waiting = cards(page, CaseState.WAITING)
    waiting.setCurrentRow(0)
    waiting.customContextMenuRequested.emit(waiting.visualItemRect(waiting.item(0)).center())
    menu = next(m for m in page.board.findChildren(QMenu) if m.isVisible())
    offered = [action.text() for action in menu.actions() if action.text()]
    assert offered[:5] == ["打开", "开始处理", "答复客户…", "交给部门…", "已解决…"]
    rated = next(a for a in menu.actions() if a.text() == "轻重").menu()
    urgent = next(a for a in rated.actions() if a.text() == "紧急")
    urgent.trigger()
    menu.close()
    assert "‼ 紧急" in texts(page, CaseState.WAITING)[0]


def test_filters_narrow_the_board_and_a_full_column_says_so(desk, client_id, page):
    for _n in range(52):
        new_case(desk, client_id)
    assert cards(page, CaseState.WAITING).count() == 50
    more = [one.text() for one in page.board.findChildren(QLabel) if "见列表" in one.text()]
    assert "还有 2 个，见列表" in more
    page.board.chips.severity.choose([Severity.URGENT])
    assert cards(page, CaseState.WAITING).count() == 0


def test_a_hidden_board_reads_again_when_it_is_shown(desk, client_id, page):
    page.tabs.setCurrentIndex(1)
    new_case(desk, client_id)
    assert cards(page, CaseState.WAITING).count() == 0
    page.tabs.setCurrentIndex(0)
    assert cards(page, CaseState.WAITING).count() == 1


def test_cards_are_painted_in_every_state(desk, client_id, page):
    case_id = new_case(desk, client_id)
    make_late(desk, case_id)
    solved = new_case(desk, client_id)
    solve_case(desk, solved, SolutionDraft("好"), version=version_of(desk, solved))
    cards(page, CaseState.WAITING).setCurrentRow(0)
    assert not page.grab().isNull()


def test_the_cursor_goes_with_the_card_that_is_moved(qtbot, desk, client_id, page, dialog):
    new_case(desk, client_id, title="第一个")
    case_id = new_case(desk, client_id, title="第二个")
    page.activateWindow()
    waiting = cards(page, CaseState.WAITING)
    waiting.setFocus()
    assert waiting.selectedItems(), "the cursor is seen"
    waiting.setCurrentRow(1)
    case_id = waiting.current_id()
    qtbot.keyClick(waiting, Qt.Key.Key_Right, CTRL)
    working = cards(page, CaseState.WORKING)
    assert working.hasFocus()
    assert (waiting.selectedItems(), len(working.selectedItems())) == ([], 1), "one cursor"
    qtbot.keyClick(working, Qt.Key.Key_Right, CTRL)
    asked = dialog("solutionDialog")
    asked.form.editor("solution").setPlainText("减免一晚")
    save(asked)
    solved = cards(page, CaseState.SOLVED)
    assert solved.current_id() == case_id
    assert page.board.focusWidget() is solved


def test_the_cursor_goes_with_a_dropped_card(qtbot, desk, client_id, page):
    case_id = new_case(desk, client_id)
    page.activateWindow()
    drop(page, CaseState.WORKING, case_id)
    qtbot.waitUntil(lambda: state_of(desk, case_id) is CaseState.WORKING)
    assert cards(page, CaseState.WORKING).current_id() == case_id
    assert cards(page, CaseState.WORKING).hasFocus()


def test_the_cursor_goes_to_the_problem_just_noted(qtbot, desk, client_id, page, dialog):
    new_case(desk, client_id, title="早先的", severity=Severity.URGENT)
    for key in ("board", "list"):
        view = page.show_view(key)
        qtbot.keyClick(view, Qt.Key.Key_N, CTRL)
        asked = dialog("caseDialog")
        asked.form.editor("client_id").show_client(client_id)
        asked.form.editor("title").setText(f"新的{key}")
        save(asked)
    found = page.view("list", CasesList)
    assert found.model.record_at(found.table.currentIndex().row()).title == "新的list"
    page.show_view("board")
    assert cards(page, CaseState.WAITING).current_row().title == "新的board"


def test_an_empty_board_says_what_it_is_for(desk, client_id, page):
    hint = page.board.findChild(QLabel, "boardHint")
    assert hint.text().startswith("还没有问题。")
    page.board.chips.severity.choose([Severity.URGENT])
    assert hint.text().startswith("拖动卡片")
    page.board.chips.severity.clear()
    new_case(desk, client_id)
    assert hint.text().startswith("拖动卡片")
