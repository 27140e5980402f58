from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QStyleOptionViewItem,
)
from sqlalchemy import Engine, event

from app.db import Desk
from app.domain.birthdays import Birthday
from app.domain.form_drafts import UnsavedForm
from app.domain.staff import StaffDraft
from app.domain.tasks import TaskDraft
from app.domain.today import TodayGroup
from app.domain.types import BookingStatus, CaseKind, Post, Severity, TaskStatus
from app.domain.working_days import WorkingDays
from app.models import AccountPlan, Booking, Case, Client, Contact, ServiceStandard, Task
from app.queries.office import staff_members
from app.services.form_drafts import drop_form_draft, keep_form_draft
from app.services.office import add_staff
from app.services.tasks import add_task
from app.ui.navigation import Navigator
from app.ui.printing import PreviewDialog
from app.ui.steps import StepDialog
from app.ui.task_dialog import TaskDialog
from app.ui.today.calendar import CalendarView
from app.ui.today.columns import ICONS, TEXTS, Shown, when_text
from app.ui.today.empty import NothingToDo
from app.ui.today.list import TodayList
from app.ui.today.model import FIRST
from app.ui.today.page import TodayPage
from app.ui.today.tasks_list import TasksList
from tests.conftest import NOW, TODAY
from tests.log import new_client, new_contact, new_entry, new_staff
from tests.ui.input import compose, press
from tests.ui.waiting import settled

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def quiet(desk):
    """No client is overdue by a standard unless a test says so."""
    with desk.write() as session:
        for row in session.query(ServiceStandard):
            session.delete(row)


def told(page):
    return told_by(page.today)


def told_by(listed):
    model = listed.model
    return {
        group: [
            model.line_at(model.index(row, 0, model.group_index(group))).what
            for row in range(model.limit(group))
        ]
        for group in model.groups
    }


def go_to(page, group, row=0):
    model, tree = page.today.model, page.today.tree
    tree.setCurrentIndex(model.index(row, 0, model.group_index(group)))
    page.activateWindow()
    tree.setFocus()
    QApplication.processEvents()
    return tree


def click(page, group, name):
    model, tree = page.today.model, page.today.tree
    names = [[one.name for one in column] for column in ICONS]
    column = len(TEXTS) + next(n for n, own in enumerate(names) if name in own)
    index = model.index(0, column, model.group_index(group))
    tree.scrollTo(index)
    QTest.mouseClick(
        tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center()
    )


def status(db, task_id):
    with db.read() as session:
        return session.get(Task, task_id).status


def steps_of(page):
    shown = page.today.findChild(NothingToDo)
    return {one.text(): one for one in shown.findChildren(QPushButton) if one.isVisible()}


def test_an_empty_day_says_what_will_come(qtbot, context, desk, page):
    new_client(desk)
    settled(qtbot, context)
    assert page.today._stack.currentIndex() == 1
    assert "今天没有要办的事" in {one.text() for one in page.today.findChildren(QLabel)}
    assert set(steps_of(page)) == {"记一笔", "加待办"}
    of_lines = [page.today.findChild(QPushButton, name) for name in ("foldAll", "print")]
    assert not any(button.isEnabled() for button in of_lines), "nothing to fold or to print"


def test_an_office_without_clients_is_told_how_to_begin(qtbot, context, page):
    steps = steps_of(page)
    with qtbot.waitSignal(context.navigator.import_wanted):
        steps["导入原来的表格"].click()
    steps["新建客户"].setFocus()
    with qtbot.waitSignal(context.navigator.new_client_wanted):
        QTest.keyClick(steps["新建客户"], Qt.Key.Key_Return)


def test_until_the_first_lines_are_there_it_is_said_that_they_come(qtbot, context, task_id):
    page = TodayPage(context)
    qtbot.addWidget(page)
    page.show()
    count = page.today.findChild(QLabel, "count")
    assert count.text() == "正在查找要办的事…"
    settled(qtbot, context)
    assert count.text() == "共 1 条"


def test_lines_come_in_their_groups_and_follow_every_change(qtbot, context, desk, page, client_id):
    add_task(desk, TaskDraft(client_id, title="寄合同", due_on=TODAY))
    settled(qtbot, context)
    assert told(page) == {TodayGroup.DUE: ["寄合同"]}
    new_contact(desk, client_id, "刘芳", birthday=Birthday(None, 12, 24))
    settled(qtbot, context)
    assert told(page)[TodayGroup.COURTESY] == ["刘芳 生日"]
    assert page.today.findChild(QLabel, "count").text() == "共 2 条"


