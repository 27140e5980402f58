"""Who sits here: from the start to the lock, through the windows the program really opens."""

import shutil

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QLineEdit,
    QMenu,
    QPushButton,
)
from sqlalchemy import select

from app.backups.making import Watch, copy_office
from app.config import OfficeFolder
from app.db import Desk
from app.models import SignIn
from app.services.door import WrongPasswordError
from app.services.sign_in import check_password, give_password
from app.ui.sign_in.dialog import SignInDialog
from app.ui.start import Session
from tests.conftest import NOW
from tests.journeys.signing import OTHERS, choose, close_code, fill_new, start, told, type_password
from tests.sign_in import PASSWORD, cheap_door


def test_the_window_opens_only_by_the_password(office, qtbot):
    office.session.begin("clients")
    assert office.window is None
    choose(office.dialog, "周样")
    type_password(qtbot, office.dialog, "not-the-one")
    qtbot.waitUntil(lambda: told(office.dialog) == "密码不对。")
    assert office.window is None
    type_password(qtbot, office.dialog, PASSWORD)
    qtbot.waitUntil(lambda: office.window is not None)
    assert office.window._context.staff.name == "周样"
    assert office.session.front is office.window
    assert office.window.page_key == "clients"


def test_fault_67_five_wrong_ones_are_counted_down_and_a_restart_begins_anew(office, qtbot):
    office.session.begin("clients")
    choose(office.dialog, "周样")
    for n in range(5):
        type_password(qtbot, office.dialog, "not-the-one")
        qtbot.waitUntil(
            lambda n=n: told(office.dialog).startswith("密码不对" if n < 4 else "密码连续错了多次")
        )
    assert "30 秒" in told(office.dialog)
    field = office.dialog.findChild(QLineEdit, "password")
    assert field.isReadOnly()
    choose(office.dialog, "吴样")
    assert not field.isReadOnly(), "only that person waits"
    office.clock.now += 20
    choose(office.dialog, "周样")
    assert "10 秒" in told(office.dialog)
    again = Session(office.session._folder, door=cheap_door(office.clock))
    again.begin("clients")
    choose(again.front, "周样")
    assert "30 秒" in told(again.front)
    again._seat.clear()
    again.end()


def test_after_the_wait_the_password_can_be_typed_again(office, qtbot):
    desk = Desk(office.session._db)
    for _n in range(5):
        with pytest.raises(WrongPasswordError):
            check_password(desk, cheap_door(), 1, "not-the-one")
    office.session.begin("clients")
    choose(office.dialog, "周样")
    field = office.dialog.findChild(QLineEdit, "password")
    assert field.isReadOnly()
    office.dialog._until = 0.001
    office.dialog._count_down()
    assert not field.isReadOnly()
    assert told(office.dialog) == ""
    office.clock.now += 30
    type_password(qtbot, office.dialog, PASSWORD)
    qtbot.waitUntil(lambda: office.window is not None)


def test_who_has_no_password_is_told_whom_to_ask(office, qtbot):
    office.session.begin("clients")
    choose(office.dialog, "郑样")
    assert "初始密码" in told(office.dialog)
    assert not office.dialog.findChild(QPushButton, "go").isEnabled()


def test_a_password_that_was_given_is_changed_before_the_window_opens(office, qtbot):
    desk = Desk(office.session._db, 1, lambda: NOW)
    given = give_password(desk, cheap_door(), 3)
    office.session.begin("clients")
    choose(office.dialog, "郑样")
    type_password(qtbot, office.dialog, given.lower())
    qtbot.waitUntil(lambda: office.dialog.findChild(QDialog, "changePassword") is not None)
    change = office.dialog.findChild(QDialog, "changePassword")
    fill_new(change, "my-own-one", "my-own-two")
    assert "不一样" in told(change)
    fill_new(change, "short")
    qtbot.waitUntil(lambda: "至少 8 位" in told(change))
    assert office.window is None
    fill_new(change, "my-own-one")
    qtbot.waitUntil(lambda: office.window is not None)
    assert office.window._context.staff.name == "郑样"


def test_the_recovery_code_lets_a_supervisor_in_and_a_new_one_is_told(office, qtbot):
    office.session.begin("clients")
    office.dialog.findChild(QPushButton, "forgot").click()
    recover = office.dialog.findChild(QDialog, "recover")
    fill_new(recover, "a-third-one")
    assert told(recover) == "请填写恢复码。"
    code = recover.findChild(QLineEdit, "recoveryCode")
    code.setText(office.code[:-1] + ("2" if office.code[-1] != "2" else "3"))
    fill_new(recover, "a-third-one")
    qtbot.waitUntil(lambda: "抄错" in told(recover))
    code.setText(office.code.lower())
    fill_new(recover, "a-third-one")
    assert close_code(qtbot, recover) != office.code
    qtbot.waitUntil(lambda: office.window is not None)
    assert office.window._context.staff.name == "周样"


