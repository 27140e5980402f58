from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QScrollArea, QWidget

from app.domain.tasks import TaskDraft
from app.domain.types import Channel, Purpose, Reaction, TaskKind
from app.queries.tasks import task_draft
from app.services.tasks import add_task, change_task, delete_tasks
from app.ui.communications import tasks as tasks_module
from app.ui.communications import timeline as timeline_module
from app.ui.communications.entry import EntryDialog
from app.ui.communications.tasks import TaskDialog
from app.ui.communications.timeline import timeline_tab
from app.ui.steps import StepDialog
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.log import new_client, new_contact, new_entry, new_staff
from tests.ui.input import compose, press

CTRL = Qt.KeyboardModifier.ControlModifier


@filled_once
def client_id(desk):
    return new_client(desk, "华东机械")


@pytest.fixture
def tab(qtbot, context, client_id):
    made = timeline_tab(context, client_id)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def task_of(db, task_id):
    with db.read() as session:
        return task_draft(session, task_id)


def test_a_new_client_has_nothing_yet(tab):
    assert "没有待办。" in texts(tab)
    assert any(text.startswith("还没有沟通记录") for text in texts(tab))


def test_every_talk_in_full_newest_first(desk, tab, client_id):
    contact = new_contact(desk, client_id, "张伟")
    staff_id = new_staff(desk)
    new_entry(desk, client_id, "旧的", TODAY - timedelta(9))
    new_entry(
        desk,
        client_id,
        "新的\n<i>两行</i>",
        channel=Channel.VISIT,
        purpose=Purpose.LISTEN,
        reaction=Reaction.PLEASED,
        reaction_note="很高兴",
        contact_ids=(contact,),
        staff_id=staff_id,
        next_step="回访",
        next_on=TODAY,
    )
    new_entry(desk, new_client(desk, "江南轴承"), "别家的")
    shown = texts(tab)
    assert shown.index("新的\n<i>两行</i>") < shown.index("旧的")
    assert "别家的" not in shown
    assert "2025-12-20　拜访　我方发起　倾听　业务沟通　张伟　王芳" in shown
    assert "反应：满意　很高兴" in shown
    assert "下一步：回访　2025-12-20　今天" in shown
    assert "共 2 条" in shown


def test_chips_and_search_narrow_the_timeline(desk, tab, client_id):
    new_entry(desk, client_id, "拜访说的", channel=Channel.VISIT)
    new_entry(desk, client_id, "电话说的", purpose=Purpose.HELP)
    tab.channel.choose([Channel.VISIT])
    assert "电话说的" not in texts(tab)
    tab.channel.clear()
    tab.purpose.choose([Purpose.EDUCATE])
    assert "没有符合条件的记录，换个词或清除筛选再看。" in texts(tab)
    tab.purpose.clear()
    compose(tab.search, "电话")
    assert "共 1 条" in texts(tab)
    assert "拜访说的" not in texts(tab)


def test_older_ones_when_asked_for(monkeypatch, desk, tab, client_id):
    monkeypatch.setattr(timeline_module, "SHOWN_AT_ONCE", 2)
    tab._narrow()
    for number in range(5):
        new_entry(desk, client_id, f"第{number}次", TODAY - timedelta(number))
    assert "第2次" not in texts(tab)
    press(tab, "olderEntries")
    assert "第3次" in texts(tab)
    assert "第4次" not in texts(tab)
    (older,) = (b for b in tab.findChildren(QPushButton, "olderEntries") if b.isVisible())
    assert older.text() == "再看 1 条更早的"


def test_writing_changing_and_deleting(qtbot, desk, tab, client_id):
    entry_id = new_entry(desk, client_id, "第一版")
    tab.setFocus()
    QTest.keyClick(tab, Qt.Key.Key_N, CTRL)
    dialog = tab.findChild(EntryDialog)
    assert dialog.form.draft().client_id == client_id
    dialog.reject()
    press(tab, "editEntry")
    dialog = tab.findChildren(EntryDialog)[-1]
    compose(dialog.findChild(QPlainTextEdit, "summary"), "补充")
    press(dialog, "save")
    card = tab.findChild(QLabel.__base__, f"entry{entry_id}")
    assert any("补充" in text for text in texts(card))
    press(card, "deleteEntry")
    assert "共 0 条" in texts(tab)
    QTest.keyClick(tab, Qt.Key.Key_F, CTRL)
    assert tab.search.hasFocus()


def test_a_hidden_tab_reads_again_when_shown(desk, tab, client_id):
    tab.hide()
    new_entry(desk, client_id, "躲着的时候写的")
    assert "躲着的时候写的" not in texts(tab)
    tab.show()
    assert "躲着的时候写的" in texts(tab)


def test_a_change_elsewhere_leaves_it_as_it_is(desk, tab, client_id):
    before = tab._area.widget()
    desk_only = desk.write("别的事")
    with desk_only:
        pass
    assert tab._area.widget() is before


def test_tasks_on_top_with_what_can_be_done(desk, db, tab, client_id):
    contact, staff_id = new_contact(desk, client_id, "张伟"), new_staff(desk)
    task_id = add_task(
        desk, TaskDraft(client_id, contact, TaskKind.COURTESY, "送花", TODAY, staff_id)
    )
    assert {"今天", "送花", "礼节　张伟　王芳"} <= set(texts(tab))
    press(tab, "finishStep")
    press(tab.findChild(StepDialog), "save")
    assert "送花" not in texts(tab.tasks)
    assert task_of(db, task_id) is not None


