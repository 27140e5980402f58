"""Nobody sees or does anything at a locked PC, and nothing typed is lost by locking it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from app.db import Desk
from app.domain.types import Post, StaffId
from app.queries.form_drafts import unsaved_form_ids
from app.services.office import deactivate_staff
from app.services.sign_in import give_password
from app.ui.communications.entry import EntryDialog
from app.ui.sign_in.dialog import SignInDialog
from tests.clients import new_staff
from tests.conftest import NOW
from tests.journeys.signing import OTHERS, choose, start, told, type_password
from tests.sign_in import PASSWORD, cheap_door
from tests.ui.input import compose


def lock(office, qtbot):
    QApplication.processEvents()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.activeWindow().windowHandle(), Qt.Key.Key_L, both)
    assert isinstance(office.session.front, SignInDialog)


def open_entry(office):
    office.window.write_entry(1)
    entry = office.window.findChild(EntryDialog)
    compose(entry.findChild(QPlainTextEdit, "summary"), "谈了冬季会议")
    return entry


def test_locking_hides_everything_and_unlocking_shows_it_as_it_was(office, qtbot):
    start(office, qtbot)
    entry = open_entry(office)
    lock(office, qtbot)
    dialog = office.dialog
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [dialog]
    assert not dialog.findChild(QComboBox, "who").isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Esc does not unlock"
    type_password(qtbot, dialog, "not-the-one")
    qtbot.waitUntil(lambda: told(dialog) == "密码不对。")
    type_password(qtbot, dialog, PASSWORD)
    qtbot.waitUntil(entry.isVisible)
    assert office.window.isVisible()
    assert entry.findChild(QPlainTextEdit, "summary").toPlainText() == "谈了冬季会议"
    assert entry.isModal()
    assert office.session.front is office.window
    entry._drop()


def test_what_opens_while_it_is_locked_is_seen_only_afterwards(office, qtbot):
    start(office, qtbot)
    lock(office, qtbot)
    late = QMessageBox(QMessageBox.Icon.Information, "导入完成", "华东机械", parent=office.window)
    late.open()
    qtbot.waitUntil(late.isHidden)
    type_password(qtbot, office.dialog, PASSWORD)
    qtbot.waitUntil(late.isVisible)
    late.close()


def test_another_person_unlocks_and_the_form_waits_for_its_owner(office, qtbot):
    start(office, qtbot)
    open_entry(office)
    first = office.window
    lock(office, qtbot)
    dialog = office.dialog
    dialog.findChild(QPushButton, "otherPerson").click()
    choose(dialog, "吴样")
    dialog.findChild(QComboBox, "who").hidePopup()
    type_password(qtbot, dialog, OTHERS)
    qtbot.waitUntil(lambda: office.window is not first)
    assert office.window._context.staff.name == "吴样"
    assert office.window.isVisible()
    with office.session._db.read() as session:
        assert len(unsaved_form_ids(session, 1)) == 1
        assert unsaved_form_ids(session, 2) == []


def test_what_no_draft_keeps_is_lost_only_after_a_question(office, qtbot):
    start(office, qtbot)
    first = office.window
    first.show_page("settings").findChild(QLineEdit, "hotel_name").setText("样例酒店")
    lock(office, qtbot)
    dialog = office.dialog
    choose(dialog, "吴样")
    type_password(qtbot, dialog, OTHERS)
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None)
    question = dialog.findChild(QMessageBox)
    assert office.window is first
    next(one for one in question.buttons() if one.text() == "仍然继续").click()
    qtbot.waitUntil(lambda: office.window is not first)


def test_an_idle_window_locks_itself_and_a_touch_puts_it_off(office, qtbot):
    start(office, qtbot)
    watch = office.session._seat._idle
    watch._clock, watch._last = office.clock, office.clock.now
    watch.look()
    assert office.session.front is office.window
    office.clock.now += 14 * 60
    QTest.mouseMove(office.window.windowHandle(), office.window.rect().center())
    QTest.keyClick(office.window.windowHandle(), Qt.Key.Key_F24)
    assert watch._last == office.clock.now
    office.clock.now += 14 * 60
    watch.look()
    assert office.session.front is office.window
    office.clock.now += 60
    watch.look()
    assert isinstance(office.session.front, SignInDialog)
    watch.look()
    type_password(qtbot, office.dialog, PASSWORD)
    qtbot.waitUntil(office.window.isVisible)


def test_a_window_left_while_it_asks_for_another_person_is_locked(office, qtbot):
    start(office, qtbot)
    office.window.staff_wanted.emit(2)
    asked = office.dialog
    office.session._lock()
    assert office.dialog is not asked
    assert office.window.isHidden()
    type_password(qtbot, office.dialog, PASSWORD)
    qtbot.waitUntil(office.window.isVisible)


def test_a_locked_program_can_be_ended(office, qtbot):
    start(office, qtbot)
    open_entry(office)
    lock(office, qtbot)
    office.dialog.close()
    assert office.ended == [0]
    with office.session._db.read() as session:
        assert len(unsaved_form_ids(session, 1)) == 1


def test_who_is_taken_off_the_list_sits_there_no_longer(office, qtbot):
    boss = new_staff(Desk(office.session._db), "安样", Post.DIRECTOR)
    desk = Desk(office.session._db, 1, lambda: NOW)
    give_password(desk, cheap_door(), boss)
    start(office, qtbot)
    first = office.window
    deactivate_staff(desk, StaffId(1), version=1)
    qtbot.waitUntil(lambda: isinstance(office.session.front, SignInDialog))
    assert first.isHidden()
    who = office.dialog.findChild(QComboBox, "who")
    assert who.isEnabled()
    assert not any(who.itemText(n).startswith("周样") for n in range(who.count()))
    choose(office.dialog, "吴样")
    type_password(qtbot, office.dialog, OTHERS)
    qtbot.waitUntil(lambda: office.window is not first)
    assert office.window._context.desk.staff_id == 2