def test_one_click_finishes(qtbot, context, db, task_id, page):
    click(page, TodayGroup.DUE, "finish")
    dialog = page.today.findChild(StepDialog)
    assert dialog.findChild(QLabel, "about").text() == "华东机械：寄合同"
    press(dialog, "save")
    settled(qtbot, context)
    assert status(db, task_id) is TaskStatus.DONE
    assert told(page) == {}


def test_a_birthday_is_answered_by_keys(qtbot, context, client_id, page):
    desk, db = context.desk, context.db
    new_contact(desk, client_id, "刘芳", birthday=Birthday(None, 12, 24))
    settled(qtbot, context)
    QTest.keyClick(go_to(page, TodayGroup.COURTESY), Qt.Key.Key_H, CTRL)
    dialog = page.today.findChild(StepDialog)
    press(dialog, "quickDay0")
    press(dialog, "save")
    settled(qtbot, context)
    with db.read() as session:
        found = session.query(Task).one()
    assert (found.title, found.due_on) == ("刘芳 生日", TODAY + timedelta(1))
    assert told(page) == {TodayGroup.DUE: ["刘芳 生日"]}  # it is Saturday: Sunday's work shows


def test_not_to_be_done_needs_a_reason(qtbot, context, client_id, task_id, page):
    desk, db = context.desk, context.db
    new_contact(desk, client_id, "刘芳", birthday=Birthday(None, 12, 24))
    settled(qtbot, context)
    for group in (TodayGroup.DUE, TodayGroup.COURTESY):
        QTest.keyClick(go_to(page, group), Qt.Key.Key_Delete)
        dialog = page.today.findChildren(StepDialog)[-1]
        compose(dialog.findChild(QLineEdit, "reason"), "客户不在")
        press(dialog, "save")
        settled(qtbot, context)
    with db.read() as session:
        assert [one.status for one in session.query(Task)] == [TaskStatus.DROPPED] * 2
    QTest.keyClick(page.today.tree, Qt.Key.Key_D, CTRL)
    assert told(page) == {}


def test_a_birthday_done_and_a_task_put_off(qtbot, context, client_id, task_id, page):
    desk, db = context.desk, context.db
    new_contact(desk, client_id, "刘芳", birthday=Birthday(None, 12, 24))
    settled(qtbot, context)
    QTest.keyClick(go_to(page, TodayGroup.COURTESY), Qt.Key.Key_D, CTRL)
    press(page.today.findChildren(StepDialog)[-1], "save")
    settled(qtbot, context)
    QTest.keyClick(go_to(page, TodayGroup.DUE), Qt.Key.Key_H, CTRL)
    dialog = page.today.findChildren(StepDialog)[-1]
    press(dialog, "quickDay1")
    press(dialog, "save")
    settled(qtbot, context)
    with db.read() as session:
        assert session.get(Task, task_id).due_on == TODAY + timedelta(7)
    assert told(page) == {}


def test_writing_copying_and_opening_lead_on(qtbot, context, client_id, task_id, page):
    tree, go = go_to(page, TodayGroup.DUE), context.navigator
    with qtbot.waitSignal(go.person_entry_wanted) as entry:
        QTest.keyClick(tree, Qt.Key.Key_N, CTRL)
    with qtbot.waitSignal(go.client_wanted) as opened:
        QTest.keyClick(tree, Qt.Key.Key_Return)
    with context.db.read() as session:
        spoken_to = session.query(Contact).one().id
    assert (entry.args, opened.args) == ([client_id, spoken_to], [client_id])
    with qtbot.waitSignal(go.told) as said:
        click(page, TodayGroup.DUE, "copy_number")
    assert QGuiApplication.clipboard().text() == "13800000001"
    assert said.args == ["已复制 张伟 的电话：13800000001"]


def test_a_problem_is_opened_and_cannot_be_ticked_off(qtbot, context, desk, client_id, page):
    with desk.write() as session:
        known = {"kind": CaseKind.COMPLAINT, "severity": Severity.SERIOUS, "received_at": NOW}
        session.add(
            Case(number="W1", client_id=client_id, title="空调", solve_due_on=TODAY, **known)
        )
    settled(qtbot, context)
    tree = go_to(page, TodayGroup.CASE)
    with qtbot.waitSignal(context.navigator.case_wanted):
        QTest.keyClick(tree, Qt.Key.Key_Return)
    QTest.keyClick(tree, Qt.Key.Key_D, CTRL)
    assert page.today.findChild(StepDialog) is None


