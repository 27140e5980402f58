from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton

from app.domain.birthdays import Birthday
from app.domain.types import Channel, Direction, Purpose, Reaction, Tone
from app.errors import StorageError
from app.queries.communications import CommunicationFilter, communication_draft, communication_ids
from app.services.communications import delete_communications
from app.ui.communications.editors import ButtonRow
from app.ui.communications.entry import ROOMY, EntryDialog, edit_entry
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.log import new_client, new_contact, new_entry, new_staff
from tests.ui.input import compose, press

"""Off screen no popup can grab the keyboard."""

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@filled_once
def client_id(desk):
    made = new_client(desk, "华东机械")
    new_contact(desk, made, "张伟", main=True, taboos="不谈价格", birthday=Birthday(1980, 12, 25))
    new_contact(desk, made, "李敏")
    return made


@pytest.fixture
def open_entry(qtbot, context):
    def show(*args, **more):
        dialog = EntryDialog(context, *args, **more)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitExposed(dialog)
        return dialog

    return show


def entries(db):
    with db.read() as session:
        ids = communication_ids(session, CommunicationFilter())
        return [communication_draft(session, id_)[0] for id_ in ids]


def texts(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def errors(dialog):
    return [e.text() for e in dialog.findChildren(QLabel, "error") if e.isVisibleTo(dialog)]


def box_of(dialog):
    return dialog.findChild(QMessageBox, "unsaved")


def test_an_entry_by_keyboard_alone(qtbot, db, client_id, open_entry):
    dialog = open_entry()
    client = dialog.findChild(QLineEdit, "client_id")
    qtbot.waitUntil(client.hasFocus)
    QTest.keyClicks(client, "hdjx")
    QTest.keyClick(client, Qt.Key.Key_Return)
    summary = dialog.findChild(QPlainTextEdit, "summary")
    qtbot.waitUntil(summary.hasFocus)
    compose(summary, "客户问年会报价")
    QTest.keyClick(summary, Qt.Key.Key_3, ALT)
    QTest.keyClick(summary, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(entries(db)) == 1)
    (draft,) = entries(db)
    assert (draft.client_id, draft.summary) == (client_id, "客户问年会报价")
    assert (draft.channel, draft.direction) == (Channel.RECEPTION, Direction.IN)
    assert (draft.held_on, draft.held_time, draft.next_on) == (TODAY, time(2, 30), None)


def test_the_contacts_of_the_client_picked_are_in_sight(qtbot, client_id, open_entry):
    dialog = open_entry()
    qtbot.waitUntil(dialog.findChild(QLineEdit, "client_id").hasFocus)
    QTest.keyClicks(dialog.findChild(QLineEdit, "client_id"), "hdjx")
    QTest.keyClick(dialog.findChild(QLineEdit, "client_id"), Qt.Key.Key_Return)
    row = dialog.form.editor("contact_ids")

    def in_sight():
        chips = [chip for chip in row.findChildren(QPushButton) if chip.isVisible()]
        places = [chip.geometry() for chip in chips]
        assert [chip.text() for chip in chips] == ["张伟", "李敏"]
        assert all(row.rect().contains(place) for place in places)
        assert not places[0].intersects(places[1])

    qtbot.waitUntil(in_sight)


def test_many_contacts_wrap_to_the_width(qtbot, desk, open_entry):
    client_id = new_client(desk, "江南轴承")
    for number in range(24):
        new_contact(desk, client_id, f"联系人{number:02}")
    dialog = open_entry(client_id)
    row = dialog.form.editor("contact_ids")
    chips = row.findChildren(QPushButton)
    qtbot.waitUntil(lambda: all(row.rect().contains(chip.geometry()) for chip in chips))
    assert len({chip.y() for chip in chips}) > 1


def test_everything_else_by_mouse(qtbot, context, db, client_id, open_entry):
    dialog = open_entry(client_id)
    compose(dialog.findChild(QPlainTextEdit, "summary"), "投诉早餐")
    for name in ("option_hotline", "option_emotional", "option_help", "option_displeased"):
        press(dialog, name)
    press(dialog, "quickDay1")
    compose(dialog.findChild(QLineEdit, "next_step"), "答复")
    compose(dialog.findChild(QLineEdit, "reaction_note"), "很生气")
    for chip in dialog.form.editor("contact_ids").findChildren(QPushButton):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    time_line = dialog.findChild(QLineEdit, "held_time")
    time_line.selectAll()
    QTest.keyClicks(time_line, "0115")
    press(dialog, "save")
    (draft,) = entries(db)
    assert (draft.channel, draft.direction, draft.tone) == (
        Channel.HOTLINE,
        Direction.IN,
        Tone.EMOTIONAL,
    )
    assert (draft.purpose, draft.reaction, draft.reaction_note) == (
        Purpose.HELP,
        Reaction.DISPLEASED,
        "很生气",
    )
    assert (draft.next_step, (draft.next_on - TODAY).days) == ("答复", 7)
    assert (len(draft.contact_ids), draft.held_time) == (2, time(1, 15))


def test_pressing_a_choice_again_lets_it_go_and_a_chosen_direction_stays(open_entry, client_id):
    dialog = open_entry(client_id)
    press(dialog, "option_listen")
    press(dialog, "option_help")
    assert dialog.form.draft().purpose is Purpose.HELP
    press(dialog, "option_help")
    assert dialog.form.draft().purpose is None
    press(dialog, "option_out")
    press(dialog, "option_letter_in")
    assert dialog.form.draft().direction is Direction.OUT


def test_the_person_is_kept_in_mind(open_entry, desk, client_id):
    new_entry(desk, client_id, "上次说要寄合同")
    dialog = open_entry(client_id)
    shown = texts(dialog)
    assert "主要联系人：张伟" in shown
    assert "忌讳：不谈价格" in shown
    assert "生日 1980-12-25，还有 5 天" in shown
    assert "上次说要寄合同" in shown
    (other,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "李敏")
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert "与李敏沟通" in texts(dialog)
    assert "忌讳：不谈价格" not in [w.text() for w in _living(dialog)]


def _living(dialog):
    return dialog._side.widget().findChildren(QLabel)


def test_a_stranger_client_is_the_first_time(open_entry, desk):
    dialog = open_entry(new_client(desk, "江南轴承"))
    assert "还没有沟通记录，这是第一次。" in texts(dialog)
    assert "伙伴关系五点" in texts(dialog)


def test_the_only_contact_is_taken(qtbot, open_entry, desk):
    client_id = new_client(desk, "江南轴承")
    contact_id = new_contact(desk, client_id, "仇丽")
    assert open_entry(client_id).form.draft().contact_ids == (contact_id,)
    dialog = open_entry()
    line = dialog.findChild(QLineEdit, "client_id")
    QTest.keyClicks(line, "jnzc")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.findChild(QPlainTextEdit, "summary").hasFocus)
    assert dialog.form.draft().contact_ids == (contact_id,)