def test_another_person_sits_down_by_the_own_password(office, qtbot):
    start(office, qtbot)
    first = office.window
    menu = first.findChild(QPushButton, "staff").menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert any("锁定" in text for text in texts)
    next(action for action in menu.actions() if "吴样" in action.text()).trigger()
    asked = office.dialog
    assert asked.findChild(QComboBox, "who").currentText().startswith("吴样")
    assert not asked.findChild(QComboBox, "who").isEnabled()
    type_password(qtbot, asked, PASSWORD)
    qtbot.waitUntil(lambda: told(asked) == "密码不对。")
    assert office.window is first
    type_password(qtbot, asked, OTHERS)
    qtbot.waitUntil(lambda: office.window is not first)
    assert office.window._context.staff.name == "吴样"
    assert office.window._context.desk.staff_id == 2


def test_once_nobody_has_a_password_seats_are_changed_without(office, qtbot):
    start(office, qtbot)
    with Desk(office.session._db).write() as session:
        for kept in session.scalars(select(SignIn)):
            session.delete(kept)
    office.window.staff_wanted.emit(2)
    assert office.window._context.staff.name == "吴样"


def test_who_does_not_know_the_password_leaves_the_seat_as_it_was(office, qtbot):
    start(office, qtbot)
    office.window.staff_wanted.emit(2)
    office.dialog.findChild(QPushButton, "leave").click()
    assert office.session.front is office.window
    assert office.window._context.staff.name == "周样"


def test_a_restored_office_asks_again_who_sits_here(office, qtbot):
    start(office, qtbot)
    kept = office.session._folder.path / "kept.db"
    copy_office(office.session._folder, kept, Watch())
    first = office.window
    first._context.navigator.restore_wanted.emit(str(kept))
    qtbot.waitUntil(lambda: isinstance(office.session.front, SignInDialog))
    assert first.isHidden()
    type_password(qtbot, office.dialog, PASSWORD)
    qtbot.waitUntil(lambda: office.window is not first)
    assert office.window.isVisible()
    assert office.window.page_key == "settings"


def test_what_the_window_reads_during_a_restore_is_not_kept_open(office, qtbot):
    start(office, qtbot)
    kept = office.session._folder.path / "kept.db"
    copy_office(office.session._folder, kept, Watch())

    def read():
        with office.session._db.read() as session:
            session.get(SignIn, 1)

    reading = QTimer(office.window, interval=1)
    reading.timeout.connect(read)
    reading.start()
    office.window._context.navigator.restore_wanted.emit(str(kept))
    qtbot.waitUntil(lambda: isinstance(office.session.front, SignInDialog))
    reading.stop()
    with Desk(office.session._db).write("测试") as session:  # refused by what has the old file open
        session.get(SignIn, 1).failures = 2


def test_a_try_is_counted_by_the_window(office, qtbot):
    office.session.begin("clients")
    choose(office.dialog, "周样")
    type_password(qtbot, office.dialog, "not-the-one")
    qtbot.waitUntil(lambda: told(office.dialog) == "密码不对。")
    with office.session._db.read() as session:
        assert session.get(SignIn, 1).failures == 1


def test_the_menu_has_no_lock_where_nobody_has_a_password(qtbot, context):
    from app.ui.shell import MainWindow

    window = MainWindow(context)
    qtbot.addWidget(window)
    menu = window.findChild(QPushButton, "staff").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert not any("锁定" in action.text() for action in menu.actions())


@pytest.fixture
def fresh(themed, qtbot, empty_office, tmp_path):
    folder = OfficeFolder(tmp_path / "新的")
    folder.path.mkdir()
    shutil.copy(empty_office, folder.database)
    made = Session(folder, door=cheap_door())
    made.begin("clients")
    yield made
    for window in (made.window, made._welcome):
        if window is not None:
            window.close()
    made.end()


def begin_with_two(session):
    welcome = session._welcome
    welcome.findChild(QLineEdit, "hotelName").setText("云溪大酒店")
    welcome.findChild(QLineEdit, "person0").setText("周样")
    welcome.findChild(QLineEdit, "person1").setText("吴样")
    welcome.findChild(QPushButton, "empty").click()
    return welcome.findChild(QDialog, "beginSignIn")


def test_the_first_start_of_several_people_asks_for_the_first_password(fresh, qtbot):
    first = begin_with_two(fresh)
    assert fresh.window is None
    fill_new(first, PASSWORD)
    close_code(qtbot, first)
    qtbot.waitUntil(lambda: fresh.window is not None)
    assert fresh.window._context.staff.name == "周样"
    assert not fresh._welcome.isVisible()
    fresh._lock()
    assert isinstance(fresh.front, SignInDialog)
    type_password(qtbot, fresh.front, PASSWORD)
    qtbot.waitUntil(fresh.window.isVisible)


def test_the_first_password_can_be_put_off_and_is_asked_for_again(fresh, qtbot):
    begin_with_two(fresh).findChild(QPushButton, "leave").click()
    assert fresh.window is not None
    assert fresh.window.findChild(QFrame, "signInNotice").isVisible()
    fresh._lock()
    assert fresh.front is fresh.window, "nobody could unlock it"
    fresh.window.show_page("settings").show_view("people")
    fresh.window.findChild(QPushButton, "beginSignInNow").click()
    first = fresh.window.findChild(QDialog, "beginSignIn")
    fill_new(first, PASSWORD)
    close_code(qtbot, first)
    assert fresh.window._context.staff.name == "周样"
    assert not fresh.window.findChild(QFrame, "signInNotice").isVisible()
    assert fresh.window.place.view == "people", "where the others get theirs"
