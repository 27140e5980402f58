"""One problem's window: all on one page, steps of departments, and the way to its paper."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QSpinBox

from app.domain.cases import ClosingDraft, SolutionDraft
from app.domain.communications import CommunicationDraft
from app.domain.types import CaseState, Channel, Reaction
from app.models import Case
from app.queries.one_case import case_steps
from app.queries.tasks import tasks_of_case
from app.services.cases import close_case, delete_cases, solve_case
from app.services.communications import add_communication
from app.services.tasks import finish_task
from app.ui.cases.page import new_case as ask_new_case
from app.ui.cases.page import open_case
from app.ui.cases.window import CaseWindow
from app.ui.task_dialog import TaskDialog
from tests.cases import new_case, new_step, version_of
from tests.clients import new_contact
from tests.conftest import NOW, TODAY


@pytest.fixture
def show(qtbot, context):
    def shown(case_id):
        window = CaseWindow(context, case_id)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        return window

    return shown


def said(window):
    return "\n".join(one.text() for one in window.findChildren(QLabel))


def buttons(window):
    return [b.text() for b in window.findChildren(QPushButton) if not b.isHidden()]


def click(window, name):
    window.findChildren(QPushButton, name)[-1].click()


def save(window):
    window.findChild(QPushButton, "save").click()


def test_everything_is_on_one_page(desk, client_id, show):
    contact = new_contact(desk, client_id, "张伟")
    more = {"asked": "客人要求减免", "channel": Channel.CALL}
    case_id = new_case(desk, client_id, contact_id=contact, **more)
    new_step(desk, case_id, person="王经理")
    solution = SolutionDraft("减免一晚", "房费", None, "滤网堵", "每季清洗")
    solve_case(desk, case_id, solution, version=version_of(desk, case_id))
    close_case(
        desk, case_id, ClosingDraft(Reaction.PLEASED, "很快"), version=version_of(desk, case_id)
    )
    window = show(case_id)
    for text in ("客人要求减免", "减免一晚", "滤网堵", "每季清洗", "很快", "联系人：张伟", "房费"):
        assert text in said(window), text
    assert "已关闭（满意）" in window.findChild(QLabel, "caseState").text()
    assert "重新处理…" in buttons(window)
    assert "解决情况…" in buttons(window)
    assert window.steps.table.model().rowCount() == 1


def test_the_next_step_is_one_key_away_and_the_window_follows(qtbot, desk, client_id, show, dialog):
    window = show(new_case(desk, client_id))
    assert "开始处理" in buttons(window)
    window.next_step()
    assert "开始处理" not in buttons(window)
    window.next_step()
    dialog("solutionDialog").reject()
    click(window, "step1")
    asked = dialog("answerDialog")
    asked.form.editor("answer").setPlainText("已致歉")
    save(asked)
    assert "已致歉" in said(window)


def test_a_department_is_asked_and_its_answer_noted(desk, client_id, show, dialog):
    case_id = new_case(desk, client_id)
    window = show(case_id)
    click(window, "addStep")
    asked = dialog("stepDialog")
    save(asked)
    wrong = {one.text() for one in asked.findChildren(QLabel, "error") if one.text()}
    assert wrong == {"请选择责任部门。", "请写明要这个部门做什么。"}
    box = asked.form.editor("department_id")
    box.setCurrentIndex(1)
    asked.form.editor("asked").setPlainText("检修")
    save(asked)
    table = window.steps.table
    assert table.model().index(0, 0).data() == "前厅部"
    assert table.model().index(0, 1).data() == "等待答复"
    click(window, "answerStep")
    asked = dialog("stepDialog")
    assert asked.windowTitle().startswith("部门的答复")
    assert asked.form.editor("answered_on").text() == TODAY.isoformat()
    asked.form.editor("answer").setPlainText("已修好")
    save(asked)
    assert table.model().index(0, 1).data() == f"已答复 {TODAY}"
    click(window, "editStep")
    dialog("stepDialog").reject()
    click(window, "deleteStep")
    assert table.model().rowCount() == 0
    window.steps.edit()
    window.steps.answer()
    window.steps.delete()
    window.steps.print_sheet()


def test_a_late_department_is_marked(desk, client_id, show):
    case_id = new_case(desk, client_id, received_on=TODAY - timedelta(3))
    new_step(desk, case_id, asked_on=TODAY - timedelta(3), due_on=TODAY - timedelta(1))
    window = show(case_id)
    assert window.steps.table.model().index(0, 1).data() == "⚠ 逾期未答复"


def test_a_step_changed_elsewhere_is_told(desk, client_id, context, show):
    case_id = new_case(desk, client_id)
    new_step(desk, case_id)
    window = show(case_id)
    with desk.db.read() as session:
        (stale,) = case_steps(session, case_id)
    window.steps.delete()
    window._life.delete_step(stale)
    assert "已在别处被修改" in window.findChild(QMessageBox, "message").text()


def test_the_window_goes_with_its_problem(qtbot, desk, client_id, show):
    case_id = new_case(desk, client_id)
    window = show(case_id)
    click(window, "deleteCase")
    qtbot.waitUntil(lambda: not window.isVisible())


def test_editing_keeps_the_contact_and_offers_those_of_another_client(
    qtbot, desk, client_id, show, dialog
):
    contact = new_contact(desk, client_id, "张伟")
    case_id = new_case(desk, client_id, contact_id=contact)
    window = show(case_id)
    click(window, "editCase")
    asked = dialog("caseDialog")
    box = asked.form.editor("contact_id")
    assert box.values == [None, contact]
    assert box.currentText().startswith("张伟")
    asked.form.editor("title").setText("换个说法")
    save(asked)
    assert window.findChild(QLabel, "caseTitle").text() == "2025-0001　换个说法"
    with desk.db.read() as session:
        assert session.get_one(Case, case_id).contact_id == contact


def test_a_form_loaded_before_another_saved_can_be_reloaded(desk, client_id, show, dialog):
    case_id = new_case(desk, client_id)
    window = show(case_id)
    click(window, "editCase")
    asked = dialog("caseDialog")
    with desk.write() as session:
        session.get_one(Case, case_id).title = "别人改的"
    asked.form.editor("title").setText("我改的")
    save(asked)
    assert asked.findChild(QLabel, "banner").isVisible()
    assert asked.reload().title == "别人改的"
    delete_cases(desk, [case_id])
    assert asked.reload() is None
    assert window.isVisible(), "what was typed above it is not lost"
    asked._drop()


def test_a_log_entry_becomes_a_problem_once(qtbot, desk, client_id, page, dialog):
    context, yesterday = page.board._context, TODAY - timedelta(1)
    said = CommunicationDraft(
        client_id=client_id, channel=Channel.HOTLINE, held_on=yesterday, summary="投诉空调太冷"
    )
    entry_id = add_communication(desk, said)
    ask_new_case(context, client_id, entry_id, page)
    asked = dialog("caseDialog")
    assert asked.form.editor("title").text() == "投诉空调太冷"
    save(asked)
    ask_new_case(context, client_id, entry_id, page)
    window = dialog("caseWindow")
    with qtbot.waitSignal(context.navigator.communications_wanted) as told:
        click(window, "entryBehind")
    assert told.args[1] == [entry_id]


def test_what_is_gone_is_told(desk, client_id, page, context):
    open_case(context, 99, page)
    assert "已被删除" in page.findChild(QMessageBox, "message").text()
    page.findChild(QMessageBox, "message").close()
    ask_new_case(context, None, 99, page)
    assert any("沟通记录已被删除" in one.text() for one in page.findChildren(QMessageBox))


def test_the_sheet_is_shown_as_it_will_be_printed(qtbot, desk, client_id, show, dialog):
    case_id = new_case(desk, client_id)
    for name in ("工程部", "客房部"):
        new_step(desk, case_id, name)
    window = show(case_id)
    click(window, "printCase")
    shown = dialog("preview")
    assert shown.findChild(QSpinBox, "pageNumber").text() == "第 1 页/共 2 页"
    shown.close()
    click(window, "printStep")
    shown = dialog("preview")
    assert shown.findChild(QSpinBox, "pageNumber").text() == "第 1 页/共 1 页"
    shown.close()


def test_states_that_are_gone_meanwhile_are_told(desk, client_id, show):
    case_id = new_case(desk, client_id)
    window = show(case_id)
    life = window._life
    delete_cases(desk, [case_id])
    life.move(case_id, CaseState.WORKING)
    life.advance(case_id)
    life.edit(case_id)
    life.solve(case_id)
    told = [one.text() for one in window.findChildren(QMessageBox)]
    assert told
    assert all("已被删除" in one for one in told)


def test_it_leads_to_the_notice_board(qtbot, desk, client_id, context, show):
    window = show(new_case(desk, client_id))
    with qtbot.waitSignal(context.navigator.notice_wanted) as wanted:
        click(window, "toBoard")
    assert wanted.args == [None, window.case_id]
    assert not window.isVisible()


def test_escape_closes_the_window(qtbot, desk, client_id, show):
    window = show(new_case(desk, client_id))
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_something_to_do_is_noted_and_stands_beside_the_problem(
    qtbot, desk, client_id, show, dialog
):
    contact = new_contact(desk, client_id, "张伟")
    case_id = new_case(desk, client_id, contact_id=contact)
    window = show(case_id)
    assert "待办" not in {one.text() for one in window.findChildren(QLabel)}
    click(window, "newTask")
    asked = dialog("task")
    draft = asked.form.draft()
    assert (draft.client_id, draft.contact_id, draft.case_id) == (client_id, contact, case_id)
    asked.form.editor("title").setText("催工程部")
    save(asked)
    assert any("催工程部" in text for text in buttons(window))
    link = next(one for one in window.findChildren(QPushButton) if "催工程部" in one.text())
    link.click()
    assert dialog("task").windowTitle() == "修改待办"
    dialog("task").reject()
    with desk.db.read() as session:
        (task,) = tasks_of_case(session, case_id)
    finish_task(desk, task.id, "")
    assert any(text.endswith("催工程部（已完成）") for text in buttons(window))
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert dialog("task").windowTitle() == "加待办"


def test_nothing_is_noted_for_a_problem_that_is_gone(desk, client_id, show):
    case_id = new_case(desk, client_id)
    window = show(case_id)
    with desk.write() as session:
        session.get_one(Case, case_id).deleted_at = NOW
    window.add_task()
    assert window.findChild(TaskDialog) is None
