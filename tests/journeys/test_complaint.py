"""A complaint from the hotline to the client's own word, through the real window."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPushButton

from app.domain.types import CaseState, Channel, Reaction, Severity
from app.models import Case, CaseEvent
from app.ui.communications.editors import ButtonRow
from app.ui.shell import MainWindow
from tests.clients import new_client, new_contact
from tests.conftest import TODAY


@pytest.fixture
def window(qtbot, context):
    """Return the program's window over an office with one client."""
    new_contact(context.desk, new_client(context.desk, "华东机械"), "张伟", main=True)
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def form(qtbot, qapp):
    """Return the open window of a name."""

    def find(name):
        def shown():
            windows = (w for w in qapp.topLevelWidgets() if isinstance(w, QDialog))
            return [w for w in windows if w.objectName() == name and w.isVisible()]

        qtbot.waitUntil(lambda: bool(shown()))
        return shown()[-1]

    return find


def fill(dialog, **values):
    for name, value in values.items():
        editor = dialog.form.editor(name)
        if hasattr(editor, "values"):
            editor.setCurrentIndex(editor.values.index(value))
        elif hasattr(editor, "setPlainText"):
            editor.setPlainText(value)
        else:
            editor.setText(value)


def save(dialog):
    dialog.findChild(QPushButton, "save").click()


def the_case(context):
    with context.db.read() as session:
        (case,) = session.query(Case).all()
        return case


def on_the_board(page):
    return {
        state: [cards.item(n).text() for n in range(cards.count())]
        for state, cards in page.board.lists.items()
        if cards.count()
    }


def complain(window, form):
    """Write down what came in on the hotline; it proposes the problem by itself."""
    window.write_entry(1)
    entry = form("entry")
    channel = entry.form.editor("channel")
    assert isinstance(channel, ButtonRow)
    label = Channel.HOTLINE.label
    next(b for b in channel.findChildren(QPushButton) if label in b.text()).click()
    assert entry.findChild(QCheckBox, "toCase").isChecked()
    fill(entry, summary="投诉会场空调过冷，会议中途两次报修。", held_time="1:00")
    save(entry)


def test_from_the_hotline_to_the_clients_own_word(qtbot, context, window, form):
    complain(window, form)
    asked = form("caseDialog")
    assert asked.form.editor("title").text() == "投诉会场空调过冷，会议中途两次报修。"
    fill(asked, severity=Severity.SERIOUS)
    save(asked)
    assert the_case(context).number == "2025-0001"
    page = window.show_page("cases")
    (card,) = on_the_board(page)[CaseState.WAITING]
    assert "投诉　! 重要" in card
    page.board.lists[CaseState.WAITING].setCurrentRow(0)
    qtbot.keyClick(page.board.lists[CaseState.WAITING], Qt.Key.Key_Return)
    problem = form("caseWindow")
    hand_to_a_department(problem, form)
    next_step(qtbot, problem)
    solution = form("solutionDialog")
    fill(solution, solution="换了滤网，减免会场费", cause="滤网堵塞", improvement="每季清洗")
    save(solution)
    assert CaseState.SOLVED in on_the_board(page)
    next_step(qtbot, problem)
    ask_the_client(form("closingDialog"))
    case = the_case(context)
    assert (case.state, case.satisfaction) == (CaseState.CLOSED, Reaction.PLEASED)
    with context.db.read() as session:
        notes = [event.note for event in session.query(CaseEvent).order_by(CaseEvent.id)]
    assert notes[0] == "收到"
    assert notes[-1] == "满意　处理得很快"
    onto_the_board(context, window, problem, form)
    window.notices.undo()  # the notice
    window.notices.undo()
    assert the_case(context).state is CaseState.SOLVED, "the last step can be taken back"


def onto_the_board(context, window, problem, form):
    """Word the problem for the notice board, naming nobody."""
    problem.findChild(QPushButton, "toBoard").click()
    notice = form("noticeDialog")
    assert notice.form.editor("learned").toPlainText() == "每季清洗"
    assert notice.form.editor("done").toPlainText() == "换了滤网，减免会场费"
    fill(notice, title="空调要先查")
    save(notice)
    board = window.show_page("communications").show_view("board")
    (row,) = board.read_rows(board.find_ids())
    assert (row.title, row.names_client) == ("空调要先查", False)


def next_step(qtbot, problem):
    problem.activateWindow()
    qtbot.waitUntil(problem.isActiveWindow)
    qtbot.keyClick(problem, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)


def ask_the_client(closing):
    """Try to close without asking, then with what the client said."""
    save(closing)
    told = [one.text() for one in closing.findChildren(QLabel, "error") if one.text()]
    assert told == ["请先问过客户是否满意，再关闭。"]
    fill(closing, satisfaction=Reaction.PLEASED, closing_words="处理得很快")
    save(closing)


def hand_to_a_department(problem, form):
    """Ask a department and note its answer."""
    problem.findChild(QPushButton, "addStep").click()
    step = form("stepDialog")
    fill(step, asked="查明空调过冷的原因")
    step.form.editor("department_id").setCurrentIndex(4)
    save(step)
    problem.findChild(QPushButton, "answerStep").click()
    step = form("stepDialog")
    fill(step, answer="滤网堵塞，已更换")
    assert step.form.editor("answered_on").text() == TODAY.isoformat()
    save(step)
    assert "工程部答复：滤网堵塞，已更换" in "\n".join(
        one.text() for one in problem.findChildren(QLabel)
    )


def test_a_received_hour_ahead_is_refused_where_it_was_typed(context, window, form):
    complain(window, form)
    asked = form("caseDialog")
    fill(asked, received_time=f"{time(23):%H:%M}")
    save(asked)
    told = [one.text() for one in asked.findChildren(QLabel, "error") if one.text()]
    assert told == ["这个时间还没到。"]
    asked._drop()
