"""The list, the numbers, the card's tab, and the ways to a problem from elsewhere."""

from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from app.domain.cases import SolutionDraft
from app.domain.types import CaseKind, Channel
from app.models import Case, FormDraft
from app.queries.cases import CaseFilter, case_ids, case_rows
from app.queries.quick import quick_finds
from app.services.cases import solve_case
from app.services.departments import add_department
from app.ui.cases.card_tab import cases_tab
from app.ui.cases.case_list import CasesList
from app.ui.cases.dialog import CaseDialog
from app.ui.communications.entry import EntryDialog
from app.ui.list_output import write_list
from app.ui.resuming import resume_form
from app.ui.settings.departments import department_settings
from tests.cases import new_case, new_step, version_of
from tests.clients import new_contact, new_staff
from tests.conftest import TODAY
from tests.ui.waiting import settled

CTRL = Qt.KeyboardModifier.ControlModifier


def ids(desk):
    with desk.db.read() as session:
        return case_ids(session, CaseFilter())


def column(listed, key):
    place = [c.key for c in listed.spec.columns].index(key)
    model = listed.model
    return [model.index(row, place).data() for row in range(model.rowCount())]


@pytest.fixture
def listed(page):
    return page.show_view("list")


def test_the_list_narrows_and_counts(desk, client_id, listed):
    new_case(desk, client_id, title="热水慢", received_on=TODAY - timedelta(20))
    new_case(desk, client_id, title="要发票", kind=CaseKind.PAYMENT)
    assert column(listed, "title") == ["要发票", "热水慢"]
    assert listed.findChild(QLabel, "count").text() == "共 2 个"
    listed.filters.kind.choose([CaseKind.PAYMENT])
    assert column(listed, "title") == ["要发票"]
    listed.clear_filters()
    listed.filters.late.choose([True])
    assert column(listed, "late") == ["⚠ 答复已超时 19 天"] or len(column(listed, "late")) == 1
    listed.clear_filters()
    listed.search.setText("2025-0001")
    assert column(listed, "title") == ["热水慢"]


def test_the_list_leads_on_by_keys(qtbot, desk, client_id, listed, dialog):
    case_id = new_case(desk, client_id)
    listed.table.setFocus()
    qtbot.keyClick(listed.table, Qt.Key.Key_D, CTRL)
    assert column(listed, "state") == ["处理中"]
    qtbot.keyClick(listed.table, Qt.Key.Key_E, CTRL)
    dialog("caseDialog").reject()
    qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    assert dialog("caseWindow").case_id == case_id
    listed.table.setFocus()
    listed.delete()
    assert ids(desk) == []


def test_the_lists_menu_is_that_of_the_cards(qtbot, desk, client_id, listed, context):
    new_case(desk, client_id)
    listed.table.customContextMenuRequested.emit(listed.table.rect().center())
    menu = next(m for m in listed.findChildren(QMenu) if m.isVisible())
    offered = {action.text(): action for action in menu.actions()}
    assert {"开始处理", "轻重", "问题处理单…", "打开客户档案"} <= set(offered)
    with qtbot.waitSignal(context.navigator.client_wanted):
        offered["打开客户档案"].trigger()
    menu.close()


def test_the_list_goes_into_a_workbook(qtbot, desk, client_id, listed, tmp_path):
    context = listed.context
    case_id = new_case(desk, client_id)
    solve_case(desk, case_id, SolutionDraft("好"), version=version_of(desk, case_id))
    path = tmp_path / "问题.xlsx"
    with qtbot.waitSignal(context.navigator.told):
        write_list(context, listed, listed.listed(), path)
    rows = list(load_workbook(path).active.values)
    (row,) = [row for row in rows if "2025-0001" in row]
    assert "已解决" in row


def test_a_new_problem_by_keyboard(qtbot, desk, client_id, listed, dialog):
    listed.findChild(QPushButton, "newCase").click()
    asked = dialog("caseDialog")
    asked.form.editor("client_id").show_client(client_id)
    asked.form.editor("title").setText("要看会场")
    asked.form.editor("solve_due_on").setText("2025-12-01")
    asked.findChild(QPushButton, "save").click()
    told = [one.text() for one in asked.findChildren(QLabel, "error") if one.text()]
    assert told == ["解决期限不能早于收到的日期 2025-12-20。"]
    asked.form.editor("solve_due_on").setText("")
    asked.form.editor("received_time").setText("25点")
    asked.findChild(QPushButton, "save").click()
    told = [one.text() for one in asked.findChildren(QLabel, "error") if one.text()]
    assert "不是时间" in told[0]
    asked.form.editor("received_time").setText("0点半")
    asked.findChild(QPushButton, "save").click()
    with desk.db.read() as session:
        (row,) = case_rows(session, ids(desk))
    assert row.title == "要看会场"
    assert row.solve_due_on is not None


