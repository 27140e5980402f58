from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)
from python_calamine import CalamineWorkbook

from app.domain.types import Channel, Purpose, Reaction, Tone
from app.errors import StorageError
from app.queries.tasks import TaskFilter, task_ids, task_rows
from app.services.tasks import add_task
from app.ui.communications import page as page_module
from app.ui.communications.entry import EntryDialog
from app.ui.communications.output import listed_log, write_whole_log
from app.ui.communications.page import CommunicationsPage
from app.ui.list_output import write_list
from app.ui.steps import StepDialog
from app.ui.theme import current_look
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.log import new_client, new_contact, new_entry, new_staff
from tests.ui.input import compose, press

YESTERDAY = TODAY - timedelta(1)


@filled_once
def log(desk):
    """Return two entries: one without a next step, one whose next step is due today."""
    staff_id = new_staff(desk, "王芳")
    east, south = new_client(desk, "华东机械"), new_client(desk, "江南轴承")
    contact = new_contact(desk, south, "仇丽")
    first = new_entry(desk, east, "询问报价\n第二行", purpose=Purpose.HELP)
    second = new_entry(
        desk,
        south,
        "<b>投诉</b>早餐",
        YESTERDAY,
        channel=Channel.HOTLINE,
        tone=Tone.EMOTIONAL,
        reaction=Reaction.DISPLEASED,
        contact_ids=(contact,),
        staff_id=staff_id,
        next_step="答复",
        next_on=YESTERDAY,
    )
    return first, second


@pytest.fixture
def page(qtbot, context):
    shown = CommunicationsPage(context)
    qtbot.addWidget(shown)
    shown.resize(1200, 640)
    shown.show()
    return shown


def summaries(page):
    place = [column.key for column in page.model.columns].index("summary")
    return [page.model.index(row, place).data() for row in range(page.model.rowCount())]


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def tasks(db):
    with db.read() as session:
        return task_rows(session, task_ids(session, TaskFilter(statuses=frozenset())))


def answer(page, editor, text):
    """Fill in the one question that is open and save."""
    dialog = page.findChildren(StepDialog)[-1]
    compose(dialog.form.findChild(QLineEdit, editor), text)
    press(dialog, "save")
    return dialog


def test_an_empty_log_says_what_it_is_for_and_offers_the_first_step(qtbot, context, page):
    assert "还没有沟通记录" in texts(page)
    (step,) = (b for b in page.findChildren(QPushButton) if b.text() == "导入沟通记录")
    with qtbot.waitSignal(context.navigator.import_wanted):
        QTest.mouseClick(step, Qt.MouseButton.LeftButton)


def test_the_list_follows_filters_search_and_commits(qtbot, desk, log, page):
    assert summaries(page) == ["询问报价 第二行", "<b>投诉</b>早餐"]
    page.filters.step.choose([True])
    assert summaries(page) == ["<b>投诉</b>早餐"]
    page.clear_filters()
    compose(page.search, "报价")
    assert summaries(page) == ["询问报价 第二行"]
    page.search.clear()
    for chip, value in (
        (page.filters.channel, Channel.HOTLINE),
        (page.filters.tone, Tone.EMOTIONAL),
        (page.filters.reaction, Reaction.DISPLEASED),
        (page.filters.staff, 1),
        (page.filters.period, (YESTERDAY, YESTERDAY)),
    ):
        if chip is page.filters.period:
            chip.set_options([(value, "昨天")])
        chip.choose([value])
        assert summaries(page) == ["<b>投诉</b>早餐"]
        chip.clear()
    page.filters.purpose.choose([Purpose.HELP])
    assert summaries(page) == ["询问报价 第二行"]
    page.clear_filters()
    new_entry(desk, 1, "又来电")
    assert "又来电" in summaries(page)
    page.show_only("只看一条", [log[1]])
    assert summaries(page) == ["<b>投诉</b>早餐"]


def test_sorting_by_a_header(qtbot, log, page):
    place = [column.key for column in page.model.columns].index("client")
    page.table.horizontalHeader().setSortIndicator(place, Qt.SortOrder.DescendingOrder)
    assert summaries(page)[0] == "<b>投诉</b>早餐"
    page.table.horizontalHeader().setSortIndicator(place, Qt.SortOrder.AscendingOrder)
    assert summaries(page)[0] == "询问报价 第二行"