def test_what_is_wrong_is_marked_and_nothing_is_lost(open_entry, db, client_id):
    dialog = open_entry(client_id)
    compose(dialog.findChild(QLineEdit, "next_step"), "寄合同")
    press(dialog, "save")
    assert errors(dialog) == ["请写下沟通了什么。", "请选下一步的日期，到时会出现在待办里。"]
    assert dialog.isVisible()
    line = dialog.findChild(QLineEdit, "held_time")
    line.setText("下午")
    press(dialog, "save")
    assert errors(dialog) == [
        "“下午”不是时间，请写成 9:30 这样。",
        "请写下沟通了什么。",
        "请选下一步的日期，到时会出现在待办里。",
    ]
    assert dialog.form.editor("next_step").text() == "寄合同"
    assert entries(db) == []


def test_a_client_typed_and_not_picked_is_refused(open_entry, client_id):
    dialog = open_entry()
    QTest.keyClicks(dialog.findChild(QLineEdit, "client_id"), "zzzz")
    QTest.keyClick(dialog.findChild(QLineEdit, "client_id"), Qt.Key.Key_Return)
    press(dialog, "save")
    assert errors(dialog) == ["没有找到这个客户，请换几个字再找。", "请写下沟通了什么。"]


def test_fault_46_two_clicks_save_once(qtbot, open_entry, db, client_id):
    dialog = open_entry(client_id)
    compose(dialog.findChild(QPlainTextEdit, "summary"), "电话")
    save = dialog.findChild(QPushButton, "save")
    QTest.mouseDClick(save, Qt.MouseButton.LeftButton)
    dialog.accept()
    assert len(entries(db)) == 1


def test_enter_moves_on_and_does_not_save(open_entry, db, client_id):
    dialog = open_entry(client_id)
    compose(dialog.findChild(QPlainTextEdit, "summary"), "电话")
    line = dialog.findChild(QLineEdit, "next_step")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert entries(db) == []
    assert not line.hasFocus()