def test_a_review_done_is_written_down_not_ticked_off(qtbot, context, desk, client_id, page):
    with desk.write() as session:
        session.get(Client, client_id).major = True
        session.add(AccountPlan(client_id=client_id, next_review_on=TODAY))
    settled(qtbot, context)
    tree = go_to(page, TodayGroup.REVIEW)
    with qtbot.waitSignal(context.navigator.review_wanted) as wanted:
        QTest.keyClick(tree, Qt.Key.Key_D, CTRL)
    assert wanted.args == [client_id]
    assert page.today.findChild(StepDialog) is None


def test_an_unsaved_form_is_offered_and_given_up_after_asking(qtbot, context, desk, page):
    keep_form_draft(desk, UnsavedForm("entry", "记一笔　华东", {}))
    settled(qtbot, context)
    tree = go_to(page, TodayGroup.DRAFT)
    with qtbot.waitSignal(context.navigator.draft_wanted):
        QTest.keyClick(tree, Qt.Key.Key_Return)
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    box = page.today.findChild(QMessageBox)
    next(one for one in box.buttons() if one.text() == "丢弃").click()
    settled(qtbot, context)
    assert told(page) == {}


def test_typing_on_in_a_form_that_is_known_asks_for_nothing_again(qtbot, context, desk, page):
    draft_id = keep_form_draft(desk, UnsavedForm("entry", "记一笔　华东", {}))
    settled(qtbot, context)
    asked = page.today._asked
    keep_form_draft(desk, UnsavedForm("entry", "记一笔　华东", {"summary": "谈"}), draft_id)
    assert page.today._asked == asked
    drop_form_draft(desk, draft_id)
    settled(qtbot, context)
    assert told(page) == {}


def test_a_long_group_shows_its_first_lines_and_the_rest_when_asked(
    qtbot, context, desk, client_id, page
):
    with desk.write() as session:
        session.add_all(Task(client_id=client_id, title=str(n), due_on=TODAY) for n in range(70))
    settled(qtbot, context)
    model, tree = page.today.model, page.today.tree
    group = model.group_index(TodayGroup.DUE)
    assert model.rowCount(group) == FIRST + 1
    rest = model.index(FIRST, 0, group)
    assert rest.data() == "还有 62 条，按回车或双击全部显示"
    assert rest.siblingAtColumn(1).data() is None
    assert rest.data(Qt.ItemDataRole.ForegroundRole) is not None
    tree.setCurrentIndex(rest)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert told(page)[TodayGroup.DUE] == [str(n) for n in range(70)]
    assert tree.current_line().what == str(FIRST)
    model.show_all(TodayGroup.DUE)
    add_task(desk, TaskDraft(client_id, title="新的", due_on=TODAY))
    settled(qtbot, context)
    assert tree.current_line().what == str(FIRST), "the cursor stays on its line"


def test_folded_groups_stay_folded(qtbot, context, desk, task_id, page):
    tree, model = page.today.tree, page.today.model
    heading = model.group_index(TodayGroup.DUE)
    tree.setCurrentIndex(heading)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert not tree.isExpanded(model.group_index(TodayGroup.DUE))
    again = TodayList(context)
    qtbot.addWidget(again)
    again.show()
    settled(qtbot, context)
    assert not again.tree.isExpanded(again.model.group_index(TodayGroup.DUE))
    press(again, "unfoldAll")
    assert again.tree.isExpanded(again.model.group_index(TodayGroup.DUE))
    press(again, "foldAll")
    assert again.focusWidget() is again.tree, "the arrows go on in the list"


def test_a_narrow_window_leaves_room_for_what_is_to_be_done(qtbot, context, task_id, page):
    people = [n for n, column in enumerate(TEXTS) if column.spare]
    assert people
    assert not any(page.today.tree.isColumnHidden(n) for n in people)
    page.resize(880, 460)
    qtbot.waitUntil(lambda: page.today.tree.width() < 900)
    assert all(page.today.tree.isColumnHidden(n) for n in people)
    page.resize(1200, 700)
    qtbot.waitUntil(lambda: page.today.tree.width() > 1000)
    assert not any(page.today.tree.isColumnHidden(n) for n in people)


def test_whose_day_it_is(qtbot, context, desk, client_id, page):
    me = new_staff(desk)
    add_task(desk, TaskDraft(client_id, title="我的", due_on=TODAY, staff_id=me))
    add_task(desk, TaskDraft(client_id, title="谁的", due_on=TODAY))
    settled(qtbot, context)
    assert told(page)[TodayGroup.DUE] == ["我的", "谁的"]
    page.today.whose.choose([me])
    settled(qtbot, context)
    assert told(page)[TodayGroup.DUE] == ["我的"]