def test_the_table_model_keeps_the_rules(qtmodeltester, log, page):
    qtmodeltester.check(page.model)


def test_beside_it_stands_the_entry_in_full_and_literally(page, log):
    page.table.go_to(log[1])
    shown = texts(page.detail)
    for text in ("江南轴承", "<b>投诉</b>早餐", "仇丽", "不满意", "王芳", "投诉热线　我方发起"):
        assert text in shown
    assert "答复　2025-12-19　逾期 1 天" in shown
    page.table.clearSelection()
    page.table.go_to(log[0])
    assert "询问报价\n第二行" in texts(page.detail)


def test_a_step_is_finished_put_off_or_dropped(page, db, log):
    page.table.go_to(log[1])
    press(page.detail, "postponeStep")
    dialog = page.findChild(StepDialog)
    assert dialog.findChild(QLabel, "about").text() == "江南轴承：答复（2025-12-19）"
    assert dialog.form.draft().due_on is None  # not the day that has passed
    press(dialog, "quickDay1")
    press(dialog, "save")
    assert tasks(db)[0].due_on == TODAY + timedelta(7)
    press(page.detail, "finishStep")
    answer(page, "outcome", "已答复")
    assert (tasks(db)[0].status.label, tasks(db)[0].outcome) == ("已完成", "已答复")
    assert page.detail.findChild(QPushButton, "finishStep") is None
    row = page.model.row_of(log[1])
    place = [column.key for column in page.model.columns].index("next_step")
    assert page.model.index(row, place).data() == "✓ 答复"
    grey = page.model.index(row, place).data(Qt.ItemDataRole.ForegroundRole)
    assert grey.name() == current_look().faint


def test_not_doing_it_needs_a_reason(page, db, log):
    page.table.go_to(log[1])
    press(page.detail, "dropStep")
    dialog = page.findChild(StepDialog)
    press(dialog, "save")
    assert dialog.isVisible()
    assert "请写明为什么不做。" in texts(dialog)
    answer(page, "reason", "客户不要了")
    assert tasks(db)[0].status.label == "不做"
    page.filters.step.choose([True])
    assert summaries(page) == []
    assert "没有符合条件的记录" in texts(page)


def test_steps_by_keyboard_only_where_one_is_open(page, db, log):
    actions = {action.objectName(): action for action in page.table.actions()}
    page.table.go_to(log[0])
    assert not actions["finish"].isEnabled()
    page._finish()
    page._postpone()
    page._drop()
    assert page.findChild(StepDialog) is None
    page.table.go_to(log[1])
    assert actions["finish"].isEnabled()
    actions["postpone"].trigger()
    page.findChild(StepDialog).reject()
    actions["drop"].trigger()
    page.findChildren(StepDialog)[-1].reject()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    answer(page, "outcome", "好了")
    assert tasks(db)[0].status.label == "已完成"


def test_entries_are_written_changed_and_deleted(page, db, log):
    page.table.go_to(log[0])
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog = page.findChild(EntryDialog)
    compose(dialog.findChild(QPlainTextEdit, "summary"), "补充")
    press(dialog, "save")
    assert any("补充" in one for one in summaries(page))
    press(page.detail, "detailEdit")
    page.findChildren(EntryDialog)[-1].reject()
    page.activateWindow()
    page.table.setFocus()
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert summaries(page) == []
    page.delete()


def test_the_detail_deletes_and_leads_to_the_client(qtbot, context, page, log):
    page.table.go_to(log[1])
    with qtbot.waitSignal(context.navigator.client_wanted) as wanted:
        press(page.detail, "detailClient")
    assert wanted.args == [2]
    press(page.detail, "detailDelete")
    assert summaries(page) == ["询问报价 第二行"]


