"""Passwords in the settings: the first one, one's own, another's, none, and what is told once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QTableWidget,
)

from app.domain.types import Post
from app.queries.office import staff_members
from app.queries.sign_in import idle_minutes, sign_in_used
from app.queries.sign_in_people import people_to_sign_in
from app.services.sign_in import check_password
from app.ui.settings.people import PeopleSettings
from app.ui.shell import MainWindow
from app.ui.sign_in.dialog import SignInDialog, Why
from app.ui.sign_in.fields import CapitalsHint, PasswordField
from tests.clients import new_staff
from tests.sign_in import PASSWORD, cheap_door, sit, with_sign_in


def context_of(context, name):
    """Return the context of a person at this desk."""
    with context.db.read() as session:
        staff = next(m for m in staff_members(session) if m.name == name)
    return replace(context, staff=staff, desk=sit(context.desk, staff.id))


def window_of(qtbot, context):
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    return made


def people_page(window):
    page = window.show_page("settings").show_view("people")
    assert isinstance(page, PeopleSettings)
    return page


def choose(page, name):
    row = next(n for n, one in enumerate(page.rows.values()) if one.staff.name == name)
    page.table.selectRow(row)


def find(parent, name, kind=QDialog):
    return parent.findChild(kind, name)


def passwords(context):
    with context.db.read() as session:
        return {p.name: (p.has_password, p.one_time) for p in people_to_sign_in(session)}


def fill(dialog, password, old=""):
    if old:
        find(dialog, "oldPassword", QLineEdit).setText(old)
    find(dialog, "newPassword", QLineEdit).setText(password)
    find(dialog, "newPasswordAgain", QLineEdit).setText(password)
    find(dialog, "go", QPushButton).click()


def take_code(qtbot, parent):
    qtbot.waitUntil(lambda: find(parent, "codeDialog") is not None)
    shown = find(parent, "codeDialog")
    code = find(shown, "code", QLabel).text()
    find(shown, "kept", QCheckBox).click()
    find(shown, "done", QPushButton).click()
    return code


@pytest.fixture
def two(desk):
    new_staff(desk, "周样", Post.MANAGER)
    new_staff(desk, "吴样", Post.REPRESENTATIVE)


def test_an_office_of_two_is_reminded_until_somebody_sets_the_first_password(qtbot, context, two):
    mine = context_of(context, "周样")
    window = window_of(qtbot, mine)
    notice = find(window, "signInNotice", QFrame)
    assert notice.isVisible()
    begun = []
    mine.navigator.sign_in_begun.connect(begun.append)
    find(notice, "beginSignInNow", QPushButton).click()
    begin = find(window, "beginSignIn")
    fill(begin, "")
    assert find(begin, "error", QLabel).text() == "请填写新密码。"
    fill(begin, "12345678")
    qtbot.waitUntil(lambda: "一猜就中" in find(begin, "error", QLabel).text())
    fill(begin, PASSWORD)
    code = take_code(qtbot, begin)
    assert len(code) == 24
    assert begun == [1]
    assert not notice.isVisible()
    assert passwords(context) == {"周样": (True, False), "吴样": (False, False)}


def test_the_reminder_is_put_aside_until_the_next_start_and_is_none_of_a_clerks(
    qtbot, context, two
):
    window = window_of(qtbot, context_of(context, "周样"))
    find(window, "signInLater", QPushButton).click()
    assert not find(window, "signInNotice", QFrame).isVisible()
    again = window_of(qtbot, context_of(context, "周样"))
    assert find(again, "signInNotice", QFrame).isVisible()
    clerks = window_of(qtbot, context_of(context, "吴样"))
    assert not find(clerks, "signInNotice", QFrame).isVisible()


def test_a_supervisor_gives_a_password_and_changes_the_own(qtbot, context, desk):
    new_staff(desk, "吴样", Post.REPRESENTATIVE)
    with_sign_in(desk)
    window = window_of(qtbot, context_of(context, "周样"))
    page = people_page(window)
    choose(page, "吴样")
    find(page, "password", QPushButton).click()
    assert window.findChild(QMessageBox) is None  # there is none yet that would end by it
    first = take_code(qtbot, window)
    qtbot.waitUntil(lambda: find(window, "codeDialog") is None)
    find(page, "password", QPushButton).click()
    question = window.findChild(QMessageBox)
    next(one for one in question.buttons() if one.text() == "给初始密码").click()
    given = take_code(qtbot, window)
    assert given != first
    assert passwords(context)["吴样"] == (True, True)
    check_password(desk, cheap_door(), 1, given)

    choose(page, "周样")
    find(page, "password", QPushButton).click()
    change = find(window, "changePassword")
    fill(change, "another-one")
    assert find(change, "error", QLabel).text() == "请填写现在的密码。"
    fill(change, "another-one", old="not-the-one")
    qtbot.waitUntil(lambda: find(change, "error", QLabel).text() == "密码不对。")
    fill(change, "another-one", old=PASSWORD)
    qtbot.waitUntil(lambda: find(window, "changePassword") is None)
    check_password(desk, cheap_door(), 2, "another-one")


def test_who_works_alone_may_do_without_again(qtbot, context, desk):
    with_sign_in(desk)
    window = window_of(qtbot, context_of(context, "周样"))
    page = people_page(window)
    choose(page, "周样")
    find(page, "noPassword", QPushButton).click()
    remove = find(window, "removePassword")
    find(remove, "go", QPushButton).click()
    assert find(remove, "error", QLabel).text() == "请填写现在的密码。"
    find(remove, "oldPassword", QLineEdit).setText(PASSWORD)
    find(remove, "go", QPushButton).click()
    qtbot.waitUntil(lambda: find(window, "removePassword") is None)
    with context.db.read() as session:
        assert not sign_in_used(session)
    find(page, "password", QPushButton).click()
    assert find(window, "beginSignIn") is not None


def test_the_time_until_locking_the_record_and_a_new_code(qtbot, context, desk):
    staff_id, code = with_sign_in(desk)
    check_password(desk, cheap_door(), staff_id, PASSWORD)
    window = window_of(qtbot, context_of(context, "周样"))
    page = people_page(window)
    assert "不加密" in find(page, "signInTold", QLabel).text()
    find(page, "idleMinutes", QSpinBox).setValue(30)
    with context.db.read() as session:
        assert idle_minutes(session) == 30
    find(page, "signInRecord", QPushButton).click()
    record = find(find(window, "signInRecord"), "record", QTableWidget)
    assert record.item(0, 1).text() == "登录：周样"
    find(page, "newRecoveryCode", QPushButton).click()
    question = window.findChildren(QMessageBox)[-1]
    next(one for one in question.buttons() if one.text() == "生成新的").click()
    assert take_code(qtbot, window) != code


def test_the_code_is_printed(qtbot, context, desk, two):
    window = window_of(qtbot, context_of(context, "周样"))
    find(window, "beginSignInNow", QPushButton).click()
    begin = find(window, "beginSignIn")
    fill(begin, PASSWORD)
    qtbot.waitUntil(lambda: find(begin, "codeDialog") is not None)
    shown = find(begin, "codeDialog")
    qtbot.keyClick(find(shown, "printCode", QPushButton), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(shown, "preview") is not None)
    find(shown, "preview").close()
    take_code(qtbot, begin)


def test_caps_lock_is_told_by_the_keys_and_the_eye_shows_what_is_typed(qtbot):
    field = PasswordField("password", "密码")
    hint = CapitalsHint(field)
    qtbot.addWidget(field)
    qtbot.addWidget(hint)
    field.show()
    qtbot.keyClicks(field, "a")
    assert hint.text() == ""
    capital = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, "B")
    QApplication.sendEvent(field, capital)
    assert "大写锁定" in hint.text()
    qtbot.keyClick(field, Qt.Key.Key_CapsLock)
    assert hint.text() == ""
    assert field.displayText() != "aB"
    field.actions()[0].trigger()
    assert field.displayText() == "aB"
    field.wipe()
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_a_sentence_of_two_lines_squeezes_no_field(qtbot, themed, context, desk):
    with_sign_in(desk, cheap_door())
    new_staff(desk, "新来的", Post.REPRESENTATIVE)
    dialog = SignInDialog(context, Why.START)
    qtbot.addWidget(dialog)
    dialog.show()
    who, password = find(dialog, "who", QComboBox), find(dialog, "password", QLineEdit)
    tall = password.height()
    with context.db.read() as session:
        names = [one.name for one in people_to_sign_in(session)]
    who.setCurrentIndex(names.index("新来的"))
    assert "还没有登录密码" in dialog.wrong.text()
    qtbot.waitUntil(lambda: dialog.wrong.height() >= dialog.wrong.heightForWidth(dialog.width()))
    assert password.height() == tall