def seated(context, staff_id):
    """Return what a person's window is given."""
    with context.db.read() as session:
        row = next(one for one in staff_members(session) if one.id == staff_id)
    desk = Desk(context.desk.db, staff_id, lambda: NOW)
    return replace(context, desk=desk, navigator=Navigator(), staff=row)


def test_a_salesperson_sees_the_own_day_alone(qtbot, context, desk, client_id):
    me, boss = new_staff(desk), new_staff(desk, "周启明", Post.MANAGER)
    add_task(desk, TaskDraft(client_id, title="我的", due_on=TODAY, staff_id=me))
    add_task(desk, TaskDraft(client_id, title="谁的", due_on=TODAY, staff_id=boss))
    made = TodayList(seated(context, me))
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, context)
    assert made.whose.isHidden()
    assert len(made.keys[TodayGroup.DUE]) == 1


def test_a_leader_begins_with_the_own_day_and_may_look_at_the_teams(qtbot, context, desk):
    leader, boss = new_staff(desk, "沈若溪", Post.SENIOR), new_staff(desk, "周启明", Post.MANAGER)
    led = add_staff(desk, StaffDraft("唐小满", leader_id=leader))
    client_id = new_client(desk, "丙公司", manager_id=led)
    for title, staff_id in (("我的", leader), ("组员的", led), ("经理的", boss)):
        add_task(desk, TaskDraft(client_id, title=title, due_on=TODAY, staff_id=staff_id))
    made = TodayList(seated(context, leader))
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, context)
    assert not made.whose.isHidden()
    assert [text for _id, text in made.whose._options] == ["我自己", "唐小满"]
    assert told_by(made)[TodayGroup.DUE] == ["我的"]
    made.whose.choose([led])
    settled(qtbot, context)
    assert told_by(made)[TodayGroup.DUE] == ["组员的"]


def test_the_day_sheet_is_printed(qtbot, context, desk, client_id, page):
    with desk.write() as session:
        session.add_all(Task(client_id=client_id, title=str(n), due_on=TODAY) for n in range(210))
    settled(qtbot, context)
    press(page.today, "print")
    qtbot.waitUntil(lambda: page.today.findChild(PreviewDialog) is not None)
    shown = page.today.findChild(PreviewDialog)
    assert shown.windowTitle() == "打印预览 — 日程单 2025-12-20"
    shown.close()


def test_the_day_changes_at_midnight(qtbot, context, monkeypatch, page, later_id):
    settled(qtbot, context)
    later = NOW + timedelta(2)
    object.__setattr__(context.desk, "clock", lambda: later)
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    settled(qtbot, context)
    assert told(page) == {TodayGroup.DUE: ["回访"]}
    assert page.today._day.text() == "12月22日 星期一"
    page.today._midnight.timeout.emit()
    settled(qtbot, context)


def test_a_new_task_is_for_the_client_of_the_line(qtbot, context, client_id, task_id, page):
    go_to(page, TodayGroup.DUE)
    press(page.today, "newTask")
    dialog = page.today.findChild(TaskDialog)
    assert dialog.form.draft().client_id == client_id
    dialog.reject()


def test_painting_asks_nothing_of_the_file(qtbot, context, desk, client_id):
    me = new_staff(desk)
    new_staff(desk, "周启明", Post.MANAGER)
    add_task(desk, TaskDraft(client_id, title="我的", due_on=TODAY, staff_id=me))
    made = TodayList(seated(context, me))
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, context)
    asked = []

    def note(_connection, _cursor, statement, *_more):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    made.tree.viewport().repaint()
    event.remove(Engine, "before_cursor_execute", note)
    assert told_by(made) == {TodayGroup.DUE: ["我的"]}
    assert asked == []


def test_money_stands_with_the_rest_and_headings_say_nothing_else(
    qtbot, context, desk, client_id, page
):
    with desk.write() as session:
        session.add(
            ServiceStandard(kind="standing", code="prospect", contact_days=7, courtesies="")
        )
        session.get(Client, client_id).created_at = NOW - timedelta(30)
    settled(qtbot, context)
    model = page.today.model
    heading = model.group_index(TodayGroup.CONTACT)
    assert heading.data() == "该联系的客户　1"
    assert heading.data(Qt.ItemDataRole.FontRole).bold()
    assert heading.data(Qt.ItemDataRole.ToolTipRole) is None
    line = model.line_at(model.index(0, 0, heading))
    assert when_text(line, Shown(lambda: TODAY, lambda: WorkingDays({}))) == "30 天没联系"
    new_entry(desk, client_id)
    settled(qtbot, context)
    assert told(page) == {}