def test_row_actions_lead_on(qtbot, context, page, log):
    actions = {action.objectName(): action for action in page.table.actions()}
    page.search.setText("没有这样的")
    for action in actions.values():
        action.trigger()  # without a row under the cursor nothing happens
    assert page.findChild(EntryDialog) is None
    page.search.clear()
    page.table.go_to(log[1])
    with qtbot.waitSignal(context.navigator.client_wanted):
        actions["openClient"].trigger()
    actions["editEntry"].trigger()
    actions["entryFor"].trigger()
    changed, new = page.findChildren(EntryDialog)
    assert changed.form.draft().summary == "<b>投诉</b>早餐"
    assert new.form.draft().client_id == 2
    press(page, "newEntry")
    assert page.findChildren(EntryDialog)[-1].form.draft().client_id is None


def test_new_people_are_offered_as_filters(desk, page, log):
    new_staff(desk, "陈刚")
    page.filters.staff.choose([2])
    assert page.filters.staff.chosen() == [2]


def cells(path):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def test_the_list_as_shown_goes_out_as_a_workbook(qtbot, context, page, log, tmp_path):
    path = tmp_path / "清单.xlsx"
    with qtbot.waitSignal(context.navigator.told) as told:
        write_list(context, page, listed_log(page), path)
    assert str(path) in told.args[0]
    head, first, second = (row for row in cells(path) if row[0])
    assert head[:3] == ["日期", "客户", "联系人"]
    assert "询问报价\n第二行" in first
    assert (second[0], "<b>投诉</b>早餐" in second) == (YESTERDAY, True)


def test_only_the_chosen_rows_go_out(page, log):
    assert listed_log(page).ids == list(log)
    page.table.go_to(log[1])
    assert listed_log(page).ids == list(log)
    page.table.selectAll()
    assert listed_log(page).ids == list(log)


def test_the_whole_log_goes_out(qtbot, context, page, log, tmp_path):
    path = tmp_path / "全部.xlsx"
    with qtbot.waitSignal(context.navigator.told) as told:
        write_whole_log(context, page, path)
    assert told.args[0].startswith("已导出 2 行")
    assert len([row for row in cells(path) if any(row)]) >= 3


@pytest.mark.usefixtures("log")
def test_the_file_is_asked_for(monkeypatch, qtbot, context, page, tmp_path):
    chosen = iter([("", ""), (str(tmp_path / "一"), ""), (str(tmp_path / "二.xlsx"), "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: next(chosen))
    actions = {a.objectName(): a for a in page.findChild(QPushButton, "export").menu().actions()}
    actions["exportAll"].trigger()
    for name in ("exportAll", "exportListed"):
        with qtbot.waitSignal(context.navigator.told):
            actions[name].trigger()
    assert {path.name for path in tmp_path.glob("*.xlsx")} == {"一.xlsx", "二.xlsx"}


def test_a_long_log_is_looked_through_beside_the_window(monkeypatch, qtbot, context, page, log):
    monkeypatch.setattr(page_module, "LONG_LOG", 1)
    compose(page.search, "报价")
    page.search.setText("早餐")
    qtbot.waitUntil(lambda: summaries(page) == ["<b>投诉</b>早餐"])
    assert context.workers.wait()
    qtbot.wait(1)
    assert summaries(page) == ["<b>投诉</b>早餐"]


def test_a_long_log_that_cannot_be_read_is_told(monkeypatch, qtbot, page, log):
    monkeypatch.setattr(page_module, "LONG_LOG", 1)

    def refuse(*_args, **_more):
        raise StorageError("读写磁盘时出错。")

    monkeypatch.setattr(page_module, "communication_ids", refuse)
    page.reload()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert page.findChild(QMessageBox).text() == "读写磁盘时出错。"


def test_something_to_do_is_noted_from_an_entry(qtbot, context, desk, page, log):
    note = next(one for one in page.table.actions() if one.objectName() == "toTask")
    page.table.go_to(log[0])
    with qtbot.waitSignal(context.navigator.task_wanted) as wanted:
        note.trigger()
    (draft,) = wanted.args
    row = page.model.record_at(page.table.currentIndex().row())
    assert (draft.client_id, draft.communication_id) == (row.client_id, row.id)
    add_task(desk, replace(draft, title="寄资料", due_on=TODAY))
    with qtbot.waitSignal(context.navigator.task_wanted) as again:
        note.trigger()
    assert again.args[0].communication_id is None, "its next step stays the one that is shown"