def test_a_task_is_noted_and_changed(desk, db, tab, client_id):
    press(tab, "addTask")
    dialog = tab.findChild(TaskDialog)
    press(dialog, "save")
    assert {"请写明要做什么。", "请选日期。"} <= set(texts(dialog))
    compose(dialog.findChild(QLineEdit, "title"), "寄贺卡")
    press(dialog, "quickDay0")
    press(dialog, "save")
    assert "寄贺卡" in texts(tab.tasks)
    assert task_of(db, 1)[0].due_on == TODAY + timedelta(1)
    press(tab, "editTask")
    dialog = tab.findChildren(TaskDialog)[-1]
    compose(dialog.findChild(QLineEdit, "title"), "和礼品")
    press(dialog, "save")
    assert "和礼品" in task_of(db, 1)[0].title
    assert TaskDialog.reload(dialog) is not None


def test_a_task_changed_meanwhile_is_reloaded_and_one_gone_is_told(desk, db, tab, client_id):
    task_id = add_task(desk, TaskDraft(client_id, title="送花", due_on=TODAY))
    press(tab, "editTask")
    dialog = tab.findChild(TaskDialog)
    draft, version = task_of(db, task_id)
    change_task(desk, task_id, replace(draft, title="送水果"), version=version)
    compose(dialog.findChild(QLineEdit, "title"), "了")
    press(dialog, "save")
    (again,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "重新载入")
    again.click()
    assert dialog.findChild(QLineEdit, "title").text() == "送水果"
    delete_tasks(desk, [task_id])
    assert dialog.reload() is None
    tab.tasks.change(task_id)
    assert tab.findChildren(TaskDialog) == [dialog]


def test_a_new_task_has_nothing_to_reload(tab):
    tab.tasks.add()
    assert tab.findChild(TaskDialog).reload() is None


def test_many_tasks_leave_room_for_the_talks(monkeypatch, desk, tab, client_id):
    monkeypatch.setattr(tasks_module, "SHOWN_AT_ONCE", 1)
    for title in ("甲", "乙", "丙"):
        add_task(desk, TaskDraft(client_id, title=title, due_on=TODAY))
    tab.reload()
    assert ("甲" in texts(tab.tasks), "乙" in texts(tab.tasks)) == (True, False)
    press(tab, "allTasks")
    assert {"甲", "乙", "丙"} <= set(texts(tab.tasks))


def test_tasks_are_not_squeezed_where_the_window_is_low(qtbot, desk, tab, client_id):
    for number in range(9):
        add_task(desk, TaskDraft(client_id, title=f"第{number}件", due_on=TODAY))
    tab.reload()
    tab.setFixedHeight(240)  # as the window does, which is lower than all its parts need
    first = tab.tasks.findChild(QPushButton, "finishStep")
    entries = tab.findChild(QScrollArea, "timelineEntries")
    qtbot.waitUntil(lambda: first.height() >= first.sizeHint().height())
    assert entries.height() > 100
    press(tab, "allTasks")
    last = tab.tasks.findChildren(QPushButton, "finishStep")[-1]
    qtbot.waitUntil(lambda: last.height() >= last.sizeHint().height())


def cursor(tab):
    focused = tab.focusWidget()
    return None if focused is None else (focused.parent().objectName(), focused.objectName())


def test_the_cursor_goes_on_after_each_step_by_keyboard(qtbot, desk, tab, client_id):
    ids = [new_entry(desk, client_id, f"第{n}次", TODAY - timedelta(n)) for n in range(3)]
    with qtbot.waitActive(tab):
        tab.activateWindow()
    first = tab.findChild(QWidget, f"entry{ids[0]}")
    first.findChild(QPushButton, "deleteEntry").setFocus()
    for left in (ids[1], ids[2]):
        QTest.keyClick(tab.focusWidget(), Qt.Key.Key_Return)
        assert cursor(tab) == (f"entry{left}", "deleteEntry")
    QTest.keyClick(tab.focusWidget(), Qt.Key.Key_Return)
    assert tab._area.hasFocus()
    QTest.keyClick(tab.focusWidget(), Qt.Key.Key_N, CTRL)
    assert tab.findChild(EntryDialog) is not None


def test_the_cursor_stays_with_the_tasks_until_none_is_left(qtbot, desk, tab, client_id):
    for title in ("甲", "乙"):
        add_task(desk, TaskDraft(client_id, title=title, due_on=TODAY))
    with qtbot.waitActive(tab):
        tab.activateWindow()
    tab.tasks.findChild(QPushButton, "finishStep").setFocus()
    for left in ("finishStep", "addTask"):
        press(tab.tasks, "finishStep")
        press(tab.findChildren(StepDialog)[-1], "save")
        assert tab.focusWidget().objectName() == left


def test_the_place_scrolled_to_stays_when_an_entry_goes(qtbot, desk, tab, client_id):
    ids = [new_entry(desk, client_id, f"第{n}次", TODAY - timedelta(n)) for n in range(12)]
    bar = tab._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    press(tab.findChild(QWidget, f"entry{ids[7]}"), "deleteEntry")
    assert bar.value() == place
    tab.channel.choose([Channel.VISIT])
    assert bar.value() == 0