def test_what_is_due_on_a_day_off_says_so():
    from app.domain.today import TodayLine

    shown = Shown(lambda: date(2025, 12, 19), lambda: WorkingDays({}))

    def line(group, on):
        return TodayLine(group, 1, None, "", "", "", "", on)

    assert when_text(line(TodayGroup.DUE, date(2025, 12, 20)), shown) == "12-20 休息"
    assert when_text(line(TodayGroup.DUE, date(2025, 12, 19)), shown) == "今天"
    assert when_text(line(TodayGroup.RECEPTION, date(2025, 12, 25)), shown) == "还有 6 天"
    assert when_text(line(TodayGroup.MONEY, None), shown) == ""
    assert when_text(line(TodayGroup.DRAFT, date(2025, 12, 1)), shown) == "2025-12-01"


def test_days_and_all_tasks_are_turned_to_by_keys(qtbot, page, client_id, task_id):
    for number, key, kind in (
        (2, "calendar", CalendarView),
        (3, "tasks", TasksList),
        (1, "today", TodayList),
    ):

        def turned(number=number, key=key, kind=kind):
            page.activateWindow()  # a window that is still closing may be the active one yet
            QTest.keyClick(page, str(number), Qt.KeyboardModifier.AltModifier)
            return page.view(key, kind).isVisible()

        qtbot.waitUntil(turned)
    page.show_tasks_of(TODAY)
    assert list(page.view("tasks", TasksList).model.ids) == [task_id]


def test_a_client_deleted_meanwhile_takes_its_lines_along(qtbot, context, desk, task_id, page):
    settled(qtbot, context)
    gone = new_client(desk, "江南轴承")
    with desk.write() as session:
        session.get(Client, gone).deleted_at = NOW
        session.get(Client, 1).deleted_at = NOW
    settled(qtbot, context)
    assert told(page) == {}


def test_a_birthday_is_noted_as_a_courtesy_with_one_click(qtbot, context, desk, client_id, page):
    born = new_contact(desk, client_id, "刘芳", birthday=Birthday(None, 12, 24))
    settled(qtbot, context)
    go_to(page, TodayGroup.COURTESY)
    with qtbot.waitSignal(context.navigator.courtesy_wanted) as clicked:
        click(page, TodayGroup.COURTESY, "note_courtesy")
    with qtbot.waitSignal(context.navigator.courtesy_wanted) as typed:
        QTest.keyClick(page.today.tree, Qt.Key.Key_G, CTRL)
    assert clicked.args == typed.args
    (receiver,) = clicked.args[0].receivers
    assert (receiver.contact_id, receiver.subject_id, receiver.title) == (born, born, "刘芳 生日")
    assert receiver.occasion_on == date(2025, 12, 24)


def test_the_cursor_begins_at_the_top_even_where_the_money_is_read_first(
    qtbot, context, desk, client_id, task_id
):
    with desk.write() as session:
        session.add(owed(client_id))
    made = TodayList(context)
    qtbot.addWidget(made)
    made._ask_for_money()
    made.show()
    settled(qtbot, context)
    assert TodayGroup.MONEY in made.model.groups
    assert made.tree.current_line().group is TodayGroup.DUE


def owed(client_id):
    left = TODAY - timedelta(100)
    return Booking(
        client_id=client_id,
        arrival_on=left - timedelta(1),
        departure_on=left,
        due_on=left,
        amount=Decimal(1000),
        status=BookingStatus.COMPLETED,
    )


def test_money_says_in_the_first_column_how_late_it_is(qtbot, context, desk, client_id, page):
    with desk.write() as session:
        session.add(owed(client_id))
    settled(qtbot, context)
    line = go_to(page, TodayGroup.MONEY).current_line()
    assert when_text(line, Shown(lambda: TODAY, lambda: WorkingDays({}))) == "逾期 90 天以上"
    assert line.why == "共欠 1,000.00 元"


def test_the_chosen_line_keeps_its_colours(qtbot, context, desk, client_id, page):
    from app.ui.theme import current_look

    with desk.write() as session:
        session.add(Task(client_id=client_id, title="晚了", due_on=TODAY - timedelta(3)))
    settled(qtbot, context)
    tree = go_to(page, TodayGroup.OVERDUE)
    option = QStyleOptionViewItem()
    tree.itemDelegate().initStyleOption(option, tree.currentIndex().siblingAtColumn(0))
    assert option.palette.highlightedText().color().name() == current_look().bad.lower()


def test_an_icon_of_a_chosen_line_is_as_dark_as_the_others(themed):
    from app.ui.icons import icon

    size = QSize(18, 18)
    plain, chosen = (
        icon("pencil").pixmap(size, 1.0, mode).toImage()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
    )
    assert plain == chosen