def test_numbers_lead_to_their_rows(qtbot, desk, client_id, page, context):
    one = new_case(desk, client_id)
    new_step(desk, one, "工程部")
    two = new_case(desk, client_id, kind=CaseKind.PAYMENT, received_on=date(2025, 11, 5))
    numbers = page.show_view("numbers")
    assert numbers.findChild(QLabel, "caseTotals").text().startswith("共 2 个问题，其中 2 个")
    assert not page.grab().isNull()
    for chart, place, title, found in (
        (numbers.kinds, list(CaseKind).index(CaseKind.PAYMENT), "付款", [two]),
        (numbers.departments, 0, "工程部", [one]),
        (numbers.months, 10, "2025-11", [two]),
    ):
        with qtbot.waitSignal(context.navigator.cases_wanted) as told:
            chart.bar_clicked.emit(place)
        assert told.args == [title, found]
    numbers.chips.period.choose_days(TODAY, TODAY)
    assert numbers.findChild(QLabel, "caseTotals").text().startswith("共 1 个问题")
    with qtbot.waitSignal(context.navigator.cases_wanted) as told:
        numbers.months.bar_clicked.emit(11)
    assert told.args[1] == [one]


def test_the_rows_behind_a_number_are_shown_in_the_list(desk, client_id, page):
    one = new_case(desk, client_id, title="甲")
    new_case(desk, client_id, title="乙")
    page.show_cases("付款", [one])
    assert column(page.view("list", CasesList), "title") == ["甲"]


def test_the_clients_card_counts_help_and_the_time_it_took(qtbot, desk, client_id, context):
    tab = cases_tab(context, client_id)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    told = tab.findChild(QLabel, "helpGiven")
    assert told.text().startswith("还没有登记过问题")
    case_id = new_case(desk, client_id, kind=CaseKind.TRANSFER)
    assert told.text() == "帮助 1 次（还没有办完的）　接送 1（还没有办完的）"
    solve_case(desk, case_id, SolutionDraft("已接"), version=version_of(desk, case_id))
    complaint = new_case(desk, client_id)
    assert told.text().startswith("帮助 1 次（办完 1，平均 2 小时）　接送 1")
    assert "投诉 1 次（还没有办完的）" in told.text()
    tab.table.setFocus()
    with qtbot.waitSignal(context.navigator.case_wanted):
        qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    with qtbot.waitSignal(context.navigator.new_case_wanted) as asked:
        tab.findChild(QPushButton, "newCase").click()
    assert asked.args == [client_id, None]
    tab.table.go_to(complaint)
    qtbot.keyClick(tab.table, Qt.Key.Key_D, CTRL)
    with desk.db.read() as session:
        states = {row.state.label for row in case_rows(session, ids(desk))}
    assert states == {"已解决", "处理中"}


def test_people_and_departments_of_the_chips_follow_the_office(desk, page):
    add_department(desk, "康乐部")
    new_staff(desk, "周样")
    chips = page.view("list", CasesList).filters
    assert "康乐部" in [text for _id, text in chips.department._options]
    assert "周样" in [text for _id, text in chips.staff._options]


def test_a_problem_is_found_by_its_number(desk, client_id):
    case_id = new_case(desk, client_id, title="空调")
    with desk.db.read() as session:
        found = quick_finds(session, "2025-00")
        assert [(one.case_id, one.title) for one in found] == [(case_id, "问题 2025-0001　空调")]
        assert quick_finds(session, "2024-") == []


def test_the_departments_are_kept_in_the_settings(qtbot, desk, client_id, context):
    new_step(desk, new_case(desk, client_id), "工程部")
    made = department_settings(context)
    qtbot.addWidget(made)
    assert "交办过 1 次" in [made.list.item(n).text() for n in range(7)][3]
    made.list.setCurrentRow(0)
    made.shift(1)
    assert made.list.item(0).text() == "客房部"


def test_a_hotline_entry_proposes_its_problem(qtbot, desk, client_id, context):
    dialog = EntryDialog(context, client_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    tick = dialog.findChild(object, "toCase")
    channel = dialog.form.editor("channel")
    buttons = {button.text().split("\n")[0]: button for button in channel.findChildren(QPushButton)}
    hotline = next(b for text, b in buttons.items() if Channel.HOTLINE.label in text)
    call = next(b for text, b in buttons.items() if Channel.CALL.label in text)
    hotline.click()
    assert tick.isChecked()
    call.click()
    assert not tick.isChecked()
    tick.click()
    hotline.click()
    tick.click()
    hotline.click()
    assert not tick.isChecked(), "what somebody decided stays"
    tick.click()
    dialog.form.editor("summary").setPlainText("投诉空调")
    with qtbot.waitSignal(context.navigator.new_case_wanted) as asked:
        dialog.findChild(QPushButton, "save").click()
    assert asked.args[0] == client_id
    with desk.db.read() as session:
        assert session.get(Case, 1) is None, "it is only proposed"


def test_what_was_typed_and_not_saved_is_opened_again(qtbot, desk, client_id, page, dialog):
    contact = new_contact(desk, client_id, "张伟")
    page.show_view("list")._new()
    asked = dialog("caseDialog")
    asked.form.editor("client_id").show_client(client_id)
    asked.form.editor("title").setText("没登记完的问题")
    box = asked.form.editor("contact_id")
    box.setCurrentIndex(box.values.index(contact))
    asked.keeper.keep()
    context = page.context
    settled(qtbot, context)
    with desk.db.read() as session:
        (kept,) = session.query(FormDraft).all()
    assert kept.title == "登记问题　没登记完的问题"
    resume_form(context, kept.id, page)
    (again,) = (one for one in page.findChildren(CaseDialog) if one is not asked)
    draft = again.form.draft()
    assert (draft.client_id, draft.contact_id) == (client_id, contact)
    assert draft.title == "没登记完的问题"
    for one in (again, asked):
        one._drop()
    settled(qtbot, context)