def test_closing_with_text_asks_and_without_does_not(qtbot, open_entry, db, client_id):
    dialog = open_entry()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog = open_entry(client_id)
    compose(dialog.findChild(QPlainTextEdit, "summary"), "说了很多")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    by_text = {button.text(): button for button in box_of(dialog).buttons()}
    assert set(by_text) == {"保存", "不保存", "继续填写"}
    by_text["继续填写"].click()
    assert dialog.findChild(QPlainTextEdit, "summary").toPlainText() == "说了很多"
    dialog.reject()
    {button.text(): button for button in box_of(dialog).buttons()}["保存"].click()
    assert [draft.summary for draft in entries(db)] == ["说了很多"]


def test_a_failure_keeps_what_was_typed(monkeypatch, open_entry, context, db, client_id):
    dialog = open_entry(client_id)
    compose(dialog.findChild(QPlainTextEdit, "summary"), "电话")
    with monkeypatch.context() as broken:

        def refuse(*_args, **_more):
            raise StorageError("磁盘已满，没有保存。")

        broken.setattr("app.ui.communications.entry.add_communication", refuse)
        press(dialog, "save")
    assert dialog.findChild(QLabel, "banner").text() == "磁盘已满，没有保存。填写的内容还在。"
    assert dialog.isVisible()
    press(dialog, "save")
    assert len(entries(db)) == 1


def test_an_entry_is_changed(qtbot, desk, db, context, client_id):
    staff_id = new_staff(desk, "王芳")
    entry_id = new_entry(desk, client_id, "电话", contact_ids=(2,), staff_id=staff_id)
    host = QLabel()
    qtbot.addWidget(host)
    edit_entry(context, entry_id, host)
    dialog = host.findChild(EntryDialog)
    assert dialog.form.draft().contact_ids == (2,)
    assert not dialog.form.is_dirty()
    compose(dialog.findChild(QPlainTextEdit, "summary"), "，补充")
    press(dialog, "save")
    assert "补充" in entries(db)[0].summary
    assert entries(db)[0].staff_id == staff_id


def test_a_change_meanwhile_is_told_and_reloaded(qtbot, desk, db, context, client_id):
    entry_id = new_entry(desk, client_id, "第一版")
    host = QLabel()
    qtbot.addWidget(host)
    edit_entry(context, entry_id, host)
    edit_entry(context, entry_id, host)
    first, second = host.findChildren(EntryDialog)
    compose(first.findChild(QPlainTextEdit, "summary"), "甲")
    press(first, "save")
    compose(second.findChild(QPlainTextEdit, "summary"), "乙")
    press(second, "save")
    banner = second.findChild(QLabel, "banner")
    assert "已在别处被修改" in banner.text()
    (again,) = (b for b in second.findChildren(QPushButton) if b.text() == "重新载入")
    again.click()
    assert "甲" in second.findChild(QPlainTextEdit, "summary").toPlainText()
    press(second, "save")
    assert not second.isVisible()
    edit_entry(context, entry_id, host)
    third = host.findChildren(EntryDialog)[-1]
    delete_communications(desk, [entry_id])
    third.findChild(QPlainTextEdit, "summary").setPlainText("丙")
    press(third, "save")
    assert third.isVisible()
    assert third.reload() is None


def test_an_entry_that_is_gone_cannot_be_opened(qtbot, desk, context, client_id):
    entry_id = new_entry(desk, client_id)
    delete_communications(desk, [entry_id])
    host = QLabel()
    qtbot.addWidget(host)
    edit_entry(context, entry_id, host)
    assert host.findChild(EntryDialog) is None
    assert "回收站" in host.findChild(QMessageBox).text()


def test_a_new_entry_has_nothing_to_reload(open_entry):
    assert open_entry().reload() is None


def test_on_a_small_screen_nothing_has_to_be_scrolled_sideways(open_entry, client_id):
    dialog = open_entry(client_id)
    assert dialog.screen().availableSize().width() < ROOMY
    assert dialog.area.horizontalScrollBar().maximum() == 0
    channels = dialog.findChild(ButtonRow, "channel")
    places = {button.y() for button in channels.findChildren(QPushButton)}
    assert len(places) == 2


def test_the_person_it_was_opened_for_is_ticked(open_entry, desk, client_id):
    third = new_contact(desk, client_id, "王芳")
    dialog = open_entry(client_id, contact_id=third)
    assert dialog.form.draft().contact_ids == (third,)
    assert open_entry(client_id).form.draft().contact_ids == ()
    elsewhere = new_contact(desk, new_client(desk, "别家"), "陌生人")
    assert open_entry(client_id, contact_id=elsewhere).form.draft().contact_ids == ()
